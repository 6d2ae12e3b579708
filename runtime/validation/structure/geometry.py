"""Distances and directions: PS3.3 10.7.1.3, C.7.6.1.1.1, C.7.6.2.1.1."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from .numbers import decimals, number
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

SPACINGS: Final = (
    0x00181164,  # Imager Pixel Spacing
    0x00182010,  # Nominal Scanned Pixel Spacing
    0x00189404,  # Object Pixel Spacing in Center of Beam
    0x00280030,  # Pixel Spacing
    0x30020011,  # Image Plane Pixel Spacing
)
"""Between the rows, then between the columns, of the image that has them."""
OTHER_SPACINGS: Final = (
    0x00187022,  # Detector Element Spacing
    0x00700101,  # Presentation Pixel Spacing
    0x300A00E9,  # Compensator Pixel Spacing
)
DIRECTIONS: Final = (0x00189090, 0x00189105)
"""Velocity Encoding Direction, Slab Orientation: PS3.3 Tables C.8-100, C.8-98."""
SLICE_SPACING: Final = 0x00180088
ROWS: Final = 0x00280010
COLUMNS: Final = 0x00280011

_SIGNED: Final = frozenset({"NuclearMedicineImage"})
"""IODs that give the sign of Spacing Between Slices a meaning: C.8.4.15."""

_TOLERANCE: Final = 1e-3
"""Direction cosines are rounded where they are written."""


def check_spacing(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a spacing that is not positive; 0 where a single row or column has it."""
    values = decimals(scope.elements[tag])
    if not values:
        return
    top = scope
    while top.parent is not None:
        top = top.parent
    zeros = [
        each == 0
        and (tag not in SPACINGS or number(top.elements.get(many)) not in (None, 1))
        for each, many in zip(values, (ROWS, COLUMNS), strict=False)
    ]
    if min(values) < 0 or any(zeros):
        what = f"has a value {min(values):g}; a spacing is positive"
        walk.add(codes.SPACING, scope, tag, what)


def check_slice_spacing(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a distance of slices below 0, where no IOD gives its sign a meaning."""
    values = decimals(scope.elements[tag])
    iod = "" if subject.iod is None else subject.iod.__name__
    if values and values[0] < 0 and iod not in _SIGNED:
        what = f"is {values[0]:g}; it is not negative in this IOD"
        walk.add(codes.SPACING, scope, tag, what)


def check_orientation(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report direction cosines of rows and columns that are not orthonormal."""
    values = decimals(scope.elements[tag])
    if len(values) != 6:
        return
    row, column = values[:3], values[3:]
    for name, vector in (("row", row), ("column", column)):
        if abs(hypot(*vector) - 1) > _TOLERANCE:
            what = f"the {name} vector has the length {hypot(*vector):g}"
            walk.add(codes.ORIENTATION, scope, tag, what)
            return
    if abs(sum(a * b for a, b in zip(row, column, strict=True))) > _TOLERANCE:
        what = "the row and column vectors are not orthogonal"
        walk.add(codes.ORIENTATION, scope, tag, what)


def check_direction(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report direction cosines of a vector that are not of unit length."""
    values = decimals(scope.elements[tag], "FD")
    if len(values) == 3 and abs(hypot(*values) - 1) > _TOLERANCE:
        what = f"the vector has the length {hypot(*values):g}"
        walk.add(codes.ORIENTATION, scope, tag, what)
