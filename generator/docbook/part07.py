"""PS3.7: the command dictionary, the messages and the statuses."""

from __future__ import annotations

from attrs import evolve

from ..model import DataElement, Message, Standard
from ..report import Report
from . import dictionary, messages, parameters, statuses
from .book import Book


def read_part07(book: Book, standard: Standard, report: Report) -> Standard:
    """Return an edition with what its PS3.7 says."""
    commands: list[DataElement] = []
    found: list[Message] = []
    services: dict[str, parameters.Parameters] = {}
    sections: dict[str, str] = {}
    registered: dict[str, int] = {}
    for table in book.tables:
        if table.columns in (dictionary.COMMANDS, dictionary.RETIRED_COMMANDS):
            report.read(7, "command elements", len(table.rows))
            commands += dictionary.read_commands(table, report)
            if table.columns == dictionary.COMMANDS:
                registered = messages.read_registered(table)
        elif table.columns == messages.COLUMNS:
            report.read(7, "messages", len(table.rows))
            message = messages.read_message(table, report)
            found += [message] if message else []
        elif (service := parameters.service_of(table)) is not None:
            report.read(7, "parameters of services", len(table.rows))
            services[service] = parameters.read_parameters(table, book, report)
            sections[service] = table.section.label
        else:
            report.unread[7, table.columns] += 1
    joined = messages.with_parameters(found, services, report)
    general = tuple(statuses.read_general_statuses(book, report))
    return evolve(
        standard,
        command_elements=tuple(commands),
        messages=tuple(messages.with_registered(joined, registered, report)),
        status_classes=tuple(statuses.read_status_classes(book, report)),
        general_statuses=general,
        service_statuses=tuple(
            statuses.read_service_statuses(book, sections, general, report)
        ),
    )
