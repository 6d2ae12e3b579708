"""The first compressed frame, with the transfer syntax and the image description."""

from collections.abc import Callable
from struct import pack

import pytest
from pydicom import Dataset, FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    UID,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from ..objects import RLE_FRAME, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]

BASELINE, EXTENDED, LOSSLESS, JPEG_LS = 0xC0, 0xC1, 0xC3, 0xF7


def jpeg(marker: int, rows: int = 3, columns: int = 5, samples: int = 1) -> bytes:
    """Return the header of a JPEG frame, after a comment and a fill byte."""
    comment = b"\xff\xfe" + pack(">H", 6) + b"text"
    size = pack(">HBHHB", 8 + 3 * samples, 8, rows, columns, samples)
    header = b"\xff\xd8" + comment + b"\xff\xff" + bytes([marker]) + size
    return header + bytes(3 * samples) + b"\xff\xda\0\2"


def jpeg_2000(rows: int = 3, columns: int = 5, samples: int = 1) -> bytes:
    """Return the header of a JPEG 2000 codestream with an offset of its image."""
    corners = pack(">LLLL", columns + 2, rows + 1, 2, 1)
    length = pack(">H", 38 + 3 * samples)
    components = pack(">H", samples) + b"\7\1\1" * samples
    return b"\xff\x4f\xff\x51" + length + b"\0\0" + corners + bytes(16) + components


def wavelets(transformed: bool, reversible: bool) -> bytes:
    """Return the coding style of a JPEG 2000 codestream."""
    style = bytes([0, 0, 0, 1, transformed, 5, 4, 4, 0, reversible])
    return b"\xff\x52" + pack(">H", 2 + len(style)) + style


def compressed(syntax: UID, frame: bytes) -> FileDataset:
    image = secondary_capture()
    image.file_meta.TransferSyntaxUID = syntax
    image.PixelData = encapsulate([frame + bytes(8)])
    image["PixelData"].is_undefined_length = True
    return image


@pytest.mark.parametrize(
    ("syntax", "frame"),
    [
        (JPEGBaseline8Bit, jpeg(BASELINE)),
        (JPEGExtended12Bit, jpeg(EXTENDED)),
        (JPEGExtended12Bit, jpeg(BASELINE)),
        (JPEGLosslessSV1, jpeg(LOSSLESS)),
        (JPEGLSLossless, jpeg(JPEG_LS)),
        (JPEG2000Lossless, jpeg_2000()),
        (HTJ2K, jpeg_2000()),
        (RLELossless, RLE_FRAME),
        (JPEGBaseline8Bit, b"\xff\xd8\xff"),
        (JPEG2000Lossless, b"\xff\x4f\xff\x51"),
    ],
)
def test_frame_of_the_transfer_syntax_has_no_finding(
    structure: Codes, syntax: UID, frame: bytes
) -> None:
    assert structure(compressed(syntax, frame)) == []


@pytest.mark.parametrize(
    ("syntax", "frame"),
    [
        (JPEGLosslessSV1, jpeg(BASELINE)),
        (JPEGBaseline8Bit, jpeg(EXTENDED)),
        (JPEGBaseline8Bit, jpeg_2000()),
        (JPEGLSLossless, jpeg(LOSSLESS)),
        (JPEG2000Lossless, jpeg(BASELINE)),
        (JPEG2000Lossless, b"\0\0\0\x0cjP  \r\n\x87\n"),
        (RLELossless, jpeg(BASELINE)),
    ],
)
def test_frame_of_another_transfer_syntax_is_reported(
    structure: Codes, syntax: UID, frame: bytes
) -> None:
    assert structure(compressed(syntax, frame)) == [("codestream", "PixelData")]


@pytest.mark.parametrize("syntax", [JPEGBaseline8Bit, JPEG2000Lossless])
def test_frame_of_another_size_is_reported(structure: Codes, syntax: UID) -> None:
    frame = jpeg(BASELINE, 4, 6, 3)
    if syntax == JPEG2000Lossless:
        frame = jpeg_2000(4, 6, 3)

    assert set(structure(compressed(syntax, frame))) == {
        ("codestream", "Rows"),
        ("codestream", "Columns"),
        ("codestream", "SamplesPerPixel"),
    }


@pytest.mark.parametrize(
    ("syntax", "allocated", "stored", "wrong"),
    [
        (JPEGBaseline8Bit, 8, 8, ""),
        (JPEGBaseline8Bit, 16, 12, "BitsAllocated"),
        (JPEGBaseline8Bit, 8, 7, "BitsStored"),
        (JPEGExtended12Bit, 16, 12, ""),
        (JPEGExtended12Bit, 16, 10, "BitsStored"),
        (JPEGExtended12Bit, 16, 16, "BitsStored"),
        (JPEGLosslessSV1, 16, 10, ""),
        (JPEGLosslessSV1, 32, 32, "BitsAllocated"),
        (JPEGLSLossless, 16, 1, "BitsStored"),
    ],
)
def test_transfer_syntax_determines_the_bits(
    structure: Codes, syntax: UID, allocated: int, stored: int, wrong: str
) -> None:
    """PS3.5 8.2, Tables 8.2.1-1 to 8.2.3-1."""
    image = compressed(syntax, b"\xff\xd8\xff")
    image.BitsAllocated, image.BitsStored = allocated, stored
    image.HighBit = stored - 1

    assert structure(image) == ([("pixel-syntax", wrong)] if wrong else [])


def test_fragment_without_bytes_is_reported(structure: Codes) -> None:
    """PS3.5 A.4."""
    image = compressed(RLELossless, RLE_FRAME)
    image.PixelData = (
        encapsulate([RLE_FRAME], has_bot=False) + b"\xfe\xff\0\xe0" + bytes(4)
    )

    assert structure(image) == [("fragment-length", "PixelData")]


@pytest.mark.parametrize(
    ("syntax", "photometric", "transformed", "reversible", "wrong"),
    [
        (JPEG2000, "YBR_ICT", True, False, ""),
        (JPEG2000, "YBR_RCT", True, True, ""),
        (JPEG2000, "RGB", False, False, ""),
        (JPEG2000, "RGB", True, False, "PhotometricInterpretation"),
        (JPEG2000, "YBR_ICT", True, True, "PhotometricInterpretation"),
        (JPEG2000, "YBR_RCT", False, True, "PhotometricInterpretation"),
        (JPEG2000Lossless, "RGB", False, True, ""),
        (JPEG2000Lossless, "RGB", False, False, "PixelData"),
    ],
)
def test_color_transformation_determines_the_photometric_interpretation(
    structure: Codes,
    syntax: UID,
    photometric: str,
    transformed: bool,
    reversible: bool,
    wrong: str,
) -> None:
    """PS3.5 8.2.4, A.4.4."""
    frame = jpeg_2000(samples=3) + wavelets(transformed, reversible)
    image = compressed(syntax, frame)
    image.SamplesPerPixel, image.PhotometricInterpretation = 3, photometric
    image.PlanarConfiguration = 0

    assert structure(image) == ([("codestream", wrong)] if wrong else [])


@pytest.mark.parametrize(
    ("offsets", "wrong"),
    [([64], False), ([66], True), ([64, 66], True), ([300], True), ([], True)],
)
def test_header_of_rle_is_checked(
    structure: Codes, offsets: list[int], wrong: bool
) -> None:
    """PS3.5 G.2, G.5."""
    rest = [0] * (15 - len(offsets))
    frame = pack("<16L", len(offsets), *offsets, *rest) + bytes(4)

    found = structure(compressed(RLELossless, frame))
    assert found == ([("codestream", "PixelData")] if wrong else [])


def test_segments_of_rle_have_even_lengths(structure: Codes) -> None:
    """PS3.5 G.3.1."""
    frame = pack("<16L", 2, 64, 67, *[0] * 13) + bytes(4)
    image = compressed(RLELossless, frame)
    image.BitsAllocated, image.BitsStored, image.HighBit = 16, 16, 15

    assert structure(image) == [("codestream", "PixelData")]
