"""The shortest and the longest, the lowest and the highest values that are legal."""

from __future__ import annotations

from typing import Any

from iodize.example.choosing import FRACTION, WHOLE, converted
from iodize.example.freedoms import Choice
from iodize.testing import DATE_FORMATS, PERIOD, TEXTS, bounds


def lowest(choice: Choice) -> Any:
    """Return the shortest text, the first date, or the lowest number."""
    return _extreme(choice, 0)


def highest(choice: Choice) -> Any:
    """Return the longest text, the last date, or the highest number."""
    return _extreme(choice, -1)


def _extreme(choice: Choice, end: int) -> Any:
    if choice.terms:
        return converted(choice.vr, choice.terms[end])
    value = _value(choice, end)
    return value if choice.number == 1 else [value] * choice.number


def _value(choice: Choice, end: int) -> Any:
    vr = choice.vr
    if vr in TEXTS:
        alphabet, longest = TEXTS[vr]
        return alphabet[0] * (1, longest)[end]
    if vr in DATE_FORMATS:
        return PERIOD[end].strftime(DATE_FORMATS[vr])
    if vr == "AS":
        return ("000D", "999Y")[end]
    number = bounds(vr, choice.limits)[end]
    if vr in FRACTION:
        return float(number)
    return int(number) if vr in WHOLE else str(int(number))
