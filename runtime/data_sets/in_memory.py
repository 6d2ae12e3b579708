"""Data sets of pydicom in memory, in the form of those that are read from files, and back.

pydicom takes longer to import than a small file to validate: it is imported only if there is
such a data set.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeGuard

from ..encoding.reader import DEFERRED
from ..encoding.readings import Element, Elements, RawElement, Reading, gather

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement, RawDataElement
    from pydicom.dataset import Dataset


def is_data_set(source: object) -> TypeGuard[Dataset]:
    """Return True for a data set of pydicom."""
    imported = sys.modules.get("pydicom.dataset")
    return imported is not None and isinstance(source, imported.Dataset)


def read_dataset(dataset: Dataset, in_memory: bool = True) -> Reading:
    """Return the elements of a data set, without decoding them.

    Args:
        in_memory: True to ignore their order, as pydicom will sort them.
    """
    elements = [_loaded(dataset, element) for element in dataset.values()]
    if in_memory:
        elements.sort(key=lambda element: int(element.tag))
    return gather(elements)


def elements_of(items: Sequence[Dataset] | None) -> list[Elements]:
    """Return the elements of each item of a sequence."""
    return [
        {int(each.tag): _element(each) for each in item.values()}
        for item in items or ()
    ]


def of_pydicom(element: Element) -> DataElement | RawDataElement:
    """Return an element in the form in which data sets of pydicom have it."""
    from pydicom.dataelem import RawDataElement, empty_value_for_VR
    from pydicom.tag import BaseTag

    if not isinstance(element, RawElement):
        return element
    tag, vr, length, value, start, implicit, little = element
    if not length and empty_value_for_VR(vr, raw=True) is None:
        value = None
    return RawDataElement(BaseTag(tag), vr, length, value, start, implicit, little)


def encoded(element: DataElement, encodings: list[str]) -> RawElement | None:
    """Return an element in explicit VR little endian; None if it cannot be encoded."""
    from .encoder import encoded

    return encoded(element, encodings)


def _loaded(dataset: Dataset, element: DataElement | RawDataElement) -> Element:
    """Return an element with its value, if pydicom deferred reading a short one."""
    if not isinstance(element, tuple) or element.value is not None:
        return _element(element)
    if element.length > DEFERRED and element.VR not in ("SQ", "UN", None):
        return _element(element)
    return _element(dataset.get_item(element.tag) if element.length else element)


def _element(element: DataElement | RawDataElement) -> Element:
    if not isinstance(element, tuple):
        return element
    tag, vr, length, value, start, implicit, little, *_ = element
    if value is None and not length:
        value = b""
    return RawElement(int(tag), vr, length, value, start, implicit, little)
