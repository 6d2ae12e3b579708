"""The general reader agrees with pydicom's reader, without its warnings."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.filereader import data_element_generator

from iodize.encoding.general_reader import GeneralReader
from iodize.encoding.headers import HEADER
from iodize.encoding.reader import read_items
from iodize.encoding.readings import (
    BrokenSequenceError,
    RawElement,
    RawSequence,
    Reading,
)
from iodize.encoding.value_forms import KNOWN

from .test_fast_reader import ENCODINGS, item, undefined

PIECES = [
    HEADER[True].pack(0xFFFE, 0xE000, 0xFFFFFFFF),
    HEADER[True].pack(0xFFFE, 0xE000, 8),
    HEADER[True].pack(0xFFFE, 0xE00D, 0),
    HEADER[True].pack(0xFFFE, 0xE0DD, 0),
    HEADER[True].pack(0x0009, 0x1001, 0xFFFFFFFF),
    b"\x08\x00\x10\x11UN\0\0\xff\xff\xff\xff",
    b"\x09\x00\x10\x11OB\0\0\xff\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"ZZ",
    b"\0\0",
]
"""Bytes that change how those after them are read."""

Content = dict[int, object]


def content_of(
    elements: Iterable[RawElement | RawDataElement | DataElement],
) -> Content:
    """Return values by tag, of sequences of undefined length their items."""
    found: Content = {}
    for element in elements:
        if isinstance(element, DataElement):
            items = cast("list[Dataset]", element.value)
            found[element.tag] = [content_of(item.values()) for item in items]
        elif isinstance(element, RawSequence) and element.readings is not None:
            readings = [reading.elements for reading in read_items(element)]
            found[element.tag] = [content_of(item.values()) for item in readings]
        else:
            # pydicom has None for some empty values.
            found[element.tag] = element.VR, element.length, element.value or b""
    return found


def codes_of(reading: Reading) -> list[str]:
    """Return the codes of the problems of a data set and its sequences."""
    found = [problem.code.name for problem in reading.problems]
    for element in reading.elements.values():
        if element.VR not in (*KNOWN, None):
            found.append("vr-unknown")
        if isinstance(element, RawSequence):
            try:
                for item in read_items(element):
                    found += codes_of(item)
            except BrokenSequenceError as error:
                found.append(error.code.name)
            if element.problems is not None:
                found += [problem.code.name for problem in element.problems.all()]
    return found


def read_by_pydicom(data: bytes, implicit: bool, little: bool) -> Content | None:
    """Return the content that pydicom reads; None where it fails."""
    try:
        return content_of(data_element_generator(BytesIO(data), implicit, little))
    except Exception:  # of many types, for bytes that it cannot decode
        return None


def read(data: bytes, implicit: bool, little: bool) -> Reading:
    return GeneralReader(BytesIO(data), implicit, little).read()


@pytest.mark.parametrize(("implicit", "little"), ENCODINGS)
def test_item_is_read_as_by_pydicom(implicit: bool, little: bool) -> None:
    data = item(implicit, little)

    reading = read(data, implicit, little)

    assert not reading.problems
    assert content_of(reading.elements.values()) == read_by_pydicom(
        data, implicit, little
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("implicit", [False, True])
@given(
    place=st.integers(0, 400),
    piece=st.sampled_from(PIECES) | st.binary(min_size=1, max_size=2),
    inserted=st.booleans(),
    end=st.integers(0, 400),
)
def test_bytes_without_problems_are_read_as_by_pydicom(
    implicit: bool, place: int, piece: bytes, inserted: bool, end: int
) -> None:
    data = undefined(implicit, True)
    place %= len(data)
    rest = data[place:] if inserted else data[place + len(piece) :]
    broken = (data[:place] + piece + rest)[: end or None]

    reading = read(broken, implicit, True)

    if not codes_of(reading):
        expected = read_by_pydicom(broken, implicit, True)
        assert content_of(reading.elements.values()) == expected


def test_item_with_a_duplicate_element_is_reported() -> None:
    element = b"\x08\x00\x50\x11UI\x04\x001.2\0"
    begin = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff"
    data = begin + PIECES[0] + element + element + PIECES[2] + PIECES[3]

    sequence = read(data, False, True).elements[0x00081140]

    assert isinstance(sequence, RawSequence)
    (inside,) = read_items(sequence)
    assert [problem.code.name for problem in inside.problems] == ["duplicate-element"]


def test_outermost_sequence_keeps_its_bytes() -> None:
    begin = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff"
    items = PIECES[0] + begin + PIECES[3] + PIECES[2]

    elements: Mapping[int, object] = read(
        begin + items + PIECES[3], False, True
    ).elements

    assert cast(RawSequence, elements[0x00081140]).value == items
