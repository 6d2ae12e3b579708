"""What a new instance takes over from one of the same study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..definitions import Iod, Use
    from .instance import Instance

SHARED: Final = frozenset({"Patient", "Study", "Equipment"})
"""Information entities that all instances of a study share."""

IDENTIFIED: Final = {
    "Series": "SeriesInstanceUID",
    "Frame of Reference": "FrameOfReferenceUID",
}
"""Entities that some instances of a study share, and the attribute that tells which."""


def context(
    cls: type[Instance], other: Instance, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the attributes and optional modules that a new instance takes over."""
    taken: dict[str, Any] = {}
    layout = cls._layout_of()
    for use in _shared(cls, other, values):
        name = use.definition.__module__.rpartition(".")[2]
        if name in layout.members:
            module = getattr(other, name, None)
            if module is not None:
                taken[name] = module
            continue
        for keyword, field in use.definition._layout_of().fields.items():
            if keyword in layout.fields and other._has(field.tag):
                value = other._read(keyword)
                if value is not None:
                    taken[keyword] = value
    return taken


def _shared(
    cls: type[Any], other: Instance, values: Mapping[str, Any]
) -> Iterator[Use]:
    """Yield the uses of modules whose values both instances have in common."""
    iod: type[Iod] = cls
    same = isinstance(other, cls)
    for use in iod.module_uses:
        identity = IDENTIFIED.get(use.entity)
        if use.entity in SHARED or (
            same and identity is not None and identity not in values
        ):
            yield use
