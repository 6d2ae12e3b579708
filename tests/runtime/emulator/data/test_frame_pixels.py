"""Pixel data of frames are extracted without decoding: PS3.5 8.1.1, A.4."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.encaps import encapsulate_extended, generate_frames
from pydicom.uid import MPEG2MPML, ExplicitVRBigEndian

from iodize import example
from iodize.emulator.data.frame_pixels import InseparableFramesError, keep_pixels

from .frames import FILES, errors, extracted


@pytest.mark.parametrize("name", ["rtdose.dcm", "rtdose_expb.dcm", "rtdose_rle.dcm"])
def test_pixels_are_those_of_the_selected_frames(name: str) -> None:
    """Native in both byte orders, and encapsulated."""
    source = dcmread(FILES / name)
    before, found, uid = source.pixel_array, errors(source), source.SOPInstanceUID
    made = extracted(source, SimpleFrameList=[2, 4, 15])

    assert made.NumberOfFrames == 3
    assert np.array_equal(made.pixel_array, before[[1, 3, 14]])
    assert made.SOPInstanceUID != uid
    assert made.file_meta.MediaStorageSOPInstanceUID == made.SOPInstanceUID
    # Only the header of the first frame is checked, which is another one now.
    assert errors(made) - {("codestream", "PixelData")} <= found


def test_compressed_frames_are_copied() -> None:
    source = dcmread(FILES / "examples_ybr_color.dcm")
    before = list(generate_frames(source.PixelData, number_of_frames=30))
    made = extracted(source, SimpleFrameList=[3, 5, 30])
    after = list(generate_frames(made.PixelData, number_of_frames=3))

    assert after == [before[2], before[4], before[29]]
    assert errors(made) <= errors(dcmread(FILES / "examples_ybr_color.dcm"))


def test_extended_offset_table_is_rebuilt() -> None:
    source = dcmread(FILES / "examples_ybr_color.dcm")
    frames = list(generate_frames(source.PixelData, number_of_frames=30))
    data, source.ExtendedOffsetTable, source.ExtendedOffsetTableLengths = (
        encapsulate_extended(frames)
    )
    source.PixelData = data
    made = extracted(source, SimpleFrameList=[2, 3])

    tables = made.ExtendedOffsetTable, made.ExtendedOffsetTableLengths
    assert len(tables[0]) == 16
    found = list(generate_frames(made.PixelData, extended_offsets=tables))
    assert found == frames[1:3]


def test_frames_that_share_bytes_are_separated() -> None:
    """A segmentation with 3 by 5 bits per frame."""
    source: Any = example.build("Segmentation")
    bits = np.random.default_rng(1).integers(0, 2, (4, 3, 5), np.uint8)
    source.SegmentationType, source.Rows, source.Columns = "BINARY", 3, 5
    source.NumberOfFrames, source.BitsAllocated, source.BitsStored = 4, 1, 1
    source.PixelData = np.packbits(bits.ravel(), bitorder="little").tobytes()
    groups = source.PerFrameFunctionalGroupsSequence
    source.PerFrameFunctionalGroupsSequence = [groups[0]] * 4
    made = extracted(source, SimpleFrameList=[2, 4])

    assert np.array_equal(made.pixel_array, bits[[1, 3]])


def test_float_pixel_data_is_extracted() -> None:
    source: Any = example.build("ParametricMap")
    source.NumberOfFrames, source.Rows, source.Columns = 2, 3, 1
    source.BitsAllocated = 32
    source.FloatPixelData = np.arange(6, dtype="<f4").tobytes()
    made = extracted(source, SimpleFrameList=[2])

    assert np.frombuffer(made.FloatPixelData, "<f4").tolist() == [3, 4, 5]


def test_spectroscopy_data_is_extracted() -> None:
    source: Any = example.build("MRSpectroscopy")
    source.NumberOfFrames = 2
    source.SpectroscopyData = np.arange(4, dtype="<f4").tobytes()
    keep_pixels(source, [1])

    assert np.frombuffer(source.SpectroscopyData, "<f4").tolist() == [2, 3]


def test_url_of_all_pixels_is_removed() -> None:
    source: Any = dcmread(FILES / "rtdose.dcm")
    source.PixelDataProviderURL = "https://example.org/"
    keep_pixels(source, [0])

    assert "PixelDataProviderURL" not in source


def video() -> Any:
    source = dcmread(FILES / "examples_ybr_color.dcm")
    source.file_meta.TransferSyntaxUID = MPEG2MPML
    return source


def tiled() -> Any:
    source: Any = dcmread(FILES / "rtdose.dcm")
    source.DimensionOrganizationType = "TILED_FULL"
    return source


def without_pixels() -> Any:
    source: Any = dcmread(FILES / "rtdose.dcm")
    del source.PixelData
    return source


def odd_big_endian() -> Any:
    source: Any = dcmread(FILES / "rtdose_expb.dcm")
    assert source.file_meta.TransferSyntaxUID == ExplicitVRBigEndian
    source.BitsAllocated, source.Rows, source.Columns = 8, 3, 3
    source.NumberOfFrames = 4
    source.PixelData = bytes(36)
    return source


def truncated() -> Any:
    source: Any = dcmread(FILES / "rtdose.dcm")
    source.PixelData = source.PixelData[:500]
    return source


@pytest.mark.parametrize(
    "make", [video, tiled, without_pixels, odd_big_endian, truncated]
)
def test_inseparable_frames_are_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(InseparableFramesError):
        keep_pixels(make(), [1])
