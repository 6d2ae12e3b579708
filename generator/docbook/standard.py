"""From the parts of an edition to its model: which reader reads which table.

The passes stand in the order in which they need each other.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from attrs import evolve

from ..conditions.resolving import resolve_conditions
from ..model import (
    ContentConstraint,
    DataElement,
    DirectoryRecord,
    Iod,
    Macro,
    Module,
    Part,
    SopClass,
    Standard,
    ValueTable,
)
from ..report import Report
from . import content, dictionary, directory, iods
from .attributes import has_types, is_attribute_table, read_content
from .book import Book
from .checks import check_errata, check_types, note_names
from .functional_groups import FUNCTIONAL_GROUPS, with_functional_groups
from .iod_constraints import ConstraintReader, note_untaken, with_constraints
from .iods import AttributeTables, kind_of, name_of
from .part07 import read_part07
from .row_values import ValueReader
from .services.reading import is_service_table, with_services
from .shapes import check_shapes
from .sop_class_values import with_sop_class_values
from .sop_classes import is_storage_table, read_sop_classes
from .value_tables import is_value_table, read_value_table

PARTS = (3, 4, 6, 7)
"""The parts that are read."""

EXAMPLES = frozenset({"5.4-1", "5.4-2", "5.4-3"})
"""Tables of PS3.3 5.4 that show how macros work; their attributes do not exist."""


def read_standard(books: Sequence[Book], report: Report) -> Standard:
    """Return the model of an edition, and report what was not understood.

    Args:
        books: The parts; those besides Part 3 may be of other editions.

    Raises:
        TableShapeError: A table does not have the columns that its caption announces.
        LostTypesError: A table that a composite IOD stands on has no Type column.
    """
    for book in books:
        check_shapes(book)
        check_errata(book, report)
    by_number = {book.number: book for book in books}
    part03, part06 = by_number[3], by_number[6]
    standard = Standard(
        edition=part03.edition,
        parts=tuple(Part(book.number, book.edition) for book in books),
    )
    standard = _read_part06(part06, standard, report)
    standard = _read_part03(part03, standard, report)
    if 4 in by_number:
        standard = _read_part04(by_number[4], part03, standard, report)
        standard = with_sop_class_values(standard, part03)
    if 7 in by_number:
        standard = read_part07(by_number[7], standard, report)
    return resolve_conditions(standard)


def _read_part06(book: Book, standard: Standard, report: Report) -> Standard:
    elements: list[DataElement] = []
    for table in book.tables:
        if table.columns == dictionary.ELEMENTS:
            report.read(6, "data elements", len(table.rows))
            elements += dictionary.read_elements(table, 6, report)
        elif table.columns == dictionary.UIDS:
            report.read(6, "UIDs", len(table.rows))
            standard = evolve(standard, uids=tuple(dictionary.read_uids(table)))
        elif table.columns == dictionary.FRAMES_OF_REFERENCE:
            report.read(6, "frames of reference", len(table.rows))
            frames = tuple(dictionary.read_frames_of_reference(table))
            standard = evolve(standard, frames_of_reference=frames)
        elif table.columns == dictionary.CONTEXT_GROUPS:
            report.read(6, "context groups", len(table.rows))
            groups = tuple(dictionary.read_context_groups(table))
            standard = evolve(standard, context_groups=groups)
        elif table.columns == dictionary.TEMPLATES:
            report.read(6, "templates", len(table.rows))
            templates = tuple(dictionary.read_templates(table))
            standard = evolve(standard, templates=templates)
        else:
            report.unread[6, table.columns] += 1
    return evolve(standard, elements=tuple(elements))


def _read_part03(book: Book, standard: Standard, report: Report) -> Standard:
    attribute_tables = AttributeTables.among(
        table for table in book.tables if table.label not in EXAMPLES
    )
    values = ValueReader.of(book, report)
    found_iods: list[Iod] = []
    value_tables: list[ValueTable] = []
    constraints: list[ContentConstraint] = []
    records: list[DirectoryRecord] = []
    for table in book.tables:
        if (kind := kind_of(table)) is not None:
            report.read(3, f"{kind} IODs", len(table.rows))
            iod = iods.read_iod(table, attribute_tables, report)
            found_iods.append(
                with_functional_groups(iod, book, attribute_tables, report)
            )
        elif table.columns == content.COLUMNS:
            report.read(3, "content constraints", len(table.rows))
            constraints.append(content.read_content_constraint(table, report))
        elif table.columns == directory.RECORDS:
            report.read(3, "directory record types", len(table.rows))
            records += directory.read_directory_records(table, book, values, report)
        elif is_value_table(table):
            report.read(3, "value tables", len(table.rows))
            value_tables.append(read_value_table(table))
        elif table.columns in FUNCTIONAL_GROUPS:
            report.read(3, "functional group macros of IODs", len(table.rows))
        elif not is_attribute_table(table):
            report.unread[3, table.columns] += 1
    modules, macros = _read_attribute_tables(
        attribute_tables,
        found_iods,
        {record.table for record in records},
        values,
        report,
    )
    reader = ConstraintReader(
        book,
        values.sections,
        {table.table: table for table in (*modules, *macros)},
        standard.elements,
        frozenset(iod.section for iod in found_iods),
        report,
    )
    found_iods = [with_constraints(iod, reader) for iod in found_iods]
    note_untaken(values.sections, report)
    check_types(book, found_iods, modules, macros)
    note_names(attribute_tables.tables, standard.elements, report)
    return evolve(
        standard,
        iods=tuple(found_iods),
        modules=modules,
        macros=macros,
        value_tables=tuple(value_tables),
        content_constraints=tuple(constraints),
        directory_records=tuple(records),
    )


def _read_attribute_tables(
    tables: AttributeTables,
    iods: Sequence[Iod],
    keys: Set[str | None],
    values: ValueReader,
    report: Report,
) -> tuple[tuple[Module, ...], tuple[Macro, ...]]:
    """Return the modules and the macros; `keys` are tables of directory records."""
    used = {use.table for iod in iods for use in iod.modules}
    modules: list[Module] = []
    macros: list[Macro] = []
    for table in tables.tables:
        if table.label in keys:
            continue
        kind = "with types" if has_types(table) else "without types"
        report.read(3, f"attribute tables {kind}", len(table.rows))
        name, label, section = name_of(table), table.label, table.section.label
        rows = read_content(table, values, report)
        if label in used or "Module" in table.caption:
            modules.append(Module(name, label, section, rows))
        else:
            macros.append(Macro(name, label, section, rows))
    return tuple(modules), tuple(macros)


def _read_part04(
    book: Book, part03: Book, standard: Standard, report: Report
) -> Standard:
    sop_classes: list[SopClass] = []
    for table in book.tables:
        if is_storage_table(table):
            report.read(4, "SOP classes with their IODs", len(table.rows))
            sop_classes += read_sop_classes(table, standard.iods, part03, report)
        elif not is_service_table(table):
            report.unread[4, table.columns] += 1
    standard = evolve(standard, sop_classes=tuple(sop_classes))
    modules = AttributeTables.among(part03.tables)
    return with_services(standard, book, modules, report)
