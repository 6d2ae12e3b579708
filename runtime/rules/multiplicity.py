"""Value multiplicity: the allowed numbers of values of an element."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Range(NamedTuple):
    """One alternative of a value multiplicity: "3", "1-8", "2-2n"."""

    low: int
    high: int | None
    """None if there is no upper limit."""
    step: int
    """The number of values is a multiple of this: 2 for "2-2n"."""

    def allows(self, count: int) -> bool:
        return (
            count >= self.low
            and (self.high is None or count <= self.high)
            and count % self.step == 0
        )


@cache
def ranges(vm: str) -> tuple[Range, ...]:
    """Parse a value multiplicity of the dictionary: "1-n or 1".

    The result is empty for text that is not understood; then nothing is checked.

    Source: PS3.5 6.4.
    """
    try:
        return tuple(_range(part.strip()) for part in vm.split(" or "))
    except ValueError:
        return ()


def allows(vm: str, count: int) -> bool:
    """Return True if a value multiplicity allows a number of values."""
    alternatives = ranges(vm)
    return not alternatives or any(one.allows(count) for one in alternatives)


def _range(text: str) -> Range:
    first, dash, last = text.partition("-")
    low = int(first)
    if not dash:
        return Range(low, low, 1)
    if last.endswith("n"):
        return Range(low, None, int(last[:-1] or 1))
    return Range(low, int(last), 1)
