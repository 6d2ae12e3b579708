"""Pixel data against the attributes that describe them.

Source: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25; PS3.5 8.1, 8.2, A.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..elements import Element
from ..plain import UNDEFINED
from ..scope import Scope
from ..text import text_of
from .fragments import Encapsulated, read_encapsulated
from .numbers import number, numbers, value_length
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

PIXEL_DATA: Final = 0x7FE00010
FLOAT_PIXELS: Final = 0x7FE00008
DOUBLE_PIXELS: Final = 0x7FE00009
EXTENDED_OFFSETS: Final = 0x7FE00001
EXTENDED_LENGTHS: Final = 0x7FE00002
SAMPLES: Final = 0x00280002
PHOTOMETRIC: Final = 0x00280004
FRAMES: Final = 0x00280008
ROWS: Final = 0x00280010
COLUMNS: Final = 0x00280011
BITS_ALLOCATED: Final = 0x00280100
BITS_STORED: Final = 0x00280101
HIGH_BIT: Final = 0x00280102

_SAMPLES_OF: Final = {
    "MONOCHROME1": 1,
    "MONOCHROME2": 1,
    "PALETTE COLOR": 1,
    "RGB": 3,
    "YBR_FULL": 3,
    "YBR_FULL_422": 3,
    "YBR_PARTIAL_420": 3,
    "YBR_PARTIAL_422": 3,
    "YBR_ICT": 3,
    "YBR_RCT": 3,
    "XYB": 3,
    "HSV": 3,
    "ARGB": 4,
    "CMYK": 4,
}
"""Samples per Pixel of each Photometric Interpretation: PS3.3 C.7.6.3.1.2."""

_HALVED: Final = frozenset({"YBR_FULL_422", "YBR_PARTIAL_422"})
"""Native pixel data have two chrominance samples for two pixels: PS3.3 C.7.6.3.1.2."""

_VALUE_BITS: Final = {FLOAT_PIXELS: 32, DOUBLE_PIXELS: 64}

_NATIVE: Final = frozenset(
    {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.1.99",
    }
)
_COMPRESSED: Final = ("1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5")
_REFERENCED: Final = ("1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95")
"""JPIP: the pixel data are elsewhere."""

_VIDEO: Final = frozenset(f"1.2.840.10008.1.2.4.{number}" for number in range(100, 109))
"""MPEG and HEVC: fragments and frames have nothing to do with each other."""


def check_samples(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report samples per pixel that the photometric interpretation does not have."""
    photometric = text_of(scope.elements.get(PHOTOMETRIC))
    samples = number(scope.elements.get(SAMPLES))
    expected = _SAMPLES_OF.get(photometric)
    if expected is not None and samples not in (None, expected):
        what = f"is {samples}; {photometric} has {expected}"
        walk.add(codes.PIXEL_SAMPLES, scope, tag, what)


def check_sample_bits(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report bits stored that do not fit, and a high bit elsewhere than on top of them."""
    allocated = number(scope.elements.get(BITS_ALLOCATED))
    stored = number(scope.elements.get(BITS_STORED))
    high = number(scope.elements.get(HIGH_BIT))
    if allocated is not None and allocated != 1 and (allocated % 8 or not allocated):
        what = f"is {allocated}; it has to be 1 or a multiple of 8"
        walk.add(codes.PIXEL_BITS_ALLOCATED, scope, BITS_ALLOCATED, what)
    if stored is None:
        return
    if stored == 0 or (allocated is not None and stored > allocated):
        what = f"is {stored}; {allocated} are allocated"
        walk.add(codes.PIXEL_BITS_STORED, scope, BITS_STORED, what)
    if high is not None and high != stored - 1:
        what = f"is {high}; {stored} bits are stored, so it has to be {stored - 1}"
        walk.add(codes.PIXEL_HIGH_BIT, scope, HIGH_BIT, what)


def check_pixel_data(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report pixel data that are not as long as described, or not encoded as they say."""
    present = [one for one in (*_VALUE_BITS, PIXEL_DATA) if one in scope.elements]
    if tag != present[0]:
        what = "stands beside another kind of pixel data"
        walk.add(codes.PIXEL_DATA_TWICE, scope, tag, what)
        return
    element = scope.elements[tag]
    length = value_length(element)
    if length:
        _check_matrix(walk, scope)
    encapsulated = _is_encapsulated(subject, scope, element, length)
    syntax = subject.transfer_syntax
    if scope.parent is None and encapsulated and syntax in _NATIVE:
        what = "encapsulated, though the transfer syntax is not a compressed one"
        walk.add(codes.PIXEL_ENCODING, scope, tag, what)
    elif scope.parent is None and not encapsulated and length and _compresses(syntax):
        what = "not encapsulated, though the transfer syntax is a compressed one"
        walk.add(codes.PIXEL_ENCODING, scope, tag, what)
    elif encapsulated:
        _check_encapsulated(walk, subject, scope, tag)
    elif length and (expected := _expected_length(scope, tag)) not in (None, length):
        what = f"has {length} bytes; its description asks for {expected}"
        walk.add(codes.PIXEL_DATA_LENGTH, scope, tag, what)


def _check_matrix(walk: Walk, scope: Scope) -> None:
    """Report that there are none of what the pixels are arranged in."""
    for tag, vr in ((ROWS, "US"), (COLUMNS, "US"), (FRAMES, "IS")):
        found = number(scope.elements.get(tag), vr)
        if found is not None and found < 1:
            what = f"is {found}, though there are pixel data"
            walk.add(codes.PIXEL_MATRIX, scope, tag, what)


def _compresses(syntax: str) -> bool:
    return syntax.startswith(_COMPRESSED) and not syntax.startswith(_REFERENCED)


def _is_encapsulated(
    subject: Subject, scope: Scope, element: Element, length: int
) -> bool:
    if length == UNDEFINED:
        return True
    if subject.data is not None:
        return False
    # In memory, the value alone shows it.
    compressed = _compresses(subject.transfer_syntax)
    return compressed and bytes(element.value or b"")[:4] == b"\xfe\xff\x00\xe0"


def _expected_length(scope: Scope, tag: int) -> int | None:
    """Return the bytes of native pixel data, padding included; None if it is not known.

    Source: PS3.5 8.1.1, 8.2, 8.4.
    """
    elements = scope.elements
    rows, columns = number(elements.get(ROWS)), number(elements.get(COLUMNS))
    samples = number(elements.get(SAMPLES)) or (1 if tag in _VALUE_BITS else None)
    bits = _VALUE_BITS.get(tag) or number(elements.get(BITS_ALLOCATED))
    frames = _frames(scope)
    if not (rows and columns and samples and bits and frames):
        return None
    if text_of(elements.get(PHOTOMETRIC)) in _HALVED and samples == 3:
        samples = 2
    size = (rows * columns * samples * bits * frames + 7) // 8
    return size + size % 2


def _frames(scope: Scope) -> int | None:
    if FRAMES not in scope.elements:
        return 1
    return number(scope.elements[FRAMES], "IS")


def _check_encapsulated(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    content = read_encapsulated(subject, scope.elements[tag])
    if content is None:
        return
    if content.problem:
        walk.add(codes.FRAGMENTS_BROKEN, scope, tag, content.problem)
        return
    for index, fragment in enumerate(content.fragments):
        if fragment.length % 2:
            what = f"fragment {index} has {fragment.length} bytes"
            walk.add(codes.FRAGMENT_LENGTH, scope, tag, what)
            break
    frames = _frames(scope)
    if not frames or subject.transfer_syntax in _VIDEO:
        return
    if len(content.fragments) < frames:
        what = f"has {len(content.fragments)} fragments; there are {frames} frames"
        walk.add(codes.FRAGMENT_COUNT, scope, tag, what)
    _check_offsets(walk, scope, tag, content, frames)
    _check_extended_offsets(walk, scope, content, frames)


def _check_offsets(
    walk: Walk, scope: Scope, tag: int, content: Encapsulated, frames: int
) -> None:
    """Report a Basic Offset Table that does not lead to the frames."""
    offsets = content.offsets
    if content.table_length % 4:
        what = f"the Basic Offset Table has {content.table_length} bytes"
        walk.add(codes.OFFSET_TABLE, scope, tag, what)
    elif offsets and len(offsets) != frames:
        what = f"the Basic Offset Table has {len(offsets)} offsets; there are {frames} frames"
        walk.add(codes.OFFSET_TABLE, scope, tag, what)
    elif wrong := set(offsets) - {fragment.offset for fragment in content.fragments}:
        what = f"no fragment begins at byte {min(wrong)} of the Basic Offset Table"
        walk.add(codes.OFFSET_TABLE, scope, tag, what)


def _check_extended_offsets(
    walk: Walk, scope: Scope, content: Encapsulated, frames: int
) -> None:
    """Report an Extended Offset Table that does not lead to the frames."""
    if EXTENDED_OFFSETS not in scope.elements:
        return
    starts = {fragment.offset: fragment.length for fragment in content.fragments}
    offsets = numbers(scope.elements[EXTENDED_OFFSETS], "OV")
    lengths = numbers(scope.elements.get(EXTENDED_LENGTHS), "OV")
    if content.offsets:
        what = "present, though the Basic Offset Table is not empty"
        walk.add(codes.OFFSET_TABLE, scope, EXTENDED_OFFSETS, what)
    for table, values in ((EXTENDED_OFFSETS, offsets), (EXTENDED_LENGTHS, lengths)):
        if values and len(values) != frames:
            what = f"has {len(values)} values; there are {frames} frames"
            walk.add(codes.OFFSET_TABLE, scope, table, what)
    if wrong := set(offsets) - starts.keys():
        what = f"no fragment begins at byte {min(wrong)}"
        walk.add(codes.OFFSET_TABLE, scope, EXTENDED_OFFSETS, what)
