"""Growth of the validation time: each dimension of a file ten times as large.

    python -m benchmarks.growth [--base N]

A factor of 10 is linear. Crafted files must not take longer than their size explains.
"""

from __future__ import annotations

import argparse
import struct
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final

from iodize.validation.engine.engine import Validator

Make = Callable[[int], bytes]
"""Returns a file in which one dimension has a size."""

UNDEFINED: Final = 0xFFFFFFFF
QUADRATIC: Final = 30
"""A factor that no linear check has, with the noise of a shared machine."""


def element(tag: int, vr: bytes, value: bytes, length: int | None = None) -> bytes:
    """Return an element in explicit VR little endian."""
    length = len(value) if length is None else length
    header = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr)
    if vr in (b"OB", b"OW", b"SQ", b"UN", b"UT"):
        return header + struct.pack("<HL", 0, length) + value
    return header + struct.pack("<H", length) + value


def item(content: bytes) -> bytes:
    return struct.pack("<HHL", 0xFFFE, 0xE000, len(content)) + content


END_OF_ITEM: Final = struct.pack("<HHL", 0xFFFE, 0xE00D, 0)
END_OF_SEQUENCE: Final = struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)
REFERENCES: Final = 0x00081140


def data_set(*elements: bytes, syntax: bytes = b"1.2.840.10008.1.2.1\0") -> bytes:
    meta = element(0x00020010, b"UI", syntax)
    return b"".join((bytes(128), b"DICM", meta, *elements))


CLASS: Final = element(0x00080016, b"UI", b"1.2.840.10008.5.1.4.1.1.2\0")


def elements(number: int) -> bytes:
    tags = range(0x00440000, 0x00440000 + number)
    return data_set(CLASS, *(element(tag, b"LO", b"A ") for tag in tags))


def depth(number: int) -> bytes:
    """Nest sequences of undefined length."""
    begin = element(REFERENCES, b"SQ", b"", UNDEFINED)
    begin += struct.pack("<HHL", 0xFFFE, 0xE000, UNDEFINED)
    return data_set(CLASS, begin * number, (END_OF_ITEM + END_OF_SEQUENCE) * number)


def items(number: int) -> bytes:
    reference = element(0x00081150, b"UI", b"1.2\0") + element(
        0x00081155, b"UI", b"1.3\0"
    )
    return data_set(CLASS, element(REFERENCES, b"SQ", item(reference) * number))


def broken_items(number: int) -> bytes:
    """Items with a delimiter within their explicit length, and an unknown VR."""
    broken = element(0x00081150, b"??", b"\0\0\4\0\0\0001.2\0") + END_OF_ITEM
    return data_set(CLASS, element(REFERENCES, b"SQ", item(broken) * number))


def frames(number: int) -> bytes:
    position = element(0x00200032, b"DS", b"1\\2\\3 ")
    frame = item(element(0x00209113, b"SQ", item(position)))
    enhanced = element(0x00080016, b"UI", b"1.2.840.10008.5.1.4.1.1.2.1\0")
    count = str(number).encode()
    return data_set(
        enhanced,
        element(0x00280008, b"IS", count + b" " * (len(count) % 2)),
        element(0x52009230, b"SQ", frame * number),
    )


def repeated_tags(number: int) -> bytes:
    return data_set(CLASS, element(0x00100010, b"PN", b"A^B ") * number)


def private_blocks(number: int) -> bytes:
    blocks = []
    for index in range(number):
        group, block = 0x0011 + 2 * (index // 200), 0x10 + index % 200
        creator, tag = group << 16 | block, group << 16 | block << 8
        blocks.append((creator, element(creator, b"LO", b"ACME")))
        blocks.append((tag, element(tag, b"LO", b"A ")))
    return data_set(CLASS, *(block for _, block in sorted(blocks)))


def fragments(number: int) -> bytes:
    pixels = element(0x7FE00010, b"OB", item(b"") * number + END_OF_SEQUENCE, UNDEFINED)
    return data_set(CLASS, pixels, syntax=b"1.2.840.10008.1.2.4.50")


def characters(number: int) -> bytes:
    return data_set(CLASS, element(0x00204000, b"UT", b"x\\" * number))


def wrong_values(number: int) -> bytes:
    """Return many values of one attribute that has defined terms: up to 21,000."""
    return data_set(CLASS, element(0x00080060, b"CS", b"QX\\" * number))


def zeros(number: int) -> bytes:
    return data_set(CLASS, bytes(8 * number))


def delimiters(number: int) -> bytes:
    return data_set(CLASS, END_OF_SEQUENCE * number)


def deflated(number: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(CLASS + bytes(100 * number)) + packer.flush()
    return data_set(packed, syntax=b"1.2.840.10008.1.2.1.99")


DIMENSIONS: Final[Mapping[str, tuple[Make, int]]] = {
    "elements": (elements, 2_000),
    "depth": (depth, 100),
    "items": (items, 2_000),
    "items with wrong bytes": (broken_items, 500),
    "frames": (frames, 500),
    "repeated tags": (repeated_tags, 5_000),
    "private blocks": (private_blocks, 2_000),
    "fragments": (fragments, 10_000),
    "characters": (characters, 100_000),
    "wrong values": (wrong_values, 2_000),
    "zeros behind the data set": (zeros, 30_000),
    "delimiters behind the data set": (delimiters, 5_000),
    "deflated zeros": (deflated, 50_000),
}
"""A file for each dimension, and the size of the smaller one."""


def seconds(validator: Validator, data: bytes, rounds: int = 3) -> float:
    """Return the processor time of the fastest of some checks."""

    def once() -> float:
        begin = time.process_time()
        validator.check(BytesIO(data))
        return time.process_time() - begin

    return min(once() for _ in range(rounds))


def main() -> int:
    """Print the factor of each dimension; return the number of those that are quadratic."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--base", type=float, default=1.0, help="factor of all sizes")
    base = parser.parse_args().base
    validator, failed = Validator(), 0
    validator.check(BytesIO(elements(10)))
    for name, (make, number) in DIMENSIONS.items():
        small = make(int(number * base))
        large = make(int(number * base) * 10)
        before, after = seconds(validator, small), seconds(validator, large)
        factor = after / max(before, 1e-4)
        mark = "" if factor < QUADRATIC else "  NOT LINEAR"
        failed += factor >= QUADRATIC
        print(
            f"{name:32} {len(large) / 1e6:7.2f} MB {after * 1000:8.1f} ms"
            f"  x{factor:5.1f}{mark}",
            flush=True,
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
