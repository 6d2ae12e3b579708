"""Numeric values of elements in every encoding."""

import pytest
from pydicom.dataelem import DataElement

from iodize.encoding.readings import RawElement
from iodize.validation.structure.numbers import number, numbers


def raw(vr: str | None, value: bytes, little: bool = True) -> RawElement:
    return RawElement(0x00280010, vr, len(value), value, 0, vr is None, little)


@pytest.mark.parametrize(
    ("vr", "value", "expected"),
    [
        ("US", b"\x01\x00\xff\xff", (1, 65535)),
        ("SS", b"\xff\xff", (-1,)),
        ("UL", b"\x01\x00\x00\x80", (0x80000001,)),
        ("SV", b"\xff" * 8, (-1,)),
        ("OW", b"\x01\x00\x02\x00", (1, 2)),
        ("OV", b"\x01" + bytes(7), (1,)),
        ("AT", b"\x28\x00\x10\x00", (0x00280010,)),
        ("IS", b"12\\-3 ", (12, -3)),
    ],
)
def test_vr_of_the_encoding_takes_precedence(
    vr: str, value: bytes, expected: tuple[int, ...]
) -> None:
    assert numbers(raw(vr, value), "US") == expected
    assert numbers(raw(None, value), vr) == expected
    assert numbers(raw("UN", value), vr) == expected


def test_numbers_are_decoded_by_byte_order() -> None:
    assert numbers(raw("US", b"\x00\x01", little=False), "US") == (1,)


@pytest.mark.parametrize(
    ("vr", "value"),
    [("US", b"\1\0\2"), ("UL", b"\1\0"), ("AT", b"\1\0\2\0\3\0"), ("IS", b"one")],
)
def test_value_with_excess_bytes_or_letters_has_no_numbers(
    vr: str, value: bytes
) -> None:
    assert numbers(raw(vr, value), "US") == ()


def test_number_is_none_unless_there_is_exactly_one() -> None:
    assert number(DataElement(0x00280010, "US", 3)) == 3
    assert number(DataElement(0x00280010, "US", [3, 4])) is None
    assert number(None) is None
