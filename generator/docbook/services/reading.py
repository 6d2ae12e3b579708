"""From PS3.4 to the services of an edition: its tables, and what the manifest makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from ...model import ServiceTable, Standard, StatusTable, Transition
from ...report import Report
from ..book import Book
from ..iods import AttributeTables
from ..table import Table
from .attribute_tables import ServiceTableReader, is_requirement_table
from .coverage import check_coverage
from .manifest import DECLARED, UNTYPED
from .manifest.conditions import STATED_CONDITIONS
from .service_groups import is_service_group, with_usage
from .state_tables import read_transitions
from .status_tables import is_status_table, read_status_table
from .storage import GENERAL, storage_services

STATES = frozenset(each.states.table for each in DECLARED if each.states is not None)


@frozen
class ServiceTables:
    """The tables of one PS3.4, by what they say."""

    attributes: tuple[ServiceTable, ...]
    statuses: tuple[StatusTable, ...]


def is_service_table(table: Table) -> bool:
    """Whether a table says something of services that is read."""
    return (
        is_requirement_table(table)
        or table.label in UNTYPED
        or table.label in STATES
        or is_status_table(table)
        or is_service_group(table)
        or table.label == GENERAL
    )


def read_service_tables(
    book: Book, modules: AttributeTables, names: Mapping[str, str], report: Report
) -> ServiceTables:
    """Return the tables of a PS3.4 that attribute lists and statuses come from.

    Args:
        modules: The tables of PS3.3.
        names: The names that PS3.6 gives attributes, by tag.
    """
    reader = ServiceTableReader(modules, names, report, UNTYPED, STATED_CONDITIONS)
    attributes: list[ServiceTable] = []
    statuses: list[StatusTable] = []
    for table in book.tables:
        if is_requirement_table(table) or table.label in UNTYPED:
            report.read(4, "attributes of services", len(table.rows))
            attributes.append(reader.read(table))
        elif is_status_table(table):
            report.read(4, "statuses", len(table.rows))
            statuses.append(read_status_table(table, report))
    return ServiceTables(tuple(attributes), tuple(statuses))


def with_services(
    standard: Standard, book: Book, modules: AttributeTables, report: Report
) -> Standard:
    """Return an edition with its services; their conditions are still words."""
    names = {element.tag: element.name for element in standard.elements}
    tables = read_service_tables(book, modules, names, report)
    check_coverage(book, tables.attributes, tables.statuses, report)
    present: dict[str, ServiceTable | StatusTable] = {}
    present |= {table.table: table for table in tables.attributes}
    present |= {table.table: table for table in tables.statuses}
    registered = {uid.value: uid for uid in standard.uids}
    iods = {iod.table for iod in standard.iods}
    services = []
    for declared in DECLARED:
        uid = registered.get(declared.uid)
        if uid is None:
            continue  # coverage tells where the manifest expects it
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
    storage = storage_services(standard, book, present.keys(), report)
    return evolve(
        standard,
        service_tables=tables.attributes,
        status_tables=tables.statuses,
        services=(*services, *storage),
    )


def _transitions(book: Book, label: str, report: Report) -> tuple[Transition, ...]:
    table = book.table(label)
    return () if table is None else read_transitions(table, report)
