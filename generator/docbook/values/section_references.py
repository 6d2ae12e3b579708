"""Reader of sentences that refer to another section for the values of an attribute.

Source: PS3.3 C.8.13 to C.8.27, sections such as "Image Type and Frame Type", which refer to
C.8.16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from .statements import TAG, sentences

_SECTION = r"Section (?P<section>[A-Z0-9]+(?:\.\w+)*)"
_TAKES = tuple(
    re.compile(words)
    for words in (
        rf"In addition to the requirements specified in {_SECTION}\b.*",
        rf"(?:The v|V)alue (?:\d )?of .+ is discussed in {_SECTION}",
        rf".* to those (?:defined )?in (?:Table \S+ in )?{_SECTION}\b.*",
        rf".*\bin {_SECTION}, plus the following",
        rf"For additional Defined Terms see {_SECTION}",
        rf"See {_SECTION} for requirements, but not (?P<but>Defined Terms)",
    )
)
_SEE = re.compile(rf"See {_SECTION}")
_NO_MORE = re.compile(
    r"No additional requirements or (?:Defined Terms|Enumerated Values)"
)


@frozen
class Referral:
    """A reference from one section to another."""

    section: str
    tags: tuple[str, ...]
    """Tags of the attributes; empty if they follow from the place of the sentence."""
    defined: bool = True
    """Whether the reference includes the defined terms of the section."""


def read_referrals(text: str) -> Iterator[Referral]:
    """Yield the sections that a paragraph refers to for values."""
    found = [*sentences(text)]
    for sentence, after in zip(found, [*found[1:], ""], strict=True):
        match = _SEE.fullmatch(sentence) if _NO_MORE.fullmatch(after) else None
        for pattern in _TAKES:
            match = match or pattern.fullmatch(sentence)
        if match is not None:
            defined = not match.groupdict().get("but")
            yield Referral(match["section"], tags_in(sentence), defined)


def tags_in(sentence: str) -> tuple[str, ...]:
    """Return the tags in a sentence, in their order."""
    return tuple(tag.replace(" ", "").upper() for tag in re.findall(TAG, sentence))
