"""What a run of the generator read, and what it did not understand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import Factory, define, frozen

from iodize.conditions import Expression, Unknown, parse
from iodize.conditions.expressions import unknowns

from .model import (
    Attribute,
    Condition,
    Include,
    OpenRow,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    Standard,
)

NOT_UNDERSTOOD = frozenset({"unread", "not-understood"})
"""Reasons that speak of the reading, and not of the object."""


@frozen
class Problem:
    """One row that was not understood, or that looks like a slip of the standard."""

    part: int
    table: str
    """The label of the table: "C.7-1"."""
    row: int
    """Counted from 1; 0 for the table as a whole."""
    reason: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row else ""
        return f"PS3.{self.part} Table {self.table}{row}: {self.reason}"


@define
class Report:
    """Counts and problems, collected while reading."""

    tables: Counter[tuple[int, str]] = Factory(Counter)
    """Tables read, by part and kind: (3, "composite IODs")."""
    rows: Counter[tuple[int, str]] = Factory(Counter)
    """Rows read, by the same."""
    unread: Counter[tuple[int, tuple[str, ...]]] = Factory(Counter)
    """Tables for which no reader is meant, by part and columns."""
    values: Counter[str] = Factory(Counter)
    """What was read of values: lists by place, ranges, numbers of values and items."""
    unread_values: list[str] = Factory(list)
    """Where a list, or a number of items, was not understood."""
    problems: list[Problem] = Factory(list)
    """Rows that were not understood."""
    notes: list[Problem] = Factory(list)
    """Rows that were understood, but look like slips of the standard."""

    def read(self, part: int, kind: str, rows: int) -> None:
        """Count a table that was read."""
        self.tables[part, kind] += 1
        self.rows[part, kind] += rows

    def problem(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that was not understood."""
        self.problems.append(Problem(part, table, row, reason))

    def note(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that was understood but looks like a slip."""
        self.notes.append(Problem(part, table, row, reason))

    def unread_value(self, where: str) -> None:
        """Record a list, or a number of items, that was not understood."""
        self.unread_values.append(where)

    def lines(self, standard: Standard, verbose: bool) -> Iterator[str]:
        """Yield the report as text.

        Args:
            verbose: Whether to list the notes, and the tables that have no reader.
        """
        parts = ", ".join(f"PS3.{p.number} {p.edition}" for p in standard.parts)
        yield f"edition {standard.edition}: {parts}"
        for (part, kind), count in sorted(self.tables.items()):
            rows = self.rows[part, kind]
            yield f"  PS3.{part} {kind}: {count} tables, {rows} rows"
        unread = sum(self.unread.values())
        if self.tables:
            yield f"  tables of other shapes, not read: {unread}"
        if verbose:
            for (part, columns), count in sorted(self.unread.items()):
                yield f"    PS3.{part} {count} x {' | '.join(columns) or '(no heading)'}"
        yield from self._value_lines(verbose)
        yield from _conditions_lines("conditions", _conditions(standard))
        asked = [*_conditions_of_services(standard.service_tables)]
        if asked:
            yield from _conditions_lines("conditions of services", asked)
        yield f"not understood: {len(self.problems)}"
        for problem in self.problems:
            yield f"  {problem}"
        yield f"looks like a slip of the standard: {len(self.notes)}"
        if verbose:
            for note in self.notes:
                yield f"  {note}"

    def _value_lines(self, verbose: bool) -> Iterator[str]:
        read, unread = self.values.total(), len(self.unread_values)
        if not read:
            return
        share = f"{read / (read + unread):.1%}"
        yield f"values: {read} statements read, {unread} not understood ({share})"
        for kind, count in sorted(self.values.items()):
            yield f"  {kind}: {count}"
        if verbose:
            for where in self.unread_values:
                yield f"  not understood: {where}"


def _conditions_lines(what: str, conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield how many conditions an object can decide, and those not understood."""
    kinds: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for condition in conditions:
        reasons = [u.reason for e in _expressions(condition) for u in unknowns(e)]
        whole = all(isinstance(e, Unknown) for e in _expressions(condition))
        kinds["fully" if not reasons else "not" if whole else "partly"] += 1
        lost.update(reason for reason in reasons if reason in NOT_UNDERSTOOD)
    total = kinds.total()
    yield (
        f"{what}: {total}; the object decides {kinds['fully']} fully,"
        f" {kinds['partly']} partly, {kinds['not']} not"
    )
    share = lost.total() / total if total else 0
    yield f"{what} not understood: {lost.total()} ({share:.1%})"


def _expressions(condition: Condition) -> list[Expression]:
    texts = (condition.required, condition.permitted, condition.forbidden)
    return [parse(text) for text in texts if text is not None]


def _conditions(standard: Standard) -> Iterator[Condition]:
    """Yield the conditions of attributes, inclusions, modules and functional groups."""
    for iod in standard.iods:
        usages = [use.condition for use in iod.modules]
        usages += [use.condition for use in iod.functional_groups]
        yield from filter(None, usages)
    for table in (*standard.modules, *standard.macros):
        yield from _conditions_of(table.content)
    for record in standard.directory_records:
        yield from _conditions_of(record.content)


def _conditions_of(
    content: Iterable[Attribute | Include | OpenRow],
) -> Iterator[Condition]:
    for row in content:
        if isinstance(row, OpenRow):
            continue
        if row.condition is not None:
            yield row.condition
        yield from _conditions_of(row.content)


def _conditions_of_services(tables: Iterable[ServiceTable]) -> Iterator[Condition]:
    """Yield the conditions in the requirement columns of PS3.4."""
    for table in tables:
        for content in (table.content, *(each.content for each in table.types)):
            yield from _conditions_asked(content)


def _conditions_asked(content: Iterable[ServiceRow]) -> Iterator[Condition]:
    for row in content:
        if isinstance(row, ServiceInclude):
            continue
        for requirement in row.requirements:
            if requirement.condition is not None:
                yield requirement.condition
        if isinstance(row, ServiceAttribute):
            yield from _conditions_asked(row.content)
