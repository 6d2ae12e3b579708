"""Converts objects to data sets of pydicom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from pydicom.config import IGNORE
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filewriter import correct_ambiguous_vr_element
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from ..data_sets.element_values import element_of
from ..data_sets.value_types import empty, encoded
from .absent import ABSENT
from .copying import copy_of, copy_of_elements

SPECIFIC_CHARACTER_SET: Final = 0x00080005
UTF_8: Final = "ISO_IR 192"

Ambiguous = tuple[DataElement, list[Dataset]]
"""An element with a choice of VRs, and the data sets around it, the innermost first."""


class Field(Protocol):
    """An attribute of a class."""

    @property
    def vr(self) -> str: ...
    @property
    def sequence(self) -> bool: ...
    def read(self, element: DataElement) -> object: ...


class Fields(Protocol):
    """The attributes of a class."""

    @property
    def by_tag(self) -> Mapping[int, Field]: ...
    def field(self, tag: int) -> Field | None: ...


class Encodable(Protocol):
    """A typed object: the values that were set, and the data set that it was read from."""

    _values: dict[int, Any]
    _source: Dataset | None
    _shift: int
    _part: bool

    def _layout_of(self) -> Fields: ...


def dataset_of(typed: Encodable) -> Dataset:
    """Return an object as a data set.

    Text beyond ASCII is encoded in UTF-8, unless the object has a Specific Character Set.
    """
    ambiguous: list[Ambiguous] = []
    dataset, ascii_only = _encode(typed, (), ambiguous)
    for element, within in ambiguous:
        _decide(element, within)
    if not ascii_only and SPECIFIC_CHARACTER_SET not in dataset:
        dataset.add_new(SPECIFIC_CHARACTER_SET, "CS", UTF_8)
    return dataset


def _decide(element: DataElement, within: list[Dataset]) -> None:
    """Choose the VR of an element by the values around it: PS3.5 Annex A."""
    try:
        correct_ambiguous_vr_element(element, within[0], True, within)
    except AttributeError:  # an item alone may lack the attribute that decides
        element.VR = "OW" if "OW" in element.VR else "US"


def _encode(
    typed: Encodable, around: tuple[Dataset, ...], ambiguous: list[Ambiguous]
) -> tuple[Dataset, bool]:
    """Return a data set, and whether all text set in the object is ASCII.

    Args:
        around: The data sets around an item, the innermost first.
        ambiguous: Collects the elements whose VR depends on the complete object.
    """
    layout = typed._layout_of()
    source = typed._source
    dataset = Dataset() if source is None or typed._part else copy_of(source)
    if typed._part:
        _copy_part(typed, dataset, layout)
    within = (dataset, *around)
    ascii_only = True
    for tag, value in sorted(typed._values.items()):
        if value is ABSENT:
            if tag in dataset:
                del dataset[tag]
            continue
        field = layout.field(tag)
        if field is None or (typed._part and tag - typed._shift not in layout.by_tag):
            continue
        if source is not None and tag in source and _same(field, source, tag, value):
            continue
        if field.sequence:
            items = [_encode(item, within, ambiguous) for item in value or ()]
            ascii_only &= all(plain for _, plain in items)
            element = DataElement(tag, "SQ", Sequence([item for item, _ in items]))
        else:
            ascii_only &= _is_ascii(value)
            none = value is None or value == []
            stored = empty(field.vr) if none else encoded(field.vr, value)
            # The value was checked when it was set; keys of queries may have wildcards.
            element = DataElement(tag, field.vr, stored, validation_mode=IGNORE)
            if " or " in field.vr:
                ambiguous.append((element, [*within]))
        dataset[tag] = element
    return dataset, ascii_only


def _copy_part(typed: Encodable, dataset: Dataset, layout: Fields) -> None:
    """Copy the elements of a module from the data set of its instance."""
    source = typed._source
    if source is None:
        return
    tags = (BaseTag(tag + typed._shift) for tag in layout.by_tag)
    dataset.update(
        copy_of_elements({tag: source[tag] for tag in tags if tag in source})
    )


def _same(field: Field, source: Dataset, tag: int, value: Any) -> bool:
    """Whether a value equals the one that was read: its element is then kept."""
    if field.sequence:
        read = source[tag].value
        if value is None:
            return not read
        return (
            isinstance(read, Sequence)
            and len(read) == len(value)
            and all(
                item._source is was and not _changed(item)
                for item, was in zip(value, read, strict=True)
            )
        )
    try:
        return bool(field.read(element_of(source, tag, field.vr)) == value)
    except ValueError:
        return False


def _changed(item: Encodable) -> bool:
    """Whether any value of an item differs from what was read."""
    source, layout = item._source, item._layout_of()
    for tag, value in item._values.items():
        field = layout.field(tag)
        if source is None or tag not in source or field is None:
            return True
        if not _same(field, source, tag, value):
            return True
    return False


def _is_ascii(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_ascii(one) for one in value)
    return not hasattr(value, "encode") or str(value).isascii()
