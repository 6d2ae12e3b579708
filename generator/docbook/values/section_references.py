"""Sentences that take the values of an attribute from another section.

Source: PS3.3 C.8.13 to C.8.27, sections "Image Type and Frame Type" and the like, which
stand on C.8.16.
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
    """One section that another refers to."""

    section: str
    tags: tuple[str, ...]
    """The attributes that it is about; none where the place of the sentence tells."""
    defined: bool = True
    """Whether the defined terms of the section are meant, not only what it requires."""


def read_referrals(text: str) -> Iterator[Referral]:
    """Yield the sections that a paragraph takes values from."""
    told = [*sentences(text)]
    for sentence, after in zip(told, [*told[1:], ""], strict=True):
        match = _SEE.fullmatch(sentence) if _NO_MORE.fullmatch(after) else None
        for pattern in _TAKES:
            match = match or pattern.fullmatch(sentence)
        if match is not None:
            defined = not match.groupdict().get("but")
            yield Referral(match["section"], tags_in(sentence), defined)


def tags_in(sentence: str) -> tuple[str, ...]:
    """Return the tags that a sentence names, in its order."""
    return tuple(tag.replace(" ", "").upper() for tag in re.findall(TAG, sentence))
