"""Printable colours, overlays and sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.uid import ExplicitVRBigEndian

from iodize.printing import Kind

from .conversion import kinds, printable
from .images import image, ramp


def colors() -> NDArray[Any]:
    return np.arange(4 * 4 * 3, dtype=np.uint8).reshape(4, 4, 3) * 5


def test_rgb_is_printed_in_color() -> None:
    found = printable(image(colors()), color=True)

    assert (found.pixels == colors()).all()


@pytest.mark.parametrize("dtype", [np.uint16, np.uint32])
def test_rgb_of_more_bits_is_scaled(dtype: Any) -> None:
    wide = colors().astype(dtype) * (np.iinfo(dtype).max // 255)
    found = printable(image(wide, "RGB", PlanarConfiguration=0), color=True)

    assert (found.pixels == colors()).all()


def test_big_endian_values_are_converted() -> None:
    made = image(ramp(), PresentationLUTShape="IDENTITY", bits_stored=12)
    made.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    made.set_original_encoding(False, False)
    made.PixelData = ramp().astype(">u2").tobytes()

    assert (printable(made, bits=12).pixels == ramp()).all()


def test_color_is_printed_as_luminance_on_grayscale_printers() -> None:
    found = printable(image(colors()))
    expected = colors() @ np.array([0.299, 0.587, 0.114])

    assert np.abs(found.pixels - expected).max() <= 1


def test_ybr_is_converted_to_rgb() -> None:
    from pydicom.pixels.processing import convert_color_space

    array = convert_color_space(colors(), "RGB", "YBR_FULL")
    found = printable(image(array, "YBR_FULL", PlanarConfiguration=0), color=True)

    assert np.abs(found.pixels.astype(int) - colors()).max() <= 3


@pytest.mark.parametrize("bits", [8, 16])
def test_palette_is_applied(bits: int) -> None:
    made = image(ramp(dtype=np.uint8), "PALETTE COLOR")
    scale = 1 if bits == 8 else 257
    for index, name in enumerate(("Red", "Green", "Blue")):
        table = ((np.arange(128) * (index + 1)) % 256) * scale
        setattr(made, f"{name}PaletteColorLookupTableDescriptor", [128, 0, bits])
        kind = np.uint8 if bits == 8 else np.uint16
        setattr(
            made, f"{name}PaletteColorLookupTableData", table.astype(kind).tobytes()
        )
    found = printable(made, color=True)

    assert (found.pixels[..., 1] == (ramp() * 2) % 256).all()


def test_grayscale_is_printed_in_color() -> None:
    found = printable(image(ramp(dtype=np.uint8)), color=True)

    assert (found.pixels == ramp()[..., np.newaxis]).all()


# Overlays and sizes


def test_overlay_is_burnt_in_on_request() -> None:
    made = image(ramp(dtype=np.uint8))
    made.add_new(0x60000010, "US", 2)
    made.add_new(0x60000011, "US", 8)
    made.add_new(0x60000040, "CS", "G")
    made.add_new(0x60000050, "SS", [3, -1])
    made.add_new(0x60000100, "US", 1)
    made.add_new(0x60000102, "US", 0)
    made.add_new(0x60003000, "OW", b"\xff\xff")
    expected = ramp(dtype=np.uint8)
    expected[2:4, 0:6] = 255

    assert (printable(made, overlays=True).pixels == expected).all()
    assert (printable(made).pixels == ramp()).all()


@pytest.mark.parametrize("keyword", ["PixelSpacing", "ImagerPixelSpacing"])
def test_true_width_follows_from_the_spacing(keyword: str) -> None:
    spacing: dict[str, Any] = {keyword: [0.5, 0.25]}
    found = printable(image(ramp(), **spacing), true_size=True)

    assert (found.width, found.aspect) == (4.0, (2, 1))


def test_image_without_spacing_has_no_true_size() -> None:
    found = printable(image(ramp(dtype=np.uint8)), true_size=True)

    assert (found.width, kinds(found)) == (None, [Kind.SIZE])


def test_pixel_aspect_ratio_is_kept() -> None:
    assert printable(image(ramp(), PixelAspectRatio=[4, 6])).aspect == (2, 3)
