"""The items of a sequence, for checks that compare them with the data set around them."""

from __future__ import annotations

from pydicom.dataelem import DataElement

from ....encoding.reader import read_items
from ....encoding.readings import BrokenSequenceError, Element, Elements


def items_of(element: Element | None) -> list[Elements]:
    """Return the elements of each item; none if they cannot be read completely."""
    if element is None:
        return []
    if isinstance(element, DataElement):
        items = element.value if element.VR == "SQ" else ()
        return [{int(one.tag): one for one in item.values()} for item in items or ()]
    try:
        return [reading.elements for reading in read_items(element)]
    except BrokenSequenceError:
        return []
