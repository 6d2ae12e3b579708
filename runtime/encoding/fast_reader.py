"""The common case of a data set or item, read at once: elements in order, and whole.

An enhanced image has thousands of items, and most files have nothing odd. pydicom's reader
takes several times as long for them; it reads whatever is not plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple

from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement, empty_value_for_VR
from pydicom.fileutil import read_undefined_length_value
from pydicom.tag import BaseTag, SequenceDelimiterTag
from pydicom.valuerep import EXPLICIT_VR_LENGTH_16, EXPLICIT_VR_LENGTH_32

if TYPE_CHECKING:
    from .elements import BrokenSequenceError, Element, Reading

_SHORT: Final = {str(vr).encode(): str(vr) for vr in EXPLICIT_VR_LENGTH_16}
_LONG: Final = {str(vr).encode(): str(vr) for vr in EXPLICIT_VR_LENGTH_32}
_EMPTY: Final = {
    vr: empty_value_for_VR(vr, raw=True) for vr in (*_SHORT.values(), *_LONG.values())
}
_EMPTY_UNNAMED: Final = empty_value_for_VR(None, raw=True)
_EXPLICIT: Final = {True: Struct("<HH2sH"), False: Struct(">HH2sH")}
HEADER: Final = {True: Struct("<HHL"), False: Struct(">HHL")}
"""Group, element and length, without a VR: by whether it is little endian."""
_LENGTH: Final = {True: Struct("<L"), False: Struct(">L")}
_BEGIN: Final = {True: b"\xfe\xff\x00\xe0", False: b"\xff\xfe\xe0\x00"}
"""What a sequence begins with, where no VR tells that it is one."""

UNDEFINED: Final = 0xFFFFFFFF
ITEM: Final = 0xFFFEE000
SEQUENCE_END: Final = 0xFFFEE0DD
_ITEM_END: Final = 0xFFFEE00D
_DELIMITERS: Final = 0xFFFE0000
_CHARACTER_SET: Final = 0x00080005
_DEEPEST: Final = 16
"""Levels of sequences of undefined length that are plain."""


class _Tags(dict[int, BaseTag]):
    """pydicom's tags, each made once."""

    def __missing__(self, tag: int) -> BaseTag:
        made = self[tag] = BaseTag(tag)
        return made


_TAGS: Final = _Tags()


class RawSequence(RawDataElement):
    """A sequence that was read as bytes, with its items once they are asked for.

    The walk and the conditions ask for the same items.
    """

    plain: list[Mapping[int, RawDataElement]] | None = None
    """The items, where they had to be read to find the end of the sequence."""
    readings: list[Reading] | None = None
    broken: BrokenSequenceError | None = None


def as_sequence(element: Element) -> Element:
    """Return an element, if it is a sequence as one that keeps its items."""
    if isinstance(element, RawDataElement) and element.VR == "SQ":
        return RawSequence._make(element)
    return element


class Extent(NamedTuple):
    """Which part of some bytes is read."""

    start: int
    end: int
    delimited: bool = False
    """Whether a delimiter ends it: that of an item of undefined length."""
    group: int | None = None
    """Of the elements; what comes before the first of another group is read."""
    deferred: int = UNDEFINED
    """Values with more bytes are passed over: they are None."""
    depth: int = 0
    """How many sequences of undefined length are around it."""


class Plain(NamedTuple):
    """What was read."""

    elements: Mapping[int, RawDataElement]
    end: int
    """The byte behind it."""


def read_plain(
    data: bytes, implicit: bool, little: bool, extent: Extent | None = None
) -> Plain | None:
    """Return the elements of a data set or item by tag; None where it is not plain.

    Args:
        extent: All the bytes if None.
    """
    read = _read_implicit if implicit else _read_explicit
    return read(data, little, extent or Extent(0, len(data)))


def _read_explicit(data: bytes, little: bool, extent: Extent) -> Plain | None:
    unpack, unpack_length = _EXPLICIT[little].unpack_from, _LENGTH[little].unpack_from
    make, short, long = tuple.__new__, _SHORT, _LONG
    position, end, delimited, only, deferred, _ = extent
    found: dict[int, RawDataElement] = {}
    before, last = -1, _last_tag(only)
    while position < end:
        if end - position < 8:
            return None
        group, number, name, length = unpack(data, position)
        tag = group << 16 | number
        if tag <= before:
            return None
        if tag > last:
            if only is not None and tag < _DELIMITERS:
                return Plain(found, position)
            # The delimiter has no VR: what stands in its place is a half of its length.
            ends = delimited and tag == _ITEM_END and name == b"\0\0" and not length
            return Plain(found, position + 8) if ends else None
        position += 8
        vr = short.get(name)
        if vr is None:
            vr = long.get(name)
            if vr is None or end - position < 4:
                return None
            (length,) = unpack_length(data, position)
            position += 4
            if length == UNDEFINED:
                undefined = _read_undefined(
                    data, tag, vr, False, little, extent, position
                )
                if undefined is None:
                    return None
                found[tag], position = undefined
                before = tag
                continue
        behind = position + length
        if behind > end:
            return None
        value = data[position:behind] if length else _EMPTY[vr]
        if length > deferred and tag != _CHARACTER_SET:
            value = None
        found[tag] = make(
            RawSequence if vr == "SQ" else RawDataElement,
            (_TAGS[tag], vr, length, value, position, False, little, True, False),
        )
        position, before = behind, tag
    return None if delimited else Plain(found, position)


def _read_implicit(data: bytes, little: bool, extent: Extent) -> Plain | None:
    unpack, make, begin = HEADER[little].unpack_from, tuple.__new__, _BEGIN[little]
    position, end, delimited, only, deferred, _ = extent
    found: dict[int, RawDataElement] = {}
    before, last = -1, _last_tag(only)
    while position < end:
        if end - position < 8:
            return None
        group, number, length = unpack(data, position)
        tag = group << 16 | number
        if tag <= before:
            return None
        if tag > last:
            if only is not None and tag < _DELIMITERS:
                return Plain(found, position)
            ends = delimited and tag == _ITEM_END and not length
            return Plain(found, position + 8) if ends else None
        position += 8
        if length == UNDEFINED:
            undefined = _read_undefined(data, tag, None, True, little, extent, position)
            if undefined is None:
                return None
            found[tag], position = undefined
            before = tag
            continue
        behind = position + length
        if behind > end:
            return None
        value = data[position:behind] if length else _EMPTY_UNNAMED
        if length > deferred and tag != _CHARACTER_SET:
            value = None
        found[tag] = make(
            RawSequence if data.startswith(begin, position, behind) else RawDataElement,
            (_TAGS[tag], None, length, value, position, True, little, True, False),
        )
        position, before = behind, tag
    return None if delimited else Plain(found, position)


def _last_tag(group: int | None) -> int:
    """Return the last tag that an element may have, of a group if one is named."""
    return _DELIMITERS - 1 if group is None else group << 16 | 0xFFFF


def _read_undefined(
    data: bytes,
    tag: int,
    vr: str | None,
    implicit: bool,
    little: bool,
    extent: Extent,
    position: int,
) -> tuple[RawDataElement, int] | None:
    """Return an element of undefined length, and the byte behind its delimiter.

    None where it is not plain, or its items are not.
    """
    if vr is None:
        try:
            vr = dictionary_VR(tag)
        except KeyError:
            return None
    plain: list[Mapping[int, RawDataElement]] | None = None
    if vr == "SQ":
        items = _read_items(data, implicit, little, extent, position)
        if items is None:
            return None
        plain, end = items
        value: bytes | None = data[position : end - 8]
    elif vr in ("OB", "OW") and not implicit:
        # Encapsulated pixel data; pydicom knows about fragments that are none.
        file = BytesIO(data)
        file.seek(position)
        try:
            value = read_undefined_length_value(
                file, little, SequenceDelimiterTag, extent.deferred
            )
        except EOFError:
            return None
        end = file.tell()
    else:
        return None
    if end > extent.end:
        return None
    kind = RawDataElement if plain is None else RawSequence
    found = kind(_TAGS[tag], vr, UNDEFINED, value, position, implicit, little)
    if isinstance(found, RawSequence):
        found.plain = plain
    return found, end


def _read_items(
    data: bytes, implicit: bool, little: bool, extent: Extent, position: int
) -> tuple[list[Mapping[int, RawDataElement]], int] | None:
    """Return the items of a sequence of undefined length, and the byte behind it."""
    unpack, depth = HEADER[little].unpack_from, extent.depth + 1
    found: list[Mapping[int, RawDataElement]] = []
    while depth <= _DEEPEST and extent.end - position >= 8:
        group, number, length = unpack(data, position)
        tag = group << 16 | number
        position += 8
        if tag == SEQUENCE_END:
            return found, position
        delimited = length == UNDEFINED
        end = extent.end if delimited else position + length
        if tag != ITEM or end > extent.end:
            return None
        item = read_plain(
            data, implicit, little, Extent(position, end, delimited, depth=depth)
        )
        if item is None:
            return None
        found.append(item.elements)
        position = item.end
    return None
