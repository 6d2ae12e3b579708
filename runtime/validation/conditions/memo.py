"""Decisions about conditions that follow from tags alone, reused for equal items.

Most conditions depend only on which attributes are present, and an absent attribute has no
value. So a data set or item with the same tags as an earlier one, in enclosing items with
the same tags, has the same outcomes. They are stored when a shape occurs the second time:
each check is run with a `Witness`, which records whether a value was read.

The frames of a multi-frame object share more: everything around a frame is the same for all
of them, values included. So within one object, an outcome applies to all frames of a shape
if no value inside the frame was read.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.reader import read_items
from ...encoding.readings import BrokenSequenceError, Element, RawElement, RawSequence
from ..plan.level import Level
from ..plan.scope import Scope, TagShape
from .outcome import Check, Outcome

LIMIT: Final = 10_000
"""Number of shapes to keep; then all are dropped."""


class Decided(NamedTuple):
    """The outcomes for a data set or item that follow from its shape."""

    held: int
    """Number of conditions that are decided, and met."""
    others: tuple[tuple[Check, Outcome | None], ...]
    """Checks with an unknown condition; None if the outcome depends on values."""


class Memo:
    """The shapes that occurred so far, and their outcomes."""

    def __init__(self) -> None:
        self._outermost = TagShape()
        self._number = 0
        self._decided: dict[tuple[TagShape, Level], Decided | None] = {}

    def occurred(self, scope: Scope, shape: TagShape) -> bool:
        """True if an item of the shape occurred before; from now on it did."""
        key = shape, scope.level
        if key in self._decided:
            return True
        self._decided[key] = None
        return False

    def decided(self, scope: Scope, shape: TagShape) -> Decided | None:
        """Return the outcomes for an item; None if they are not stored."""
        return self._decided.get((shape, scope.level))

    def store(self, scope: Scope, shape: TagShape, decided: Decided) -> None:
        self._decided[shape, scope.level] = decided

    def shape_in(self, outer: TagShape | None, key: object) -> TagShape:
        """Return the shape of an item.

        Args:
            outer: The shape of the enclosing item; None for the outermost.
            key: The item's tags, and other properties that distinguish it.
        """
        inner = (outer or self._outermost).inner
        shape = inner.get(key)
        if shape is None:
            shape = inner[key] = TagShape()
            self._number += 1
            if self._number > LIMIT:
                self._outermost, self._number = TagShape(), 0
                self._decided.clear()
        return shape


def shape_of(scope: Scope, memo: Memo, frames: Memo) -> TagShape:
    """Return the shape of a data set or item.

    Args:
        frames: The memo of the frames of this object.
    """
    if scope.shape is None:
        key: object = tuple(scope.elements)
        if scope.parent is None or scope.step is None:
            # Tables of IODs with the same tags may have other conditions.
            scope.shape = memo.shape_in(None, (scope.level.plan, key))
        elif scope.frame is scope:
            scope.shape = frames.shape_in(None, _shape_of_frame(scope))
        else:
            outer = shape_of(scope.parent, memo, frames)
            # The shape of a frame includes the tags of its items.
            in_frame = scope.parent.frame is scope.parent
            key = scope.step if in_frame else (scope.step[0], key)
            scope.shape = memo.shape_in(outer, key)
    return scope.shape


def _shape_of_frame(frame: Scope) -> object:
    """Return the tags and VRs of a frame, and the tags of its items."""
    try:
        return tuple(
            (tag, element.VR, _items(element))
            for tag, element in frame.elements.items()
        )
    except BrokenSequenceError:
        return object()  # unlike any other


def _items(element: Element) -> object:
    if isinstance(element, RawSequence):
        return tuple(tuple(reading.elements) for reading in read_items(element))
    if not isinstance(element, RawElement) and element.VR == "SQ":
        return tuple(tuple(map(int, item.keys())) for item in element.value or ())
    return object() if element.VR == "UN" else None
