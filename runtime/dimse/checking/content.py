"""The data set of a message, as the checks read it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple, TypeAlias

from pydicom.dataset import Dataset

from ...data_sets.in_memory import read_dataset
from ...encoding.fast_reader import read_plain
from ...encoding.general_reader import GeneralReader
from ...encoding.reader import readable_items
from ...encoding.readings import (
    Element,
    Elements,
    RawElement,
    Reading,
)
from ..services.attribute_lists import AttributeList, data_set_of


class Encoded(NamedTuple):
    """A data set as it was received.

    Its check is faster, and more complete, than that of a decoded data set.
    """

    data: bytes
    implicit_vr: bool = True
    little_endian: bool = True


Content: TypeAlias = Dataset | Encoded
"""The attributes of a message."""


def parted(
    attributes: AttributeList | tuple[type[AttributeList], Content],
) -> tuple[type[AttributeList], Content]:
    """Return the class of an attribute list, and its content."""
    if isinstance(attributes, tuple):
        return attributes
    return type(attributes), data_set_of(attributes)


def reading_of(content: Content) -> Reading:
    """Return the elements of a data set, for a walk over them."""
    if isinstance(content, Dataset):
        return read_dataset(content)
    data, implicit, little = content
    plain = read_plain(data, implicit, little)
    if plain is not None:
        return Reading(plain.elements, ())
    return GeneralReader(BytesIO(data), implicit, little).read()


def items_of(element: Element) -> Iterator[Elements]:
    """Yield the elements of the items of a sequence that can be decoded."""
    if not isinstance(element, RawElement):
        for item in element.value or () if element.VR == "SQ" else ():
            yield read_dataset(item).elements
    else:
        yield from readable_items(element)
