"""Overlay planes against the attributes that describe them: PS3.3 C.9.2, PS3.5 8.1.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from .numbers import number, value_length
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

OVERLAY_DATA: Final = tuple(group << 16 | 0x3000 for group in range(0x6000, 0x6020, 2))
ROWS: Final = 0x0010
COLUMNS: Final = 0x0011
FRAMES: Final = 0x0015
"""Number of Frames in Overlay; one where it is absent."""


def check_overlay(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report overlay data that are not as long as their rows, columns and frames."""
    elements, group = scope.elements, tag & 0xFFFF0000
    rows = number(elements.get(group | ROWS))
    columns = number(elements.get(group | COLUMNS))
    frames = (
        number(elements.get(group | FRAMES), "IS") if group | FRAMES in elements else 1
    )
    length = value_length(elements[tag])
    if not (rows and columns and frames and length):
        return
    size = (rows * columns * frames + 7) // 8
    expected = size + size % 2
    if length != expected:
        what = f"has {length} bytes; its rows and columns ask for {expected}"
        walk.add(codes.OVERLAY_LENGTH, scope, tag, what)
