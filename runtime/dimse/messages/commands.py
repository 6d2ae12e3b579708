"""Command elements: the fields of message classes, and the structure of command sets.

Source: PS3.7 6.3.1 (structure), E.1-1 (elements), 7.5.3.1 (usage).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .codings import CODINGS
from .errors import InvalidFieldError, MalformedCommandError, field_title

if TYPE_CHECKING:
    from ...tables.descriptions import When
    from .messages import Message

Usage = Literal["M", "C", "U"]
"""Mandatory, conditional, or the sender's choice. Source: PS3.7 7.5.3.1."""

_UL = struct.Struct("<L")
_HEADER = struct.Struct("<HHL")


class CommandElement:
    """One command element of a message."""

    __slots__ = (
        "_coding",
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
        """None for the group length, Command Field and Command Data Set Type."""
        self.vm: Final = vm
        self.values: Final = values
        """The allowed values with their names; None if any is allowed."""
        self.repeats: Final = repeats
        """Tag of the request's element whose value it repeats, if that is present."""
        self.when: Final = when
        """The condition of usage C."""
        self.related: Final = related
        """True if it accompanies some statuses, and is not a parameter: PS3.7 Annex C."""
        self._coding = CODINGS[vr]

    def __set_name__(self, owner: type[Message], name: str) -> None:
        self.keyword = name
        self.owner = owner

    def __get__(self, message: Message | None, owner: type[Message]) -> Any:
        """Return the element of a class, or its value in a message.

        Raises:
            InvalidFieldError: The received value has a wrong length.
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
        return field_title(self.keyword, self.tag)

    def _invalid(self, value: object, reason: str) -> InvalidFieldError:
        return InvalidFieldError(self.owner.name, self.keyword, self.tag, value, reason)

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a value.

        Raises:
            InvalidFieldError: PS3.7 does not allow the value.
        """
        try:
            checked = self._coding.check(value)
        except ValueError as error:
            raise self._invalid(value, str(error)) from None
        if self.values is not None and value not in self.values:
            known = ", ".join(f"{k} ({label})" for k, label in self.values.items())
            raise self._invalid(value, f"is not one of {known}")
        return self._coding.encode(checked)

    def decode(self, raw: bytes) -> Any:
        """Return the value of encoded bytes.

        Raises:
            InvalidFieldError: The length is wrong.
        """
        coding = self._coding
        if not coding.is_exact(len(raw)):
            size = f"{coding.size} for each tag" if coding.is_list else coding.size
            raise self._invalid(raw, f"has {len(raw)} bytes, not {size}")
        return coding.decode(raw)


class GroupLength(CommandElement):
    """Command Group Length (0000,0000): the number of bytes that follow it."""

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
    """Declare a command element that accompanies some statuses."""
    return CommandElement(tag, vr, "U", vm, related=True)


class FollowingDataSet(NamedTuple):
    """The data set that follows a command set."""

    name: str
    """Name in PS3.7: "Identifier"."""
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
    """Declare the data set that follows a message."""
    return FollowingDataSet(name, presence, usage, when)


def write_elements(raw: Mapping[int, bytes]) -> bytes:
    """Return an encoded command set: the group length, then the elements by tag."""
    pieces = []
    length = 0
    for tag in sorted(raw):
        value = raw[tag]
        pieces.append(_HEADER.pack(tag >> 16, tag & 0xFFFF, len(value)))
        pieces.append(value)
        length += 8 + len(value)
    return b"".join((_HEADER.pack(0, 0, 4), _UL.pack(length), *pieces))


def read_elements(data: bytes) -> dict[int, bytes]:
    """Return the encoded values of a command set by tag, without the group length.

    Raises:
        MalformedCommandError: An element is truncated.
    """
    found = {tag: data[start:end] for tag, start, end in element_places(data)}
    found.pop(0, None)
    return found


def element_places(data: bytes) -> list[tuple[int, int, int]]:
    """Return tag, start and end of the value of each element, in their order.

    Raises:
        MalformedCommandError: An element is truncated.
    """
    found = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 8
        if start > end:
            raise MalformedCommandError(
                offset, f"{end - offset} trailing bytes, too few for an element"
            )
        group, number, length = _HEADER.unpack_from(data, offset)
        offset = start + length
        if offset > end:
            reason = f"({group:04X},{number:04X}) is truncated: {end - start} of {length} bytes"
            raise MalformedCommandError(start - 8, reason)
        found.append((group << 16 | number, start, offset))
    return found
