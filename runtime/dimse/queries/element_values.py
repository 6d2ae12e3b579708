"""Values of the elements of a data set that is compared with a query."""

from __future__ import annotations

from typing import Any, Protocol, cast

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag

from .comparisons import Values


class Source(Protocol):
    """A data set, or an item in one: of pydicom, or received and not decoded yet."""

    def get_item(self, key: BaseTag) -> Any:
        """Return an element; None if it is absent."""


def element_of(dataset: Source, tag: BaseTag) -> Any:
    """Return a decoded element; None if it is absent or cannot be decoded."""
    element = dataset.get_item(tag)
    if not isinstance(element, RawDataElement):
        return element
    try:
        return cast(Dataset, dataset)[tag]
    except Exception:  # pydicom raises any exception for invalid bytes
        return None


def values_of(dataset: Source, tag: BaseTag) -> Values:
    """Return the values of an attribute; empty if it is absent or has no value."""
    element = element_of(dataset, tag)
    if element is None:
        return ()
    value = element.value
    if value is None or value == "" or value == b"":
        return ()
    if isinstance(value, list | MultiValue):
        return [one for one in value if one not in (None, "")]
    return (value,)


def first_of(dataset: Source, tag: BaseTag) -> str:
    """Return the first value of an attribute as text; empty without a value."""
    values = values_of(dataset, tag)
    return str(values[0]).strip() if values else ""
