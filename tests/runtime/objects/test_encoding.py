"""Objects as data sets: what was read is written back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.data.data_manager import DATA_ROOT
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

import iodize
from iodize.iods import (
    CTImage,
)
from iodize.objects.errors import (
    InvalidValueError,
    UnknownSOPClassError,
)
from iodize.objects.typed import Typed

from .conftest import CT


def touch(typed: Typed, depth: int = 0) -> None:
    """Ask for every attribute, so that all values are decoded."""
    for name in [*typed._layout_of().names]:
        try:
            value = getattr(typed, name)
        except InvalidValueError:
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Typed) and depth < DEEPEST:
                touch(item, depth + 1)


DEEPEST = 6
"""Levels of items that are visited: some objects contain themselves many times."""


FILES = sorted(Path(DATA_ROOT, "test_files").rglob("*.dcm"))
"""The files of pydicom's installation; its own function would download more."""


def test_absent_value_of_type_2_is_encoded_empty_and_type_3_is_omitted(
    ct: CTImage,
) -> None:
    dataset = ct.to_dataset()

    assert "AccessionNumber" in dataset
    assert dataset["AccessionNumber"].is_empty
    assert "StudyDescription" not in dataset


def test_text_beyond_ascii_is_encoded_in_utf_8(ct: CTImage) -> None:
    assert "SpecificCharacterSet" not in ct.to_dataset()

    ct.PatientName = "Müller^Jörg"

    assert ct.to_dataset().SpecificCharacterSet == "ISO_IR 192"


def test_empty_string_keeps_type_2c_without_a_value(ct: CTImage) -> None:
    assert "PatientOrientation" not in ct.to_dataset()

    ct.StudyDescription = ""

    kept = CTImage(**{**CT, "Laterality": ""}, PatientOrientation=[]).to_dataset()
    assert kept["Laterality"].is_empty
    assert kept["PatientOrientation"].is_empty
    assert "StudyDescription" not in ct.to_dataset()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_data_set_is_unchanged_after_all_values_are_read(path: Path) -> None:
    try:
        before = dcmread(path)
        typed = iodize.read(dcmread(path))
    except (InvalidDicomError, UnknownSOPClassError):
        pytest.skip("no DICOM file of a known SOP class")

    assert typed.to_dataset() == before
    touch(typed)
    assert typed.to_dataset() == before


def test_private_and_unlisted_elements_are_kept() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    dataset.add_new(0x00091001, "LO", "private")
    dataset.add_new(0x300A00B0, "SQ", [])  # Beam Sequence: not of this IOD

    ct = CTImage.from_dataset(dataset)
    ct.PatientName = "Doe^Jane"
    written = ct.to_dataset()

    dataset.PatientName = "Doe^Jane"
    assert written == dataset


def test_changes_of_an_object_do_not_reach_its_source() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    before = dcmread(str(get_testdata_file("CT_small.dcm")))

    ct = CTImage.from_dataset(dataset)
    ct.PixelSpacing[0] = 7.0
    ct.PatientName = None
    del ct.KVP

    assert dataset == before
    written = ct.to_dataset()
    assert written.PixelSpacing[0] == 7.0
    assert "KVP" not in written
    assert written["PatientName"].is_empty


def test_invalid_value_raises_when_it_is_read_and_is_kept() -> None:
    dataset = Dataset()
    dataset.add_new(0x00280010, "US", [1, 2])
    ct = CTImage.from_dataset(dataset)

    with pytest.raises(InvalidValueError, match="Rows"):
        print(ct.Rows)

    assert ct.to_dataset() == dataset
