"""Encoding and decoding of the values of command elements, by VR.

Encoding and decoding are lenient, as a command set accepts any value; `check` and
`is_exact` have the rules that a message follows.

Source: PS3.7 6.3.1 (encoding), E.1-1 (elements); PS3.5 6.2 (values).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from pydicom.uid import UID

_TAG: Final = struct.Struct("<HH")
_UID: Final = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*))*", re.ASCII)
_TEXT: Final = re.compile(r"[ -\[\]-~]*")
"""The default character repertoire without the backslash: PS3.5 6.1.2."""


class Coding(NamedTuple):
    """Encoding and decoding of the values of one VR."""

    check: Callable[[Any], Any]
    """Returns a valid value in the form to encode. Raises ValueError with the end of a
    sentence about an invalid one: "is blank"."""
    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]
    size: int = 0
    """Length of one value in bytes; 0 if it varies."""
    is_list: bool = False
    """True if there may be several values."""

    def fits(self, length: int) -> bool:
        """True if bytes of this length can be decoded."""
        if self.is_list:
            return length % self.size == 0
        return length == 0 or length >= self.size

    def is_exact(self, length: int) -> bool:
        """True if bytes of this length are a valid value."""
        return self.fits(length) if self.is_list else length == (self.size or length)


def _number(layout: struct.Struct) -> Coding:
    maximum = (1 << 8 * layout.size) - 1

    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("is not an integer")
        if not 0 <= value <= maximum:
            raise ValueError(f"is not between 0 and {maximum}")
        return value

    def decode(raw: bytes) -> int | None:
        return layout.unpack_from(raw)[0] if raw else None

    return Coding(check, layout.pack, decode, layout.size)


def _padded(padding: bytes) -> Callable[[object], bytes]:
    def encode(value: object) -> bytes:
        raw = str(value).encode("ascii", "replace")
        return raw + padding * (len(raw) % 2)

    return encode


def _check_uid(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("is not a string")
    if not _UID.fullmatch(value) or len(value) > 64:
        raise ValueError("is not a valid UID (PS3.5 9.1)")
    return value


def _decode_uid(raw: bytes) -> UID:
    return UID(raw.decode("latin-1").rstrip("\0 "))


def _text(limit: int, blank: bool) -> Coding:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("is not a string")
        if len(value) > limit:
            raise ValueError(
                f"has {len(value)} characters; at most {limit} are allowed"
            )
        if not _TEXT.fullmatch(value):
            raise ValueError("has characters outside the default repertoire")
        if not blank and not value.strip():
            raise ValueError("is blank")
        return value

    def decode(raw: bytes) -> str:
        return raw.decode("latin-1").rstrip("\0 ").lstrip(" ")

    return Coding(check, _padded(b" "), decode)


def _check_tags(value: Any) -> list[int]:
    tags = [value] if isinstance(value, int) else value
    if isinstance(tags, str | bytes) or not isinstance(tags, Iterable):
        raise ValueError("is not a list of tags")
    checked = list(tags)
    if not all(isinstance(tag, int) and 0 <= tag <= 0xFFFFFFFF for tag in checked):
        raise ValueError("is not a list of tags")
    return checked


def _encode_tags(tags: Iterable[int]) -> bytes:
    return b"".join(_TAG.pack(tag >> 16, tag & 0xFFFF) for tag in tags)


def _decode_tags(raw: bytes) -> list[int]:
    return [group << 16 | element for group, element in _TAG.iter_unpack(raw)]


CODINGS: Final[Mapping[str, Coding]] = {
    "UL": _number(struct.Struct("<L")),
    "US": _number(struct.Struct("<H")),
    "UI": Coding(_check_uid, _padded(b"\0"), _decode_uid),
    "AE": _text(16, blank=False),
    "LO": _text(64, blank=True),
    "AT": Coding(_check_tags, _encode_tags, _decode_tags, _TAG.size, is_list=True),
}
"""By VR, for the elements of PS3.7 Table E.1-1."""
