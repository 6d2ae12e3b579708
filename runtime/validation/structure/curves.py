"""Length of curve data (retired): PS3.3 of 2004, C.10.2."""

from __future__ import annotations

from typing import Final

from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number, numbers, value_length
from .subject import Subject

CURVE_DATA: Final = tuple(group << 16 | 0x3000 for group in range(0x5000, 0x5020, 2))
DIMENSIONS: Final = 0x0005
POINTS: Final = 0x0010
REPRESENTATION: Final = 0x0103
DESCRIPTOR: Final = 0x0110
"""One value for each dimension: 1 if the data contain its values, 0 if not."""

_SIZES: Final = {0: 2, 1: 2, 2: 4, 3: 8, 4: 4}
"""Bytes of a value, by Data Value Representation."""


def check_curve(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report curve data whose length does not match their points and dimensions."""
    elements, group = scope.elements, tag & 0xFFFF0000
    dimensions = number(elements.get(group | DIMENSIONS))
    points = number(elements.get(group | POINTS))
    representation = number(elements.get(group | REPRESENTATION))
    size = None if representation is None else _SIZES.get(representation)
    if group | DESCRIPTOR in elements:
        dimensions = sum(numbers(elements[group | DESCRIPTOR], "US"))
    length = value_length(elements[tag])
    if not (dimensions and points and size and length):
        return
    expected = dimensions * points * size
    if length != expected:
        what = f"has {length} bytes; its points and dimensions require {expected}"
        reporter.add(codes.CURVE_LENGTH, scope, tag, what)
