"""Bulk data that match the attributes describing them, and can be displayed."""

from __future__ import annotations

import math
import struct
from functools import cache

from . import documents
from .tree import Node

HALVED = ("YBR_FULL_422", "YBR_PARTIAL_422")
"""One pair of chrominance samples for two pixels: PS3.3 C.7.6.3.1.2."""


def pixels(node: Node) -> bytes:
    """Return a ramp from dark to bright in each frame: PS3.5 8.1.1."""
    samples = _number(node, "SamplesPerPixel", 1)
    if node.value("PhotometricInterpretation") in HALVED:
        samples = 2
    return _ramp(
        _number(node, "Rows", 1),
        _number(node, "Columns", 1),
        samples,
        _number(node, "BitsAllocated", 8),
        _number(node, "BitsStored", 8),
        _number(node, "NumberOfFrames", 1),
    )


@cache
def _ramp(
    rows: int, columns: int, samples: int, allocated: int, stored: int, frames: int
) -> bytes:
    values = [
        (row + column) * (1 << stored) // (rows + columns - 1)
        for row in range(rows)
        for column in range(columns)
        for _ in range(samples)
    ] * frames
    if allocated == 1:
        packed = sum(value << place for place, value in enumerate(values))
        return _even(packed.to_bytes((len(values) + 7) // 8, "little"))
    code = {8: "B", 16: "H", 32: "L", 64: "Q"}[allocated]
    return _even(struct.pack(f"<{len(values)}{code}", *values))


def float_pixels(node: Node) -> bytes:
    """Return a ramp from 0 to 1 in each frame: PS3.3 C.7.6.24, C.7.6.25."""
    rows, columns = _number(node, "Rows", 1), _number(node, "Columns", 1)
    longest = max(rows + columns - 2, 1)
    ramp = [
        (row + column) / longest for row in range(rows) for column in range(columns)
    ]
    values = ramp * _number(node, "NumberOfFrames", 1)
    code = "d" if _number(node, "BitsAllocated", 32) == 64 else "f"
    return struct.pack(f"<{len(values)}{code}", *values)


def palette(node: Node) -> bytes:
    """Return 256 entries from dark to bright, with the bits of red: PS3.3 C.7.6.3.1.6."""
    if node.value("RedPaletteColorLookupTableDescriptor")[2] == 8:
        return bytes(range(256))
    return struct.pack("<256H", *(entry * 257 for entry in range(256)))


def waveform(node: Node) -> bytes:
    """Return one period of a sine in each channel: PS3.3 C.10.9."""
    bits = _number(node, "WaveformBitsAllocated", 16)
    channels = _number(node, "NumberOfWaveformChannels", 1)
    samples = _number(node, "NumberOfWaveformSamples", 1)
    signed = (node.value("WaveformSampleInterpretation") or "SS") in ("SB", "SS")
    return _sine(bits, channels, samples, signed)


@cache
def _sine(bits: int, channels: int, samples: int, signed: bool) -> bytes:
    largest = (1 << bits - 1) - 1
    middle = 0 if signed else largest
    values = [
        middle + round(math.sin(2 * math.pi * sample / samples) * largest)
        for sample in range(samples)
        for _ in range(channels)
    ]
    return _even(
        b"".join(value.to_bytes(bits // 8, "little", signed=signed) for value in values)
    )


def spectrum(node: Node) -> bytes:
    """Return a decaying signal for each voxel: PS3.3 C.8.14.4.1."""
    points = _number(node, "DataPointRows", 1) * _number(node, "DataPointColumns", 1)
    numbers = 2 if node.value("DataRepresentation") == "COMPLEX" else 1
    voxels = (
        _number(node, "Rows", 1)
        * _number(node, "Columns", 1)
        * _number(node, "NumberOfFrames", 1)
    )
    signal = [
        math.exp(-point / points) for point in range(points) for _ in range(numbers)
    ]
    return struct.pack(f"<{voxels * len(signal)}f", *signal * voxels)


def document(node: Node) -> bytes:
    """Return a document in the format of the IOD: PS3.3 A.45, A.85."""
    made = documents.BY_IOD.get(node.iod.__name__, documents.pdf)
    return _even(made())


def icc_profile() -> bytes:
    """Return an sRGB profile: PS3.3 C.11.15."""
    return _even(documents.icc_profile())


def _number(node: Node, keyword: str, default: int) -> int:
    value = node.value(
        keyword
    )  # not of an enclosing item: icons differ from their image
    return default if value is None or value == "" else int(str(value))


def _even(data: bytes) -> bytes:
    return data + bytes(len(data) % 2)
