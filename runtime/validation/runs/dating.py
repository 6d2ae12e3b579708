"""When an object was made, by its attributes, to choose the edition it is validated against."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from ...data_sets.in_memory import is_data_set, read_dataset
from ...encoding.files import NotDicomError, read_file
from ...encoding.readings import Elements
from ...encoding.single_values import text_of

if TYPE_CHECKING:
    from ..arguments import Source

TAGS: Final = (
    0x00080012,  # Instance Creation Date
    0x00080023,  # Content Date
    0x00080022,  # Acquisition Date
    0x0008002A,  # Acquisition DateTime
    0x00080021,  # Series Date
    0x00080020,  # Study Date
)
"""The attributes with the date of an object; the first one with a valid date is used."""

_DATE: Final = re.compile(r"(\d{4})(\.?)(\d{2})\2(\d{2})")
"""A date, or the beginning of a date and time; with dots in old objects."""


def date_of(elements: Elements) -> date | None:
    """Return the date of an object; None if it has no valid one."""
    for tag in TAGS:
        match = _DATE.match(text_of(elements.get(tag)))
        if match is not None:
            try:
                return date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError:
                continue
    return None


def date_of_source(source: Source) -> date | None:
    """Return the date of a file or a data set; None if it cannot be read.

    The position of an open file is unchanged.
    """
    if is_data_set(source):
        return date_of(read_dataset(source).elements)
    try:
        if isinstance(source, str | os.PathLike):
            with open(source, "rb") as file:
                return date_of(read_file(file).reading.elements)
        opened = cast(BinaryIO, source)
        start = opened.tell()
        try:
            return date_of(read_file(opened).reading.elements)
        finally:
            opened.seek(start)
    except (OSError, NotDicomError):
        return None  # the validator reports it
