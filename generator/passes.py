"""The passes of the generator: functions of a `Run`.

A pass reads tables, resolves or checks facts, or renders files. `pipeline` defines their
order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs
from attrs import evolve

from . import emit, snapshot
from .conditions.audit import audited, readings
from .conditions.ledger import ledger_of
from .conditions.resolving import resolve_conditions, vocabulary_of
from .docbook.checks import check_types, note_names, note_unneeded_errata
from .docbook.services.reading import with_services
from .docbook.shapes import check_captions, note_arranged
from .docbook.tables.part07 import with_messages
from .docbook.tables.specialized import completed
from .docbook.values.iod_constraints import (
    ConstraintReader,
    note_untaken,
    with_constraints,
)
from .docbook.values.sop_class_values import with_sop_class_values
from .docbook.xml.table import Table
from .model import Macro, Module, Standard
from .retired_services import with_retired
from .run import Pass, Reader, Run

FIELDS: Final = frozenset(each.name for each in attrs.fields(Standard))


# Reading


def check_shapes(readers: Sequence[Reader]) -> Pass:
    """Return the pass that checks columns against captions."""
    announced: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for reader in readers:
        if reader.caption:
            announced[reader.part].setdefault(reader.caption, reader.columns)

    def check(run: Run) -> None:
        for number in run.books:
            own = [reader for reader in readers if reader.part == number]
            others = [t for t in run.tables(number) if not _recognized(t, own)]
            check_captions(number, others, announced[number], run.report)
            note_arranged(number, run.tables(number), run.report)

    return check


def _recognized(table: Table, readers: Iterable[Reader]) -> bool:
    return any(reader.recognizes(table) for reader in readers)


def read_tables(readers: Sequence[Reader]) -> Pass:
    """Return the pass that reads the tables of readers, in the order of the part."""

    def read(run: Run) -> None:
        for part in dict.fromkeys(reader.part for reader in readers):
            for table in run.tables(part):
                _read_table(table, readers, run)
        ready: dict[str, Any] = {
            name: tuple(run.found.pop(name)) for name in FIELDS & run.found.keys()
        }
        run.standard = evolve(run.standard, **ready)

    return read


def _read_table(table: Table, readers: Sequence[Reader], run: Run) -> None:
    for reader in readers:
        if reader.recognizes(table):
            try:
                facts = reader.read(table, run)
                if facts is not None:
                    run.found[reader.into] += facts
                    run.report.read(reader.part, reader.noun, len(table.rows))
            except ValueError as error:  # a value is not valid in the model
                problem = str(error.args[0]) if error.args else str(error)
                run.report.problem(reader.part, table.label, 0, problem)
            return


def count_unread(readers: Sequence[Reader]) -> Pass:
    """Return the pass that counts the tables without a reader."""

    def count(run: Run) -> None:
        for number in run.books:
            own = [reader for reader in readers if reader.part == number]
            run.report.unread.update(
                (number, table.columns)
                for table in run.tables(number)
                if not _recognized(table, own)
            )

    return count


def note_errata(run: Run) -> None:
    """Note declared errata that are not in the edition."""
    for book in run.books.values():
        note_unneeded_errata(book, run.report)


def sort_attribute_tables(run: Run) -> None:
    """Separate modules from macros; complete the rows that specialize an inclusion."""
    tables = run.found.pop("attribute tables", [])
    tables = completed(tables, run.report)
    run.standard = evolve(
        run.standard,
        modules=tuple(each for each in tables if isinstance(each, Module)),
        macros=tuple(each for each in tables if isinstance(each, Macro)),
    )


def add_constraints(run: Run) -> None:
    """Add the value constraints in sections to their IODs."""
    standard = run.standard
    reader = ConstraintReader(
        run.books[3],
        run.values.sections,
        run.values.named,
        {table.table: table for table in (*standard.modules, *standard.macros)},
        standard.elements,
        frozenset(iod.section for iod in standard.iods),
        run.report,
    )
    iods = tuple(with_constraints(iod, reader) for iod in standard.iods)
    run.standard = evolve(standard, iods=iods)
    note_untaken(run.values.sections, run.report)
    run.values.named.note_untaken(run.report)


def add_services(run: Run) -> None:
    """Add the services of the manifest, and the values of their objects."""
    if 4 in run.books:
        standard = with_services(run.standard, run.books[4], run.moved, run.report)
        run.standard = with_sop_class_values(standard, run.books[3])


def add_messages(run: Run) -> None:
    """Join the messages with the parameters of their services, and add the statuses."""
    if 7 in run.books:
        parameters = run.found.pop("parameters", [])
        run.standard = with_messages(run.standard, run.books[7], parameters, run.report)


# Resolving and checking


def resolve(run: Run) -> None:
    """Convert the conditions to formal text.

    The sentences of the rows are accounted for, and the conditions compared with the audit.
    """
    worded = run.standard
    vocabulary = vocabulary_of(worded)
    run.report.ledger = ledger_of(worded, vocabulary)
    notes: dict[tuple[str, str], None] = {}
    run.standard = resolve_conditions(
        worded, vocabulary, lambda *note: notes.setdefault(note)
    )
    for table, reason in notes:
        run.report.note(3, table, 0, reason)
    for reading in dict.fromkeys(readings(worded, run.standard)):
        run.report.audit(reading, audited().get(reading))


def check_model(run: Run) -> None:
    """Check types and names of attributes across tables."""
    standard = run.standard
    check_types(
        run.books[3], standard.iods, standard.modules, standard.macros, run.report
    )
    note_names(run.attribute_tables.tables, standard.elements, run.report)


# Rendering


def render_facts(run: Run) -> None:
    """Render the XML of the facts."""
    run.facts = snapshot.render(run.standard)


def add_retired(run: Run) -> None:
    """Add the services that the edition no longer contains."""
    run.standard = with_retired(run.standard, snapshot.read_retired())


def render_package(run: Run) -> None:
    """Render the Python package, formatted."""
    sources = emit.format_all(emit.render(run.standard, run.report))
    run.package = {path: text.encode() for path, text in sources.items()}
