"""The service tables of three editions, read beside the modules of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from iodize.generator.docbook.services.coverage import check_coverage
from iodize.generator.docbook.services.manifest import DECLARED
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import ServiceTable, StatusTable
from iodize.generator.passes import read_tables
from iodize.generator.pipeline import SERVICES
from iodize.generator.report import Report
from iodize.generator.run import Run

READ = ("service_tables", "status_tables")
"""SOP classes of storage are left out: they need the IODs of the same edition."""
EDITIONS = ("2013", "2022d", "2023a")


class ServiceTables(NamedTuple):
    attributes: Sequence[ServiceTable]
    statuses: Sequence[StatusTable]


class Tables(NamedTuple):
    """The tables of one PS3.4."""

    book: Book
    tables: ServiceTables
    report: Report


@pytest.fixture(scope="session")
def service_tables(real_docbook: Path, part03_2023a: Book) -> Callable[[str], Tables]:
    """The tables of an edition; PS3.3 of 2013 is not available."""

    @cache
    def tables_of(edition: str) -> Tables:
        book, report = Book(real_docbook / edition / "part04.xml"), Report()
        run = Run.of([part03_2023a, book], report)
        read_tables([each for each in SERVICES if each.into in READ])(run)
        standard = run.standard
        tables = ServiceTables(standard.service_tables, standard.status_tables)
        check_coverage(book, DECLARED, {}, tables.attributes, tables.statuses, report)
        return Tables(book, tables, report)

    return tables_of
