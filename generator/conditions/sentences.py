"""The sentences of a row that say when it is required, permitted or forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from attrs import frozen


class Says(Enum):
    """What a sentence decides."""

    REQUIRED_IF = auto()
    PERMITTED_IF = auto()
    FORBIDDEN_IF = auto()
    ONLY_IF = auto()
    """It may be present only where the condition holds."""
    MAY_OTHERWISE = auto()
    SHALL_NOT_OTHERWISE = auto()
    ONE_OF = auto()
    """At least one of the attributes named shall be present."""


@frozen
class Sentence:
    """One decision, and the words of its condition."""

    says: Says
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
    (re.compile(r"\b(where|with|in|by)(?=[A-Z][a-z]+ [A-Z@(])"), r"\1 "),
    (re.compile(r"(Section [\w.]*\d)(?=are\b)"), r"\1 "),
)
"""Slips that occur in several rows, and what PS3.4 says in words of its own."""

_ANY_OF = re.compile(r"\b(?:values|following|is|are):?\s*$")
"""What comes before a list of values, of which one suffices."""

_GOES_ON = re.compile(r"\b(is|are|or|and|if)(:?)\n(?!- )")
"""A line that ends within a condition."""

_NOTE = re.compile(r"^Note: .*$", re.MULTILINE)

_NEW = r"(?:^|(?<=[.;,:(\n])\s*|(?<=- )|(?<=\n- ))"
"""Where a sentence of its own can begin."""

_START = re.compile(
    r"(?P<unless>[Mm]ay be present otherwise unless\b)"
    r"|(?P<may_otherwise>[Oo]therwise,? (?:it )?may (?:also )?be (?:present|included)"
    r"(?!,? (?:only )?(?:if|when))"
    r"|[Mm]ay (?:also )?be (?:present|included) otherwise(?!,? (?:only )?(?:if|when)\b)"
    r"|[Mm]ay also be present otherwise)"
    rf"|(?P<permitted>(?:[Oo]therwise,? may|May|{_NEW}may) (?:only )?be (?:present|included)"
    r"(?: otherwise)?,?(?: only)?,? (?:if|when|for)\b|U - Optional if\b)"
    rf"|(?P<shall_not_otherwise>(?:It|{_NEW}it|Shall|{_NEW}shall)(?: shall)? not be"
    r" (?:present|included) otherwise"
    r"|[Nn]ot allowed otherwise|[Oo]therwise not used|[Oo]therwise,? shall not be present)"
    rf"|(?P<forbidden>(?:It shall|Shall|{_NEW}shall) not be (?:present|included),?"
    r"(?: only)? (?:(?:if|when)\b|in (?=an? Presentation State))"
    r"|May not be (?:used|present) if\b)"
    r"|(?P<only>Shall be (?:present|included) only (?:if|when)\b|May be used only if\b)"
    rf"|(?P<required>(?:[Oo]therwise, r|R|{_NEW}r)equired(?: only)?,? ?(?:if|when|for)\b:?"
    r"|Shall be (?:present|included) (?:if|when|for)\b:?"
    r"|(?<=- )shall be present if\b"
    r"|If (?=required by\b)"
    r"|(?:[Ii]nclude )?if and only if\b|Include if\b)"
    r"|(?P<shared>(?:[Mm]ay|[Ss]hall) not be used as a Shared Functional Group)"
    r"|(?P<frame>(?:[Mm]ay|[Ss]hall) not be used as a Per-Frame Functional Group)"
    r"|(?P<always_shared>Shall be used as a Shared Functional Group)"
    r"|(?P<exclusive>Mutually exclusive with\b)"
    r"|(?P<one_of>[Ee]ither (?:one )?or both)"
)
_SAYS = {
    "may_otherwise": Says.MAY_OTHERWISE,
    "permitted": Says.PERMITTED_IF,
    "unless": Says.PERMITTED_IF,
    "shall_not_otherwise": Says.SHALL_NOT_OTHERWISE,
    "forbidden": Says.FORBIDDEN_IF,
    "only": Says.ONLY_IF,
    "required": Says.REQUIRED_IF,
    "one_of": Says.ONE_OF,
}
_END = re.compile(
    r",? in which case\b|, shall be present\b|\.(?=\s+[A-Z(]|\s*$)|\.\.|;|,?\s+See (?:Section|Note)\b|\s+-\s+See\b|\n(?!- )"
)


def settled(text: str) -> str:
    """Return text with plain quotes and dashes, and its repeated slips mended."""
    text = _NOTE.sub("", text.translate(_TYPOGRAPHY))
    text = _GOES_ON.sub(r"\1 ", text)
    for pattern, mended in _REPAIRS:
        text = pattern.sub(mended, text)
    return text.strip()


def read_sentences(text: str) -> Iterator[Sentence]:
    """Yield what a row's text decides, in its order."""
    text = settled(text)
    starts = [*_START.finditer(text)]
    for index, start in enumerate(starts):
        following = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        words = _words(text[start.end() : following])
        kind = start.lastgroup or ""
        if kind == "shared":
            yield Sentence(Says.FORBIDDEN_IF, "@shared")
        elif kind == "exclusive":
            yield Sentence(Says.FORBIDDEN_IF, f"{words} is present")
        elif kind in ("frame", "always_shared"):
            yield Sentence(Says.FORBIDDEN_IF, "@frame")
        else:
            yield Sentence(
                _SAYS[kind], f"unless {words}" if kind == "unless" else words
            )


def _words(text: str) -> str:
    """Return the condition at the beginning of a text, its list joined."""
    listed = text.lstrip().startswith("- ") or "\n- " in text
    if listed:
        text = _joined(text)
    end = _END.search(text)
    return (text[: end.start()] if end else text).strip(" ,:;.\n")


def _joined(text: str) -> str:
    """Return the items of a list as one condition."""
    head, *items = re.split(r"(?:^|\n)\s*- ", text)
    parts = [item.split("\n")[0].strip().rstrip(".") for item in items]
    between = " or " if _ANY_OF.search(head) else " "
    return f"{head.strip()} {between.join(parts)}"
