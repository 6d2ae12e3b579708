"""Account of the sentences of a row: each is read, or left out for a stated reason.

A sentence that requires, permits or forbids something, and that is not a condition of the
row, must match a kind of the table below. Other sentences are not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from iodize.conditions.expressions import NOT_UNDERSTOOD, Expression, unknowns

from .reading import FRAMED
from .sentences import is_condition, settled
from .tokens import Marks
from .vocabulary import Vocabulary

READ = "read"
PRESENCE = "presence"
"""About the presence of the row itself, although no condition was read."""

_STATES = re.compile(
    r"\b(?:shall|must|may|should|required?|requires|only|permitted|allowed|mandatory"
    r"|need not|optional|unless|recommended)\b",
    re.IGNORECASE,
)
"""A word of sentences that require, permit or forbid."""

_TAG = r"\([0-9A-Fa-fx]{4}, ?[0-9A-Fa-fx]{4}\)"

_KINDS: tuple[tuple[str, str], ...] = (
    (
        PRESENCE,
        r"\bmust be present\b|\b(?:this Attribute|this Sequence) (?:shall|must|may)(?: not)?"
        r"(?: only)? be (?:present|included|absent)\b",
    ),
    ("section", r"^Required as described in Section\b"),
    (
        # About keys and their requirement in another column of the table.
        "another-column",
        r"^Return Key required\b|\b(?:Single Value|Sequence|Universal) Matching\b",
    ),
    (
        "number",
        r"\bItems? (?:shall|may|are|is|can)(?: only)?(?: be)?"
        r" (?:included|present|permitted|used|considered)|^The number (?:and order )?of\b"
        r"|^(?:Zero|One|Two|Only|Exactly|At least|At most|No more|More than|A|Multiple|Sufficient)"
        r"\b.*\b(?:Items?|values?)\b|\bnumber of (?:Items|values|pairs|triplets|frames|samples|points)\b"
        r"|\b(?:multi-?valued|multiple (?:entries|values|Items)|single value|one Value|one or two values)\b"
        r"|\bN(?:\+1)? values\b|\bmore than one\b|\bif more than\b",
    ),
    (
        # "Shutter Shape (0018,1600) shall not be included".
        "another-row",
        rf"{_TAG}\)?(?: in the [\w -]+ Module)?,? (?:shall|may|must)(?: not)? be"
        r" (?:present|included|used|absent|provided)\b",
    ),
    ("recommendation", r"\bshould\b|\brecommended\b"),
    (
        "values",
        r"\b(?:shall|must|may)(?: (?:also|always|either|only|never|not|both|each))*"
        r" (?:be (?:[\d\"-]|a|an|any|the|in|of|at|from|to|with|within|between|by|less|greater"
        r"|equal|equivalent|identical|unique|relative|negative|positive|zero|consistent|empty"
        r"|zero[- ]length|NO|YES|DERIVED|[A-Z_]{2,}|multi|non|either|one|present as)"
        r"|have|start|equal|match|correspond|contain|consist|increase|differ|extend|vary"
        r"|reference|identify|refer|include|appear|represent|specify|define|indicate|describe"
        r"|take|convey|overlap|share|exceed|occur|imply|allow|begin)\b"
        r"|\b(?:not|is|are) (?:only )?(?:allowed|permitted)\b|^Permitted\b|\ballowed are\b|\bleniency\b"
        r"|\bshall (?:use|characterize|anchor|list|not conflict)\b|^This value shall\b"
        r"|^E\.g\., required\b|^Only\b.*\b(?:is|are) permitted\b",
    ),
    ("meaning", r"\bmeaningful\b|\b(?:only valid|applicable only|applies only)\b"),
    ("another-value", r"\b(?:override|overridden|take precedence)\b"),
    (
        "processing",
        r"\b(?:SCUs?|SCPs?|systems?|servers?|device) (?:shall|is required|may)\b",
    ),
    ("another-row", r"\bItem is required\b|\bcorresponding Item\b|^Every\b"),
    (
        # A noun phrase: "The power that would be required".
        "explanation",
        r"^(?:The |A |An |Some |Brief |Positive |Code )?(?:[\w-]+ )*?(?:maximum|minimum|permitted"
        r"|required|tolerance|guidance|Sequence of|Sequence that|condition that|flag indicating"
        r"|list of|integer)\b|^(?:Identifies|Indicates|Whether|It is|If absent|See)\b"
        r"|\b(?:may|might)(?: or may not)?,? \w+|\bonly (?:the|in|some|be|within|contain)\b|\bonly\.$"
        r"|\bunless\b|\bwill only\b|\brequired (?:for|by|to)\b|\bentirely\b|\bremain\b",
    ),
)

_PATTERNS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _KINDS)
_END = re.compile(r"(?<=[.;])\s+(?=[A-Z(])|(?<=\.\))\s+(?=[A-Z])|\n(?!- )")


def statements(text: str) -> Iterator[str]:
    """Yield the sentences of a row; the items of a list belong to the sentence before it."""
    for sentence in _END.split(settled(text)):
        if sentence.strip():
            yield sentence.strip()


def kind_of(statement: str) -> str | None:
    """Return the treatment of a sentence.

    `READ`, the kind of a sentence that was left out, `NOT_UNDERSTOOD`, or None for a
    sentence that does not state a requirement.
    """
    if is_condition(statement):
        return READ
    if not _STATES.search(statement):
        return None
    for name, pattern in _PATTERNS:
        if pattern.search(statement):
            return name
    return NOT_UNDERSTOOD


def unread_presence(text: str) -> Iterator[str]:
    """Yield the sentences about the presence of the row that no condition was read from."""
    for statement in statements(text):
        if kind_of(statement) == PRESENCE:
            yield statement


# The parts of a condition

_PARENTHESIS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_NAMES = re.compile(
    rf"{_TAG}|\([^(),]+, ?[A-Z][\w.-]*, ?\"[^\"]*\"\)|\(\"?1\.2\.[\d.]+\"?\)"
)
_PARENTHESES = tuple(
    (name, re.compile(words))
    for name, words in (
        (READ, r"^(?:if|unless|only|except)\b|1\.2\.840\.|" + _TAG),
        ("reference", r"^[Ss]ee\b|^Section\b|^[A-Z]?\.?[\d.]+$|^[A-Z](?:\.\d+)+$"),
        ("example", r"^e\.g\.,? |^for example\b"),
        (
            # Another name of the words before it: "is DF (Digitized Film)".
            "other-name",
            r"^(?!.*\b(?:shall|must|may|if|unless|only|except|required?)\b)[\w ,./\"'-]+$",
        ),
    )
)


def parentheses(words: str) -> Iterator[str]:
    """Yield the treatment of each parenthesis in a condition; tags and codes are names."""
    for parenthesis in _PARENTHESIS.finditer(words):
        if _NAMES.fullmatch(parenthesis[0]):
            continue
        text = parenthesis[1].strip()
        yield next(
            (name for name, pattern in _PARENTHESES if pattern.search(text)),
            NOT_UNDERSTOOD,
        )


AROUND = "sequence"
"""An attribute that names the sequence of the item: "the first Item of @"."""

_AROUND = re.compile(
    r"(?:\b(?:Items?|Control Point(?: 0)?)(?: of| in)?|\bfirst|\bcontaining|\bwithin)"
    r"(?: the| this)? @(?P<before>\d+)|@(?P<after>\d+) Item\b",
    re.IGNORECASE,
)


def attributes(
    words: str, expression: Expression, vocabulary: Vocabulary
) -> Iterator[str]:
    """Yield the treatment of each attribute that a condition names by its tag.

    `READ`, `AROUND`, the kind of knowledge that its part requires, or `NOT_UNDERSTOOD`.
    """
    marks = Marks(words, vocabulary)
    marks.run()
    around = {m["before"] or m["after"] for m in _AROUND.finditer(marks.text)}
    formal = str(expression)
    left = next(unknowns(expression), None)
    for number, keyword in enumerate(marks.attributes):
        pointed = vocabulary.tag_of(keyword)
        frames = keyword in FRAMED and "NumberOfFrames" in formal
        if re.search(rf"\b(?:{keyword}|{pointed})\b", formal) or frames:
            yield READ
        elif str(number) in around:
            yield AROUND
        else:
            yield NOT_UNDERSTOOD if left is None else left.reason
