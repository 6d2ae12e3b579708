"""Segmented palette data: valid segments, and the number of entries of the descriptor.

Source: PS3.3 C.7.9.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import numbers
from ..subject import Subject

SEGMENTED: Final = {
    0x00281221: 0x00281101,
    0x00281222: 0x00281102,
    0x00281223: 0x00281103,
}
"""The data of red, green and blue, with their descriptors."""

DISCRETE: Final = 0
LINEAR: Final = 1
INDIRECT: Final = 2

_ALL_16_BITS: Final = 1 << 16


def check_segments(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report segments that are truncated or unknown, and a wrong number of entries."""
    descriptor = numbers(scope.elements.get(SEGMENTED[tag]), "US")
    words = numbers(scope.elements[tag], "OW")
    if len(descriptor) != 3 or descriptor[2] != 16 or not words:
        return
    expected = descriptor[0] % _ALL_16_BITS or _ALL_16_BITS
    try:
        entries = _entries(words)
    except ValueError as error:
        reporter.add(codes.PALETTE_SEGMENTS, scope, tag, str(error))
        return
    if entries != expected:
        what = f"expands to {entries} entries; its descriptor requires {expected}"
        reporter.add(codes.PALETTE_SEGMENTS, scope, tag, what)


def _entries(words: Sequence[int]) -> int:
    """Return the number of entries that the segments expand to.

    Raises:
        ValueError: A segment is truncated or not valid.
    """
    starts: list[int] = []
    """Offset of each segment in bytes."""
    sizes: list[int] = []
    position = 0
    while position < len(words):
        starts.append(position * 2)
        code = words[position]
        if code not in (DISCRETE, LINEAR, INDIRECT):
            raise ValueError(f"segment {len(starts)} has unknown opcode {code}")
        length = words[position + 1] if position + 1 < len(words) else 0
        end = position + (2 + length, 3, 4)[code]
        if end > len(words):
            raise ValueError(f"segment {len(starts)} is truncated")
        if code == INDIRECT:
            offset = words[position + 2] | words[position + 3] << 16
            if offset not in starts[:-1]:
                raise ValueError(f"no earlier segment begins at byte {offset}")
            first = starts.index(offset)
            length = sum(sizes[first : first + length])
        sizes.append(length)
        position = end
    return sum(sizes)
