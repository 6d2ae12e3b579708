"""The items of a sequence, for checks that compare them with the data set around them."""

from __future__ import annotations

from ....data_sets.in_memory import elements_of
from ....encoding.reader import read_items
from ....encoding.readings import BrokenSequenceError, Element, Elements, RawElement


def items_of(element: Element | None) -> list[Elements]:
    """Return the elements of each item; none if they cannot be read completely."""
    if element is None:
        return []
    if not isinstance(element, RawElement):
        return elements_of(element.value) if element.VR == "SQ" else []
    try:
        return [reading.elements for reading in read_items(element)]
    except BrokenSequenceError:
        return []
