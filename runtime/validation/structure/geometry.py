"""Spacings and direction cosines: PS3.3 10.7.1.3, C.7.6.1.1.1, C.7.6.2.1.1."""

from __future__ import annotations

from math import hypot
from typing import Final

from ...findings import codes
from ..plan.rule import table_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import decimals, number
from .subject import Subject

SPACINGS: Final = (
    0x00181164,  # Imager Pixel Spacing
    0x00182010,  # Nominal Scanned Pixel Spacing
    0x00189404,  # Object Pixel Spacing in Center of Beam
    0x00280030,  # Pixel Spacing
    0x30020011,  # Image Plane Pixel Spacing
)
"""Row spacing and column spacing of the image that has them."""
OTHER_SPACINGS: Final = (
    0x00187022,  # Detector Element Spacing
    0x00700101,  # Presentation Pixel Spacing
    0x300A00E9,  # Compensator Pixel Spacing
)
ORIENTATIONS: Final = {
    0x00189558: "FD",  # Detector Active Area Orientation: PS3.3 Table C.8.31.6-1
    0x00200037: "DS",  # Image Orientation (Patient): PS3.3 Table C.7-10
    0x00209302: "FD",  # Image Orientation (Volume): PS3.3 Table C.7.6.16.2.22-1
    0x00480102: "DS",  # Image Orientation (Slide): PS3.3 Table C.8.12.14-1
    0x30020010: "DS",  # RT Image Orientation: PS3.3 Table C.8-38
}
"""Direction cosines of the first row and the first column, with their VR."""
DIRECTIONS: Final = (
    0x00189090,  # Velocity Encoding Direction: PS3.3 Table C.8-100
    0x00189105,  # Slab Orientation: PS3.3 Table C.8-98
    0x00189255,  # ASL Slab Orientation: PS3.3 Table C.8-100b
    0x00701306,  # Plane Normal: PS3.3 Table C.11.24-1
    0x00701507,  # MPR View Width Direction: PS3.3 Table C.11.26-1
    0x00701511,  # MPR View Height Direction: PS3.3 Table C.11.26-1
    0x00701703,  # Light Direction: PS3.3 Table C.11.31-1
)
"""Direction cosines of a vector."""
SLICE_SPACING: Final = 0x00180088
ASPECT_RATIO: Final = 0x00280034
ROWS: Final = 0x00280010
COLUMNS: Final = 0x00280011

_NOT_NEGATIVE: Final = frozenset({"C.7-10", "C.7.6.16-2", "C.8-42"})
"""Tables whose Spacing Between Slices is not negative; in Table C.8-15, it has a sign."""

_NO_SPACING: Final = (
    "not present(everywhere.PixelSpacing) and not present(ImagerPixelSpacing)"
    " and not present(NominalScannedPixelSpacing)"
)

_TOLERANCE: Final = 1e-3
"""Tolerance for rounded direction cosines."""


def check_spacing(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a spacing that is not positive; 0 is allowed for a single row or column."""
    values = decimals(scope.elements[tag])
    if not values:
        return
    top = scope.root
    zeros = [
        each == 0
        and (tag not in SPACINGS or number(top.elements.get(many)) not in (None, 1))
        for each, many in zip(values, (ROWS, COLUMNS), strict=False)
    ]
    if min(values) < 0 or any(zeros):
        what = f"has a value {min(values):g}; a spacing must be positive"
        reporter.add(codes.SPACING, scope, tag, what)


def check_slice_spacing(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a negative slice spacing where the table of the row forbids it."""
    values = decimals(scope.elements[tag])
    rows = scope.level.plan.sources.get(tag, ())
    tables = {table_of(row.attribute) for row in rows}
    if values and values[0] < 0 and not tables.isdisjoint(_NOT_NEGATIVE):
        what = f"is {values[0]:g}; must not be negative"
        reporter.add_cited(codes.SPACING, scope, tag, what)


def check_orientation(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report direction cosines of rows and columns that are not orthonormal."""
    values = decimals(scope.elements[tag], ORIENTATIONS[tag])
    if len(values) != 6:
        return
    row, column = values[:3], values[3:]
    for name, vector in (("row", row), ("column", column)):
        if abs(hypot(*vector) - 1) > _TOLERANCE:
            what = f"the {name} vector has length {hypot(*vector):g} instead of 1"
            reporter.add(codes.ORIENTATION, scope, tag, what)
            return
    if abs(sum(a * b for a, b in zip(row, column, strict=True))) > _TOLERANCE:
        what = "the row and column vectors are not orthogonal"
        reporter.add(codes.ORIENTATION, scope, tag, what)


def check_direction(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report direction cosines whose vector does not have unit length."""
    values = decimals(scope.elements[tag], "FD")
    if len(values) == 3 and abs(hypot(*values) - 1) > _TOLERANCE:
        what = f"the vector has length {hypot(*values):g} instead of 1"
        reporter.add(codes.ORIENTATION, scope, tag, what)


def check_aspect_ratio(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a ratio of 1:1 where the ratio is required only if it is another one.

    Source: PS3.3 Tables C.7-11c, C.7.6.24-1 and C.7.6.25-1.
    """
    values = decimals(scope.elements[tag])
    rule = scope.rule(tag)
    if len(values) != 2 or values[0] != values[1] or rule is None or rule.type != "1C":
        return
    if not subject.holds(scope, _NO_SPACING):
        return  # the condition of the row is not met for another reason
    what = f"present, but the ratio is {values[0]:g}:{values[1]:g}"
    reporter.add(codes.CONDITION_NOT_MET, scope, tag, what, reference=rule.reference)
