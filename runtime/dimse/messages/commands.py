"""Command elements: how their values are written, and which of them a message has.

Source: PS3.7 6.3.1 (encoding), E.1-1 (elements), 7.5.3.1 (usage); PS3.5 6.2 (values).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pydicom.uid import UID

from .errors import InvalidFieldError, MalformedCommandError

if TYPE_CHECKING:
    from ..definitions import When
    from .messages import Message

Usage = Literal["M", "C", "U"]
"""Mandatory, conditional, or the sender's choice. Source: PS3.7 7.5.3.1."""

_UL = struct.Struct("<L")
_US = struct.Struct("<H")
_AT = struct.Struct("<HH")
_HEADER = struct.Struct("<HHL")

_UID = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*))*", re.ASCII)
_TEXT = re.compile(r"[ -\[\]-~]*")
"""The default character repertoire without the backslash: PS3.5 6.1.2."""


class Coding(NamedTuple):
    """How values of one value representation become bytes, and values again."""

    encode: Callable[[Any], bytes]
    """Raises ValueError, whose message ends a sentence about the value."""
    decode: Callable[[bytes], Any]


def _number(coding: struct.Struct, maximum: int) -> Coding:
    def encode(value: Any) -> bytes:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("is no whole number")
        if not 0 <= value <= maximum:
            raise ValueError(f"is not between 0 and {maximum}")
        return coding.pack(value)

    def decode(raw: bytes) -> int:
        if len(raw) != coding.size:
            raise ValueError(f"has {len(raw)} bytes, not {coding.size}")
        number: int = coding.unpack(raw)[0]
        return number

    return Coding(encode, decode)


def _encode_uid(value: Any) -> bytes:
    if not isinstance(value, str):
        raise ValueError("is no text")
    if not _UID.fullmatch(value) or len(value) > 64:
        raise ValueError("is no UID: PS3.5 9.1")
    return value.encode("ascii") + b"\0" * (len(value) & 1)


def _decode_uid(raw: bytes) -> UID:
    return UID(raw.decode("latin-1").rstrip("\0 "))


def _text(limit: int, blank: bool) -> Coding:
    def encode(value: Any) -> bytes:
        if not isinstance(value, str):
            raise ValueError("is no text")
        if len(value) > limit:
            raise ValueError(f"has {len(value)} characters, {limit} are allowed")
        if not _TEXT.fullmatch(value):
            raise ValueError("has characters outside the default repertoire")
        if not blank and not value.strip():
            raise ValueError("is blank")
        return value.encode("ascii") + b" " * (len(value) & 1)

    def decode(raw: bytes) -> str:
        return raw.decode("latin-1").rstrip("\0 ").lstrip(" ")

    return Coding(encode, decode)


def _encode_tags(value: Any) -> bytes:
    tags = [value] if isinstance(value, int) else value
    if isinstance(tags, (str, bytes)) or not isinstance(tags, Iterable):
        raise ValueError("is no list of tags")
    encoded = b""
    for tag in tags:
        if not isinstance(tag, int) or not 0 <= tag <= 0xFFFFFFFF:
            raise ValueError("is no list of tags")
        encoded += _AT.pack(tag >> 16, tag & 0xFFFF)
    return encoded


def _decode_tags(raw: bytes) -> list[int]:
    if len(raw) % 4:
        raise ValueError(f"has {len(raw)} bytes, not four for each tag")
    return [group << 16 | element for group, element in _AT.iter_unpack(raw)]


CODINGS: Final[Mapping[str, Coding]] = {
    "UL": _number(_UL, 0xFFFFFFFF),
    "US": _number(_US, 0xFFFF),
    "UI": Coding(_encode_uid, _decode_uid),
    "AE": _text(16, blank=False),
    "LO": _text(64, blank=True),
    "AT": Coding(_encode_tags, _decode_tags),
}
"""By value representation: those of the elements of PS3.7 Table E.1-1."""


class CommandElement:
    """One command element of a message."""

    __slots__ = (
        "_decode",
        "_encode",
        "keyword",
        "owner",
        "related",
        "repeats",
        "tag",
        "usage",
        "values",
        "vm",
        "vr",
        "when",
    )

    keyword: str
    owner: type[Message]

    def __init__(
        self,
        tag: int,
        vr: str,
        usage: Usage | None,
        vm: str = "1",
        values: Mapping[int, str] | None = None,
        repeats: int | None = None,
        when: When | None = None,
        related: bool = False,
    ) -> None:
        self.tag: Final = tag
        self.vr: Final = vr
        self.usage: Final = usage
        """None for what encodes a message: its length, its kind, its data set."""
        self.vm: Final = vm
        self.values: Final = values
        """The only values it may have, and what they are called; None for any."""
        self.repeats: Final = repeats
        """Tag of the request's element whose value it has, if it is there."""
        self.when: Final = when
        """The condition of usage C."""
        self.related: Final = related
        """Whether it is no parameter, but goes with some statuses: PS3.7 Annex C."""
        self._encode, self._decode = CODINGS[vr]

    def __set_name__(self, owner: type[Message], name: str) -> None:
        self.keyword = name
        self.owner = owner

    def __get__(self, message: Message | None, owner: type[Message]) -> Any:
        """Return the element itself from a class, its value from a message.

        Raises:
            InvalidFieldError: The value that was received has a wrong length.
        """
        if message is None:
            return self
        raw = message._raw.get(self.tag)
        return None if not raw else self.decode(raw)

    def __set__(self, message: Message, value: Any) -> None:
        if value is None:
            message._raw.pop(self.tag, None)
        else:
            message._raw[self.tag] = self.encode(value)

    def __delete__(self, message: Message) -> None:
        message._raw.pop(self.tag, None)

    def __repr__(self) -> str:
        return f"<{self.owner.__name__}.{self.keyword} usage {self.usage}>"

    @property
    def title(self) -> str:
        """Keyword and tag: "Priority (0000,0700)"."""
        return f"{self.keyword} ({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a value.

        Raises:
            InvalidFieldError: The element cannot have the value.
        """
        try:
            encoded = self._encode(value)
        except ValueError as error:
            raise InvalidFieldError(self, value, str(error)) from None
        if self.values is not None and value not in self.values:
            known = ", ".join(f"{k} ({label})" for k, label in self.values.items())
            raise InvalidFieldError(self, value, f"is not one of {known}")
        return encoded

    def decode(self, raw: bytes) -> Any:
        """Return the value that bytes stand for.

        Raises:
            InvalidFieldError: They have a wrong length.
        """
        try:
            return self._decode(raw)
        except ValueError as error:
            raise InvalidFieldError(self, raw, str(error)) from None


class GroupLength(CommandElement):
    """Command Group Length (0000,0000): how many bytes follow it."""

    __slots__ = ()

    def __get__(self, message: Message | None, owner: type[Message]) -> Any:
        if message is None:
            return self
        return sum(8 + len(value) for value in message._raw.values())


def command_field(
    tag: int,
    vr: str,
    usage: Usage,
    *,
    vm: str = "1",
    values: Mapping[int, str] | None = None,
    repeats: int | None = None,
    when: When | None = None,
) -> Any:
    """Declare a command element; its keyword is the name it is assigned to."""
    return CommandElement(tag, vr, usage, vm, values, repeats, when)


def status_field(tag: int, vr: str, *, vm: str = "1") -> Any:
    """Declare a command element that goes with some statuses."""
    return CommandElement(tag, vr, "U", vm, related=True)


class FollowingDataSet(NamedTuple):
    """The data set that follows a command set."""

    name: str
    """What PS3.7 calls it: "Identifier"."""
    presence: Literal["always", "either"]
    usage: Usage
    when: When | None = None
    """The condition of usage C."""


def followed_by(
    name: str,
    presence: Literal["always", "either"],
    usage: Usage,
    *,
    when: When | None = None,
) -> FollowingDataSet:
    """Declare the data set of a message."""
    return FollowingDataSet(name, presence, usage, when)


def write_elements(raw: Mapping[int, bytes]) -> bytes:
    """Return a command set: its group length, then its elements in their order."""
    pieces = []
    length = 0
    for tag in sorted(raw):
        value = raw[tag]
        pieces.append(_HEADER.pack(tag >> 16, tag & 0xFFFF, len(value)))
        pieces.append(value)
        length += 8 + len(value)
    return b"".join((_HEADER.pack(0, 0, 4), _UL.pack(length), *pieces))


def read_elements(data: bytes) -> dict[int, bytes]:
    """Return the values of a command set by tag, without its group length.

    Raises:
        MalformedCommandError: An element is not whole.
    """
    found = {tag: data[start:end] for tag, start, end in element_places(data)}
    found.pop(0, None)
    return found


def element_places(data: bytes) -> list[tuple[int, int, int]]:
    """Return the elements of a command set in turn: tag, begin and end of the value.

    Raises:
        MalformedCommandError: An element is not whole.
    """
    found = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 8
        if start > end:
            raise MalformedCommandError(offset, f"{end - offset} bytes are no element")
        group, number, length = _HEADER.unpack_from(data, offset)
        offset = start + length
        if offset > end:
            reason = (
                f"({group:04X},{number:04X}) has {length} bytes, {end - start} follow"
            )
            raise MalformedCommandError(start - 8, reason)
        found.append((group << 16 | number, start, offset))
    return found
