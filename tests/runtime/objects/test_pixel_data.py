"""Pixel data are written in the transfer syntax that the file states."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.encaps import encapsulate
from pydicom.uid import (
    JPEG2000,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
)

import iodize
from iodize.findings.report import Report
from iodize.iods import BasicTextSR, CTImage
from iodize.objects.pixel_data import PixelDataError, are_fragments

from .conftest import CT

PIXELS = np.arange(16, dtype="<u2").reshape(4, 4)


@pytest.fixture
def image() -> CTImage:
    return CTImage(**{**CT, "Rows": 4, "Columns": 4, "PixelData": PIXELS.tobytes()})


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def saved(ct: CTImage, syntax: str | None = None) -> CTImage:
    file = BytesIO()
    ct.save(file, transfer_syntax_uid=syntax)
    assert codes(iodize.validate(file.getvalue())) == []
    return CTImage.read(file.getvalue())


def syntax_of(ct: CTImage) -> str:
    return str(ct.file_dataset().file_meta.TransferSyntaxUID)


def test_saving_compresses_and_decompresses(image: CTImage) -> None:
    compressed = saved(image, RLELossless)
    native = saved(compressed, ImplicitVRLittleEndian)

    assert are_fragments(compressed.PixelData)
    assert (syntax_of(image), syntax_of(compressed), syntax_of(native)) == (
        ExplicitVRLittleEndian,
        RLELossless,
        ImplicitVRLittleEndian,
    )
    assert native == image
    assert compressed.SOPInstanceUID == image.SOPInstanceUID
    for each in (image, compressed, native):
        assert np.array_equal(each.pixel_array, PIXELS)


def test_compressed_instance_is_saved_compressed(image: CTImage) -> None:
    before = image.PixelData
    image.compress(RLELossless)

    assert are_fragments(image.PixelData)
    assert image.SOPInstanceUID == saved(image).SOPInstanceUID
    assert syntax_of(saved(image)) == RLELossless
    assert codes(image.validate()) == []

    image.decompress()
    assert image.PixelData == before
    assert syntax_of(saved(image)) == ExplicitVRLittleEndian


def test_new_pixels_of_a_compressed_instance_are_native(image: CTImage) -> None:
    read = saved(image, RLELossless)
    read.PixelData = PIXELS.tobytes()

    assert codes(read.validate()) == []
    assert syntax_of(saved(read)) == ExplicitVRLittleEndian


def test_fragments_are_written_in_a_stated_transfer_syntax_only(
    image: CTImage, tmp_path: Path
) -> None:
    image.PixelData = encapsulate([b"\xff\xd8\xff\xe0" + bytes(12)])
    path = tmp_path / "ct.dcm"

    for syntax in (None, ExplicitVRLittleEndian):
        with pytest.raises(PixelDataError, match="transfer syntax is not known"):
            image.save(path, transfer_syntax_uid=syntax)
    assert not path.exists()
    assert "pixel-data-length" not in codes(image.validate())
    with pytest.raises(PixelDataError, match="not known"):
        print(image.pixel_array)

    image.save(path, transfer_syntax_uid=JPEGBaseline8Bit)
    assert dcmread(path).PixelData == image.PixelData


def test_validation_is_that_of_the_saved_file(image: CTImage) -> None:
    other = saved(image).replace(SOPInstanceUID="2.25.7")
    image.PixelData = bytes(8)

    assert codes(other.validate()) == []
    assert codes(image.validate()) == codes(iodize.validate(image))
    assert codes(image.validate()) == ["pixel-data-length"]


def test_unsupported_compression_is_refused_with_the_reason(image: CTImage) -> None:
    with pytest.raises(PixelDataError, match="cannot be compressed to JPEG Baseline"):
        image.compress(JPEGBaseline8Bit)
    with pytest.raises(PixelDataError, match="cannot be compressed"):
        image.save(BytesIO(), transfer_syntax_uid=JPEG2000)
    with pytest.raises(PixelDataError, match="not a transfer syntax"):
        image.save(BytesIO(), transfer_syntax_uid="JPEG")
    with pytest.raises(PixelDataError, match="no Pixel Data"):
        BasicTextSR.example().compress(RLELossless)
    with pytest.raises(PixelDataError, match="no Pixel Data"):
        print(BasicTextSR.example().pixel_array)
    assert image.PixelData == PIXELS.tobytes()


def test_loss_is_stated_with_a_new_uid(
    image: CTImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compress(dataset: Any, uid: str, **options: Any) -> None:
        dataset.PixelData = encapsulate([bytes(8)])
        dataset.file_meta.TransferSyntaxUID = uid

    monkeypatch.setattr("pydicom.dataset.Dataset.compress", compress)
    before = image.SOPInstanceUID
    image.compress(JPEG2000, j2k_cr=[4])

    assert image.SOPInstanceUID != before
    assert image.LossyImageCompression == "01"
    assert image.LossyImageCompressionMethod == ["ISO_15444_1"]
    assert image.LossyImageCompressionRatio is not None
    assert len(image.LossyImageCompressionRatio) == 1


def test_words_are_written_in_the_byte_order_of_the_file(image: CTImage) -> None:
    big = saved_big = BytesIO()
    image.save(saved_big, transfer_syntax_uid=ExplicitVRBigEndian)
    read = CTImage.read(big.getvalue())

    assert np.array_equal(read.pixel_array, PIXELS)
    assert np.array_equal(saved(read, ExplicitVRLittleEndian).pixel_array, PIXELS)


def test_file_of_pydicom_is_decoded() -> None:
    path = str(get_testdata_file("CT_small.dcm"))

    assert np.array_equal(CTImage.read(path).pixel_array, dcmread(path).pixel_array)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (encapsulate([bytes(4)]), True),
        (b"\xfe\xff\x00\xe0\x00\x00\x00\x00", True),
        (b"\xfe\xff\x00\xe0" + bytes(range(1, 13)), False),
        (bytes(8), False),
        (None, False),
    ],
)
def test_fragments_are_recognized_by_their_structure(
    value: bytes | None, expected: bool
) -> None:
    assert are_fragments(value) is expected
