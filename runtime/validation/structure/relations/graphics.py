"""Points of graphics, contours and fiducials, which their type limits.

Source: PS3.3 C.10.5.1.2, C.18.6.1.2, C.18.9.1.2, C.8.8.6.1, C.21.2.1.1, C.37.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import decimals, number, numbers
from ..subject import Subject
from .counts import value_count
from .planes import distance_from_plane, is_axial

GRAPHIC_TYPE: Final = 0x00700023
CONTOUR_TYPE: Final = 0x30060042
SHAPE_TYPE: Final = 0x00700306
ANNOTATIONS: Final = 0x006A000C

_GRAPHIC_DATA: Final = 0x00700022
_CONTOUR_DATA: Final = 0x30060050
_COORDINATES: Final = (0x00660016, 0x00660022)
_POINT_INDICES: Final = 0x00660040
_COORDINATE_TYPE: Final = 0x006A0001
_COMMON_Z: Final = 0x006A0010
_NUMBER_OF_POINTS: Final = 0x00700021
_VALUE_TYPE: Final = 0x0040A040


_PLANAR: Final = frozenset({"CLOSED_PLANAR", "OPEN_PLANAR", "CLOSEDPLANAR_XOR"})
"""Contour Geometric Types whose points are coplanar."""


class Points(NamedTuple):
    """The number of points of a type."""

    minimum: int
    maximum: int | None = None

    def __str__(self) -> str:
        if self.maximum is None:
            return f"{self.minimum} or more"
        return str(self.minimum)


_ONE: Final = Points(1, 1)
_TWO: Final = Points(2, 2)
_THREE: Final = Points(3, 3)
_FOUR: Final = Points(4, 4)

PLANE_GRAPHICS: Final[Mapping[str, Points]] = {
    "POINT": _ONE,
    "CIRCLE": _TWO,
    "ELLIPSE": _FOUR,
}
"""By Graphic Type, for points of two coordinates."""

SPACE_GRAPHICS: Final[Mapping[str, Points]] = {
    "POINT": _ONE,
    "ELLIPSE": _FOUR,
    "ELLIPSOID": Points(6, 6),
}
"""By Graphic Type, for points of three coordinates."""

CONTOURS: Final[Mapping[str, Points]] = {"POINT": _ONE}
"""By Contour Geometric Type."""

SHAPES: Final[Mapping[str, Points]] = {
    "POINT": _ONE,
    "LINE": _TWO,
    "PLANE": _THREE,
    "SURFACE": Points(3),
    "RULER": Points(2),
    "L_SHAPE": _THREE,
    "T_SHAPE": _THREE,
    "SHAPE": Points(2),
}
"""By Shape Type of a fiducial."""

_PLANE_ITEMS: Final = 0x00700009
"""Graphic Object Sequence."""
_SPACE_ITEMS: Final = 0x00701901
"""Volumetric Annotation Sequence."""
_DIMENSIONS: Final = {"SCOORD": 2, "SCOORD3D": 3}
"""By Value Type of a content item."""

_PRIMITIVES: Final = {"POINT": 1, "RECTANGLE": 4, "ELLIPSE": 4}
"""Points of one annotation of a group, by Graphic Type; the others have index lists."""
_INDEXED: Final = frozenset({"POLYLINE", "POLYGON"})


def check_graphic(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a graphic whose number of points is wrong for its type."""
    dimensions = _dimensions(scope)
    values = value_count(scope, _GRAPHIC_DATA)
    if not (dimensions and values):
        return
    form = text_of(scope.elements[tag])
    table = PLANE_GRAPHICS if dimensions == 2 else SPACE_GRAPHICS
    stated = number(scope.elements.get(_NUMBER_OF_POINTS))
    if _report(reporter, scope, _GRAPHIC_DATA, values, dimensions, form, table):
        return
    if stated is not None and values != stated * dimensions:
        what = (
            f"has {values // dimensions} points; Number of Graphic Points is {stated}"
        )
        reporter.add_cited(codes.VALUE_COUNT, scope, _GRAPHIC_DATA, what)
    elif dimensions == 3 and form == "POLYGON":
        points = decimals(scope.elements.get(_GRAPHIC_DATA), "FL")
        if points[:3] != points[-3:]:
            what = "the first and last point differ; those of a POLYGON are the same"
            reporter.add_cited(codes.GRAPHIC_POINTS, scope, _GRAPHIC_DATA, what)
        else:
            _check_plane(reporter, scope, _GRAPHIC_DATA, form)


def check_contour(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a contour whose number of points is wrong for its type."""
    values = value_count(scope, _CONTOUR_DATA)
    if values:
        form = text_of(scope.elements[tag])
        table = CONTOURS if tag == CONTOUR_TYPE else SHAPES
        faulty = _report(reporter, scope, _CONTOUR_DATA, values, 3, form, table)
        if form in _PLANAR and not faulty:
            _check_plane(reporter, scope, _CONTOUR_DATA, form)


def _check_plane(reporter: Reporter, scope: Scope, data: int, form: str) -> None:
    """Report points that are clearly not in one plane; rounding is tolerated."""
    element = scope.elements.get(data)
    if form in _PLANAR and element is not None and is_axial(element.value):
        return
    values = decimals(element, "DS" if form in _PLANAR else "FL")
    points = list(zip(values[::3], values[1::3], values[2::3], strict=True))
    if len(points) > 3 and (distance := distance_from_plane(points)) > 0:
        what = f"a point is {distance:.3g} from the plane of the others, unlike {form}"
        reporter.add_cited(codes.GRAPHIC_POINTS, scope, data, what)


def check_annotations(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report coordinates or indices that do not match the number of annotations."""
    stated = number(scope.elements[tag], "UL")
    form = text_of(scope.elements.get(GRAPHIC_TYPE))
    if not stated:
        return
    if form in _INDEXED:
        have = value_count(scope, _POINT_INDICES)
        if have and have != stated:
            what = f"has {have} values for {stated} annotations"
            reporter.add_cited(codes.VALUE_COUNT, scope, _POINT_INDICES, what)
        _check_first_index(reporter, scope)
        return
    outer = {} if scope.parent is None else scope.parent.elements
    in_image = text_of(outer.get(_COORDINATE_TYPE)) == "2D"
    dimensions = 2 if in_image or _COMMON_Z in scope.elements else 3
    expected = stated * _PRIMITIVES.get(form, 0) * dimensions
    for data in _COORDINATES:
        have = value_count(scope, data)
        if have and expected and have != expected:
            what = f"has {have} values; {stated} annotations of type {form} require {expected}"
            reporter.add_cited(codes.VALUE_COUNT, scope, data, what)


def _check_first_index(reporter: Reporter, scope: Scope) -> None:
    """Report indices that do not begin with that of the first coordinate, 1."""
    indices = numbers(scope.elements.get(_POINT_INDICES), "UL")
    if indices and indices[0] != 1:
        what = f"begins with {indices[0]}; the first coordinate has the index 1"
        reporter.add(
            codes.VALUE_RELATION,
            scope,
            _POINT_INDICES,
            what,
            reference="PS3.3 C.37.1.2.1.1",
        )


def _dimensions(scope: Scope) -> int | None:
    """Return the number of coordinates of a point; None if it is not known."""
    sequence = scope.step[0] if scope.step else None
    if sequence == _PLANE_ITEMS:
        return 2
    if sequence == _SPACE_ITEMS:
        return 3
    return _DIMENSIONS.get(text_of(scope.elements.get(_VALUE_TYPE)))


def _report(
    reporter: Reporter,
    scope: Scope,
    data: int,
    values: int,
    dimensions: int,
    form: str,
    table: Mapping[str, Points],
) -> bool:
    """Report values that do not form points, or a number of points that the type excludes."""
    if values % dimensions:
        what = f"has {values} values; a point has {dimensions}"
    else:
        points, expected = values // dimensions, table.get(form)
        if expected is None or expected.minimum <= points <= (
            expected.maximum or points
        ):
            return False
        what = f"has {points} points; {form} requires {expected}"
    reporter.add_cited(codes.GRAPHIC_POINTS, scope, data, what)
    return True
