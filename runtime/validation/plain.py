"""The common case of an item, read at once: elements in order, of known length, whole.

An enhanced image has thousands of such items. pydicom's reader takes several times as long
for them; it reads whatever is not plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import TYPE_CHECKING, Final

from pydicom.dataelem import RawDataElement, empty_value_for_VR
from pydicom.tag import BaseTag
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
_ITEM: Final = {True: b"\xfe\xff\x00\xe0", False: b"\xff\xfe\xe0\x00"}
"""What a sequence begins with, where no VR tells that it is one."""
_DELIMITERS: Final = 0xFFFE0000


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

    readings: list[Reading] | None = None
    broken: BrokenSequenceError | None = None


def as_sequence(element: Element) -> Element:
    """Return an element, if it is a sequence as one that keeps its items."""
    if isinstance(element, RawDataElement) and element.VR == "SQ":
        return RawSequence._make(element)
    return element


def read_plain(
    item: bytes, implicit: bool, little: bool
) -> Mapping[int, RawDataElement] | None:
    """Return the elements of an item by tag; None where it is not plain."""
    if implicit:
        return _read_implicit(item, little)
    unpack, unpack_length = _EXPLICIT[little].unpack_from, _LENGTH[little].unpack_from
    make, short, long = tuple.__new__, _SHORT, _LONG
    found: dict[int, RawDataElement] = {}
    position, size, before = 0, len(item), -1
    while position < size:
        if size - position < 8:
            return None
        group, number, name, length = unpack(item, position)
        position += 8
        vr = short.get(name)
        if vr is None:
            vr = long.get(name)
            if vr is None or size - position < 4:
                return None
            (length,) = unpack_length(item, position)
            position += 4
        tag = group << 16 | number
        end = position + length
        if tag <= before or end > size or tag >= _DELIMITERS:
            return None
        value = item[position:end] if length else _EMPTY[vr]
        found[tag] = make(
            RawSequence if vr == "SQ" else RawDataElement,
            (_TAGS[tag], vr, length, value, position, False, little, True, False),
        )
        position, before = end, tag
    return found


def _read_implicit(item: bytes, little: bool) -> Mapping[int, RawDataElement] | None:
    unpack, make, begin = HEADER[little].unpack_from, tuple.__new__, _ITEM[little]
    found: dict[int, RawDataElement] = {}
    position, size, before = 0, len(item), -1
    while position < size:
        if size - position < 8:
            return None
        group, number, length = unpack(item, position)
        position += 8
        tag = group << 16 | number
        end = position + length
        if tag <= before or end > size or tag >= _DELIMITERS:
            return None
        value = item[position:end] if length else _EMPTY_UNNAMED
        found[tag] = make(
            (
                RawSequence
                if length and item.startswith(begin, position)
                else RawDataElement
            ),
            (_TAGS[tag], None, length, value, position, True, little, True, False),
        )
        position, before = end, tag
    return found
