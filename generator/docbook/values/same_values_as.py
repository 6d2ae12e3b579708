"""Reader of rows that take their values from another attribute or another section.

Source: PS3.3 C.8.12.9 (Frame Type), C.10.5 (annotation units), C.8.21.3.2 (filters).
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from ...model import Terms, Worded
from .statements import NUMBERS, TAG, sentences

_ALIKE = re.compile(
    r"(?:.*\b)?(?:Enumerated Values|Defined Terms)\b.* are the same as (?:those )?(?:for )?"
    rf"(?:the (?:(?P<count>{'|'.join(NUMBERS)}) |(?:[a-z]+ )*)values of )?(?P<name>[A-Z][^()]*?) (?P<tag>{TAG})(?: Attribute)?"
    r"(?P<except>, except that the value (?P<term>[A-Z]+) is not allowed"
    r"(?: unless the SOP Class UID is \"(?P<sop_class>[0-9.]+)\".*)?)?"
)
_ELSEWHERE = re.compile(
    r"See (?:Attribute Description in )?(?:Section )?(?P<section>[A-Z0-9]+(?:\.\w+)+)"
    r"(?: \"[^\"]*\")? for (?:a description and )?(?:Defined Terms|Enumerated Values)\b.*"
)


@frozen
class Alike:
    """An attribute whose values apply to another attribute."""

    tag: str
    name: str
    without: str | None = None
    """Value that the other attribute does not allow."""
    unless: str = ""
    """UID of the SOP class that allows it nevertheless; empty for none."""
    count: int | None = None
    """Number of its values, if stated: "the four values"."""

    def narrowed(self, lists: list[Terms]) -> list[Terms]:
        """Remove the value that is not allowed from lists."""
        if self.without is None:
            return lists
        narrower = [self._narrowed(each) for each in lists]
        if not self.unless:
            return narrower
        when = Worded(words=f'if SOP Class UID is not "{self.unless}"')
        return lists + [
            evolve(each, condition=when)
            for each, whole in zip(narrower, lists, strict=True)
            if each != whole and each.enumerated and each.condition is None
        ]

    def _narrowed(self, terms: Terms) -> Terms:
        values = tuple(each for each in terms.values if each.term != self.without)
        return evolve(terms, values=values)


def read_alike(text: str) -> Alike | None:
    """Return the attribute whose values apply to a row, if any."""
    for sentence in sentences(text):
        match = _ALIKE.fullmatch(sentence)
        if match is not None:
            return Alike(
                match["tag"].replace(" ", ""),
                match["name"],
                match["term"],
                match["sop_class"] or "",
                NUMBERS[match["count"]] if match["count"] else None,
            )
    return None


def read_elsewhere(text: str) -> str | None:
    """Return the section that a row refers to for its values, if any."""
    for sentence in sentences(text):
        match = _ELSEWHERE.fullmatch(sentence)
        if match is not None:
            return match["section"]
    return None
