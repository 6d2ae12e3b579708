"""Frame increment pointer and the vectors it points to: PS3.3 C.7.6.6, C.8.4.8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...findings import codes
from ...findings.finding import format_tag
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import count_of, number, numbers
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


def check_increment(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report pointers to absent attributes, and vectors that do not match the frames."""
    if scope.parent is not None:
        return
    elements = scope.elements
    frames = number(elements.get(FRAMES), "IS")
    for pointed in dict.fromkeys(numbers(elements[tag], "AT")):
        if pointed not in elements:
            if not pointed >> 16 & 1:
                what = f"points to {format_tag(pointed)}, which is absent"
                reporter.add(codes.FRAME_INCREMENT, scope, tag, what)
        elif pointed in _COUNTS:
            _check_index(reporter, scope, pointed, frames)
        elif pointed in _VECTORS and frames:
            _check_count(reporter, scope, pointed, count_of(elements[pointed]), frames)


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
