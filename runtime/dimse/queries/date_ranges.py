"""Dates and times for matching, with their precision.

A moment is a string of digits, filled up to microseconds, so that moments compare as
strings. A value of lower precision has a first and a last moment.

Source: PS3.4 C.2.2.2.1.3 and C.2.2.2.5; PS3.5 Table 6.2-1 (DA, DT, TM).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

_OFFSET: Final = re.compile(r"(.*)([+-]\d{4})")
_ALONE: Final = re.compile(r"[+-]\d{4}")
_FIRST: Final = "00000101000000000000"
_LAST: Final = "99991231235959999999"
"""Digits that fill up a moment: year, month, day, hour, minute, second, fraction."""

DATE: Final = 8
"""Number of digits of the date in a moment; the time follows."""

_ANY_DAY: Final = "20000101"


class Moment(NamedTuple):
    """A point in time."""

    local: str
    """Twenty digits, in local time."""
    utc: str | None = None
    """Twenty digits in UTC; None if the offset is unknown."""

    def is_before(self, other: Moment) -> bool:
        """Compare in UTC if both offsets are known, otherwise in local time."""
        if self.utc is not None and other.utc is not None:
            return self.utc < other.utc
        return self.local < other.local


def date_time(text: str, last: bool = False, zone: str = "") -> Moment:
    """Return the first, or last, moment of a date and time.

    Args:
        text: A value of VR DT.
        zone: Offset from UTC of values without one: "+0100"; empty if unknown.
    """
    found = _OFFSET.fullmatch(text)
    digits, offset = (text, zone) if found is None else (found[1], found[2])
    local = _filled(_digits(digits), last)
    return Moment(local, _utc(local, offset))


def date_and_time(date: str, time: str, last: bool = False) -> Moment | None:
    """Return the first, or last, moment of a date with a time; None without a date."""
    return date_time(day(date) + _digits(time), last) if day(date) else None


def day(text: str) -> str:
    """Return a date, also one of ACR-NEMA, as eight digits; empty if it is not a date."""
    digits = text.replace(".", "").strip()
    return digits if len(digits) == DATE and digits.isdecimal() else ""


def time_of_day(text: str, last: bool = False) -> str:
    """Return the first, or last, moment of a time: twelve digits."""
    return _filled("0" * DATE + _digits(text), last)[DATE:]


def _digits(text: str) -> str:
    return text.strip().replace(":", "").replace(".", "")


def _filled(digits: str, last: bool) -> str:
    rest = _LAST if last else _FIRST
    return (digits + rest[len(digits) :])[: len(rest)]


def _utc(local: str, offset: str) -> str | None:
    minutes = minutes_of(offset)
    # `_filled` ends every month with the 31st, which not every month has.
    return None if minutes is None else _later(_in_calendar(local), -minutes)


def _later(local: str, minutes: int) -> str | None:
    """Return a moment some minutes later; None if either is not in the calendar."""
    try:
        moment = datetime.strptime(local, "%Y%m%d%H%M%S%f") + timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y%m%d%H%M%S%f").zfill(len(local))


def has_offset(text: str) -> bool:
    """True if a date and time has an offset from UTC."""
    return _OFFSET.fullmatch(text) is not None


def minutes_of(offset: str) -> int | None:
    """Return an offset from UTC, "+0130", in minutes; None if it is not an offset."""
    if not _ALONE.fullmatch(offset):
        return None
    minutes = int(offset[1:3]) * 60 + int(offset[3:])
    return -minutes if offset[0] == "-" else minutes


def moved(date: str, time: str, minutes: int) -> tuple[str, str]:
    """Return a date and time in a zone whose local time is some minutes later.

    A date without a time, and an invalid date or time, are returned unchanged.

    Args:
        date: Empty if only the time is known.
    """
    digits = _digits(time)
    local = _later(_filled((day(date) or _ANY_DAY) + digits, last=False), minutes)
    if not digits or local is None:
        return date, time
    precise = max(len(digits), 4)  # an offset may be of half an hour
    return date and local[:DATE], local[DATE : DATE + precise]


def _in_calendar(local: str) -> str:
    """Return a moment with its day limited to the length of the month."""
    for day_of_month in range(int(local[6:8]), 27, -1):
        candidate = f"{local[:6]}{day_of_month:02}{local[8:]}"
        try:
            datetime(int(local[:4]), int(local[4:6]), day_of_month)
        except ValueError:
            continue
        return candidate
    return local


def bounds(text: str, is_valid: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the two ends of a range, empty for an open end; None for a single value.

    Args:
        is_valid: True for a single date or time; a dash may also begin an offset.
    """
    for position, char in enumerate(text):
        if char != "-":
            continue
        first, last = text[:position].strip(), text[position + 1 :].strip()
        if (first or last) and all(not end or is_valid(end) for end in (first, last)):
            return first, last
    return None
