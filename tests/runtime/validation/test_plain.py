"""Plain items are read as pydicom reads them, and no others are."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from iodize.validation.elements import read_elements
from iodize.validation.plain import read_plain

ENCODINGS = [(False, True), (False, False), (True, True)]


def item(implicit: bool, little: bool) -> bytes:
    """Return an item with elements of every kind of header."""
    dataset = Dataset()
    dataset.PatientName = "A^B"
    dataset.PatientID = ""
    dataset.Rows = 3
    dataset.SelectorUSValue = []
    dataset.ReferencedStudySequence = [Dataset(), Dataset()]
    dataset.ReferencedStudySequence[1].ReferencedSOPClassUID = "1.2"
    dataset.add_new(0x00091001, "UN", b"1234")
    dataset.PixelData = bytes(6)
    dataset["PixelData"].VR = "OW"
    file = DicomBytesIO()
    file.is_implicit_VR, file.is_little_endian = implicit, little
    write_dataset(file, dataset)
    return file.getvalue()


@pytest.mark.parametrize(("implicit", "little"), ENCODINGS)
def test_a_plain_item_reads_as_with_pydicom(implicit: bool, little: bool) -> None:
    data = item(implicit, little)
    reading = read_elements(BytesIO(data), implicit, little)

    assert reading.problems == ()
    assert read_plain(data, implicit, little) == reading.elements


@pytest.mark.parametrize(("implicit", "little"), ENCODINGS)
@given(place=st.integers(0, 400), byte=st.integers(0, 255), end=st.integers(0, 400))
def test_broken_items_are_plain_only_where_pydicom_finds_nothing_wrong(
    implicit: bool, little: bool, place: int, byte: int, end: int
) -> None:
    data = bytearray(item(implicit, little))
    data[place % len(data)] = byte
    broken = bytes(data[: end or None])

    plain = read_plain(broken, implicit, little)
    if plain is not None:
        reading = read_elements(BytesIO(broken), implicit, little)
        assert (reading.elements, reading.problems) == (plain, ())
