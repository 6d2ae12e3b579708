"""Transfer syntaxes and the encodings that they specify."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final, NamedTuple

IMPLICIT_LITTLE: Final = "1.2.840.10008.1.2"
DEFLATED: Final = frozenset(
    {"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"}
)
"""Deflated explicit VR little endian, and JPIP with deflate."""
EXPLICIT_BIG: Final = "1.2.840.10008.1.2.2"

MAX_INFLATED: Final = 1 << 30
"""Maximum size of an inflated data set in bytes, so that a file cannot exhaust memory."""
MAX_RATIO: Final = 100
"""Maximum ratio of the sizes of an inflated data set and its deflated bytes."""
FREE_INFLATED: Final = 1 << 26
"""Size in bytes up to which the ratio does not matter: images of one value deflate well."""


class Encoding(NamedTuple):
    """Encoding of a data set."""

    implicit: bool
    little: bool
    deflated: bool = False


def encoding_of(uid: str) -> Encoding:
    """Return the encoding of a transfer syntax: PS3.5 Annex A.

    Unknown transfer syntaxes use explicit VR little endian.
    """
    if uid == IMPLICIT_LITTLE:
        return Encoding(True, True)
    if uid == EXPLICIT_BIG:
        return Encoding(False, False)
    return Encoding(False, True, uid in DEFLATED)


def guess(head: bytes) -> Encoding | None:
    """Guess the encoding from the first element of a data set.

    None if the bytes cannot be the start of a data set.

    Args:
        head: The first eight bytes.
    """
    if len(head) < 8:
        return None
    explicit = head[4:6].isalpha() and head[4:6].isupper()
    for little in (True, False):
        group, length = struct.unpack("<H2xL" if little else ">H2xL", head)
        if group in _FIRST_GROUPS and (explicit or length < _PLAUSIBLE):
            return Encoding(not explicit, little)
    return None


_FIRST_GROUPS: Final = frozenset({0x0002, 0x0004, 0x0008, 0x0010})
"""Groups that a data set begins with; file meta information without its preamble too."""

_PLAUSIBLE: Final = 1 << 16
"""Upper limit for the length of the first element of a data set, in bytes."""


class Inflated(NamedTuple):
    """An inflated data set."""

    data: BytesIO
    size: int
    problem: str = ""
    """Why inflation stopped early; empty if it is complete."""
    exceeded: bool = False
    """Whether it stopped at the limit of size or ratio."""


def limit_of(size: int) -> int:
    """Return the maximum size in bytes of the inflated data set of some bytes."""
    return min(max(FREE_INFLATED, size * MAX_RATIO), MAX_INFLATED)


def inflate(data: bytes | bytearray) -> Inflated:
    """Return the inflated bytes, up to the limit of size and ratio.

    Source: PS3.5 A.5, RFC 1951.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = BytesIO()
    limit, size, problem = limit_of(len(data)), 0, "the compressed data end too early"
    try:
        for start in range(0, len(data), _CHUNK):
            part = inflater.decompress(data[start : start + _CHUNK], limit - size + 1)
            size += inflated.write(part)
            if size > limit:
                inflated.truncate(limit)
                inflated.seek(0)
                problem = f"it grows beyond {limit >> 20} MB from {len(data)} bytes"
                return Inflated(inflated, limit, problem, exceeded=True)
            if inflater.eof:
                problem = ""
                break
    except zlib.error as error:
        problem = str(error).partition(": ")[2] or str(error)
    inflated.seek(0)
    return Inflated(inflated, size, problem)


_CHUNK: Final = 1 << 14
