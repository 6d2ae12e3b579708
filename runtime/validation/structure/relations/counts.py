"""Numbers that state how many values or items another attribute has.

Source: the attribute descriptions of PS3.3. Numbers of items that a row of a sequence states are
facts of the tables, and checked with the sequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Final, NamedTuple

from ....encoding.reader import read_items
from ....encoding.readings import BrokenSequenceError, Element, RawElement
from ....encoding.value_forms import SIZES
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import count_of, number, value_length
from ..subject import Subject


class Count(NamedTuple):
    """The number of values of an attribute: the product of other attributes and a factor."""

    counters: tuple[int, ...]
    """Tags of the attributes that state the number, in the same data set or item."""
    factor: int = 1


COUNTED_VALUES: Final[Mapping[int, Count]] = {
    0x00181638: Count((0x00181637,), 2),  # Vertices of the Polygonal Outline
    0x00186052: Count((0x00186050,)),  # Table of X Break Points
    0x00186054: Count((0x00186050,)),  # Table of Y Break Points
    0x00186058: Count((0x00186056,)),  # Table of Pixel Values
    0x0018605A: Count((0x00186056,)),  # Table of Parameter Values
    0x00660016: Count((0x00660015,), 3),  # Point Coordinates Data
    0x00660021: Count((0x0066001E, 0x0066001F)),  # Vector Coordinate Data
    0x0070150D: Count((0x0070150C,), 3),  # Volumetric Curve Points
    0x30040058: Count((0x30040056,), 2),  # DVH Data
    0x30060050: Count((0x30060046,), 3),  # Contour Data
    0x30080047: Count((0x300A0392,)),  # Scan Spot Metersets Delivered
    0x300A00EB: Count((0x300A00E7, 0x300A00E8)),  # Compensator Transmission Data
    0x300A00EC: Count((0x300A00E7, 0x300A00E8)),  # Compensator Thickness Data
    0x300A0106: Count((0x300A0104,), 2),  # Block Data
    0x300A0394: Count((0x300A0392,), 2),  # Scan Spot Position Map
    0x300A0396: Count((0x300A0392,)),  # Scan Spot Meterset Weights
}
"""By tag."""

EQUALLY_MANY: Final[Mapping[int, int]] = {
    0x00281050: 0x00281051,  # Window Center
    0x00286022: 0x00286020,  # Frame of Interest Description
    0x00286023: 0x00286020,  # Frame of Interest Type
    0x0040A161: 0x0040A30A,  # Floating Point Value
    0x0040A162: 0x0040A30A,  # Rational Numerator Value
    0x0040A163: 0x0040A30A,  # Rational Denominator Value
    0x00541311: 0x00541220,  # Secondary Counts Accumulated
    0x00720054: 0x00720052,  # Selector Sequence Pointer Private Creator
    0x00741057: 0x00720052,  # Selector Sequence Pointer Items
}
"""Attributes with the same number of values as another one of the data set or item."""

COUNTED_ITEMS: Final[Mapping[int, int]] = {
    0x00080423: 0x00080427,  # Inventoried Studies Sequence
    0x00287023: 0x00287001,  # Display Subsystem Sequence
    0x003A0200: 0x003A0005,  # Channel Definition Sequence
    0x00480105: 0x00480302,  # Optical Path Sequence
    0x00660002: 0x00660001,  # Surface Sequence
    0x300C0004: 0x300A0080,  # Referenced Beam Sequence: Number of Beams
    0x300C000A: 0x300A00A0,  # Referenced Brachy Application Setup Sequence
}
"""Sequences, each with the attribute beside it whose description is the number of items."""

PARALLEL_ITEMS: Final[Mapping[int, tuple[tuple[int, ...], int]]] = {
    # Radiation Dose Sequence: an item for each radiation, or radiation record.
    0x300A0617: ((0x300A0616, 0x300A0703), 0),
    # Presentation State Compositor Component Sequence: between classification components, or
    # between volume streams.
    0x00701805: ((0x00701801, 0x00701A08), -1),
}
"""Sequences with as many items as another one beside them, and the difference."""

AT_MOST: Final[Mapping[int, int]] = {
    0x30020101: 0x00280008,  # Selected Frame Functional Groups Sequence: Number of Frames
}
"""Sequences with at most as many items as an attribute beside it states."""

OPENINGS: Final = 0x300800A2
DEVICES: Final = 0x300800A1
"""Enhanced RT Beam Limiting Opening Sequence of a control point, and the Device Sequence of its
beam."""

DOCUMENT: Final = 0x00420011
DOCUMENT_LENGTH: Final = 0x00420015

_TEXTS: Final = frozenset({"CS", "DS", "IS", "LO", "SH"})
_STREAMS: Final = {"OD": "FD", "OF": "FL", "OL": "UL"}


def check_value_count(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report values that are not as many as other attributes state."""
    count = COUNTED_VALUES[tag]
    stated = [
        number(scope.elements.get(one), _vr(scope, one)) for one in count.counters
    ]
    have = value_count(scope, tag)
    if None in stated or not have:
        return
    expected = prod(one or 0 for one in stated) * count.factor
    if have != expected:
        parts = zip(count.counters, stated, strict=True)
        names = ", ".join(f"{_name(scope, one)} {value}" for one, value in parts)
        what = f"has {have} values; must have {expected}: {names}"
        reporter.add_cited(codes.VALUE_COUNT, scope, tag, what)


def check_equally_many(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report an attribute that has not as many values as another one."""
    other = EQUALLY_MANY[tag]
    have, expected = value_count(scope, tag), value_count(scope, other)
    if have and expected and have != expected:
        what = f"has {have} values; {_name(scope, other)} has {expected}"
        reporter.add_cited(codes.VALUE_COUNT, scope, tag, what)


def check_items(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report a sequence that has not as many items as an attribute beside it states.

    Args:
        scope: The item or data set that has the sequence.
        have: The number of items.
    """
    counter = COUNTED_ITEMS[sequence]
    stated = number(scope.elements.get(counter), _vr(scope, counter))
    if stated is not None and stated != have:
        what = f"is {stated}, but {_name(scope, sequence)} has {have} items"
        reporter.add_cited(codes.VALUE_COUNT, scope, counter, what)


def check_parallel_items(
    reporter: Reporter, scope: Scope, sequence: int, have: int
) -> None:
    """Report a sequence that has not as many items as another one beside it."""
    others, difference = PARALLEL_ITEMS[sequence]
    for other in others:
        items = item_count(scope.elements.get(other))
        if items and have != items + difference:
            what = f"has {have} items; {_name(scope, other)} has {items}"
            reporter.add_cited(codes.ITEM_COUNT, scope, sequence, what)


def check_at_most(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report a sequence that has more items than an attribute beside it states."""
    counter = AT_MOST[sequence]
    stated = number(scope.elements.get(counter), _vr(scope, counter))
    if stated is not None and have > stated:
        what = f"has {have} items; {_name(scope, counter)} is {stated}"
        reporter.add_cited(codes.ITEM_COUNT, scope, sequence, what)


def check_openings(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report more openings than devices, or fewer in the first control point.

    Args:
        scope: The control point.

    Source: PS3.3 Tables C.8-50, C.8-57.
    """
    if scope.parent is None or scope.step is None:
        return
    devices = item_count(scope.parent.elements.get(DEVICES))
    if devices and (have > devices or (have < devices and scope.step[1] == 0)):
        what = f"has {have} items; {_name(scope, DEVICES)} has {devices}"
        reporter.add_cited(codes.ITEM_COUNT, scope, sequence, what)


def check_document_length(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a length of an encapsulated document that is not that of the value.

    Source: PS3.3 C.24.2: the length without padding.
    """
    element = scope.elements.get(DOCUMENT)
    stated = number(scope.elements[tag], "UL")
    length = 0 if element is None else value_length(element)
    if stated is not None and length and stated + stated % 2 != length + length % 2:
        what = f"is {stated}, but {_name(scope, DOCUMENT)} has {length} bytes"
        reporter.add_cited(codes.DOCUMENT_LENGTH, scope, tag, what)


def _vr(scope: Scope, tag: int) -> str:
    rule = scope.rule(tag)
    return "UN" if rule is None else rule.implicit_vr


def _name(scope: Scope, tag: int) -> str:
    element = scope.level.plan.book.edition.element(tag)
    return "" if element is None else element.name


def value_count(scope: Scope, tag: int) -> int:
    """Return the number of values; 0 if there are none or it cannot be determined."""
    element = scope.elements.get(tag)
    if element is None:
        return 0
    vr = element.VR if element.VR and " or " not in element.VR else _vr(scope, tag)
    if vr in _TEXTS:
        return count_of(element)
    size = SIZES.get(_STREAMS.get(vr, vr))
    length = value_length(element)
    return length // size if size and length % size == 0 else 0


def item_count(element: Element | None) -> int:
    """Return the number of items of a sequence; 0 if it cannot be determined."""
    if element is None:
        return 0
    if not isinstance(element, RawElement):
        return len(element.value or ()) if element.VR == "SQ" else 0
    try:
        return sum(1 for _ in read_items(element))
    except BrokenSequenceError:
        return 0
