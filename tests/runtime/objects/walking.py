"""Reads all values of objects, and constructs objects again from their values."""

from __future__ import annotations

from typing import Any, TypeVar

from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from iodize.objects.typed import Typed

T = TypeVar("T", bound=Typed)


def read_all(typed: Typed) -> None:
    """Read every attribute and module of an object, of all items within too."""
    for name in typed._layout_of().names:
        value = getattr(typed, name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Typed):
                read_all(each)


def rebuilt(typed: T) -> T:
    """Return an object made from keywords, with items and modules made so as well."""
    return type(typed)(**_keywords(typed))


def _keywords(typed: Typed) -> dict[str, Any]:
    layout = typed._layout_of()
    found = {name: _again(getattr(typed, name)) for name in layout.members}
    for keyword, field in layout.fields.items():
        value = _again(getattr(typed, keyword))
        present = typed._has(field.tag + typed._shift)
        if value is None or value == []:
            value = "" if present and field.type != "2" else None
        found[keyword] = value
    return found


def _again(value: Any) -> Any:
    if isinstance(value, list):
        return [_again(each) for each in value]
    return rebuilt(value) if isinstance(value, Typed) else value


def encoded(dataset: Dataset) -> bytes:
    """Return a data set as Implicit VR has it: which of OB and OW it was does not count."""
    file = DicomBytesIO()
    file.is_implicit_VR = True
    file.is_little_endian = True
    write_dataset(file, dataset)
    return file.getvalue()


def same(one: Dataset, other: Dataset) -> str:
    """Return why two data sets are not the same; empty if they are."""
    if encoded(one) == encoded(other):
        return ""
    lines = [set(str(each).splitlines()) for each in (one, other)]
    return "\n".join(sorted(lines[0] ^ lines[1])) or "they are encoded otherwise"
