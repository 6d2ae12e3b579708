"""Dates and times as they are matched: by what they mean, and to their precision.

A moment is its digits, filled up to the microsecond, so that moments compare as text: with
the first moment that a value may mean, or with the last one.

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
"""What fills up a moment: year, month, day, hour, minute, second, fraction."""

DATE: Final = 8
"""Digits of a date; those of a time stand behind."""

_ANY_DAY: Final = "20000101"


class Moment(NamedTuple):
    """A point in time."""

    local: str
    """Twenty digits, as they were written."""
    utc: str | None = None
    """The same where the offset from UTC is known."""

    def is_before(self, other: Moment) -> bool:
        """Return whether it is before another; in local time, unless both offsets are known."""
        if self.utc is not None and other.utc is not None:
            return self.utc < other.utc
        return self.local < other.local


def date_time(text: str, last: bool = False, zone: str = "") -> Moment:
    """Return the first, or last, moment that a date and time may mean.

    Args:
        text: Value of a DT.
        zone: The offset of values that have none: "+0100"; empty if it is not known.
    """
    found = _OFFSET.fullmatch(text)
    digits, offset = (text, zone) if found is None else (found[1], found[2])
    local = _filled(_digits(digits), last)
    return Moment(local, _utc(local, offset))


def date_and_time(date: str, time: str, last: bool = False) -> Moment | None:
    """Return the first, or last, moment of a date with a time; None for no date."""
    return date_time(day(date) + _digits(time), last) if day(date) else None


def day(text: str) -> str:
    """Return a date as eight digits, also one of ACR-NEMA; empty if it is none."""
    digits = text.replace(".", "").strip()
    return digits if len(digits) == DATE and digits.isdecimal() else ""


def time_of_day(text: str, last: bool = False) -> str:
    """Return the first, or last, moment of a day that a time may mean: twelve digits."""
    return _filled("0" * DATE + _digits(text), last)[DATE:]


def _digits(text: str) -> str:
    return text.strip().replace(":", "").replace(".", "")


def _filled(digits: str, last: bool) -> str:
    rest = _LAST if last else _FIRST
    return (digits + rest[len(digits) :])[: len(rest)]


def _utc(local: str, offset: str) -> str | None:
    minutes = minutes_of(offset)
    # The last moment of a month is its 31st in `_filled`; any month's last day will do.
    return None if minutes is None else _later(_in_calendar(local), -minutes)


def _later(local: str, minutes: int) -> str | None:
    """Return a moment so much later; None for one that the calendar does not have."""
    try:
        moment = datetime.strptime(local, "%Y%m%d%H%M%S%f") + timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y%m%d%H%M%S%f").zfill(len(local))


def has_offset(text: str) -> bool:
    """Return whether a date and time tells its offset from UTC."""
    return _OFFSET.fullmatch(text) is not None


def minutes_of(offset: str) -> int | None:
    """Return an offset from UTC, "+0130", in minutes; None for what is none."""
    if not _ALONE.fullmatch(offset):
        return None
    minutes = int(offset[1:3]) * 60 + int(offset[3:])
    return -minutes if offset[0] == "-" else minutes


def moved(date: str, time: str, minutes: int) -> tuple[str, str]:
    """Return a date and its time as they are where the clocks are so much later.

    A date without a time stays as it is, and so does what is no date or time.

    Args:
        date: Empty where only the time is known.
    """
    digits = _digits(time)
    local = _later(_filled((day(date) or _ANY_DAY) + digits, last=False), minutes)
    if not digits or local is None:
        return date, time
    precise = max(len(digits), 4)  # an offset may be of half an hour
    return date and local[:DATE], local[DATE : DATE + precise]


def _in_calendar(local: str) -> str:
    """Return a moment whose day its month has."""
    for day_of_month in range(int(local[6:8]), 27, -1):
        candidate = f"{local[:6]}{day_of_month:02}{local[8:]}"
        try:
            datetime(int(local[:4]), int(local[4:6]), day_of_month)
        except ValueError:
            continue
        return candidate
    return local


def bounds(text: str, is_good: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the ends of a range; empty ones are open. None for a single value.

    Args:
        is_good: Whether a text is one date or time: a dash may also begin an offset.
    """
    for position, char in enumerate(text):
        if char != "-":
            continue
        first, last = text[:position].strip(), text[position + 1 :].strip()
        if (first or last) and all(not end or is_good(end) for end in (first, last)):
            return first, last
    return None
