"""Lookup tables against their descriptors: PS3.3 C.7.6.3.1.5, C.11.1.1, C.11.2.1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..elements import Elements
from ..scope import Scope
from .numbers import numbers, value_length
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

DESCRIPTORS: Final = (0x00281101, 0x00281102, 0x00281103)
"""Of red, green and blue."""
DATA: Final = (0x00281201, 0x00281202, 0x00281203)
LUT_DESCRIPTOR: Final = 0x00283002
LUT_DATA: Final = 0x00283006
PRESENTATION_LUT: Final = 0x20500010

_ALL_16_BITS: Final = 1 << 16
"""Number of entries that 0 stands for."""


def check_palettes(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report colour tables whose descriptors differ, or whose data have another length."""
    elements = scope.elements
    described = {one: _described(elements, one) for one in DESCRIPTORS}
    first = described[DESCRIPTORS[0]]
    for descriptor, data in zip(DESCRIPTORS, DATA, strict=True):
        own = described[descriptor]
        if own is None:
            continue
        if first is not None and (own[0], own[2]) != (first[0], first[2]):
            what = "number or bits of the entries differ from those of red"
            walk.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        if own[2] not in (8, 16):
            what = f"value 3 is {own[2]}; an entry has 8 or 16 bits"
            walk.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        elif data in elements:
            _check_length(walk, scope, data, own)


def check_lookup_table(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a modality, VOI or presentation LUT whose data have another length."""
    described = _described(scope.elements, LUT_DESCRIPTOR)
    if described is not None and scope.step and scope.step[0] == PRESENTATION_LUT:
        _check_presentation(walk, scope, described)
    if described is not None and LUT_DATA in scope.elements:
        _check_length(walk, scope, LUT_DATA, described)


def _check_presentation(
    walk: Walk, scope: Scope, described: tuple[int, int, int]
) -> None:
    """Report a presentation LUT that leaves values out: PS3.3 C.11.4.1.1, C.11.6.1.1."""
    _, first, bits = described
    if first != 0:
        what = f"value 2 is {first}; a presentation LUT maps from 0 on"
        walk.add(codes.LUT_DESCRIPTOR, scope, LUT_DESCRIPTOR, what)
    elif not 8 <= bits <= 16:
        what = f"value 3 is {bits}; an entry has 8 to 16 bits"
        walk.add(codes.LUT_DESCRIPTOR, scope, LUT_DESCRIPTOR, what)


def _described(elements: Elements, tag: int) -> tuple[int, int, int] | None:
    values = numbers(elements.get(tag), "US")
    if len(values) != 3:
        return None
    # The number of entries is never negative, whatever the VR.
    return (values[0] % _ALL_16_BITS or _ALL_16_BITS, values[1], values[2])


def _check_length(
    walk: Walk, scope: Scope, data: int, described: tuple[int, int, int]
) -> None:
    entries, _, bits = described
    length = value_length(scope.elements[data])
    # Entries of 8 bits are found in 16 bits too, as the standard warns.
    possible = {entries * 2} | ({entries + entries % 2} if bits <= 8 else set())
    if length and length not in possible:
        what = f"has {length} bytes; its descriptor asks for {min(possible)}"
        walk.add(codes.LUT_LENGTH, scope, data, what)
