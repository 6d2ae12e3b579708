"""Lookup tables and their descriptors: PS3.3 C.7.6.3.1.5, C.11.1.1, C.11.2.1.1."""

from __future__ import annotations

from typing import Final

from ...encoding.readings import Elements
from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import numbers, value_length
from .subject import Subject

DESCRIPTORS: Final = (0x00281101, 0x00281102, 0x00281103)
"""Descriptors of red, green and blue."""
DATA: Final = (0x00281201, 0x00281202, 0x00281203)
LUT_DESCRIPTOR: Final = 0x00283002
LUT_DATA: Final = 0x00283006
PRESENTATION_LUT: Final = 0x20500010

_ALL_16_BITS: Final = 1 << 16
"""Number of entries if the descriptor has 0."""


def check_palettes(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report palettes whose descriptors differ, or whose data do not match them."""
    elements = scope.elements
    described = {one: _described(elements, one) for one in DESCRIPTORS}
    first = described[DESCRIPTORS[0]]
    for descriptor, data in zip(DESCRIPTORS, DATA, strict=True):
        own = described[descriptor]
        if own is None:
            continue
        if first is not None and (own[0], own[2]) != (first[0], first[2]):
            what = "number or size of the entries differs from the red descriptor"
            reporter.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        if own[2] not in (8, 16):
            what = f"value 3 is {own[2]}; must be 8 or 16 bits"
            reporter.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        elif data in elements:
            _check_length(reporter, scope, data, own)


def check_lookup_table(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a modality, VOI or presentation LUT that does not match its descriptor."""
    described = _described(scope.elements, LUT_DESCRIPTOR)
    if described is not None and scope.step and scope.step[0] == PRESENTATION_LUT:
        _check_presentation(reporter, scope, described)
    if described is not None and LUT_DATA in scope.elements:
        _check_length(reporter, scope, LUT_DATA, described)


def _check_presentation(
    reporter: Reporter, scope: Scope, described: tuple[int, int, int]
) -> None:
    """Check the descriptor of a presentation LUT: PS3.3 C.11.4.1.1, C.11.6.1.1."""
    _, first, bits = described
    if first != 0:
        what = f"value 2 is {first}; a presentation LUT must map from 0"
        reporter.add(codes.LUT_DESCRIPTOR, scope, LUT_DESCRIPTOR, what)
    elif not 8 <= bits <= 16:
        what = f"value 3 is {bits}; must be 8 to 16 bits"
        reporter.add(codes.LUT_DESCRIPTOR, scope, LUT_DESCRIPTOR, what)


def _described(elements: Elements, tag: int) -> tuple[int, int, int] | None:
    values = numbers(elements.get(tag), "US")
    if len(values) != 3:
        return None
    # The number of entries is unsigned even if the VR is SS.
    return (values[0] % _ALL_16_BITS or _ALL_16_BITS, values[1], values[2])


def _check_length(
    reporter: Reporter, scope: Scope, data: int, described: tuple[int, int, int]
) -> None:
    entries, _, bits = described
    length = value_length(scope.elements[data])
    # Some applications store entries of 8 bits in 16 bits: PS3.3 C.7.6.3.1.5. A value of VR US
    # always has 16 bits.
    possible = {entries * 2} | ({entries + entries % 2} if bits <= 8 else set())
    if length and length not in possible:
        what = f"has {length} bytes; its descriptor requires {min(possible)}"
        reporter.add(codes.LUT_LENGTH, scope, data, what)
    elif bits == 8 and length > min(possible) and scope.elements[data].VR != "US":
        what = f"has {length} bytes for {entries} entries of {bits} bits"
        reporter.add(codes.LUT_PADDED, scope, data, what)
