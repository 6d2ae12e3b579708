"""Paths of attributes in an object: "RequestAttributesSequence[0].(0040,0009)".

A step is a keyword or a tag (gggg,eeee); steps are separated by dots. [0] selects an item.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Step(NamedTuple):
    """One step of a path: an attribute, or items of a sequence."""

    name: str
    """A keyword, or a tag as eight hexadecimal digits."""
    item: int | None
    """Index of the item, from 0; None for the attribute, or for every item."""

    @property
    def key(self) -> str | int:
        """The keyword, or the tag as a number."""
        return int(self.name, 16) if _DIGITS.fullmatch(self.name) else self.name


_DIGITS: Final = re.compile(r"[0-9A-Fa-f]{8}")
_STEP: Final = re.compile(r"(?P<name>[A-Za-z]\w*|[0-9A-Fa-f]{8})(?:\[(?P<item>\d+)\])?")
_TAG: Final = re.compile(r"\(?([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)?")


def parse(path: str) -> tuple[Step, ...]:
    """Return the steps of a path.

    Raises:
        ValueError: The text is not a path.
    """
    steps = []
    for part in _TAG.sub(r"\1\2", path).split("."):
        step = _STEP.fullmatch(part)
        if step is None:
            raise ValueError(f"{path!r} is not a valid path")
        item = step["item"]
        steps.append(Step(step["name"], None if item is None else int(item)))
    return tuple(steps)
