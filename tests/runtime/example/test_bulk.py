"""Bulk data have the length and the values that their attributes require."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
import pytest

from iodize import example
from iodize.example import Customization


def built(name: str, **values: Any) -> Any:
    """Return an example with other values."""
    return example.construct(name, custom=Customization(values=values)).dataset


def test_pixels_are_a_ramp_within_the_stored_bits() -> None:
    scan = example.build("CTImage")
    pixels = scan.pixel_array

    assert (pixels.min(), pixels.max()) == (0, 14 * (1 << 12) // 15)
    assert (np.diff(pixels, axis=1) > 0).all()


@pytest.mark.parametrize(("rows", "columns"), [(4, 8), (3, 5)])
def test_length_of_pixel_data_is_even(rows: int, columns: int) -> None:
    image = built("UltrasoundImage", Rows=rows, Columns=columns)

    length = rows * columns * image.SamplesPerPixel
    assert len(image.PixelData) == length + length % 2


def test_single_bits_are_packed() -> None:
    image = built("Segmentation", Rows=8, Columns=8, NumberOfFrames=1)

    assert image.BitsAllocated == 1
    assert len(image.PixelData) == 8
    assert image.pixel_array.max() == 1


def test_every_frame_has_pixels() -> None:
    image = built("EnhancedCTImage", NumberOfFrames=3)

    assert image.pixel_array.shape == (3, 8, 8)


def test_palette_has_256_entries_from_dark_to_bright() -> None:
    palette = example.build("ColorPalette")
    red = palette.RedPaletteColorLookupTableData

    assert list(red) == list(range(256))


def test_waveform_is_a_period_of_a_sine() -> None:
    ecg = example.build("TwelveLeadECG")
    group, *_ = ecg.WaveformSequence
    samples, channels = group.NumberOfWaveformSamples, group.NumberOfWaveformChannels
    values = struct.unpack(f"<{samples * channels}h", group.WaveformData)

    assert values[:channels] == (0,) * channels
    assert max(values) > 30_000
    assert abs(sum(values)) < samples * channels


def test_spectrum_decays() -> None:
    spectroscopy = example.build("MRSpectroscopy")
    values = np.frombuffer(spectroscopy.SpectroscopyData, "<f4")
    points = spectroscopy.DataPointRows * spectroscopy.DataPointColumns

    voxels = spectroscopy.Rows * spectroscopy.Columns * spectroscopy.NumberOfFrames
    numbers = 2 if spectroscopy.DataRepresentation == "COMPLEX" else 1
    assert len(values) == voxels * points * numbers
    assert values.max() == values[0] == 1


def test_stated_length_is_that_of_the_document() -> None:
    length = Customization(attributes=frozenset({"EncapsulatedDocumentLength"}))
    pdf = example.construct("EncapsulatedPDF", custom=length).dataset

    assert pdf.EncapsulatedDocumentLength == len(pdf.EncapsulatedDocument)
    assert len(pdf.EncapsulatedDocument) % 2 == 0
