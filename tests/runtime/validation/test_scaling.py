"""Checking time is linear in the size of a file."""

import struct
import time
from collections.abc import Callable
from io import BytesIO

import pytest

from iodize.validation.engine.engine import Validator

Make = Callable[[int], bytes]

ITEM = struct.pack("<HHL", 0xFFFE, 0xE000, 0)
UNDEFINED = 0xFFFFFFFF


def element(tag: int, vr: bytes, value: bytes) -> bytes:
    """Return an element in explicit VR little endian."""
    header = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr)
    if vr in (b"OB", b"SQ", b"UT"):
        return header + struct.pack("<HL", 0, len(value)) + value
    return header + struct.pack("<H", len(value)) + value


SYNTAX = element(0x00020010, b"UI", b"1.2.840.10008.1.2.1\0")
CT = element(0x00080016, b"UI", b"1.2.840.10008.5.1.4.1.1.2\0")
START = bytes(128) + b"DICM" + SYNTAX + CT


def zeros(number: int) -> bytes:
    return START + bytes(8) * number


def elements_that_occur_twice(number: int) -> bytes:
    tags = [0x00410000 + tag % (number // 8) for tag in range(number // 4)]
    return START + b"".join(element(tag, b"LO", b"A ") for tag in tags)


def unknown_elements(number: int) -> bytes:
    tags = range(0x00440000, 0x00440000 + number // 8)
    return START + b"".join(element(tag, b"LO", b"A ") for tag in tags)


def items(number: int) -> bytes:
    return START + element(0x00081140, b"SQ", ITEM * (number // 16))


def undefined_values_without_end(number: int) -> bytes:
    """Return an item of values of undefined length without delimiters."""
    item = struct.pack("<HHL", 0xFFFE, 0xE000, UNDEFINED)
    value = struct.pack("<HH2sHL", 0x0041, 0x1001, b"OB", 0, UNDEFINED)
    sequence = struct.pack("<HH2sHL", 0x0008, 0x1140, b"SQ", 0, UNDEFINED)
    return START + sequence + (item + value) * (number // 2)


def items_of_such_values(number: int) -> bytes:
    """Return a sequence of known length with items of such values."""
    item = struct.pack("<HHL", 0xFFFE, 0xE000, UNDEFINED)
    value = struct.pack("<HH2sHL", 0x0041, 0x1001, b"OB", 0, UNDEFINED)
    return START + element(0x00081140, b"SQ", (item + value) * (number // 8))


def delimiters_inside_of_fragments(number: int) -> bytes:
    """Return values whose delimiters are within items."""
    value = struct.pack("<HH2sHL", 0x0041, 0x1001, b"OB", 0, UNDEFINED)
    end = struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)
    unit = struct.pack("<HHL", 0xFFFE, 0xE000, 20) + end + value
    return START + value + unit * (number // 8)


def fragments(number: int) -> bytes:
    pixels = struct.pack("<HH2sHL", 0x7FE0, 0x0010, b"OB", 0, UNDEFINED)
    return START + pixels + ITEM * number + struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)


@pytest.mark.parametrize(
    "make",
    [
        zeros,
        elements_that_occur_twice,
        unknown_elements,
        items,
        undefined_values_without_end,
        items_of_such_values,
        delimiters_inside_of_fragments,
        fragments,
    ],
)
def test_checking_time_is_linear(validator: Validator, make: Make) -> None:
    small, large = (seconds(validator, make(number)) for number in (8_000, 32_000))

    assert large < 9 * small + 0.02, "4 is linear, 16 is quadratic"


def seconds(validator: Validator, data: bytes) -> float:
    """Return the processor time of the fastest of three checks."""

    def once() -> float:
        begin = time.process_time()
        validator.check(BytesIO(data))
        return time.process_time() - begin

    return min(once() for _ in range(3))
