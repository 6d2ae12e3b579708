"""Data elements as pydicom reads them, one data set or item at a time, undecoded.

What is plain is read at once (`plain.py`). For the rest pydicom's generator of elements is
used instead of `dcmread`: what was read before broken bytes is kept, and no data set
object is built that nobody needs.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from operator import attrgetter
from typing import BinaryIO, Final, NamedTuple, TypeAlias

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.filereader import data_element_generator

from ..errors import IodizeError
from . import codes
from .codes import Code
from .plain import (
    HEADER,
    ITEM,
    SEQUENCE_END,
    UNDEFINED,
    Extent,
    RawSequence,
    as_sequence,
    read_plain,
)

Element: TypeAlias = RawDataElement | DataElement
Elements: TypeAlias = Mapping[int, Element]
"""One data set or item, by plain integers: pydicom's tags compare slowly."""

DEFERRED: Final = 1 << 16
"""Bytes from where a value is not read: it is no text that a rule asks about."""

_tag_of: Final = attrgetter("tag")


class Problem(NamedTuple):
    """What is wrong with a data set or item as a whole."""

    code: Code
    message: str
    tag: int | None = None


class Reading(NamedTuple):
    """What could be read of a data set or item."""

    elements: Elements
    problems: tuple[Problem, ...]


def read_data_set(
    file: BinaryIO,
    implicit: bool,
    little: bool,
    group: int | None = None,
    defer_size: int = UNDEFINED,
) -> Reading:
    """Return the elements from here to the end of the file.

    Args:
        group: Ends the reading before the first element of another group, if named.
        defer_size: Larger values are passed over: they are None.
    """
    if isinstance(file, BytesIO):
        data = file.getvalue()
        extent = Extent(file.tell(), len(data), False, group, defer_size)
        if plain := read_plain(data, implicit, little, extent):
            file.seek(plain.end)
            return Reading(plain.elements, ())
    if group is None:
        return read_elements(file, implicit, little, defer_size=defer_size)

    def stop_when(tag: int, vr: str | None, length: int) -> bool:
        return tag >> 16 != group

    return read_elements(file, implicit, little, stop_when)


def read_elements(
    file: BinaryIO,
    implicit: bool,
    little: bool,
    stop_when: Callable[[int, str | None, int], bool] | None = None,
    defer_size: int | None = None,
) -> Reading:
    """Return the elements from here to the end of the file, or of the item, by pydicom.

    Args:
        stop_when: Called with tag, VR and length; ends the reading before that element.
        defer_size: Larger values are passed over: they are None.
    """
    found: list[Element] = []
    start = file.tell()
    problems: tuple[Problem, ...] = ()
    try:
        # What was read before an error stays in the list.
        found.extend(
            data_element_generator(
                file, implicit, little, stop_when=stop_when, defer_size=defer_size
            )
        )
    except RecursionError:
        from .deep import read_deep

        file.seek(start)
        found, problems = read_deep(file, implicit, little)
    except Exception as error:
        # Whatever pydicom meets in broken bytes: struct.error, EOFError, ValueError…
        problems = (_broken(error, found),)
    return gather(found, problems)


def gather(found: list[Element], problems: tuple[Problem, ...] = ()) -> Reading:
    """Return elements by their tags, with what is wrong about their order and end."""
    tags = list(map(int, map(_tag_of, found)))
    elements = dict(zip(tags, map(as_sequence, found), strict=True))
    if len(elements) != len(tags):
        twice = sorted({tag for tag in tags if tags.count(tag) > 1})
        problems += tuple(
            Problem(codes.DUPLICATE_ELEMENT, f"occurs {tags.count(tag)} times", tag)
            for tag in twice
        )
    ordered = sorted(tags)
    if tags != ordered:
        behind = next(tag for before, tag in pairwise(tags) if tag < before)
        problems += (Problem(codes.ELEMENT_ORDER, "comes after a higher tag", behind),)
        elements = {tag: elements[tag] for tag in ordered}
    if found and (short := shortage(found[-1])):
        problems += (short,)
    return Reading(elements, problems)


def shortage(element: Element) -> Problem | None:
    """Return what is wrong where a value has fewer bytes than its length says.

    Only the last element that was read can be short.
    """
    if isinstance(element, DataElement) or element.length in (0, UNDEFINED):
        return None
    if element.value is None or len(element.value) == element.length:
        return None
    return Problem(
        codes.TRUNCATED,
        f"the data end after {len(element.value)} of {element.length} bytes",
        int(element.tag),
    )


def read_items(element: RawDataElement) -> Iterable[Reading]:
    """Return the items of a sequence that was read as bytes.

    Raises:
        BrokenSequenceError: The bytes hold no items, or end inside one: after those items
            that could be read.
    """
    if not isinstance(element, RawSequence):
        return _read_items(element)
    if element.readings is None and element.plain is not None:
        element.readings = [Reading(item, ()) for item in element.plain]
    elif element.readings is None:
        element.readings = []
        try:
            element.readings.extend(_read_items(element))
        except BrokenSequenceError as error:
            element.broken = error
    if element.broken is not None:
        return _until_broken(element.readings, element.broken)
    return element.readings


def _until_broken(
    readings: list[Reading], broken: BrokenSequenceError
) -> Iterator[Reading]:
    yield from readings
    raise broken


def _read_items(element: RawDataElement) -> Iterator[Reading]:
    _, vr, _, value, _, implicit, little, *_ = element
    if vr == "UN":  # an unknown VR is encoded in implicit VR little endian
        implicit = little = True
    value = value or b""
    unpack = HEADER[little].unpack_from
    position, size = 0, len(value)
    while position < size:
        if size - position < 8:
            raise BrokenSequenceError(position, "the header of an item is cut off")
        group, number, length = unpack(value, position)
        tag = group << 16 | number
        if tag == SEQUENCE_END:
            return
        if tag != ITEM:
            raise BrokenSequenceError(
                position,
                f"({group:04X},{number:04X}) where an item should begin",
                codes.SEQUENCE_BROKEN if position else codes.NOT_A_SEQUENCE,
            )
        start = position + 8
        if length == UNDEFINED:
            extent = Extent(start, size, delimited=True)
            if plain := read_plain(value, implicit, little, extent):
                yield Reading(plain.elements, ())
                position = plain.end
                continue
            file = BytesIO(value)
            file.seek(start)
            yield read_elements(file, implicit, little)
            position = file.tell()
            continue
        end = start + length
        if end <= size and (
            plain := read_plain(value, implicit, little, Extent(start, end))
        ):
            yield Reading(plain.elements, ())
        else:
            yield read_elements(BytesIO(value[start:end]), implicit, little)
        if end > size:
            raise BrokenSequenceError(
                position, f"an item of {length} bytes is longer than its sequence"
            )
        position = end


class BrokenSequenceError(IodizeError):
    """The bytes of a sequence are not its items."""

    def __init__(
        self, position: int, problem: str, code: Code = codes.SEQUENCE_BROKEN
    ) -> None:
        super().__init__(position, problem, code)
        self.code = code
        self.position = position
        """Byte offset in the value of the sequence."""
        self.problem = problem

    def __str__(self) -> str:
        return f"at byte {self.position}: {self.problem}"


def _broken(error: Exception, found: list[Element]) -> Problem:
    after = f"after {found[-1].tag}" if found else "at the first element"
    if isinstance(error, EOFError | struct.error | OSError):
        return Problem(codes.TRUNCATED, f"the data end inside the element {after}")
    return Problem(
        codes.UNDECODABLE,
        f"unreadable {after}: {type(error).__name__}"
        + (f": {error}" if str(error) else ""),
    )
