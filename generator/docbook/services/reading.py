"""Joins the tables of PS3.4 with the manifest to the services of an edition."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from ...model import ServiceTable, Standard, StatusTable, Transition
from ...report import Report
from ..xml.book import Book
from ..xml.table import Table
from .attribute_tables import is_requirement_table
from .coverage import check_coverage
from .manifest import DECLARED, UNTYPED
from .relocation import is_declared, relocated
from .service_groups import with_usage
from .state_tables import read_transitions
from .storage import storage_services

STATES = frozenset(each.states.table for each in DECLARED if each.states is not None)


def is_attribute_list(table: Table) -> bool:
    """Whether a table lists the attributes of a service."""
    return is_requirement_table(table) or is_declared(table, UNTYPED)


def is_state_table(table: Table) -> bool:
    """Whether a table lists the state transitions of a SOP class."""
    return is_declared(table, STATES)


def with_services(
    standard: Standard,
    book: Book,
    moved_in: Mapping[int, Mapping[str, str]],
    report: Report,
) -> Standard:
    """Return an edition with the services of its tables and the manifest.

    Args:
        book: PS3.4.
        moved_in: New labels of renumbered tables, by part.
    """
    moved, in_objects = moved_in[4], moved_in[3]
    declarations = tuple(
        evolve(
            relocated(each, moved),
            iod=relocated(each.iod, in_objects),
            modules=relocated(each.modules, in_objects),
        )
        for each in DECLARED
    )
    check_coverage(
        book,
        declarations,
        moved,
        standard.service_tables,
        standard.status_tables,
        report,
    )
    present: dict[str, ServiceTable | StatusTable] = {}
    present |= {table.table: table for table in standard.service_tables}
    present |= {table.table: table for table in standard.status_tables}
    registered = {uid.value: uid for uid in standard.uids}
    iods = {iod.table for iod in standard.iods}
    services = []
    for declared in declarations:
        uid = registered.get(declared.uid)
        if uid is None:
            continue  # reported by `check_coverage`
        service = declared.service(uid.name.removesuffix(" UID"))
        service = evolve(
            service,
            name=service.name.removesuffix(" SOP Class"),
            iod=service.iod if service.iod in iods else None,
        )
        if declared.retired != uid.retired:
            reason = (
                f"{uid.name}: PS3.6 and the manifest differ on whether it is retired"
            )
            report.problem(4, declared.group or "", 0, reason)
        if declared.states is not None:
            transitions = _transitions(book, declared.states.table, report)
            states = declared.states.machine(transitions) if transitions else None
            service = evolve(service, states=states)
        services.append(with_usage(service, declared, book, present, report))
    storage = storage_services(standard, book, present.keys(), moved, report)
    return evolve(standard, services=(*services, *storage))


def _transitions(book: Book, label: str, report: Report) -> tuple[Transition, ...]:
    table = book.table(label)
    return () if table is None else read_transitions(table, report)
