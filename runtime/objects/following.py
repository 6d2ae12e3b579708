"""Values that a new instance takes over from another one of the same study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, Final

from .typed import as_typed

if TYPE_CHECKING:
    from ..tables.descriptions import Iod, Use
    from .instance import Instance

SHARED: Final = frozenset({"Patient", "Study", "Equipment"})
"""Information entities that all instances of a study share."""

IDENTIFIED: Final = {
    "Series": "SeriesInstanceUID",
    "Frame of Reference": "FrameOfReferenceUID",
}
"""Entities that some instances of a study share, each with the UID that identifies it."""


def context(
    cls: type[Instance],
    other: Instance,
    values: Mapping[str, Any],
    shared: Set[str] = SHARED,
) -> dict[str, Any]:
    """Return the attributes and optional modules that a new instance takes over.

    Args:
        values: Attributes given for the new instance.
        shared: The information entities that both instances share.
    """
    taken: dict[str, Any] = {}
    layout = cls._layout_of()
    for use in _shared(cls, other, values, shared):
        member = layout.member_of(use.definition)
        if member is not None:
            module = getattr(other, member, None)
            if module is not None:
                taken[member] = module
            continue
        for keyword, field in as_typed(use.definition)._layout_of().fields.items():
            if keyword in layout.fields and other._has(field.tag):
                value = other._read(keyword)
                if value is not None:
                    taken[keyword] = value
    return taken


def _shared(
    cls: type[Any], other: Instance, values: Mapping[str, Any], shared: Set[str]
) -> Iterator[Use]:
    """Yield the uses of modules whose values both instances share."""
    iod: type[Iod] = cls
    same = isinstance(other, cls)
    for use in iod.module_uses:
        identity = IDENTIFIED.get(use.entity)
        if use.entity in shared or (
            same and identity is not None and identity not in values
        ):
            yield use
