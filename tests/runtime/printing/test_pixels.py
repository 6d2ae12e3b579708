"""Printable pixels: those of the transformations of PS3.3, within rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut
from pydicom.uid import ExplicitVRBigEndian

from iodize.printing import Kind, Settings, Window
from iodize.printing.images.preparing import Prepared, prepared
from iodize.printing.images.sources import sources

from .images import image, item, ramp, state

HALF = 0.5 + 1e-9
"""The largest error of rounding."""


def printable(
    made: Dataset, *states: Dataset, bits: int = 8, **settings: Any
) -> Prepared:
    """Return the only frame of an image, prepared."""
    options = Settings(bits=bits, **settings)
    (found,) = prepared(sources([made], options), options, states)
    return found


def kinds(found: Prepared) -> list[Kind]:
    return [kind for kind, _ in found.notes]


def window_of(values: NDArray[Any], center: float, width: float) -> NDArray[Any]:
    """Return values of a linear window, from 0 to 1: PS3.3 C.11.2.1.2.1."""
    return np.clip((values - (center - 0.5)) / (width - 1) + 0.5, 0, 1)


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


# Colour


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


# Presentation states


def test_presentation_state_replaces_the_transformations_of_the_image() -> None:
    """Its absent modality LUT is an identity: PS3.4 N.2.1.1."""
    made = image(
        ramp(), "MONOCHROME1", RescaleSlope=3, RescaleIntercept=5, WindowCenter=1
    )
    voi = item(WindowCenter=64, WindowWidth=128)
    found = printable(made, state(made, SoftcopyVOILUTSequence=[voi]))

    assert np.abs(found.pixels - window_of(ramp(), 64, 128) * 255).max() <= HALF


def test_presentation_state_inverts() -> None:
    made = image(ramp(dtype=np.uint8))
    found = printable(made, state(made, PresentationLUTShape="INVERSE"))

    assert (found.pixels == 255 - ramp()).all()


def test_presentation_lut_of_a_state_is_applied() -> None:
    made = image(ramp(dtype=np.uint8))
    applied = state(made)
    del applied.PresentationLUTShape
    table = (255 - np.arange(256)) * 16
    lut = item(LUTDescriptor=[256, 0, 12], LUTData=table.tolist())
    applied.PresentationLUTSequence = [lut]
    expected = (table / 4095)[ramp()] * 255

    assert np.abs(printable(made, applied).pixels - expected).max() <= HALF


def test_state_of_another_image_is_not_applied() -> None:
    made, other = image(ramp(dtype=np.uint8)), image(ramp())
    found = printable(made, state(other, PresentationLUTShape="INVERSE"))

    assert (found.pixels == ramp()).all()
    assert kinds(found) == [Kind.NOT_APPLIED]


def test_state_rotates_and_flips() -> None:
    made = image(ramp(dtype=np.uint8), PixelSpacing=[1, 2])
    turned = state(made, ImageRotation=90, ImageHorizontalFlip="Y")
    found = printable(made, turned)

    assert (found.pixels == np.rot90(ramp(), -1)[:, ::-1]).all()
    assert (found.aspect, found.width) == ((2, 1), 8)


def test_shutters_of_a_state_are_combined() -> None:
    made = image(np.full((20, 20), 100, np.uint8))
    shuttered = state(
        made,
        ShutterShape=["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
        ShutterLeftVerticalEdge=3,
        ShutterRightVerticalEdge=18,
        ShutterUpperHorizontalEdge=5,
        ShutterLowerHorizontalEdge=20,
        CenterOfCircularShutter=[10, 10],
        RadiusOfCircularShutter=6,
        VerticesOfThePolygonalShutter=[1, 1, 1, 20, 20, 20, 20, 10],
        ShutterPresentationValue=0xFFFF,
    )
    pixels = printable(made, shuttered).pixels

    assert pixels[9, 9] == 100
    assert pixels[3, 9] == 255  # above the rectangle
    assert pixels[9, 16] == 255  # outside of the circle
    assert pixels[12, 4] == 255  # left of the polygon


def test_parts_of_a_state_that_are_not_applied_are_noted() -> None:
    made = image(ramp(dtype=np.uint8))
    area = item(
        DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[4, 4]
    )
    whole = item(
        DisplayedAreaTopLeftHandCorner=[1, 1],
        DisplayedAreaBottomRightHandCorner=[16, 8],
    )
    partial = state(
        made,
        DisplayedAreaSelectionSequence=[area],
        GraphicAnnotationSequence=[item(GraphicLayer="A")],
    )
    complete = state(made, DisplayedAreaSelectionSequence=[whole])

    assert [detail for _, detail in printable(made, partial).notes] == [
        "graphic annotations",
        "the displayed area",
    ]
    assert printable(made, complete).notes == ()
