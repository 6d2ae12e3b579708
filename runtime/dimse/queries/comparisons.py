"""Comparisons of attributes with keys, one for each kind of matching.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias
from unicodedata import normalize

from ...encoding.value_forms import FORMATS, acceptor
from ..services.keys import RANGED, WITH_WILDCARDS
from .date_ranges import bounds, date_time, day, time_of_day

Values: TypeAlias = Sequence[Any]
"""The values of an attribute, as decoded by pydicom; at least one."""

Comparison: TypeAlias = Callable[[Values], bool]
"""Returns True if one of the values matches."""

_NUMERIC: Final = frozenset({"DS", "IS", *FORMATS})
_PARAGRAPHS: Final = frozenset({"LT", "ST", "UC", "UR", "UT"})
"""VRs whose leading spaces are significant."""

_MARKS: Final = re.compile("[\u0300-\u036f]")
"""Accents. Other combining characters are ignored, as in Japanese they change the letter."""


def comparison_of(
    vr: str, key: Sequence[str], *, all_of: bool = False, zone: str = ""
) -> Comparison:
    """Return the comparison of attributes with a key.

    Args:
        key: The values of the key; at least one.
        all_of: True if all values must match, False if one is enough: C.2.2.2.8.
        zone: Offset from UTC of dates and times without one.
    """
    if vr == "UI":
        uids = frozenset(uid.rstrip("\0 ") for uid in key)
        return lambda values: any(str(value).rstrip("\0 ") in uids for value in values)
    tests = [_one(vr, text, zone) for text in key]
    if len(tests) == 1:
        return tests[0]
    if all_of:
        return lambda values: all(test(values) for test in tests)
    return lambda values: any(test(values) for test in tests)


def _one(vr: str, text: str, zone: str) -> Comparison:
    if vr in RANGED:
        return _RANGED[vr](text.strip(), zone)
    if vr == "PN":
        return _name(text)
    if vr in WITH_WILDCARDS:
        return _text(text, str.rstrip if vr in _PARAGRAPHS else str.strip)
    if vr in _NUMERIC:
        return _number(text)
    return lambda values: any(str(value).strip() == text.strip() for value in values)


def is_universal(key: Sequence[str]) -> bool:
    """True if a key matches everything: it has no value, or is a single wild card.

    Archives accept the wild card for all VRs; the check of the query reports it.
    """
    return all(text.strip() in ("", "*") for text in key)


def wild_card(text: str) -> Callable[[str], object]:
    """Return the match function of a text with wild cards: C.2.2.2.4."""
    pattern = "".join(
        ".*" if char == "*" else "." if char == "?" else re.escape(char)
        for char in re.sub(r"\*+", "*", text)
    )
    return re.compile(pattern, re.DOTALL).fullmatch


def _matcher(text: str) -> Callable[[str], object]:
    if "*" in text or "?" in text:
        return wild_card(text)
    return text.__eq__


def _text(text: str, stripped: Callable[[str, str], str]) -> Comparison:
    matches = _matcher(stripped(text, " "))
    return lambda values: any(matches(stripped(str(value), " ")) for value in values)


def folded(name: str) -> str:
    """Return a name without case, accents and trailing delimiters."""
    if not name.isascii():
        name = normalize("NFC", _MARKS.sub("", normalize("NFKD", name)))
    return name.casefold().strip(" ").rstrip("^ ")


def _name(text: str) -> Comparison:
    """Compare component groups regardless of case and accents: C.2.2.2.1.1."""
    key = [folded(group) for group in text.split("=")]
    matchers = [_matcher(group) for group in key]
    if len(key) == 1:
        matches = matchers[0]
        return lambda values: any(
            matches(folded(group))
            for value in values
            for group in str(value).split("=")
        )

    def together(values: Values) -> bool:
        for value in values:
            groups = [folded(group) for group in str(value).split("=")]
            groups += [""] * (len(key) - len(groups))
            if all(
                not expected or matches(group)
                for expected, matches, group in zip(key, matchers, groups, strict=False)
            ):
                return True
        return False

    return together


def _number(text: str) -> Comparison:
    try:
        number = float(text)
    except ValueError:
        return lambda values: False
    return lambda values: any(_equals(value, number) for value in values)


def _equals(value: Any, number: float) -> bool:
    try:
        return float(value) == number
    except (TypeError, ValueError):
        return False


def is_moment(vr: str) -> Callable[[str], bool]:
    """Return the test for a single valid value of a date or time."""
    accepts = acceptor(vr, "1")
    assert accepts is not None  # these VRs are text
    return lambda text: bool(accepts(text.encode("ascii", "replace")))


def _date(text: str, zone: str) -> Comparison:
    ends = bounds(text, is_moment("DA"))
    if ends is None:
        date = day(text)
        return lambda values: bool(date) and any(day(str(v)) == date for v in values)
    first, last = day(ends[0]), day(ends[1]) or "9" * 8
    return lambda values: any(
        first <= found <= last for value in values if (found := day(str(value)))
    )


def _time(text: str, zone: str) -> Comparison:
    ends = bounds(text, is_moment("TM"))
    if ends is None:
        time = time_of_day(text)
        return lambda values: any(time_of_day(str(value)) == time for value in values)
    first = time_of_day(ends[0])
    last = time_of_day(ends[1], last=True)
    return lambda values: any(
        first <= time_of_day(str(value)) <= last
        for value in values
        if str(value).strip()
    )


def _date_time(text: str, zone: str) -> Comparison:
    ends = bounds(text, is_moment("DT"))
    if ends is None:
        key = date_time(text, zone=zone)

        def equals(value: object) -> bool:
            found = date_time(str(value).strip(), zone=zone)
            return not found.is_before(key) and not key.is_before(found)

        return lambda values: any(map(equals, values))
    first = date_time(ends[0], zone=zone) if ends[0] else None
    last = date_time(ends[1], last=True, zone=zone) if ends[1] else None

    def is_within(value: object) -> bool:
        found = date_time(str(value).strip(), zone=zone)
        early = first is not None and found.is_before(first)
        return not early and not (last is not None and last.is_before(found))

    return lambda values: any(map(is_within, values))


_RANGED: Final = {"DA": _date, "TM": _time, "DT": _date_time}
