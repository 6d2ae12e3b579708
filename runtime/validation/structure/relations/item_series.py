"""Values that the items of a sequence share, or that increase from item to item.

Source: PS3.3 C.8.8.6.1, C.8.8.14.4, C.8.8.14.5, C.36.11.1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from ....encoding.readings import Elements
from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import decimals, number
from .items import items_of


class Increasing(NamedTuple):
    """An attribute whose values increase in the order of items."""

    tag: int
    strictly: bool
    reference: str


INCREASING: Final[Mapping[int, tuple[Increasing, ...]]] = {
    # Control Point Sequence: Cumulative Meterset Weight is constant without irradiation.
    0x300A0111: (Increasing(0x300A0134, False, "PS3.3 C.8.8.14.5"),),
    # Meterset to Dose Mapping Sequence: Cumulative Meterset, Radiation Dose Value.
    0x300A0620: (
        Increasing(0x300A063C, True, "PS3.3 C.36.11.1.1"),
        Increasing(0x300A0625, False, "PS3.3 C.36.11.1.1"),
    ),
}
"""By sequence."""

CONTOURS: Final = 0x30060040
BLOCKS: Final = 0x300A00F4

_POINT_INDEX: Final = 0x300A0112
"""Control Point Index, which gives the order of control points."""
_CONTOUR_TYPE: Final = 0x30060042
_BLOCK_TYPE: Final = 0x300A00F8
_OF_APERTURES: Final = (0x300A0100, 0x300A0102)
"""Block Thickness, Block Transmission."""


def check_increasing(
    reporter: Reporter, scope: Scope, sequence: int, have: int
) -> None:
    """Report values that decrease from item to item, or do not increase.

    Args:
        scope: The item or data set that has the sequence.
        have: The number of items.
    """
    items = sorted(items_of(scope.elements.get(sequence)), key=_index)
    for each in INCREASING[sequence]:
        values = [decimals(item.get(each.tag), "DS") for item in items]
        single = [value[0] for value in values if len(value) == 1]
        steps = [after - before for before, after in pairwise(single)]
        if steps and (min(steps) < 0 or (each.strictly and min(steps) == 0)):
            verb = "increase" if each.strictly else "not decrease"
            element = scope.level.plan.book.edition.element(each.tag)
            name = element.name if element is not None else ""
            what = f"{name} must {verb} from item to item"
            reporter.add(
                codes.VALUE_RELATION, scope, sequence, what, reference=each.reference
            )


def _index(item: Elements) -> int:
    return number(item.get(_POINT_INDEX), "IS") or 0


def check_contours(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report contours of an ROI that are combined and contours that are not.

    Args:
        scope: The item of the ROI.
        have: The number of its contours.
    """
    items = items_of(scope.elements.get(sequence))
    forms = {text_of(item.get(_CONTOUR_TYPE)) for item in items} - {""}
    if "CLOSEDPLANAR_XOR" in forms and len(forms) > 1:
        what = "has contours of type CLOSEDPLANAR_XOR and of other types"
        reference = "PS3.3 C.8.8.6.1"
        reporter.add(codes.VALUE_RELATION, scope, sequence, what, reference=reference)


def check_apertures(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report apertures of a beam that differ in thickness or transmission.

    Args:
        scope: The beam.
        have: The number of its blocks.
    """
    apertures = [
        item
        for item in items_of(scope.elements.get(sequence))
        if text_of(item.get(_BLOCK_TYPE)) == "APERTURE"
    ]
    for tag in _OF_APERTURES:
        if len({decimals(item.get(tag)) for item in apertures} - {()}) > 1:
            element = scope.level.plan.book.edition.element(tag)
            name = element.name if element is not None else ""
            what = f"{name} must be equal in all items of type APERTURE"
            reference = "PS3.3 C.8.8.14.4"
            reporter.add(
                codes.VALUE_RELATION, scope, sequence, what, reference=reference
            )
