"""Typed objects as data sets of pydicom."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from pydicom.config import IGNORE
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filewriter import correct_ambiguous_vr_element
from pydicom.sequence import Sequence

from .kinds import empty, encoded
from .typed import ABSENT

if TYPE_CHECKING:
    from .fields import Field, Layout
    from .typed import Typed

SPECIFIC_CHARACTER_SET: Final = 0x00080005
UTF_8: Final = "ISO_IR 192"

Ambiguous = tuple[DataElement, list[Dataset]]
"""An element whose VR is a choice yet, and what it is in, the nearest first."""


def dataset_of(typed: Typed) -> Dataset:
    """Return an object as a data set.

    Text that needs more than ASCII is encoded in UTF-8, unless the object says otherwise.
    """
    ambiguous: list[Ambiguous] = []
    dataset, ascii_only = _encode(typed, (), ambiguous)
    for element, within in ambiguous:
        _decide(element, within)
    if not ascii_only and SPECIFIC_CHARACTER_SET not in dataset:
        dataset.add_new(SPECIFIC_CHARACTER_SET, "CS", UTF_8)
    return dataset


def _decide(element: DataElement, within: list[Dataset]) -> None:
    """Choose among the VRs of an element by what stands around it: PS3.5 Annex A."""
    try:
        correct_ambiguous_vr_element(element, within[0], True, within)
    except AttributeError:  # a part of an object may lack what decides
        element.VR = "OW" if "OW" in element.VR else "US"


def _encode(
    typed: Typed, around: tuple[Dataset, ...], ambiguous: list[Ambiguous]
) -> tuple[Dataset, bool]:
    """Return a data set, and whether all text that was given is ASCII.

    Args:
        around: What an item is in, the nearest first.
        ambiguous: Gets the elements whose VR the whole object decides.
    """
    layout = typed._layout_of()
    source = typed._source
    dataset = Dataset() if source is None or typed._part else copy(source)
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
            # It was judged when it was given, a wildcard of a query among others.
            element = DataElement(tag, field.vr, stored, validation_mode=IGNORE)
            if " or " in field.vr:
                ambiguous.append((element, [*within]))
        dataset[tag] = element
    return dataset, ascii_only


def _copy_part(typed: Typed, dataset: Dataset, layout: Layout) -> None:
    """Copy the elements of a module from the data set of its instance."""
    for tag in layout.by_tag:
        shifted = tag + typed._shift
        if typed._source is not None and shifted in typed._source:
            dataset[shifted] = typed._source[shifted]


def _same(field: Field, source: Dataset, tag: int, value: Any) -> bool:
    """Whether a value is what was read: the element then stays as it is."""
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
        return bool(field.read(source[tag]) == value)
    except ValueError:
        return False


def _changed(item: Typed) -> bool:
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
