"""The service tables of three editions, read beside the modules of one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from iodize.generator.docbook.book import Book
from iodize.generator.docbook.iods import AttributeTables
from iodize.generator.docbook.services.coverage import check_coverage
from iodize.generator.docbook.services.reading import ServiceTables, read_service_tables
from iodize.generator.report import Report

EDITIONS = ("2013", "2022d", "2023a")


class Tables(NamedTuple):
    """What was read of one PS3.4."""

    book: Book
    tables: ServiceTables
    report: Report


@pytest.fixture(scope="session")
def service_tables(real_docbook: Path, part03_2023a: Book) -> Callable[[str], Tables]:
    """The tables of an edition; of 2013 there is no PS3.3."""
    modules = AttributeTables.among(part03_2023a.tables)

    @cache
    def tables_of(edition: str) -> Tables:
        book, report = Book(real_docbook / edition / "part04.xml"), Report()
        tables = read_service_tables(book, modules, {}, report)
        check_coverage(book, tables.attributes, tables.statuses, report)
        return Tables(book, tables, report)

    return tables_of
