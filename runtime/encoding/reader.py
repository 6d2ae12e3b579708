"""Data elements, one data set or item at a time, undecoded.

Well-formed data sets take the fast path (`fast_reader.py`), all others the general reader
(`general_reader.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, Final

from ..findings import codes
from .fast_reader import Extent, read_plain
from .general_reader import GeneralReader
from .headers import HEADER, ITEM, ITEM_END, SEQUENCE_END, UNDEFINED
from .lookahead import Lookahead
from .readings import BrokenSequenceError, Elements, RawElement, RawSequence, Reading

DEFERRED: Final = 1 << 16
"""Values of this length or more are not read; no rule applies to them."""


def read_data_set(
    file: BinaryIO,
    implicit: bool,
    little: bool,
    group: int | None = None,
    defer_size: int = UNDEFINED,
) -> Reading:
    """Return the elements from here to the end of the file.

    Args:
        group: Ends the reading before the first element of another group, if given.
        defer_size: Larger values are skipped: they are None.
    """
    if isinstance(file, BytesIO):
        data = file.getvalue()
        extent = Extent(file.tell(), len(data), False, group, defer_size)
        if plain := read_plain(data, implicit, little, extent):
            file.seek(plain.end)
            return Reading(plain.elements, ())
    return GeneralReader(file, implicit, little).read(group, defer_size)


def read_items(element: RawElement) -> Iterable[Reading]:
    """Return the items of a sequence that was read as bytes.

    Raises:
        BrokenSequenceError: The bytes hold no items, or end inside one: after those items
            that could be read.
    """
    if not isinstance(element, RawSequence):
        return _read_items(RawSequence._make(element))
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


def readable_items(element: RawElement) -> Iterator[Elements]:
    """Yield the elements of each item, up to the first that is broken."""
    try:
        for reading in read_items(element):
            yield reading.elements
    except BrokenSequenceError:
        return


def _until_broken(
    readings: list[Reading], broken: BrokenSequenceError
) -> Iterator[Reading]:
    yield from readings
    raise broken


def _read_items(element: RawSequence) -> Iterator[Reading]:
    _, vr, _, value, _, implicit, little = element
    if vr == "UN":  # an unknown VR is encoded in implicit VR little endian
        implicit = little = True
    value = value or b""
    element.problems = None
    unpack = HEADER[little].unpack_from
    position, size = 0, len(value)
    file = BytesIO(value)
    look = Lookahead(file, little, size)
    general = GeneralReader(file, implicit, little)
    while position < size:
        if size - position < 8:
            raise BrokenSequenceError(position, "the header of an item is cut off")
        group, number, length = unpack(value, position)
        tag = group << 16 | number
        start = position + 8
        if tag in (SEQUENCE_END, ITEM_END):
            _report_delimiter(element, tag, length)
            if tag == SEQUENCE_END:
                return
            position = start
            continue
        if tag != ITEM:
            raise BrokenSequenceError(
                position,
                f"({group:04X},{number:04X}) where an item should begin",
                codes.SEQUENCE_BROKEN if position else codes.NOT_A_SEQUENCE,
            )
        delimited = length == UNDEFINED
        end = size if delimited else start + length
        plain = None
        if end <= size and (vr != "UN" or look.is_implicit(start, end, True)):
            extent = Extent(start, end, delimited)
            plain = read_plain(value, implicit, little, extent)
        if plain is not None:
            yield Reading(plain.elements, ())
            position = plain.end
            continue
        # One reader for all such items, so that no byte is searched twice.
        file.seek(start)
        reading = general.read_item(element, None if delimited else min(end, size))
        yield reading
        if end > size and not reading.problems:
            raise BrokenSequenceError(
                position, f"an item of {length} bytes is longer than its sequence"
            )
        position = file.tell()


def _report_delimiter(element: RawSequence, tag: int, length: int) -> None:
    if length:
        what = f"a delimiter has the length {length:08X}H"
        element.report(codes.DELIMITER_LENGTH, what)
    elif element.length != UNDEFINED:
        what = "a delimiter within the explicit length of the sequence"
        element.report(codes.DELIMITER_IN_LENGTH, what)
    elif tag == ITEM_END:
        what = "an item delimiter outside of an item"
        element.report(codes.DELIMITER_MISPLACED, what)
