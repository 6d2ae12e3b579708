"""Overlay data: length (PS3.3 C.9.2, PS3.5 8.1.2), and activation (PS3.3 C.11.7)."""

from __future__ import annotations

from typing import Final

from ...findings import codes
from ..plan.rule import name_of, reference_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number, value_length
from .subject import Subject

OVERLAY_DATA: Final = tuple(group << 16 | 0x3000 for group in range(0x6000, 0x6020, 2))
ROWS: Final = 0x0010
COLUMNS: Final = 0x0011
LAYER: Final = 0x1001
"""Overlay Activation Layer."""
FIRST_LAYER: Final = 0x60000000 | LAYER
"""As tables list it."""
SHUTTER_GROUP: Final = 0x00181623
FRAMES: Final = 0x0015
"""Number of Frames in Overlay; 1 if it is absent."""


def check_overlay(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report overlay data of a wrong length, or that a presentation state does not place."""
    _check_activation(reporter, scope, tag & 0xFFFF0000)
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
        what = f"has {length} bytes; its rows and columns require {expected}"
        reporter.add(codes.OVERLAY_LENGTH, scope, tag, what)


def _check_activation(reporter: Reporter, scope: Scope, group: int) -> None:
    """Report a group without Overlay Activation Layer, in IODs that have it.

    An empty value means that the overlay is not shown. A bitmap shutter has no layer: PS3.3
    Table A.33.1-1.
    """
    sources = scope.level.plan.sources.get(FIRST_LAYER)
    shutter = number(scope.elements.get(SHUTTER_GROUP))
    if sources is None or group | LAYER in scope.elements or shutter == group >> 16:
        return
    what = "absent; type 2C, required if the presentation state has this overlay"
    owner = sources[0].attribute.owner
    reporter.add(
        codes.TYPE2C_MISSING,
        scope,
        group | LAYER,
        what,
        module=name_of(owner),
        reference=reference_of(owner),
    )
