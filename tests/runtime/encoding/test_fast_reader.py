"""Plain items are read as the general reader reads them, and no others are."""

from collections.abc import Iterable, Mapping
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.dataelem import DataElement
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from iodize.encoding.fast_reader import Extent, read_plain
from iodize.encoding.general_reader import GeneralReader
from iodize.encoding.reader import read_items
from iodize.encoding.readings import RawElement, RawSequence

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


def elements_of(
    data: bytes, implicit: bool, little: bool
) -> Mapping[int, RawElement] | None:
    plain = read_plain(data, implicit, little)
    return None if plain is None else plain.elements


def undefined(implicit: bool, little: bool) -> bytes:
    """Return nested sequences and items of undefined length, and pixel data."""
    dataset = Dataset()
    inner, outer = Dataset(), Dataset()
    inner.ReferencedSOPClassUID = "1.2"
    outer.ReferencedImageSequence = [inner, Dataset()]
    outer.Rows = 3
    dataset.ReferencedStudySequence = [outer, Dataset(), inner]
    for sequence in (outer["ReferencedImageSequence"], dataset[0x00081110]):
        sequence.is_undefined_length = True
    for one in (inner, outer):
        one.is_undefined_length_sequence_item = True
    dataset.StudyID = "1"
    if not implicit:
        dataset.PixelData = encapsulate([b"1234"])
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
    file = DicomBytesIO()
    file.is_implicit_VR, file.is_little_endian = implicit, little
    write_dataset(file, dataset)
    return file.getvalue()


def content(elements: Iterable[RawElement | DataElement]) -> object:
    """Return values by tag, of sequences their items."""
    found: dict[int, object] = {}
    for element in elements:
        if isinstance(element, RawSequence):
            items = [reading.elements.values() for reading in read_items(element)]
            found[element.tag] = [content(item) for item in items]
        elif isinstance(element, DataElement):
            found[element.tag] = [content(item.values()) for item in element.value]
        else:
            found[element.tag] = element.VR, element.length, element.value
    return found


@pytest.mark.parametrize(("implicit", "little"), [(False, True), (True, True)])
def test_what_has_no_length_reads_as_with_the_general_reader(
    implicit: bool, little: bool
) -> None:
    data = undefined(implicit, little)
    plain = read_plain(data, implicit, little)
    reading = GeneralReader(BytesIO(data), implicit, little).read()

    assert plain is not None
    assert plain.end == len(data)
    assert content(plain.elements.values()) == content(reading.elements.values())


@pytest.mark.parametrize(("implicit", "little"), [(False, True), (True, True)])
@given(place=st.integers(0, 400), byte=st.integers(0, 255), end=st.integers(0, 400))
def test_broken_data_sets_are_plain_only_where_the_general_reader_has_no_problem(
    implicit: bool, little: bool, place: int, byte: int, end: int
) -> None:
    data = bytearray(undefined(implicit, little))
    data[place % len(data)] = byte
    broken = bytes(data[: end or None])

    plain = read_plain(broken, implicit, little)
    if plain is not None:
        reading = GeneralReader(BytesIO(broken), implicit, little).read()
        assert reading.problems == ()
        assert content(reading.elements.values()) == content(plain.elements.values())


def test_reading_ends_before_another_group() -> None:
    data = item(False, True)
    plain = read_plain(data, False, True, Extent(0, len(data), group=8))

    assert plain is not None
    assert {tag >> 16 for tag in plain.elements} == {8}
    assert data[plain.end : plain.end + 2] == b"\x09\x00"


@pytest.mark.parametrize(("implicit", "little"), ENCODINGS)
def test_a_plain_item_reads_as_with_the_general_reader(
    implicit: bool, little: bool
) -> None:
    data = item(implicit, little)
    reading = GeneralReader(BytesIO(data), implicit, little).read()

    assert reading.problems == ()
    assert elements_of(data, implicit, little) == reading.elements


@pytest.mark.parametrize(("implicit", "little"), ENCODINGS)
@given(place=st.integers(0, 400), byte=st.integers(0, 255), end=st.integers(0, 400))
def test_broken_items_are_plain_only_where_the_general_reader_has_no_problem(
    implicit: bool, little: bool, place: int, byte: int, end: int
) -> None:
    data = bytearray(item(implicit, little))
    data[place % len(data)] = byte
    broken = bytes(data[: end or None])

    plain = elements_of(broken, implicit, little)
    if plain is not None:
        reading = GeneralReader(BytesIO(broken), implicit, little).read()
        assert (reading.elements, reading.problems) == (plain, ())
