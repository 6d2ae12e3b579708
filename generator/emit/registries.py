"""Registries of UIDs, each as a generated file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from ..model import Standard
from ..naming import class_name

NOT_STORED: Final = frozenset({"KK.1-2"})
"""Tables in the form of storage tables that list SOP classes of other services:
inventories are created by N-ACTION."""


@frozen
class RegistryView:
    """A file with one dictionary."""

    file: str
    title: str
    constant: str
    annotation: str
    note: str
    """Description of the rows."""
    rows: Sequence[tuple[str, object]]


def registries(standard: Standard) -> Iterator[RegistryView]:
    """Yield the registries of an edition."""
    yield RegistryView(
        file="uids",
        title="The registry of UIDs: PS3.6 Table A-1.",
        constant="UIDS",
        annotation="dict[str, tuple[str, str, str, bool]]",
        note="Name, keyword, type and whether it is retired, by UID.",
        rows=[
            (uid.value, (uid.name, uid.keyword, uid.type, uid.retired))
            for uid in standard.uids
        ],
    )
    yield RegistryView(
        file="frames_of_reference",
        title="The well-known frames of reference: PS3.6 Table A-2.",
        constant="FRAMES_OF_REFERENCE",
        annotation="dict[str, tuple[str, str]]",
        note="Name and keyword by UID.",
        rows=[(f.value, (f.name, f.keyword)) for f in standard.frames_of_reference],
    )
    yield RegistryView(
        file="context_groups",
        title="The UIDs of context groups: PS3.6 Table A-3.",
        constant="CONTEXT_GROUPS",
        annotation="dict[str, tuple[str, bool]]",
        note="Identifier and whether it is retired, by UID; PS3.16 defines the groups.",
        rows=[(g.value, (g.identifier, g.retired)) for g in standard.context_groups],
    )
    yield RegistryView(
        file="templates",
        title="The UIDs of templates: PS3.6 Table A-4.",
        constant="TEMPLATES",
        annotation="dict[str, tuple[str, str]]",
        note="Defining section and type, by UID.",
        rows=[(t.value, (t.section, t.type)) for t in standard.templates],
    )
    iods = {iod.table: class_name(iod.name) for iod in standard.iods}
    yield RegistryView(
        file="sop_classes",
        title="The IODs of storage SOP classes: PS3.4 Tables B.5-1, GG.3-1 and I.4-1.",
        constant="IODS",
        annotation="dict[str, str]",
        note="The class of the IOD by SOP Class UID.",
        rows=[
            (c.uid, iods[c.iod])
            for c in standard.sop_classes
            if c.iod in iods and c.table not in NOT_STORED
        ],
    )
    yield RegistryView(
        file="normalized_sop_classes",
        title="The IODs of normalized SOP classes: PS3.4.",
        constant="IODS",
        annotation="dict[str, str]",
        note="The class of the IOD by SOP Class UID.",
        rows=[
            (service.uid, iods[service.iod])
            for service in standard.services
            if service.kind == "normalized" and service.iod in iods
        ],
    )
