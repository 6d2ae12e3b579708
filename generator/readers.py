"""Adapters of readers to the signature in the table of readers.

The readers are in `docbook`; their other arguments are taken from the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .docbook.tables.attributes import read_content
from .docbook.tables.directory import read_directory_records
from .docbook.tables.functional_groups import with_functional_groups
from .docbook.tables.iods import name_of, read_iod
from .docbook.tables.parameters import Parameters, read_parameters
from .docbook.tables.sop_classes import read_sop_classes
from .docbook.values.value_tables import read_value_table
from .docbook.xml.table import Table
from .model import (
    DirectoryRecord,
    Iod,
    Macro,
    Module,
    ServiceTable,
    SopClass,
    ValueTable,
)
from .report import Report
from .run import EXAMPLES, Read, Run


def alone(read: Callable[[Table], Iterable[Any]]) -> Read:
    """Adapt a reader with the table as its only argument."""
    return lambda table, run: read(table)


def many(read: Callable[[Table, Report], Iterable[Any]]) -> Read:
    """Adapt a reader that returns several facts and reports rows."""
    return lambda table, run: read(table, run.report)


def one(read: Callable[[Table, Report], Any]) -> Read:
    """Adapt a reader that returns one fact and reports rows."""
    return lambda table, run: (read(table, run.report),)


def elsewhere(table: Table, run: Run) -> Iterable[Any]:
    """Skip a table that the reader of another table looks up."""
    return ()


def read_iod_and_groups(table: Table, run: Run) -> Iterator[Iod]:
    """Read the IOD of a table, with the functional groups of its sections."""
    iod = read_iod(table, run.attribute_tables, run.report)
    book = run.books[3]
    yield with_functional_groups(iod, book, run.attribute_tables, run.report)


def read_records(table: Table, run: Run) -> Iterator[DirectoryRecord]:
    """Read the directory records of a table, with their keys."""
    return read_directory_records(table, run.books[3], run.values, run.report)


def read_attribute_table(table: Table, run: Run) -> list[Module | Macro] | None:
    """Read the module or macro of a table; None for examples and keys of records."""
    keys = {record.table for record in run.standard.directory_records}
    if table.label in EXAMPLES | keys:
        return None
    used = {use.table for iod in run.standard.iods for use in iod.modules}
    kind = Module if table.label in used or "Module" in table.caption else Macro
    rows = read_content(table, run.values, run.report)
    return [kind(name_of(table), table.label, table.section.label, rows)]


def read_values(table: Table, run: Run) -> Iterator[ValueTable]:
    """Read the values of a table."""
    yield read_value_table(table)


def read_storage(table: Table, run: Run) -> Iterator[SopClass]:
    """Read the SOP classes of a table, with their IODs."""
    return read_sop_classes(table, run.standard.iods, run.books[3], run.report)


def read_service_table(table: Table, run: Run) -> Iterator[ServiceTable]:
    """Read a table of attributes of services."""
    yield run.service_tables.read(table)


def read_service_parameters(table: Table, run: Run) -> Iterator[Parameters]:
    """Read a table of parameters of a service."""
    yield read_parameters(table, run.books[7], run.report)
