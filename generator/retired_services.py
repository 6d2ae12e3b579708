"""Retired services: those that an edition registers, but no longer contains.

The UID of a SOP class stays registered in PS3.6 after its service has left PS3.4. The facts
of such services are in `standard_xml/retired/`, in the form of an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from .model import (
    AttributeList,
    AttributeTable,
    Iod,
    ModuleUse,
    Service,
    ServiceAttribute,
    SopClass,
    Standard,
    StatedType,
    Type,
)


def with_retired(standard: Standard, retired: Standard) -> Standard:
    """Return an edition with the retired services that it registers.

    What the edition has itself takes precedence. An edition without services is returned
    unchanged.

    Args:
        retired: The facts of `standard_xml/retired/`.
    """
    if not standard.services:
        return standard
    registered = {uid.value for uid in standard.uids}
    own = {service.uid for service in standard.services}
    services = tuple(
        each
        for each in retired.services
        if each.uid in registered and each.uid not in own
    )
    with_iod = {each.uid for each in standard.sop_classes}
    sop_classes = tuple(
        each
        for each in retired.sop_classes
        if each.uid in registered and each.uid not in with_iod
    )
    known = {iod.table for iod in standard.iods}
    needed = {*_iods_of(services, sop_classes)} - known
    iods = tuple(
        _typed(_resolved(iod, standard, retired), retired)
        for iod in retired.iods
        if iod.table in needed
    )
    used = {use.table for iod in iods for use in iod.modules}
    present = {table.table for table in _tables(standard)}
    modules = tuple(
        each
        for each in retired.modules
        if each.table in used and each.table not in present
    )
    stored = {each.uid: each.iod for each in sop_classes}
    return evolve(
        standard,
        iods=standard.iods + iods,
        modules=standard.modules + modules,
        sop_classes=standard.sop_classes + sop_classes,
        service_tables=standard.service_tables + retired.service_tables,
        status_tables=standard.status_tables + retired.status_tables,
        services=(
            *(evolve(s, iod=stored.get(s.uid, s.iod)) for s in standard.services),
            *services,
        ),
    )


def _tables(standard: Standard) -> Iterator[AttributeTable]:
    yield from standard.modules
    yield from standard.macros


def _iods_of(
    services: Iterable[Service], sop_classes: Iterable[SopClass]
) -> Iterator[str]:
    """Yield the labels of the IODs of services and storage SOP classes."""
    yield from (each.iod for each in services if each.iod)
    yield from (each.iod for each in sop_classes if each.iod)


def _resolved(iod: Iod, standard: Standard, retired: Standard) -> Iod:
    """Return an IOD with the labels that its modules have in the edition."""
    own = {module.table for module in retired.modules}
    return evolve(
        iod,
        modules=tuple(
            use if use.table in own else _in_edition(use, standard)
            for use in iod.modules
        ),
    )


def _in_edition(use: ModuleUse, standard: Standard) -> ModuleUse:
    """Return a use of a module of the edition, found by name: labels change."""
    found = [module for module in standard.modules if module.name == use.module]
    labels = [module.table for module in found]
    if use.table in labels or not labels:
        return use if labels else evolve(use, table=None)
    return evolve(use, table=found[0].table, section=found[0].section)


UNCONDITIONAL: Final = {each.value: each for each in Type if not each.is_conditional}


def _typed(iod: Iod, retired: Standard) -> Iod:
    """Return a normalized IOD with the types that its SOP class states.

    Those of the reply to N-GET, or else of the request to create an instance.
    """
    for service in retired.services:
        if service.iod == iod.table and service.kind == "normalized":
            lists = {
                (operation.service, each.role): each
                for operation in service.operations
                for each in operation.lists
            }
            found = lists.get(("N-GET", "reply")) or lists.get(("N-CREATE", "request"))
            if found is not None:
                return evolve(iod, types=tuple(_stated(found, retired)))
    return iod


def _stated(found: AttributeList, retired: Standard) -> Iterator[StatedType]:
    """Yield the unconditional types of a list, as the side that sends it must meet them."""
    tables = {table.table: table for table in retired.service_tables}
    for column in found.columns:
        for row in tables[column.table].content:
            if isinstance(row, ServiceAttribute):
                for each in row.requirements:
                    letter = each.user if found.role == "request" else each.provider
                    if each.column == column.column and letter in UNCONDITIONAL:
                        yield StatedType(row.tag, UNCONDITIONAL[letter])
