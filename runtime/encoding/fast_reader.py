"""Fast path for well-formed data sets and items: elements in order and complete.

An enhanced image has thousands of items, and most files are well-formed. The general
reader takes several times as long; it reads everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from .dictionary import vr_of
from .headers import (
    CHARACTER_SET,
    DELIMITERS,
    EXPLICIT,
    HEADER,
    ITEM,
    ITEM_END,
    LENGTH,
    LONG,
    SEQUENCE_END,
    SHORT,
    UNDEFINED,
)
from .readings import RawElement, RawSequence

_BEGIN: Final = {True: b"\xfe\xff\x00\xe0", False: b"\xff\xfe\xe0\x00"}
"""The first bytes of a sequence with items, if its VR is unknown."""

_DEEPEST: Final = 16
"""Maximum nesting of sequences of undefined length on the fast path."""


class Extent(NamedTuple):
    """The range of bytes to read."""

    start: int
    end: int
    delimited: bool = False
    """True if it ends with a delimiter: an item of undefined length."""
    group: int | None = None
    """Group of the elements; reading stops before the first element of another group."""
    deferred: int = UNDEFINED
    """Larger values are skipped: they are None."""
    depth: int = 0
    """Number of enclosing sequences of undefined length."""


class Plain(NamedTuple):
    """The elements that were read, and where they end."""

    elements: Mapping[int, RawElement]
    end: int
    """Offset of the byte after it."""


def read_plain(
    data: bytes, implicit: bool, little: bool, extent: Extent | None = None
) -> Plain | None:
    """Return the elements of a data set or item by tag; None if it is not well-formed.

    Args:
        extent: All the bytes if None.
    """
    read = _read_implicit if implicit else _read_explicit
    return read(data, little, extent or Extent(0, len(data)))


def _read_explicit(data: bytes, little: bool, extent: Extent) -> Plain | None:
    unpack, unpack_length = EXPLICIT[little].unpack_from, LENGTH[little].unpack_from
    make, short, long = tuple.__new__, SHORT, LONG
    position, end, delimited, only, deferred, _ = extent
    found: dict[int, RawElement] = {}
    before, last = -1, _last_tag(only)
    while position < end:
        if end - position < 8:
            return None
        group, number, name, length = unpack(data, position)
        tag = group << 16 | number
        if tag <= before:
            return None
        if tag > last:
            if only is not None and tag < DELIMITERS:
                return Plain(found, position)
            # The delimiter has no VR: these bytes are the lower half of its length.
            ends = delimited and tag == ITEM_END and name == b"\0\0" and not length
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
        value: bytes | None = data[position:behind]
        if length > deferred and tag != CHARACTER_SET:
            value = None
        found[tag] = make(
            RawSequence if vr == "SQ" else RawElement,
            (tag, vr, length, value, position, False, little),
        )
        position, before = behind, tag
    return None if delimited else Plain(found, position)


def _read_implicit(data: bytes, little: bool, extent: Extent) -> Plain | None:
    unpack, make, begin = HEADER[little].unpack_from, tuple.__new__, _BEGIN[little]
    position, end, delimited, only, deferred, _ = extent
    found: dict[int, RawElement] = {}
    before, last = -1, _last_tag(only)
    while position < end:
        if end - position < 8:
            return None
        group, number, length = unpack(data, position)
        tag = group << 16 | number
        if tag <= before:
            return None
        if tag > last:
            if only is not None and tag < DELIMITERS:
                return Plain(found, position)
            ends = delimited and tag == ITEM_END and not length
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
        value: bytes | None = data[position:behind]
        if length > deferred and tag != CHARACTER_SET:
            value = None
        found[tag] = make(
            RawSequence if data.startswith(begin, position, behind) else RawElement,
            (tag, None, length, value, position, True, little),
        )
        position, before = behind, tag
    return None if delimited else Plain(found, position)


def _last_tag(group: int | None) -> int:
    """Return the highest tag that an element may have, within a group if given."""
    return DELIMITERS - 1 if group is None else group << 16 | 0xFFFF


def _read_undefined(
    data: bytes,
    tag: int,
    vr: str | None,
    implicit: bool,
    little: bool,
    extent: Extent,
    position: int,
) -> tuple[RawElement, int] | None:
    """Return an element of undefined length, and the offset after its delimiter.

    None if it, or one of its items, is not well-formed.
    """
    if vr is None:
        vr = vr_of(tag)
    plain: list[Mapping[int, RawElement]] | None = None
    if vr == "SQ":
        items = _read_items(data, implicit, little, extent, position)
        if items is None:
            return None
        plain, end = items
        value: bytes | None = data[position : end - 8]
    elif vr in ("OB", "OW") and not implicit:
        delimiter = _end_of_fragments(data, little, position, extent.end)
        if delimiter is None:
            return None
        large = delimiter - position >= extent.deferred
        value = None if large else data[position:delimiter]
        end = delimiter + 8
    else:
        return None
    kind = RawElement if plain is None else RawSequence
    found = kind(tag, vr, UNDEFINED, value, position, implicit, little)
    if isinstance(found, RawSequence):
        found.plain = plain
    return found, end


def _end_of_fragments(data: bytes, little: bool, position: int, end: int) -> int | None:
    """Return the offset of the delimiter of encapsulated pixel data; None without fragments."""
    unpack = HEADER[little].unpack_from
    while end - position >= 8:
        group, number, length = unpack(data, position)
        tag = group << 16 | number
        if tag == SEQUENCE_END and not length:
            return position
        if tag != ITEM:
            return None
        position += 8 + length
    return None


def _read_items(
    data: bytes, implicit: bool, little: bool, extent: Extent, position: int
) -> tuple[list[Mapping[int, RawElement]], int] | None:
    """Return the items of a sequence of undefined length, and the offset after it."""
    unpack, depth = HEADER[little].unpack_from, extent.depth + 1
    found: list[Mapping[int, RawElement]] = []
    while depth <= _DEEPEST and extent.end - position >= 8:
        group, number, length = unpack(data, position)
        tag = group << 16 | number
        position += 8
        if tag == SEQUENCE_END and not length:
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
