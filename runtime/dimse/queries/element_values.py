"""What is compared with a query: data sets of pydicom, or what was received and not decoded."""

from __future__ import annotations

from typing import Any, Protocol, cast

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from .comparisons import Values


class Source(Protocol):
    """What is compared with a query: a data set, or an item of one."""

    def get_item(self, key: BaseTag) -> Any:
        """Return an element; None if it is absent."""


def element_of(dataset: Source, tag: BaseTag) -> Any:
    """Return an element, decoded; None if it is absent, or its bytes mean nothing."""
    element = dataset.get_item(tag)
    if not isinstance(element, RawDataElement):
        return element
    try:
        return cast(Dataset, dataset)[tag]
    except Exception:  # whatever the reader of the value raises: it may be anything
        return None


def values_of(dataset: Source, tag: BaseTag) -> Values:
    """Return the values of an attribute; empty if it is absent, or has none."""
    element = element_of(dataset, tag)
    if element is None:
        return ()
    value = element.value
    if value is None or value == "" or value == b"":
        return ()
    if isinstance(value, list) or type(value).__name__ == "MultiValue":
        return [one for one in value if one not in (None, "")]
    return (value,)


def first_of(dataset: Source, tag: BaseTag) -> str:
    """Return the first value of an attribute as text; empty where there is none."""
    values = values_of(dataset, tag)
    return str(values[0]).strip() if values else ""
