"""Number of frames, the frame increment pointer and the vectors that it points to.

Source: PS3.3 A.8.1.1, A.32, C.7.6.6, C.8.4.8, C.8.8.3.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from ...encoding.single_values import words_of
from ...findings import codes
from ...findings.finding import format_tag
from ..plan.rule import table_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import count_of, decimals, number, numbers
from .pixel_data.pixels import PIXEL_DATA
from .relations.items import items_of
from .subject import Subject

INCREMENT: Final = 0x00280009
FRAMES: Final = 0x00280008

_COUNTS: Final[Mapping[int, int]] = {
    0x00540010: 0x00540011,  # Energy Window
    0x00540020: 0x00540021,  # Detector
    0x00540030: 0x00540031,  # Phase
    0x00540050: 0x00540051,  # Rotation
    0x00540060: 0x00540061,  # R-R Interval
    0x00540070: 0x00540071,  # Time Slot
    0x00540080: 0x00540081,  # Slice
}
"""Indexing vectors, each with the attribute that limits its values."""

_VECTORS: Final = frozenset(
    {
        0x00181065,  # Frame Time Vector
        0x00182001,  # Page Number Vector
        0x00182002,  # Frame Label Vector
        0x00182003,  # Frame Primary Angle Vector
        0x00182004,  # Frame Secondary Angle Vector
        0x00182005,  # Slice Location Vector
        0x00182006,  # Display Window Label Vector
        0x3004000C,  # Grid Frame Offset Vector
    }
)
"""Other attributes with one value for each frame."""


_BOUNDS: Final[Mapping[int, tuple[int, int]]] = {
    0x00540090: (0x00540052, 0x00540053),  # Angular View: Frames in Rotation
    0x00540100: (0x00540032, 0x00540033),  # Time Slice: Frames in Phase
}
"""Indexing vectors limited by items: their sequence, and the attribute that limits them."""

_ORDERED: Final[Mapping[str, tuple[int, ...]]] = {
    "STATIC": (0x00540010, 0x00540020),
    "WHOLE BODY": (0x00540010, 0x00540020),
    "DYNAMIC": (0x00540010, 0x00540020, 0x00540030, 0x00540100),
    "GATED": (0x00540010, 0x00540020, 0x00540060, 0x00540070),
    "TOMO": (0x00540010, 0x00540020, 0x00540050, 0x00540090),
    "GATED TOMO": (
        *(0x00540010, 0x00540020, 0x00540050),
        *(0x00540060, 0x00540070, 0x00540090),
    ),
    "RECON TOMO": (0x00540080,),
    "RECON GATED TOMO": (0x00540060, 0x00540070, 0x00540080),
}
"""Frame Increment Pointer by value 3 of Image Type: PS3.3 C.8.4.8.1.1, Table C.8-8."""

_NM_MULTI_FRAME: Final = "C.8-7"
"""The table of the NM Multi-frame module."""

_POINTERS_OF_PLANES: Final = (0x00181063, 0x00181065, 0x00200013)
"""Frame Increment Pointer of an RT Image, with and without the Cine module: C.8.8.2.5."""

RT_IMAGE_PLANE: Final = 0x3002000C
IMAGE_TYPE: Final = 0x00080008
OFFSETS: Final = 0x3004000C
"""Grid Frame Offset Vector."""


def check_frame_number(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report several frames in an object whose IOD has no Number of Frames.

    Its images are single-frame: PS3.3 A.8.1.1, A.32. A Standard Extended SOP class may add
    attributes, but not change the meaning of those that are standard: PS3.4 B.4.1.
    """
    frames = number(scope.elements[tag], "IS")
    if scope.parent is not None or subject.iod is None or not frames or frames == 1:
        return
    allowed = [use.definition.attributes() for use in subject.iod.module_uses]
    of_image = any(PIXEL_DATA in module for module in allowed)
    if of_image and not any(FRAMES in module for module in allowed):
        what = f"is {frames}; the IOD has single-frame images"
        reporter.add(codes.SINGLE_FRAME, scope, tag, what)


def check_offsets(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report offsets of dose planes that neither increase nor decrease: C.8.8.3.2."""
    offsets = decimals(scope.elements[tag])
    steps = [after - before for before, after in pairwise(offsets)]
    if steps and not (min(steps) > 0 or max(steps) < 0):
        what = "values must increase or decrease from frame to frame"
        reporter.add(codes.FRAME_VECTOR, scope, tag, what, reference="PS3.3 C.8.8.3.2")


def check_increment(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report pointers to absent attributes, and vectors that do not match the frames."""
    if scope.parent is not None:
        return
    elements = scope.elements
    frames = number(elements.get(FRAMES), "IS")
    pointers = numbers(elements[tag], "AT")
    _check_order(reporter, scope, tag, pointers)
    for pointed in dict.fromkeys(pointers):
        if pointed not in elements:
            if not pointed >> 16 & 1:
                what = f"points to {format_tag(pointed)}, which is absent"
                reporter.add(codes.FRAME_INCREMENT, scope, tag, what)
        elif pointed in _COUNTS:
            _check_index(reporter, scope, pointed, frames)
        elif pointed in _BOUNDS:
            _check_bounded(reporter, scope, pointed, frames)
        elif pointed in _VECTORS and frames:
            _check_count(reporter, scope, pointed, count_of(elements[pointed]), frames)


def _check_order(
    reporter: Reporter, scope: Scope, tag: int, pointers: tuple[int, ...]
) -> None:
    """Report pointers that differ from those of the image type, or of RT images."""
    tables = {table_of(row.attribute) for row in scope.level.plan.sources.get(tag, ())}
    if _NM_MULTI_FRAME in tables and IMAGE_TYPE in scope.elements:
        words = words_of(scope.elements[IMAGE_TYPE])
        kind = words[2] if len(words) > 2 else ""
        expected = _ORDERED.get(kind)
        if expected is not None and pointers not in ((), expected):
            listed = ", ".join(map(format_tag, expected))
            what = f"must be {listed} for {kind}"
            reporter.add(codes.FRAME_ORDER, scope, tag, what)
    elif (
        RT_IMAGE_PLANE in scope.level.plan.sources
        and pointers
        and (len(pointers) > 1 or pointers[0] not in _POINTERS_OF_PLANES)
    ):
        listed = " or ".join(map(format_tag, _POINTERS_OF_PLANES))
        what = f"must be {listed} in an RT Image"
        reporter.add(codes.FRAME_ORDER, scope, tag, what, reference="PS3.3 C.8.8.2.5")


def _check_bounded(
    reporter: Reporter, scope: Scope, tag: int, frames: int | None
) -> None:
    """Report indices above the greatest number that the items of a sequence state."""
    values = numbers(scope.elements[tag], "US")
    if frames:
        _check_count(reporter, scope, tag, len(values), frames)
    sequence, limit = _BOUNDS[tag]
    items = items_of(scope.elements.get(sequence))
    limits = [number(item.get(limit)) for item in items]
    known = [one for one in limits if one is not None]
    if not values or not known or len(known) < len(limits):
        return
    if min(values) < 1 or max(values) > max(known):
        wrong = min(values) if min(values) < 1 else max(values)
        what = f"has a value {wrong}; must be from 1 to {max(known)}"
        reporter.add(codes.FRAME_VECTOR, scope, tag, what)


def _check_count(
    reporter: Reporter, scope: Scope, tag: int, count: int, frames: int
) -> None:
    if count and count != frames:
        what = f"has {count} values, but there are {frames} frames"
        reporter.add(codes.FRAME_VECTOR, scope, tag, what)


def _check_index(
    reporter: Reporter, scope: Scope, tag: int, frames: int | None
) -> None:
    values = numbers(scope.elements[tag], "US")
    if frames:
        _check_count(reporter, scope, tag, len(values), frames)
    counted = _COUNTS[tag]
    most = number(scope.elements.get(counted))
    if values and min(values) < 1:
        what = "has a value 0; an index must be at least 1"
        reporter.add(codes.FRAME_VECTOR, scope, tag, what)
    elif values and most is not None and max(values) > most:
        what = f"is {most}, but {scope.keyword(tag)} has a value {max(values)}"
        reporter.add(codes.FRAME_VECTOR, scope, counted, what)
