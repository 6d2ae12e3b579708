"""Parser of sentences that state when a row is required, permitted or forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from attrs import frozen

from .spellings import MISPRINTS


class Decision(Enum):
    """The kind of a sentence."""

    REQUIRED_IF = auto()
    PERMITTED_IF = auto()
    FORBIDDEN_IF = auto()
    ONLY_IF = auto()
    """The attribute may be present only if the condition holds."""
    ONLY_REQUIRED_IF = auto()
    """The attribute is required only if, in addition, this condition holds."""
    MAY_OTHERWISE = auto()
    SHALL_NOT_OTHERWISE = auto()
    ONE_OF = auto()
    """At least one of the attributes shall be present."""


@frozen
class Sentence:
    """One sentence, with the words of its condition."""

    decision: Decision
    words: str = ""


_TYPOGRAPHY = str.maketrans(
    {
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2013": "-",
        "\u2011": "-",
        "\u00a0": " ",
    }
)

_REPAIRS = (
    (re.compile(r"\bRequired (?:if )?Required if\b"), "Required if"),
    (re.compile(r"\bRequired ([A-Z]\w* Data\b)"), r"Required if \1"),
    (re.compile(r"\b(Required|Shall be present),? if(?=[A-Z])"), r"\1 if "),
    (re.compile(r"\b(?:This Attribute is|Creation) required if\b"), "Required if"),
    (re.compile(r"\b(?:This Attribute shall|Shall) be provided if\b"), "Required if"),
    (re.compile(r"\bRequire if\b"), "Required if"),
    (
        re.compile(
            r"\b(?:Either )?[Tt]he ([A-Z].*?) or (the .*?) or both shall be supported"
        ),
        r"Either or both: \1 or \2",
    ),
    (re.compile(r"\b[Mm]aybe be\b"), "May be"),
    # The class of a referenced instance is in the reference.
    (
        re.compile(
            r"\bthe referenced SOP Instance has the SOP Class UID(?: \(0008,0016\))?"
        ),
        "Referenced SOP Class UID (0008,1150) is",
    ),
    (
        re.compile(
            r"(Referenced SOP Class UID \(0008,1150\)) of the referenced image\b"
        ),
        r"\1 within Referenced Image Sequence (0008,1140)",
    ),
    (
        re.compile(r"a legacy converted SOP Class \(((?:[^()]|\([^()]*\))*)\)?"),
        r"\1",
    ),
    (re.compile(r"\b(?:Only r|R)equired only (?=if\b|when\b|for\b)"), "Required "),
    (re.compile(r"\bRequired in Response Identifier if\b"), "Required if"),
    (re.compile(r"\bThe Macro shall\b"), "Shall"),
    (
        re.compile(
            r"\b(?:When|If) ([^.]*?),? (?:this Attribute|it) shall not be present\b"
        ),
        r"Shall not be present if \1",
    ),
    # The requirement before it names its SOP classes.
    (re.compile(r"\b(May be present) for other SOP Classes if\b"), r"\1 if"),
    (re.compile(r"\b(where|with|in|by)(?=[A-Z][a-z]+ [A-Z@(])"), r"\1 "),
    (re.compile(r"(Section [\w.]*\d)(?=are\b)"), r"\1 "),
)
"""Misprints that occur in several rows, and wordings that only PS3.4 has."""

_ANY_OF = re.compile(r"\b(?:values|following|is|are):?\s*$")
"""Text before a list of values, of which one is sufficient."""

_GOES_ON = re.compile(r"\b(is|are|or|and|if)(:?)\n(?!- )")
"""A line break within a condition."""

_NOTE = re.compile(r"^Note: .*$", re.MULTILINE)

_NEW = r"(?:^|(?<=[.;,:(\n])\s*|(?<=- )|(?<=\n- ))"
"""Positions where a sentence can begin."""

_START = re.compile(
    r"(?P<unless>[Mm]ay be present otherwise unless\b)"
    r"|(?P<may_otherwise>[Oo]therwise,? (?:it )?may (?:also )?be (?:present|included)"
    r"(?!,? (?:only )?(?:if|when))"
    r"|[Mm]ay (?:also )?be (?:present|included) otherwise(?!,? (?:only )?(?:if|when)\b)"
    r"|[Mm]ay also be present otherwise)"
    rf"|(?P<permitted>(?:[Oo]therwise,? may|May|{_NEW}may) (?:only |also )?be (?:present|included)"
    r"(?: otherwise)?,?(?: only)?,? (?:if|when|for)\b|U - Optional if\b)"
    rf"|(?P<shall_not_otherwise>(?:It|{_NEW}it|Shall|{_NEW}shall)(?: shall)? not be"
    r" (?:present|included) otherwise"
    r"|[Nn]ot allowed otherwise|[Oo]therwise not used|[Oo]therwise,? shall not be present)"
    rf"|(?P<forbidden>(?:(?:It|This Attribute) shall|Shall|{_NEW}shall) not be (?:present|included),?"
    r"(?: only)? (?:(?:if|when)\b|in (?=an? Presentation State))"
    r"|May not be (?:used|present) if\b|Shall be present only in(?= the first Item of\b))"
    r"|(?P<only>Shall be (?:present|included) only (?:if|when)\b|(?:(?:May|To) be u|U)sed only (?:if|when)\b"
    r"|Shall only be (?:present|included|used) (?:if|when)\b)"
    r"|(?P<only_required>Only required (?:if|when|for)\b)"
    rf"|(?P<required>(?:[Oo]therwise, r|R|{_NEW}r)equired(?: only)?,? ?(?:if|when|for)\b:?"
    r"|Shall be (?:present|included) (?:if|when|for)\b:?"
    rf"|{_NEW}shall be (?:present|included) (?:if|when)\b"
    rf"|If (?=required by\b)|{_NEW}Required to (?=specify\b)"
    r"|(?:[Ii]nclude )?if and only if\b|Include if\b)"
    r"|(?P<shared>(?:[Mm]ay|[Ss]hall) not be used as a Shared Functional Group)"
    r"|(?P<frame>(?:[Mm]ay|[Ss]hall) not be used as a Per-Frame Functional Group)"
    r"|(?P<always_shared>Shall be used as a Shared Functional Group)"
    r"|(?P<exclusive>Mutually exclusive with\b)"
    r"|(?P<one_of>[Ee]ither (?:one )?or both)"
)
_SAYS = {
    "may_otherwise": Decision.MAY_OTHERWISE,
    "permitted": Decision.PERMITTED_IF,
    "unless": Decision.PERMITTED_IF,
    "shall_not_otherwise": Decision.SHALL_NOT_OTHERWISE,
    "forbidden": Decision.FORBIDDEN_IF,
    "only": Decision.ONLY_IF,
    "only_required": Decision.ONLY_REQUIRED_IF,
    "required": Decision.REQUIRED_IF,
    "one_of": Decision.ONE_OF,
}
_END = re.compile(
    r",? in which case\b|, shall be present\b|\.(?=\s+[A-Z(]|\s*$)|\.\.|;|,?\s+See (?:Section|Note)\b|\s+-\s+See\b|\n(?!- )"
)


@lru_cache(maxsize=2**15)
def settled(text: str) -> str:
    """Normalize quotes and dashes, and correct repeated misprints."""
    text = _NOTE.sub("", text.translate(_TYPOGRAPHY))
    for printed, correct in MISPRINTS:
        text = text.replace(printed, correct)
    text = _GOES_ON.sub(r"\1 ", text)
    for pattern, mended in _REPAIRS:
        text = pattern.sub(mended, text)
    return text.strip()


@lru_cache(maxsize=2**15)
def is_condition(sentence: str) -> bool:
    """Whether a sentence of a settled text states when the row is present."""
    return _START.search(sentence) is not None


@lru_cache(maxsize=2**15)
def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a row, in their order."""
    return tuple(_sentences(settled(text)))


def _sentences(text: str) -> Iterator[Sentence]:
    starts = [*_START.finditer(text)]
    for index, start in enumerate(starts):
        following = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        words = _words(text[start.end() : following])
        kind = start.lastgroup or ""
        if kind == "shared":
            yield Sentence(Decision.FORBIDDEN_IF, "@shared")
        elif kind == "exclusive":
            yield Sentence(Decision.FORBIDDEN_IF, f"{words} is present")
        elif kind in ("frame", "always_shared"):
            yield Sentence(Decision.FORBIDDEN_IF, "@frame")
        else:
            yield Sentence(
                _SAYS[kind], f"unless {words}" if kind == "unless" else words
            )


def _words(text: str) -> str:
    """Return the condition at the beginning of a text, with its list joined."""
    listed = text.lstrip().startswith("- ") or "\n- " in text
    if listed:
        text = _joined(text)
    end = _END.search(text)
    return (text[: end.start()] if end else text).strip(" ,:;.\n")


def _joined(text: str) -> str:
    """Join the items of a list to one condition."""
    head, *items = re.split(r"(?:^|\n)\s*- ", text)
    parts = [item.split("\n")[0].strip().rstrip(".") for item in items]
    between = " or " if _ANY_OF.search(head) else " "
    return f"{head.strip()} {between.join(parts)}"
