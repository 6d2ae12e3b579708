"""Sequences of a single item, but for a case that another attribute tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from .. import codes
from ..rules import reference_of, table_of
from ..scope import Scope
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk


class Single(NamedTuple):
    """A sequence that has one item."""

    table: str
    unless: str
    """The condition under which it may have more."""


_MULTI_ENERGY: Final = 'top.MultienergyCTAcquisition == "YES"'

SINGLES: Final[Mapping[int, Single]] = {
    0x00189304: Single("C.8-119", _MULTI_ENERGY),  # CT Acquisition Details
    0x00189312: Single("C.8-122", _MULTI_ENERGY),  # CT Geometry
    0x00189321: Single("C.8-124", _MULTI_ENERGY),  # CT Exposure
    0x00189325: Single("C.8-125", _MULTI_ENERGY),  # CT X-Ray Details
    0x00720300: Single("C.23.3-1", 'ImageBoxLayoutType == "TILED"'),  # Image Boxes
    0x300C0002: Single("C.8-39", 'DoseSummationType == "MULTI_PLAN"'),  # RT Plan
}
"""By tag: PS3.3 of 2022d and 2023a."""


def check_single(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report more than one item, where the case for that is not met."""
    table, unless = SINGLES[tag]
    source = next(
        (
            source
            for source in scope.level.plan.sources.get(tag, ())
            if table_of(source.attribute) == table
        ),
        None,
    )
    if source is None or walk.holds(scope, unless) is not False:
        return
    items = walk.told(scope, source.attribute.keyword)
    if items is not None and items > 1:
        what = f"has {items} items; more than one only if {unless}"
        reference = reference_of(source.attribute.owner)
        walk.add(codes.ITEM_COUNT, scope, tag, what, reference=reference)
