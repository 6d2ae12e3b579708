"""Values that another attribute, or the sequence of their item, determines.

Source: sections of PS3.3 Annex C that describe attributes; each table names its sections.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Final, NamedTuple

from ....encoding.single_values import text_of
from ....findings import codes
from ....findings.finding import format_tag
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import decimals, number, numbers
from ..subject import Subject
from .items import items_of

BITS_ALLOCATED: Final = 0x00280100
BITS_STORED: Final = 0x00280101
REPRESENTATION: Final = 0x00280103
PHOTOMETRIC: Final = 0x00280004

_ALL_BITS_STORED: Final[Mapping[str, str]] = {
    "C.8-18": "PS3.3 C.8.5.6.1.14",  # US Image
    "C.8-39": "PS3.3 C.8.8.3.4.4",  # RT Dose
}
"""Tables whose Bits Stored equals Bits Allocated, with the section."""

NOT_ZERO: Final[Mapping[int, str]] = {
    0x00480003: "PS3.3 C.8.12.4.1.2",  # Imaged Volume Depth
}
"""Attributes whose value is not zero, with the section."""

SUMS: Final[Mapping[int, tuple[tuple[int, ...], str]]] = {
    # Channel Length: Source Applicator Length and Transfer Tube Length.
    0x300A0284: ((0x300A0296, 0x300A02A4), "PS3.3 C.8.8.15.3"),
}
"""Attributes that are the sum of others beside them, with the section."""

_ROUNDING: Final = 0.05
"""Difference between a sum and its rounded terms: half of a tenth."""

PADDING: Final = 0x00280120
LIMIT: Final = 0x00280121

_SIGNS: Final = frozenset({"US", "SS"})


class Place(NamedTuple):
    """The value of an attribute in the items of a sequence."""

    sequence: int
    value: str
    reference: str
    first: bool = False
    """True if it applies to the first item only."""


OF_ITEMS: Final[Mapping[int, Place]] = {
    # A combination of segments is a combination, and is not segmented itself.
    0x3010000E: Place(0x30100024, "YES", "PS3.3 C.36.9.1.2"),
    0x30100010: Place(0x30100024, "NO", "PS3.3 C.36.9.1.2"),
    # Meterset to Dose Mapping begins at zero.
    0x300A063C: Place(0x300A0620, "0", "PS3.3 C.36.11.1.1", first=True),
    0x300A0625: Place(0x300A0620, "0", "PS3.3 C.36.11.1.1", first=True),
}
"""By tag."""

GRAPHIC: Final = 0x00700294
"""Compound Graphic Type."""
TICKS: Final = 0x00700274


ANGLE: Final = 0x300A0645
"""Beam Modifier Orientation Angle."""
LABEL: Final = 0x300A0644
"""Parallel RT Beam Delimiter Device Orientation Label Code Sequence."""

_CODE: Final = 0x00080100
_LABELS: Final = {0.0: "130334", 90.0: "130335"}
"""Codes of DCM by angle: X Orientation, Y Orientation."""

HANGING_PROTOCOL: Final = 0x00720002
PRIVATE_POINTERS: Final = (0x00720026, 0x00720052)
"""Selector Attribute, Selector Sequence Pointer."""


def check_all_bits_stored(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report Bits Stored that is not Bits Allocated, where the module requires it."""
    if scope.parent is not None:
        return
    stored = number(scope.elements.get(BITS_STORED))
    allocated = number(scope.elements.get(BITS_ALLOCATED))
    if stored is None or allocated is None or not 0 < stored < allocated:
        return  # other values are reported for all images
    for row in scope.level.plan.sources.get(BITS_STORED, ()):
        reference = _ALL_BITS_STORED.get(table_of(row.attribute))
        if reference is not None:
            what = f"is {stored}; must be equal to Bits Allocated, {allocated}"
            reporter.add(
                codes.VALUE_RELATION, scope, BITS_STORED, what, reference=reference
            )
            return


def check_not_zero(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a value of zero."""
    if decimals(scope.elements[tag], "FL") == (0.0,):
        what = "is 0, but must not be"
        reporter.add(codes.VALUE_RELATION, scope, tag, what, reference=NOT_ZERO[tag])


def check_sum(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a value that is not the sum of those beside it."""
    others, reference = SUMS[tag]
    total = decimals(scope.elements[tag])
    parts = [decimals(scope.elements.get(other)) for other in others]
    if len(total) != 1 or any(len(part) != 1 for part in parts):
        return
    expected = sum(part[0] for part in parts)
    if not isclose(total[0], expected, rel_tol=1e-3, abs_tol=_ROUNDING * len(parts)):
        names = " and ".join(scope.keyword(other) for other in others)
        what = f"is {total[0]:g}; {names} together are {expected:g}"
        reporter.add(codes.VALUE_SUM, scope, tag, what, reference=reference)


def check_place(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a value that the sequence of its item does not allow."""
    place = OF_ITEMS[tag]
    if scope.step is None or scope.step[0] != place.sequence:
        return
    if place.first and scope.step[1]:
        return
    if place.value == "0":
        given = decimals(scope.elements[tag], "FD")
        wrong = len(given) == 1 and given[0] != 0
        shown = f"{given[0]:g}" if given else ""
    else:
        shown = text_of(scope.elements[tag])
        wrong = shown not in ("", place.value)
    if wrong:
        where = "in the first item" if place.first else "in this sequence"
        what = f"is {shown}; must be {place.value} {where}"
        reporter.add(codes.VALUE_RELATION, scope, tag, what, reference=place.reference)


def check_ticks(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report ticks of crosshairs that are not centered."""
    alignment = text_of(scope.elements[tag])
    crosshair = text_of(scope.elements.get(GRAPHIC)) == "CROSSHAIR"
    if crosshair and alignment not in ("", "CENTER"):
        what = f"is {alignment}; must be CENTER for CROSSHAIR"
        reference = "PS3.3 C.10.5.1.3.10"
        reporter.add(codes.VALUE_RELATION, scope, tag, what, reference=reference)


def check_padding(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report padding that is not a pixel value, or not at the darker end of its range."""
    elements = scope.elements
    signed = number(elements.get(REPRESENTATION)) == 1
    vr = "SS" if signed else "US"
    stored = number(elements.get(BITS_STORED))
    values = {
        one: _single(numbers(elements[one], vr))
        for one in (PADDING, LIMIT)
        # Another sign than that of the pixels is reported for all pixel values.
        if one in elements and elements[one].VR not in _SIGNS - {vr}
    }
    for one, value in values.items():
        if value is None or not stored:
            continue
        least = -(1 << stored - 1) if signed else 0
        most = (1 << (stored - 1 if signed else stored)) - 1
        if not least <= value <= most:
            what = f"is {value}; {stored} bits are stored, from {least} to {most}"
            reporter.add(codes.PIXEL_PADDING, scope, one, what)
    _check_range(reporter, scope, values.get(PADDING), values.get(LIMIT))


def _check_range(
    reporter: Reporter, scope: Scope, padding: int | None, limit: int | None
) -> None:
    """Report a padding range from the brighter to the darker value."""
    photometric = text_of(scope.root.elements.get(PHOTOMETRIC))
    if padding is None or limit is None:
        return
    if photometric in ("MONOCHROME2", "PALETTE COLOR") and padding > limit:
        what = f"is {padding}; must not be above the range limit {limit}"
        reporter.add(codes.PIXEL_PADDING, scope, PADDING, what)
    elif photometric == "MONOCHROME1" and padding < limit:
        what = f"is {padding}; must not be below the range limit {limit}"
        reporter.add(codes.PIXEL_PADDING, scope, PADDING, what)


def _single(values: tuple[int, ...]) -> int | None:
    return values[0] if len(values) == 1 else None


def check_angle_label(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a label of an orientation that is not that of its angle."""
    angle = decimals(scope.elements[tag], "FD")
    expected = _LABELS.get(angle[0]) if len(angle) == 1 else None
    for code in items_of(scope.elements.get(LABEL)):
        given = text_of(code.get(_CODE))
        if expected is not None and given not in ("", expected):
            what = f"has the code {given}; must be {expected} at {angle[0]:g} degrees"
            reporter.add(
                codes.VALUE_RELATION,
                scope,
                LABEL,
                what,
                reference="PS3.3 C.36.2.2.19.1.1",
            )


def check_private_pointer(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a pointer of a hanging protocol into the block of a private element."""
    if HANGING_PROTOCOL not in scope.root.elements:
        return
    for pointed in numbers(scope.elements[tag], "AT"):
        if pointed >> 16 & 1 and pointed & 0xFF00:
            what = f"points to {format_tag(pointed)}; its element must be 00xx"
            reference = "PS3.3 C.23.4.1.1.3"
            reporter.add(codes.VALUE_RELATION, scope, tag, what, reference=reference)
            return
