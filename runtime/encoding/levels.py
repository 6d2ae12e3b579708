"""Data sets and items while they are read, one inside of the other."""

from __future__ import annotations

from .headers import ITEM
from .readings import Element, Problems, RawSequence, Reading, gather


class CutOffError(Exception):
    """Reading cannot go on."""


class Level:
    """A data set or item that is being read, and the sequence in it that is.

    Args:
        limit: Offset of the byte after it, or of the end of what encloses it.
        owner: The sequence of an item; None for a data set.
        delimited: Whether a delimiter ends it.
    """

    __slots__ = (
        "before",
        "cut",
        "delimited",
        "elements",
        "group",
        "implicit",
        "limit",
        "owner",
        "problems",
        "sequence",
        "short",
        "stray",
    )

    def __init__(
        self,
        implicit: bool,
        limit: int,
        owner: RawSequence | None = None,
        delimited: bool = False,
    ) -> None:
        self.implicit = implicit
        self.limit = limit
        self.owner = owner
        self.delimited = delimited
        self.group: int | None = None
        """The elements' group, where others end the reading."""
        self.before = -1
        """Tag of the element before."""
        self.cut: int | None = None
        self.short = False
        """Whether the data end before the item does."""
        self.stray: int | None = None
        """Offset of items and delimiters after the last element."""
        self.elements: list[Element] = []
        self.problems = Problems()
        self.sequence: RawSequence | None = None

    def end_sequence(self) -> None:
        assert self.sequence is not None
        if self.sequence.tag != ITEM:  # an item outside of a sequence is passed over
            self.elements.append(self.sequence)
            self.before = int(self.sequence.tag)
        self.sequence = None

    def reading(self) -> Reading:
        return gather(self.elements, self.problems.all(), self.cut)
