"""Fast encoding has the same result as pydicom's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_charset_files, get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.uid import UID, JPEG2000Lossless

from iodize.data_sets import fast_writer, transfer

FILES = [
    "CT_small.dcm",
    "MR_small.dcm",
    "MR_small_implicit.dcm",
    "MR_small_bigendian.dcm",
    "JPEG2000.dcm",
    "rtplan.dcm",
    "rtdose.dcm",
    "reportsi.dcm",
    "chrH31.dcm",
    "chrSQEncoding.dcm",
    "nested_priv_SQ.dcm",
    "empty_charset_LEI.dcm",
    "UN_sequence.dcm",
    "liver_1frame.dcm",
    "waveform_ecg.dcm",
]


def by_pydicom(dataset: Dataset, implicit: bool) -> bytes:
    """Return the encoding of pydicom's writer."""
    with DicomBytesIO() as buffer:
        buffer.is_implicit_VR, buffer.is_little_endian = implicit, True
        write_dataset(buffer, dataset)
        return bytes(buffer.getvalue())


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize("decoded", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_files_are_encoded_as_by_pydicom(
    name: str, decoded: bool, implicit: bool
) -> None:
    def read() -> Dataset:
        path = get_testdata_file(name) or get_charset_files(name)[0]
        dataset = dcmread(str(path), force=True)
        if decoded:
            [each.value for each in dataset.iterall()]
        return dataset

    found = fast_writer.encode(read(), implicit)

    if found is not None:  # pydicom looks up the VRs of implicit data sets
        assert found == by_pydicom(read(), implicit)


def test_unchanged_encoding_does_not_need_pydicom() -> None:
    for name in ("CT_small.dcm", "rtplan.dcm", "JPEG2000.dcm"):
        dataset = dcmread(str(get_testdata_file(name)))
        implicit = bool(dataset.original_encoding[0])
        assert fast_writer.encode(dataset, implicit)


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PatientName", "Doe^Jane"),
        ("PatientName", ""),
        ("PatientID", None),
        ("StudyDate", date(2026, 1, 2)),
        ("Rows", 512),
        ("ImagePositionPatient", [1.5, "2.25", -3]),
        ("SliceThickness", 0.1),
        ("SeriesNumber", 7),
        ("ReferencedFrameNumber", [1, 2]),
        ("ImageType", ["ORIGINAL", "PRIMARY"]),
        ("StudyInstanceUID", UID("1.2.3")),
        ("PixelSpacing", ""),
        ("FrameIncrementPointer", 0x00181063),
        ("RealWorldValueSlope", 2.5),
        ("EncapsulatedDocument", b"\1\2"),
        ("TextValue", "so many words"),
    ],
)
def test_values_are_encoded_as_by_pydicom(
    keyword: str, value: Any, implicit: bool
) -> None:
    dataset = Dataset()
    setattr(dataset, keyword, value)

    assert fast_writer.encode(dataset, implicit) == by_pydicom(dataset, implicit)


def test_characters_outside_ascii_are_encoded_in_their_character_set() -> None:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = "Müller^Änne"

    found = fast_writer.encode(dataset, False)

    assert found is None or found == by_pydicom(dataset, False)


def test_ambiguous_vr_is_left_to_pydicom() -> None:
    """SmallestImagePixelValue is US or SS, depending on Pixel Representation."""
    item = Dataset()
    item.SmallestImagePixelValue = 0
    dataset = Dataset()
    dataset.PixelRepresentation = 1
    dataset.ReferencedImageSequence = [item]

    assert fast_writer.encode(dataset, False) is None


def test_compressed_pixel_data_has_undefined_length() -> None:
    """PS3.5 A.4."""
    made = Dataset()
    made.PixelData = encapsulate([b"abcd"])
    made["PixelData"].VR = "OB"
    data = transfer.encode(made, JPEG2000Lossless)

    assert data[:12] == b"\xe0\x7f\x10\0OB\0\0\xff\xff\xff\xff"
    assert data.endswith(b"\xfe\xff\xdd\xe0\0\0\0\0")
