"""DIMSE messages: typed command sets, with the fields that PS3.7 defines.

A message keeps its elements encoded, including those that its class does not define, so
that a received message can be passed on unchanged. The data set that may follow is not
part of the message, which only indicates whether there is one.

Source: PS3.7 6.3 (structure and encoding), 9.3 and 10.3 (messages).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.tag import BaseTag

from ...tables.editions import Edition, bundled
from .commands import (
    CommandElement,
    FollowingDataSet,
    GroupLength,
    read_elements,
    write_elements,
)
from .errors import MissingFieldError, UnknownFieldError, UnknownMessageError

COMMAND_FIELD: Final = 0x00000100
DATA_SET_TYPE: Final = 0x00000800

NO_DATA_SET: Final = 0x0101
"""Command Data Set Type (0000,0800) of a message without a data set."""
WITH_DATA_SET: Final = 0x0001
"""The value that iodize writes if a data set follows; any value but 0101H means that."""

RESPONSE: Final = 0x8000
"""The bit of Command Field (0000,0100) that responses have, and requests do not."""

NORMALIZED: Final = 0x0100
"""The bits of Command Field (0000,0100) that DIMSE-N messages have: PS3.7 E.1."""
_GROUP: Final = 0x0F00

_DATA_SET_TYPES: Final = {
    True: WITH_DATA_SET.to_bytes(2, "little"),
    False: NO_DATA_SET.to_bytes(2, "little"),
}


def messages_of(edition: Edition) -> Mapping[int, type[Message]]:
    """Return the messages of an edition by Command Field (0000,0100)."""
    found: Mapping[int, type[Message]] = edition.part("messages").MESSAGES
    return found


class Message:
    """A DIMSE message without its data set.

    Each subclass has the fields of its table in PS3.7; `Message` itself decodes any.

    Args:
        has_data_set: Whether a data set follows; only for messages where it may or may
            not.
        fields: Values by keyword.

    Raises:
        MissingFieldError: A mandatory field is missing.
        UnknownFieldError: The message has no such field.
        InvalidFieldError: PS3.7 does not allow the value of a field.
    """

    __slots__ = ("_raw",)

    name: ClassVar[str] = ""
    """"C-STORE-RQ"."""
    service: ClassVar[str] = ""
    """The DIMSE service: "C-STORE"."""
    command: ClassVar[int] = 0
    """Value of Command Field (0000,0100)."""
    table: ClassVar[str] = ""
    """Label of its table in PS3.7: "9.3-1"."""
    parameters: ClassVar[str] = ""
    """Label of the table with the parameters of its service: "9.1-1"."""
    variants: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Messages of PS3.7 that share one Command Field: both tables by name."""
    data_set: ClassVar[FollowingDataSet | None] = None
    """The data set that follows; None if none may follow."""
    elements: ClassVar[Mapping[int, CommandElement]] = {}
    """All command elements by tag."""
    by_keyword: ClassVar[Mapping[str, CommandElement]] = {}
    """The command elements by keyword, without group length, field and data set type."""
    fixed: ClassVar[Mapping[int, int]] = {}
    """The required values of elements, by tag."""

    CommandGroupLength = GroupLength(0x00000000, "UL", None)
    CommandField = CommandElement(COMMAND_FIELD, "US", None)
    CommandDataSetType = CommandElement(DATA_SET_TYPE, "US", None)

    _raw: dict[int, bytes]
    _mandatory: ClassVar[tuple[CommandElement, ...]] = ()
    _start: ClassVar[Mapping[int, bytes]] = {}
    """The encoded elements of a new message."""

    def __init_subclass__(
        cls, *, name: str = "", command: int = 0, table: str = "", parameters: str = ""
    ) -> None:
        if not name:
            return
        cls.name, cls.command, cls.table = name, command, table
        cls.service, cls.parameters = name.rpartition("-")[0], parameters
        own = (v for v in vars(cls).values() if isinstance(v, CommandElement))
        common = (cls.CommandGroupLength, cls.CommandField, cls.CommandDataSetType)
        elements = sorted((*common, *own), key=lambda element: element.tag)
        cls.elements = MappingProxyType({e.tag: e for e in elements})
        cls.by_keyword = MappingProxyType({e.keyword: e for e in elements if e.usage})
        cls._mandatory = tuple(e for e in elements if e.usage == "M")
        always = cls.data_set is not None and cls.data_set.presence == "always"
        cls.fixed = {COMMAND_FIELD: command}
        if cls.data_set is None:
            cls.fixed[DATA_SET_TYPE] = NO_DATA_SET
        cls._start = {
            COMMAND_FIELD: command.to_bytes(2, "little"),
            DATA_SET_TYPE: _DATA_SET_TYPES[always],
        }

    def __init__(self, *, has_data_set: bool | None = None, **fields: Any) -> None:
        cls = type(self)
        if not cls.name:
            raise TypeError("Message is abstract: use a class of iodize.messages")
        self._raw = raw = {**cls._start}
        known = cls.by_keyword
        for keyword, value in fields.items():
            element = known.get(keyword)
            if element is None:
                raise UnknownFieldError(cls.name, keyword, known)
            if value is not None:
                raw[element.tag] = element.encode(value)
        missing = [(e.keyword, e.tag) for e in cls._mandatory if e.tag not in raw]
        if missing:
            raise MissingFieldError(cls.name, missing)
        if has_data_set is not None:
            self.has_data_set = has_data_set

    @property
    def has_data_set(self) -> bool:
        """Whether a data set follows.

        Raises:
            ValueError: The message must, or must not, have a data set.
        """
        return self._raw.get(DATA_SET_TYPE) not in (None, _DATA_SET_TYPES[False])

    @has_data_set.setter
    def has_data_set(self, value: bool) -> None:
        presence = self.data_set.presence if self.data_set else "never"
        if presence == ("never" if value else "always"):
            must = "must" if presence == "always" else "must not"
            raise ValueError(f"{self.name} {must} have a data set")
        self._raw[DATA_SET_TYPE] = _DATA_SET_TYPES[value]

    @property
    def is_normalized(self) -> bool:
        """True for a message of DIMSE-N, False for one of DIMSE-C."""
        return self.command & _GROUP == NORMALIZED

    @property
    def is_response(self) -> bool:
        """True for a response, False for a request."""
        return bool(self.command & RESPONSE)

    def encode(self) -> bytes:
        """Return the command set in implicit VR little endian, with its group length."""
        return write_elements(self._raw)

    @classmethod
    def decode(cls, data: bytes, edition: Edition | None = None) -> Self:
        """Return the message of an encoded command set.

        Args:
            data: The command set, in implicit VR little endian.
            edition: The edition of `Message` itself; the bundled one if None.

        Raises:
            MalformedCommandError: An element is truncated.
            UnknownMessageError: The command field is not that of the message, or of any.
        """
        return cls.from_elements(read_elements(data), edition)

    @classmethod
    def from_elements(
        cls, elements: Mapping[int, bytes], edition: Edition | None = None
    ) -> Self:
        """Return the message of encoded values by tag; see `decode`.

        Raises:
            UnknownMessageError: The command field is not that of the message, or of any.
        """
        raw = dict(elements)
        value = raw.get(COMMAND_FIELD, b"")
        found = int.from_bytes(value, "little") if len(value) == 2 else None
        kind: type[Self] | None = cls
        if cls is Message:
            messages: Mapping[int, Any] = messages_of(edition or bundled())
            kind = None if found is None else messages.get(found)
        elif found != cls.command:
            kind = None
        if kind is None:
            raise UnknownMessageError(found, cls.name)
        message = kind.__new__(kind)
        message._raw = raw
        return message

    @classmethod
    def from_dataset(cls, dataset: Dataset, edition: Edition | None = None) -> Self:
        """Return the message of a command set as a data set of pydicom.

        Raises:
            UnknownMessageError: The command field is not that of the message, or of any.
        """
        buffer = DicomBytesIO()
        buffer.is_little_endian, buffer.is_implicit_VR = True, True
        write_dataset(buffer, dataset)
        return cls.decode(buffer.getvalue(), edition)

    def to_dataset(self) -> Dataset:
        """Return the command set as a data set, with its group length."""
        length = self.CommandGroupLength.to_bytes(4, "little")
        dataset = Dataset()
        for tag, value in sorted({0: length, **self._raw}.items()):
            dataset[tag] = RawDataElement(
                BaseTag(tag), None, len(value), value, 0, True, True
            )
        return dataset

    def raw(self, tag: int) -> bytes | None:
        """Return the bytes of an element, also of one that the class does not define."""
        return self._raw.get(tag)

    def __contains__(self, tag: int) -> bool:
        """True if an element is present, even if it is empty."""
        return tag in self._raw

    def __iter__(self) -> Iterator[int]:
        """Yield the tags of the present elements, without the group length."""
        return iter(sorted(self._raw))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return type(self) is type(other) and self._raw == other._raw

    __hash__ = None  # type: ignore[assignment]

    if not TYPE_CHECKING:  # type checkers would accept any name

        def __setattr__(self, name: str, value: Any) -> None:
            cls = type(self)
            if name not in cls.by_keyword and name not in ("_raw", "has_data_set"):
                raise UnknownFieldError(cls.name, name, cls.by_keyword)
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        fields = [
            f"{element.keyword}={getattr(self, element.keyword)!r}"
            for element in self.by_keyword.values()
            if element.tag in self._raw
        ]
        if self.data_set is not None and self.data_set.presence == "either":
            fields.append(f"has_data_set={self.has_data_set}")
        return f"{type(self).__name__}({', '.join(fields)})"
