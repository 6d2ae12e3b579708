"""Printable grayscale: the transformations of PS3.3 C.11, within rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

from iodize.printing import Kind, Settings, Window
from iodize.printing.images.preparing import prepared
from iodize.printing.images.sources import sources

from .conversion import HALF, kinds, printable, window_of
from .images import image, item, ramp


@pytest.mark.parametrize("bits", [8, 12])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.int32])
def test_window_is_applied_after_rescale(bits: int, dtype: Any) -> None:
    made = image(ramp(dtype=dtype), RescaleSlope=2, RescaleIntercept=-100)
    found = printable(made, bits=bits, window=Window(20, 100))
    expected = window_of(ramp().astype(float) * 2 - 100, 20, 100) * (2**bits - 1)

    assert found.pixels.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert np.abs(found.pixels - expected).max() <= HALF


def test_signed_values_are_windowed() -> None:
    made = image(ramp(dtype=np.int16) - 64)
    found = printable(made, window=Window(0, 64))
    expected = window_of(ramp().astype(float) - 64, 0, 64) * 255

    assert np.abs(found.pixels - expected).max() <= HALF


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_window_of_the_image_equals_that_of_pydicom(function: str) -> None:
    made = image(
        ramp(),
        bits_stored=12,
        WindowCenter=60,
        WindowWidth=80,
        VOILUTFunction=function,
    )
    theirs = apply_voi_lut(apply_modality_lut(made.pixel_array, made), made)

    assert np.abs(printable(made).pixels - theirs * 255 / 4095).max() <= 1


def test_chosen_window_takes_precedence_over_that_of_the_image() -> None:
    made = image(ramp(), WindowCenter=10, WindowWidth=10)
    found = printable(made, window=Window(64, 128))

    assert np.abs(found.pixels - window_of(ramp(), 64, 128) * 255).max() <= HALF


def test_first_window_of_several_is_used() -> None:
    made = image(ramp(), WindowCenter=[64, 10], WindowWidth=[128, 10])

    assert np.abs(printable(made).pixels - window_of(ramp(), 64, 128) * 255).max() <= 1


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_voi_lut_is_applied(bits: int) -> None:
    """Also with 8 bits and more than 256 entries, and with 12 bits."""
    table = np.linspace(0, 2**bits - 1, 300).astype(int)
    lut = item(LUTDescriptor=[300, 10, bits], LUTData=table.tolist())
    made = image(ramp(20, 20), VOILUTSequence=[lut])
    index = np.clip(ramp(20, 20).astype(int) - 10, 0, 299)

    expected = table[index] / (2**bits - 1) * 255
    assert np.abs(printable(made).pixels - expected).max() <= HALF


@pytest.mark.parametrize("wide", [True, False])
def test_modality_lut_of_bytes_is_applied(wide: bool) -> None:
    table = np.arange(128, 0, -1)
    data = table.astype("<u2" if wide else np.uint8).tobytes()
    lut = item(LUTDescriptor=[128, 0, 8])
    lut.add_new("LUTData", "OW", data)
    made = image(ramp(), ModalityLUTSequence=[lut])
    found = printable(made, window=Window(64, 128))

    expected = window_of(table.reshape(8, 16), 64, 128) * 255
    assert np.abs(found.pixels - expected).max() <= HALF


def test_image_of_16_bits_without_window_uses_its_range() -> None:
    found = printable(image(ramp() + 1000))

    assert (found.pixels.min(), found.pixels.max()) == (0, 255)
    assert kinds(found) == [Kind.WINDOW]


def test_padding_does_not_count_for_the_range() -> None:
    array = ramp().astype(np.int16) + 1000
    array[0] = -2000
    found = printable(image(array, PixelPaddingValue=-2000))

    assert found.pixels[1, 0] == 0
    assert found.pixels.max() == 255


def test_image_of_8_bits_without_window_is_unchanged() -> None:
    found = printable(image(ramp(dtype=np.uint8)))

    assert (found.pixels == ramp()).all()
    assert found.notes == ()


def test_presented_image_without_window_is_unchanged() -> None:
    """P-values of 12 bits keep their range: PS3.3 C.11.2.1.2.2."""
    made = image(ramp(), bits_stored=12, PresentationLUTShape="IDENTITY")
    found = printable(made, bits=12)

    assert (found.pixels == ramp()).all()


def test_monochrome1_is_inverted_once() -> None:
    made = image(ramp(dtype=np.uint8), "MONOCHROME1", PresentationLUTShape="INVERSE")

    assert (printable(made).pixels == 255 - ramp()).all()


def test_uniform_image_without_window_is_printed() -> None:
    found = printable(image(np.full((4, 4), 7, np.uint16)))

    assert found.pixels.max() == 0


def test_float_pixels_are_windowed() -> None:
    made = image(ramp(dtype=np.float32) / 10)
    found = printable(made, window=Window(6, 10))

    assert np.abs(found.pixels - window_of(ramp() / 10, 6, 10) * 255).max() <= HALF


def test_binary_pixels_are_printed() -> None:
    found = printable(image(ramp() % 2 == 1))

    assert set(np.unique(found.pixels)) == {0, 255}


def test_functional_groups_of_each_frame_are_used() -> None:
    made = image(np.stack([ramp(), ramp()]))
    made.SharedFunctionalGroupsSequence = [
        item(
            PixelMeasuresSequence=[item(PixelSpacing=[2, 1])],
            FrameVOILUTSequence=[item(WindowCenter=64, WindowWidth=128)],
        )
    ]
    made.PerFrameFunctionalGroupsSequence = [
        item(
            PixelValueTransformationSequence=[
                item(RescaleSlope=slope, RescaleIntercept=0)
            ]
        )
        for slope in (1, 2)
    ]
    options = Settings(bits=8)
    found = list(prepared(sources([made], options), options, []))

    for slope, each in zip((1, 2), found, strict=True):
        expected = window_of(ramp().astype(float) * slope, 64, 128) * 255
        assert np.abs(each.pixels - expected).max() <= HALF
        assert each.aspect == (2, 1)
    assert [each.name.rpartition(" ")[2] for each in found] == ["1", "2"]


def test_chosen_frames_are_prepared_in_their_order() -> None:
    made = image(np.stack([np.full((4, 4), n, np.uint8) for n in range(5)]))
    options = Settings(frames=(4, 2), bits=8)

    values = [
        each.pixels[0, 0] for each in prepared(sources([made], options), options, [])
    ]
    assert values == [3, 1]
