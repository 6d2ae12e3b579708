"""Lookup tables and their descriptors: PS3.3 C.7.6.3.1.5, C.11.1.1, C.11.2.1.1."""

from __future__ import annotations

from typing import Final

from ....encoding.readings import Elements
from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import numbers, value_length
from ..subject import Subject

DESCRIPTORS: Final = (0x00281101, 0x00281102, 0x00281103)
"""Descriptors of red, green and blue."""
DATA: Final = (0x00281201, 0x00281202, 0x00281203)
ALPHA: Final = 0x00281104
ALPHA_DATA: Final = 0x00281204
"""Descriptor and data of the opacity."""
LUT_DESCRIPTOR: Final = 0x00283002
LUT_DATA: Final = 0x00283006
PRESENTATION_LUT: Final = 0x20500010
VOI_LUT: Final = 0x00283010
SOFTCOPY_VOI_LUT: Final = 0x00283110
PIXEL_DATA: Final = 0x7FE00010

_DX_IMAGE: Final = "C.8-70"
"""The table of the DX Image module, which specializes the bits: C.8.11.3.1.5."""

_PALETTES: Final = frozenset({"C.7.9", "C.7.6.19"})
"""Palette Color Lookup Table, and Supplemental Palette Color Lookup Table.

The palettes of the Image Pixel module have 8 or 16 bits.
"""

_SOP_CLASS: Final = 0x00080016
_COLOR_PALETTE: Final = "1.2.840.10008.5.1.4.39.1"
"""SOP class of the only IOD that is neither an image nor a presentation state."""

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
        if first is not None and own != first:
            what = f"is {_shown(own)}; the red descriptor is {_shown(first)}"
            reporter.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        allowed = _bits(scope, descriptor)
        if own[2] not in allowed:
            bits = " or ".join(map(str, allowed))
            what = f"value 3 is {own[2]}; must be {bits} bits"
            reporter.add(codes.LUT_DESCRIPTOR, scope, descriptor, what)
        elif data in elements:
            _check_length(reporter, scope, data, own)


def _bits(scope: Scope, descriptor: int) -> tuple[int, ...]:
    """Return the bits of entries that the module of a palette allows: C.7.6.3.1.5."""
    if scope.parent is not None:
        return (8, 16)
    rows = scope.level.plan.sources.get(descriptor, ())
    if _PALETTES.isdisjoint(row.part.definition.origin().section for row in rows):
        return (8, 16)
    is_palette = text_of(scope.elements.get(_SOP_CLASS)) == _COLOR_PALETTE
    return (8,) if is_palette else (16,)


def _shown(described: tuple[int, int, int]) -> str:
    entries, first, bits = described
    return f"{entries % _ALL_16_BITS}\\{first}\\{bits}"


def check_alpha(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report an alpha palette that is not of 8 bits, or differs from the red one."""
    own, first = (_described(scope.elements, one) for one in (ALPHA, DESCRIPTORS[0]))
    if own is None:
        return
    if own[2] != 8:
        what = f"value 3 is {own[2]}; must be 8 bits"
        reporter.add(codes.LUT_DESCRIPTOR, scope, ALPHA, what)
    elif ALPHA_DATA in scope.elements:
        _check_length(reporter, scope, ALPHA_DATA, own)
    if first is not None and own[:2] != first[:2]:
        what = f"is {_shown(own)}; the red descriptor is {_shown(first)}"
        reporter.add(codes.LUT_DESCRIPTOR, scope, ALPHA, what)


def check_lookup_table(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a modality, VOI or presentation LUT that does not match its descriptor."""
    described = _described(scope.elements, LUT_DESCRIPTOR)
    if described is not None and scope.step and scope.step[0] == PRESENTATION_LUT:
        _check_presentation(reporter, scope, described)
    if described is not None and scope.step and scope.step[0] == VOI_LUT:
        _check_voi(reporter, scope, described[2])
    if described is not None and LUT_DATA in scope.elements:
        _check_length(reporter, scope, LUT_DATA, described)


def _check_voi(reporter: Reporter, scope: Scope, bits: int) -> None:
    """Check the bits of a VOI LUT in an image or presentation state: C.11.2.1.1."""
    around = scope.parent
    if around is None:
        return
    rows = around.level.plan.sources.get(VOI_LUT, ())
    if any(table_of(row.attribute) == _DX_IMAGE for row in rows):
        allowed, where = range(10, 17), "PS3.3 C.8.11.3.1.5"
    elif around.step is not None and around.step[0] == SOFTCOPY_VOI_LUT:
        allowed, where = range(8, 17), "PS3.3 C.11.2.1.1"
    elif around.parent is None and PIXEL_DATA in around.elements:
        allowed, where = range(8, 17, 8), "PS3.3 C.11.2.1.1"
    else:
        return
    if bits not in allowed:
        listed = "8 or 16" if len(allowed) == 2 else f"{allowed[0]} to {allowed[-1]}"
        what = f"value 3 is {bits}; must be {listed} bits"
        reporter.add(codes.LUT_DESCRIPTOR, scope, LUT_DESCRIPTOR, what, reference=where)


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
