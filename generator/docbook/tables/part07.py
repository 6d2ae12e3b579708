"""Reader of PS3.7: joins messages with their services, and reads the statuses."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from ...model import Standard
from ...report import Report
from ..xml.book import Book
from . import dictionary, messages, statuses
from .parameters import Parameters


def with_messages(
    standard: Standard, book: Book, parameters: Iterable[Parameters], report: Report
) -> Standard:
    """Return an edition with statuses, and with the usages and names of its messages."""
    services = {each.service: each for each in parameters}
    sections = {each.service: each.section for each in services.values()}
    registered: dict[str, int] = {}
    for table in book.tables:
        if table.columns == dictionary.COMMANDS:
            registered |= messages.read_registered(table)
    joined = messages.with_parameters(standard.messages, services, report)
    general = tuple(statuses.read_general_statuses(book, report))
    return evolve(
        standard,
        messages=tuple(messages.with_registered(joined, registered, report)),
        status_classes=tuple(statuses.read_status_classes(book, report)),
        general_statuses=general,
        service_statuses=tuple(
            statuses.read_service_statuses(book, sections, general, report)
        ),
    )
