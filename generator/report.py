"""Report of a generator run: counts of what was read, and rows not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import Factory, define, frozen

from iodize.conditions import Expression, Unknown, parse
from iodize.conditions.expressions import NOT_UNDERSTOOD, unknowns

from .conditions.accounting import READ
from .conditions.audit import Finding, Reading, Verdict
from .conditions.ledger import Ledger
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

SHOWN: Final = 60
"""Number of characters of a sentence in the report."""


@frozen
class Problem:
    """One row that was not understood, or is probably an erratum of the standard."""

    part: int
    table: str
    """Label of the table: "C.7-1"."""
    row: int
    """Counted from 1; 0 for the whole table."""
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
    """Rows read, by part and kind."""
    unread: Counter[tuple[int, tuple[str, ...]]] = Factory(Counter)
    """Tables without a reader, by part and columns."""
    values: Counter[str] = Factory(Counter)
    """Counts of lists by place, ranges, numbers of values and items."""
    unread_values: list[str] = Factory(list)
    """Places of lists and numbers of items that were not understood."""
    values_left_out: list[tuple[str, str]] = Factory(list)
    """Places of statements about values that are not read, with their reasons."""
    ledger: Ledger = Factory(Ledger)
    """The sentences of rows: those that were read, and those that were left out."""
    problems: list[Problem] = Factory(list)
    """Rows that were not understood."""
    notes: list[Problem] = Factory(list)
    """Rows that were understood, but are probably errata of the standard."""
    unneeded: list[Problem] = Factory(list)
    """Declared errata, and tables of the manifest, that the edition does not have."""
    verdicts: Counter[Verdict] = Factory(Counter)
    """Counts of the conditions, by verdict of the audit."""
    unaudited: list[Reading] = Factory(list)
    """Conditions whose text, or whose expression, is not audited."""

    def read(self, part: int, kind: str, rows: int) -> None:
        """Count a table that was read."""
        self.tables[part, kind] += 1
        self.rows[part, kind] += rows

    def problem(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that was not understood."""
        self.problems.append(Problem(part, table, row, reason))

    def note(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that is probably an erratum."""
        self.notes.append(Problem(part, table, row, reason))

    def unread_value(self, where: str) -> None:
        """Record a list or number of items that was not understood."""
        self.unread_values.append(where)

    def leave_out_value(self, where: str, reason: str) -> None:
        """Record a list or number of items that is left out for a stated reason."""
        self.values_left_out.append((where, reason))

    def audit(self, reading: Reading, finding: Finding | None) -> None:
        """Record a condition with the finding of the audit; None if it is not audited."""
        if finding is None:
            self.unaudited.append(reading)
        else:
            self.verdicts[finding.verdict] += 1

    def lines(self, standard: Standard, verbose: bool) -> Iterator[str]:
        """Yield the lines of the report.

        Args:
            verbose: Whether to list the notes, and the tables without a reader.
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
        yield from _condition_lines("conditions", _conditions(standard))
        of_values = [*_conditions_of_values(standard)]
        if of_values:
            yield from _condition_lines("conditions of values", of_values)
        of_services = [*_conditions_of_services(standard.service_tables)]
        if of_services:
            yield from _condition_lines("conditions of services", of_services)
        yield from self._ledger_lines(verbose)
        yield from self._audit_lines(verbose)
        yield f"not understood: {len(self.problems)}"
        for problem in self.problems:
            yield f"  {problem}"
        yield f"probable errata of the standard: {len(self.notes)}"
        if verbose:
            for note in self.notes:
                yield f"  {note}"
        yield f"declarations that the edition does not need: {len(self.unneeded)}"
        if verbose:
            for erratum in self.unneeded:
                yield f"  {erratum}"

    def _ledger_lines(self, verbose: bool) -> Iterator[str]:
        ledger = self.ledger
        if not ledger.sentences:
            return
        for what, counts in (
            ("sentences that require, permit or forbid", ledger.sentences),
            ("attributes named in conditions", ledger.attributes),
            ("parentheses in conditions", ledger.parentheses),
        ):
            read, unread = counts[READ], counts[NOT_UNDERSTOOD]
            left = counts.total() - read - unread
            yield (
                f"{what}: {counts.total()}; {read} read, {left} left out for a stated"
                f" reason, {unread} not understood"
            )
            if verbose:
                for kind, count in counts.most_common():
                    if kind not in (READ, NOT_UNDERSTOOD):
                        yield f"  {kind.replace('-', ' ')}: {count}"
        if verbose:
            for place, kind, sentence in ledger.left_out:
                yield f"  {place}: {kind.replace('-', ' ')}: {sentence[:SHOWN]}"

    def _value_lines(self, verbose: bool) -> Iterator[str]:
        read, unread = self.values.total(), len(self.unread_values)
        if not read:
            return
        share = f"{read / (read + unread):.1%}"
        yield (
            f"values: {read} statements read, {len(self.values_left_out)} left out for a"
            f" stated reason, {unread} not understood ({share})"
        )
        for kind, count in sorted(self.values.items()):
            yield f"  {kind}: {count}"
        if verbose:
            for where, reason in self.values_left_out:
                yield f"  left out: {where}: {reason}"
            for where in self.unread_values:
                yield f"  not understood: {where}"

    def _audit_lines(self, verbose: bool) -> Iterator[str]:
        if not self.verdicts and not self.unaudited:
            return
        counts = ", ".join(f"{self.verdicts[each]} {each}" for each in Verdict)
        yield f"texts of conditions: {counts}, {len(self.unaudited)} not audited"
        if verbose:
            for reading in self.unaudited:
                yield f"  not audited: {reading.place.row}: {reading.expression}"


def _condition_lines(what: str, conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield the numbers of conditions that an object decides, and of parts not understood."""
    kinds: Counter[str] = Counter()
    not_understood = 0
    for condition in conditions:
        reasons = [u.reason for e in _expressions(condition) for u in unknowns(e)]
        whole = all(isinstance(e, Unknown) for e in _expressions(condition))
        kinds["fully" if not reasons else "not" if whole else "partly"] += 1
        not_understood += reasons.count(NOT_UNDERSTOOD)
    total = kinds.total()
    yield (
        f"{what}: {total}; the object decides {kinds['fully']} fully,"
        f" {kinds['partly']} partly, {kinds['not']} not"
    )
    share = not_understood / total if total else 0
    yield f"{what} not understood: {not_understood} ({share:.1%})"


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


def _conditions_of_values(standard: Standard) -> Iterator[Condition]:
    """Yield the conditions of lists of values and of numbers of items."""
    for table in (*standard.modules, *standard.macros):
        yield from _conditions_stated(table.content)
    for record in standard.directory_records:
        yield from _conditions_stated(record.content)
    for iod in standard.iods:
        for constraint in iod.constraints:
            yield from filter(None, (each.condition for each in constraint.terms))


def _conditions_stated(
    content: Iterable[Attribute | Include | OpenRow],
) -> Iterator[Condition]:
    for row in content:
        if isinstance(row, OpenRow):
            continue
        if isinstance(row, Attribute):
            yield from filter(None, (each.condition for each in row.terms))
            yield from filter(None, (each.condition for each in row.item_counts))
        yield from _conditions_stated(row.content)


def _conditions_of_services(tables: Iterable[ServiceTable]) -> Iterator[Condition]:
    """Yield the conditions in the requirement columns of PS3.4."""
    for table in tables:
        for content in (table.content, *(each.content for each in table.types)):
            yield from _conditions_required(content)


def _conditions_required(content: Iterable[ServiceRow]) -> Iterator[Condition]:
    for row in content:
        if isinstance(row, ServiceInclude):
            continue
        for requirement in row.requirements:
            if requirement.condition is not None:
                yield requirement.condition
        if isinstance(row, ServiceAttribute):
            yield from _conditions_required(row.content)
