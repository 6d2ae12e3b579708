"""The items that numbers refer to, declared: tables only describe them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from iodize.conditions.expressions import (
    And,
    Coded,
    Expression,
    Is,
    Not,
    Place,
    Position,
    Present,
    Referenced,
    Scope,
)
from iodize.conditions.mapping import map_parts, map_places
from iodize.tables.sites import Sites

CONTROL_POINT: Final = "ControlPointSequence"
"""End of the keywords of the sequences of control points: PS3.3 C.36.2.2.5."""

NUMBERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ReferencedWedgeNumber": (
        ("IonWedgeSequence", "WedgeNumber"),
        ("WedgeSequence", "WedgeNumber"),
        ("RecordedWedgeSequence", "WedgeNumber"),
    ),
    "ReferencedRangeModulatorNumber": (
        ("RangeModulatorSequence", "RangeModulatorNumber"),
        ("RecordedRangeModulatorSequence", "ReferencedRangeModulatorNumber"),
    ),
}
"""Sequences with the items that a number may refer to, and their number, by keyword."""

DESCRIBED: Final[dict[str, tuple[str, str, str]]] = {
    "AbsoluteDosimetricObjectiveFlag": (
        "ReferencedDosimetricObjectiveUID",
        "DosimetricObjectiveSequence",
        "DosimetricObjectiveUID",
    ),
}
"""Attributes of an item that is referred to by a UID: the reference, the sequence, the UID.

A condition of the item with the reference reads them there: PS3.3 Table C.36.6-1.
"""

_CONCEPT: Final = "ConceptCodeSequence"

_CONTENT: Final = ("ContentSequence", "ReferencedSOPSequence")
"""The sequences from a content item to the objects of the items below: PS3.3 C.17.3."""

_DEVICE: Final = Place(
    "DeviceIndex", Scope.NEAR, ("RTBeamLimitingDeviceDefinitionSequence",)
)
_DEVICES: Final[dict[str, tuple[str, ...]]] = {
    "DeviceTypeCodeSequence": (),
    "ParallelRTBeamDelimiterOpeningMode": ("ParallelRTBeamDelimiterDeviceSequence",),
}
"""Attributes of beam limiting devices, with the sequences around them in a definition.

PS3.3 Table C.36.2.2.20-1: the openings of control points refer to devices by their index.
"""


def by_number(reference: str, condition: Expression) -> Expression:
    """Return the condition of the item that a number refers to."""
    sequence, number = NUMBERS[reference][0]
    return Referenced(
        Place(reference, Scope.NEAR), Place(number, Scope.NEAR, (sequence,)), condition
    )


def in_sequence(node: Referenced, sequence: str, number: str) -> Referenced:
    """Return a look-up in another sequence, whose items have a number."""
    return replace(node, number=Place(number, node.number.scope, (sequence,)))


def of_described(expression: Expression, has: Callable[[str], bool]) -> Expression:
    """Return a condition with attributes looked up in the item that its item refers to.

    Args:
        has: Whether the item with the condition has an attribute.
    """
    match expression:
        case Present(place) | Is(place) if place.keyword in DESCRIBED:
            reference, sequence, uid = DESCRIBED[place.keyword]
            if has(reference) and not has(place.keyword):
                own = map_places(expression, lambda each: Place(each.keyword))
                number = Place(uid, Scope.NEAR, (sequence,))
                return Referenced(Place(reference), number, own)
    return map_parts(expression, lambda part: of_described(part, has))


def of_content_items(expression: Expression) -> Expression:
    """Return a condition of a content item with its images in the items below.

    The text names the sequence in which modules have their images: PS3.3 Table C.18.6-1.
    """

    def below(place: Place) -> Place:
        if place.within[:1] != ("ReferencedImageSequence",):
            return place
        return Place(place.keyword, within=(*_CONTENT, *place.within[1:]))

    return map_places(expression, below)


def of_concepts(expression: Expression, known: Sites) -> Expression:
    """Return a condition with the codes of content items in their Concept Code Sequence.

    The code of an item is its concept if its attributes are those of a content item: PS3.3
    Table 10-2.

    Args:
        known: The sequences whose items have an attribute, by keyword.
    """
    match expression:
        case Coded(place) if place.keyword in known.get(
            _CONCEPT, ()
        ) and place.keyword not in known.get("CodeValue", ()):
            within = (*place.within, place.keyword)
            return replace(expression, place=Place(_CONCEPT, place.scope, within))
    return map_parts(expression, lambda part: of_concepts(part, known))


def of_devices(expression: Expression) -> Expression:
    """Return a condition of a control point with the attributes of devices looked up."""
    return _of_devices(expression) if _in_control_points(expression) else expression


def _in_control_points(expression: Expression) -> bool:
    if isinstance(expression, Position):
        return expression.sequence == CONTROL_POINT
    parts: list[bool] = []

    def visit(part: Expression) -> Expression:
        parts.append(_in_control_points(part))
        return part

    map_parts(expression, visit)
    return any(parts)


def _of_devices(expression: Expression) -> Expression:
    match expression:
        case (
            Present(place) | Is(place) | Coded(place) | Not(Is(place) | Coded(place))
        ) if (place.keyword in _DEVICES):
            own = Place(place.keyword, within=_DEVICES[place.keyword])
            index = Place("ReferencedDeviceIndex", Scope.NEAR)
            return Referenced(index, _DEVICE, map_places(expression, lambda _: own))
        case And(parts):
            return _joined([*map(_of_devices, parts)])
    return map_parts(expression, _of_devices)


def _joined(parts: list[Expression]) -> Expression:
    """Return a conjunction with one look-up of a device instead of several."""
    looked_up = [part for part in parts if isinstance(part, Referenced)]
    if len(looked_up) < 2:
        return And(tuple(parts))
    conditions = tuple(part.condition for part in looked_up)
    others = [part for part in parts if part not in looked_up]
    return And((*others, replace(looked_up[0], condition=And(conditions))))
