"""Pixel data and the attributes that describe them.

Source: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25; PS3.5 8.1, 8.2, A.4.
"""

from __future__ import annotations

from typing import Final

from ....encoding.headers import UNDEFINED
from ....encoding.readings import Element
from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number, value_length
from ..subject import Subject
from .encapsulated import (
    BITS_ALLOCATED,
    COLUMNS,
    PHOTOMETRIC,
    ROWS,
    SAMPLES,
    check_encapsulated,
)

PIXEL_DATA: Final = 0x7FE00010
FLOAT_PIXELS: Final = 0x7FE00008
DOUBLE_PIXELS: Final = 0x7FE00009
PIXEL_ELEMENTS: Final = (FLOAT_PIXELS, DOUBLE_PIXELS, PIXEL_DATA)
FRAMES: Final = 0x00280008
BITS_STORED: Final = 0x00280101
HIGH_BIT: Final = 0x00280102
REPRESENTATION: Final = 0x00280103

PIXEL_VALUES: Final = (
    0x00189810,
    0x00221452,
    *range(0x00280104, 0x0028010A),
    0x00280110,
    0x00280111,
    0x00280120,
    0x00280121,
    0x00409211,
    0x00409216,
    0x00603004,
    0x00603006,
)
"""The attributes of VR US or SS that are pixel values.

Those of lookup tables are not among them: their input may have another sign.
"""

_SIGNED: Final = {"US": 0, "SS": 1}
"""Pixel Representation by VR."""

MONOCHROME: Final = frozenset({"MONOCHROME1", "MONOCHROME2"})

SAMPLES_OF: Final = {
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
"""Native pixel data contain two chrominance samples for two pixels: C.7.6.3.1.2."""

_VALUE_BITS: Final = {FLOAT_PIXELS: 32, DOUBLE_PIXELS: 64}

NATIVE: Final = frozenset(
    {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.1.99",
    }
)
_COMPRESSED: Final = ("1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5")
_REFERENCED: Final = ("1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95")
"""JPIP: the object refers to its pixel data."""


def check_samples(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report samples per pixel that do not match the photometric interpretation."""
    photometric = text_of(scope.elements.get(PHOTOMETRIC))
    samples = number(scope.elements.get(SAMPLES))
    expected = SAMPLES_OF.get(photometric)
    if expected is not None and samples not in (None, expected):
        what = f"is {samples}; {photometric} requires {expected}"
        reporter.add(codes.PIXEL_SAMPLES, scope, tag, what)


def check_sample_bits(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report bits allocated, bits stored and a high bit that do not fit together."""
    allocated = number(scope.elements.get(BITS_ALLOCATED))
    stored = number(scope.elements.get(BITS_STORED))
    high = number(scope.elements.get(HIGH_BIT))
    if allocated is not None and allocated != 1 and (allocated % 8 or not allocated):
        what = f"is {allocated}; must be 1 or a multiple of 8"
        reporter.add(codes.PIXEL_BITS_ALLOCATED, scope, BITS_ALLOCATED, what)
    if stored is None:
        return
    if stored == 0 or (allocated is not None and stored > allocated):
        what = f"is {stored}, but {allocated} bits are allocated"
        reporter.add(codes.PIXEL_BITS_STORED, scope, BITS_STORED, what)
    if high is not None and high != stored - 1:
        what = f"is {high}; {stored} bits are stored, so it must be {stored - 1}"
        reporter.add(codes.PIXEL_HIGH_BIT, scope, HIGH_BIT, what)


def check_pixel_data(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report pixel data with a wrong length, or wrong for the transfer syntax."""
    present = [one for one in (*_VALUE_BITS, PIXEL_DATA) if one in scope.elements]
    if tag != present[0]:
        what = "present together with another pixel data element"
        reporter.add(codes.PIXEL_DATA_TWICE, scope, tag, what)
        return
    element = scope.elements[tag]
    length = value_length(element)
    if length:
        _check_matrix(reporter, scope)
    encapsulated = _is_encapsulated(subject, scope, element, length)
    syntax = subject.transfer_syntax
    if scope.parent is None and encapsulated and syntax in NATIVE:
        what = "encapsulated, but the transfer syntax is not compressed"
        reporter.add(codes.PIXEL_ENCODING, scope, tag, what)
    elif scope.parent is None and not encapsulated and length and _compresses(syntax):
        what = "not encapsulated, but the transfer syntax is compressed"
        reporter.add(codes.PIXEL_ENCODING, scope, tag, what)
    elif encapsulated:
        check_encapsulated(reporter, subject, scope, tag, _frames(scope))
    elif length and _is_wrong_word(scope, element):
        what = "VR is OB; native pixel data of more than 8 bits allocated have VR OW"
        reporter.add(codes.VR_WRONG, scope, tag, what, reference="PS3.5 8.2")
    elif length and (expected := _expected_length(scope, tag)) not in (
        None,
        length + length % 2,  # an odd length is a finding of its own
    ):
        what = f"has {length} bytes; the image description requires {expected}"
        reporter.add(codes.PIXEL_DATA_LENGTH, scope, tag, what)


def _is_wrong_word(scope: Scope, element: Element) -> bool:
    """True if native pixel data of words are encoded as bytes: PS3.5 8.2, A.2."""
    bits = number(scope.elements.get(BITS_ALLOCATED))
    return element.VR == "OB" and bits is not None and bits > 8


def check_pixel_value(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a pixel value that is signed, unlike the pixel data, or the other way."""
    vr = scope.elements[tag].VR
    signed = _SIGNED.get(vr or "")
    outer: Scope | None = scope
    while signed is not None and outer is not None:
        representation = number(outer.elements.get(REPRESENTATION))
        if representation in (0, 1):
            if representation != signed:
                what = f"VR is {vr}, but Pixel Representation is {representation}"
                reporter.add(codes.PIXEL_VALUE_VR, scope, tag, what)
            return
        outer = outer.parent


def _check_matrix(reporter: Reporter, scope: Scope) -> None:
    """Report rows, columns or frames below 1."""
    for tag, vr in ((ROWS, "US"), (COLUMNS, "US"), (FRAMES, "IS")):
        value = number(scope.elements.get(tag), vr)
        if value is not None and value < 1:
            what = f"is {value}, but pixel data are present"
            reporter.add(codes.PIXEL_MATRIX, scope, tag, what)


def _compresses(syntax: str) -> bool:
    return syntax.startswith(_COMPRESSED) and not syntax.startswith(_REFERENCED)


def _is_encapsulated(
    subject: Subject, scope: Scope, element: Element, length: int
) -> bool:
    if length == UNDEFINED:
        return True
    if subject.data is not None:
        return False
    # A data set in memory has no undefined lengths: inspect the value. It may have no
    # transfer syntax before it is saved.
    syntax = subject.transfer_syntax
    return (not syntax or _compresses(syntax)) and bytes(element.value or b"")[
        :4
    ] == b"\xfe\xff\x00\xe0"


def _expected_length(scope: Scope, tag: int) -> int | None:
    """Return the length of native pixel data with padding; None if it is unknown.

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
