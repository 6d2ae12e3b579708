"""Command sets by keyword: lazy views that accept any elements and values.

Source: PS3.7 6.3.1 (structure and encoding), E.1 and E.2 (elements).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, Self

from pydicom.dataset import Dataset

from ...tables.editions import bundled
from .codings import CODINGS, Coding
from .commands import element_places, write_elements
from .errors import MalformedCommandError


class Framing(NamedTuple):
    """The encoding of a received command set: order, group length and size."""

    tags: tuple[int, ...]
    """In their order, including the group length."""
    group_length: bytes | None
    """The value of Command Group Length (0000,0000); None if it is absent."""
    size: int
    """Length of the command set in bytes."""

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return the order and lengths of the elements of an encoded command set.

        Raises:
            MalformedCommandError: An element is truncated.
        """
        places = element_places(data)
        found = [data[start:end] for tag, start, end in places if tag == 0]
        tags = tuple(tag for tag, _, _ in places)
        return cls(tags, found[-1] if found else None, len(data))


class CommandSet(Mapping[str, Any]):
    """A command set by keyword; a value is decoded when it is read.

    A `Message` has the elements and values that PS3.7 allows. A command set accepts any,
    so that a wrong message can be received, checked and answered. Elements that are not in
    the command dictionary are in `elements` only.

    Args:
        elements: Encoded values by tag, without the group length.
        framing: How they were encoded, if they were received.
    """

    __slots__ = ("elements", "framing")

    def __init__(
        self, elements: dict[int, bytes], framing: Framing | None = None
    ) -> None:
        self.elements: Final = elements
        self.framing: Final = framing

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Self:
        """Return the command set of values by keyword, without those that are None."""
        return cls(
            {
                (field := _fields()[keyword]).tag: field.coding.encode(value)
                for keyword, value in fields.items()
                if value is not None
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Return the command set that was received.

        Raises:
            MalformedCommandError: An element is truncated, or has the length of no value.
        """
        elements = {}
        fields = _fields_by_tag()
        places = element_places(data)
        for tag, start, end in places:
            field = fields.get(tag)
            if field is not None and not field.coding.fits(end - start):
                reason = f"{field.keyword} has {end - start} bytes (VR {field.vr})"
                raise MalformedCommandError(start - 8, reason)
            elements[tag] = data[start:end]
        length = elements.pop(0, None)
        return cls(elements, Framing(tuple(p[0] for p in places), length, len(data)))

    def encode(self) -> bytes:
        """Return the bytes, in implicit VR little endian, with the group length."""
        return write_elements(self.elements)

    def to_dataset(self) -> Dataset:
        """Return the values as a data set of pydicom, without the group length."""
        dataset = Dataset()
        for keyword, value in self.items():
            if value is not None:
                field = _fields()[keyword]
                dataset.add_new(field.tag, field.vr, value)
        return dataset

    def __getitem__(self, keyword: str) -> Any:
        """Return a value: a number, a string, a list of tags; None if it is empty."""
        field = _fields()[keyword]
        return field.coding.decode(self.elements[field.tag])

    def __iter__(self) -> Iterator[str]:
        fields = _fields_by_tag()
        return (fields[tag].keyword for tag in self.elements if tag in fields)

    def __len__(self) -> int:
        return len(self.elements.keys() & _fields_by_tag().keys())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)})"


class _Field(NamedTuple):
    """One row of the command dictionary."""

    tag: int
    vr: str
    keyword: str
    coding: Coding


def _decode_text(raw: bytes) -> str:
    return raw.decode("ascii", "replace").strip("\0 ")


_TEXT: Final = CODINGS["LO"]._replace(decode=_decode_text)
_CODINGS: Final = {
    "US": CODINGS["US"],
    "UL": CODINGS["UL"],
    "AT": CODINGS["AT"],
    "UI": CODINGS["UI"]._replace(decode=_decode_text),  # `UID` warns of invalid ones
}
"""By VR; other VRs are text."""


@cache
def _fields_by_tag() -> Mapping[int, _Field]:
    return {
        tag: _Field(tag, vr, keyword, _CODINGS.get(vr, _TEXT))
        for tag, (vr, _, keyword, *_) in bundled().command_elements.items()
    }


@cache
def _fields() -> Mapping[str, _Field]:
    return {field.keyword: field for field in _fields_by_tag().values()}
