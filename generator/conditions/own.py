"""Conditions about their own attribute: "this Attribute", or its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from iodize.conditions.expressions import (
    And,
    Expression,
    Is,
    Not,
    Or,
    Place,
    Present,
    Scope,
    Unknown,
    Valued,
    places,
)
from iodize.conditions.mapping import map_parts, map_places

from .reading import simplified
from .relations import OWN

OWN_VALUE = Unknown("own-value")

_TOGETHER: Final = {
    "VisualAcuityRightEyeSequence": "VisualAcuityBothEyesOpenSequence",
    "VisualAcuityLeftEyeSequence": "VisualAcuityBothEyesOpenSequence",
}
"""Sequences of one eye, with that of both eyes together: PS3.3 Table C.8.25.12-1.

Where it is present, Measurement Laterality B does not mean that each eye was measured.
"""

_LISTED: Final = {
    "ReferencedImageEvidenceSequence": "ReferencedImageSequence",
    "SourceImageEvidenceSequence": "SourceImageSequence",
}
"""Sequences that list the instances that another one refers to: PS3.3 10.42.

The other one is of type 2. Where it is empty, there is no instance to list, as Table 10.42-1
states; Tables C.8.19.2-1 and C.8.21.1-1 do not.
"""


def owned(expression: Expression, keyword: str = "", tag: str = "") -> Expression:
    """Return a condition with the name of its attribute; unknown without a name.

    Args:
        keyword: Keyword of the attribute that has the condition.
        tag: Its tag: "(0020,9241)".
    """
    if expression == Present(Place(keyword, Scope.NEAR)):
        # A key of a directory record is copied from the object that it describes.
        return Unknown("other-object")
    return simplified(_owned(expression, keyword, tag.strip("()").replace(",", "")))


def _owned(expression: Expression, keyword: str, tag: str) -> Expression:
    match expression:
        case And() | Or() | Not():
            return map_parts(expression, lambda part: _owned(part, keyword, tag))
        case Is(place, (side, "B")) if keyword in _TOGETHER:
            apart = Or((Not(Present(Place(_TOGETHER[keyword]))), Unknown("measured")))
            both = And((Is(place, ("B",)), apart))
            return Or((Is(place, (side,)), both))
        case Present(place) if place.keyword == _LISTED.get(keyword):
            empty = And((expression, Unknown("not-stated")))
            return Or((Valued(place), empty))
        case Is(_, values) if values == (OWN,):
            return replace(expression, values=(tag,)) if tag else OWN_VALUE
    if all(place.keyword != OWN for place in places(expression)):
        return expression
    if not keyword:
        return OWN_VALUE
    return map_places(
        expression,
        lambda place: (
            replace(place, keyword=keyword) if place.keyword == OWN else place
        ),
    )
