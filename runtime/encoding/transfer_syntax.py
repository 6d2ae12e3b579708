"""Transfer syntaxes: how the bytes of a data set are to be read."""

from __future__ import annotations

import struct
import zlib
from typing import Final, NamedTuple

IMPLICIT_LITTLE: Final = "1.2.840.10008.1.2"
DEFLATED: Final = frozenset(
    {"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"}
)
"""Deflated explicit VR little endian, and JPIP with deflate."""
EXPLICIT_BIG: Final = "1.2.840.10008.1.2.2"

MAX_INFLATED: Final = 1 << 30
"""Bytes that a deflated data set may grow to: a small file could fill the memory."""


class Encoding(NamedTuple):
    """How a data set is encoded."""

    implicit: bool
    little: bool
    deflated: bool = False


def encoding_of(uid: str) -> Encoding:
    """Return the encoding of a transfer syntax: PS3.5 Annex A.

    Explicit VR little endian for all that are not known to be different.
    """
    if uid == IMPLICIT_LITTLE:
        return Encoding(True, True)
    if uid == EXPLICIT_BIG:
        return Encoding(False, False)
    return Encoding(False, True, uid in DEFLATED)


def guess(head: bytes) -> Encoding | None:
    """Return the encoding that the first element of a data set seems to have.

    None where the bytes begin like no data set.

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
"""Bytes that the first element of a data set stays below."""


def inflate(data: bytes) -> tuple[bytes, str]:
    """Return what can be inflated, and what prevented the rest; empty for nothing.

    Source: PS3.5 A.5, RFC 1951.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(data), _CHUNK):
            parts.append(
                inflater.decompress(data[start : start + _CHUNK], MAX_INFLATED)
            )
            size += len(parts[-1])
            if size >= MAX_INFLATED:
                return b"".join(parts), f"it grows beyond {MAX_INFLATED >> 20} MB"
            if inflater.eof:
                break
        parts.append(inflater.flush())
    except zlib.error as error:
        return b"".join(parts), str(error).partition(": ")[2] or str(error)
    return b"".join(parts), "" if inflater.eof else "the compressed data end too early"


_CHUNK: Final = 1 << 14
