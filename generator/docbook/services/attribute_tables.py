"""Reader of the tables of PS3.4 that state the requirements of services for attributes.

Attributes are nested by ">". The attributes of actions and events are in the rows after
their number, which is in each row or in the first one, or spans the rows.

Source: PS3.4 5.4 (conventions), and the tables with a column of tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import define, evolve, field

from ...model import (
    AnyAttribute,
    Condition,
    MessageType,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
)
from ...report import Report
from ..spelling import letters
from ..tables.attributes import tag_of
from ..tables.iods import AttributeTables
from ..values.values import read_terms
from ..xml.nesting import Tree, depth_and_name
from ..xml.table import Cell, Row, Table
from .notations import (
    CONDITION,
    Notation,
    NotationNotUnderstood,
    column_of,
    read_notation,
    read_requirement,
)

TAG = "Tag"
NAMES = frozenset(
    ("attributename", "attribute", "descriptionmodule", "description", "name")
)
"""Headings of the column with the names of attributes, in letters."""
TYPE_IDS = ("Action Type ID", "Event Type ID")

_INCLUDE = re.compile(r"Include\b")
_NO_DATA = re.compile(r"(?:None)?")
_REST = re.compile(r"All (?:other )?Attributes\b(?P<of>.*)", re.IGNORECASE)
_OF = r" (?:of|from|in) (?:the )?"
_OF_SEQUENCE = re.compile(rf"{_OF}[A-Z].* Sequence")
_OF_MODULES = re.compile(
    rf"{_OF}(?P<names>[A-Z].*? Module)(?: (?:except|using|\(PS3\.3\)) .*)?"
)
_OF_SECTION = re.compile(rf"{_OF}Section .*")
_OF_LEVEL = re.compile(r"(?: at .* Level)?")
_ANY = re.compile(
    r"Any (?:(?P<vrs>[A-Z]{2}(?:,? (?:or )?[A-Z]{2})*) )?(?:non-bulk data )?Attributes?"
    r"|Match Keys\b.*"
)


def is_requirement_table(table: Table) -> bool:
    """Whether a table states requirements of services for attributes."""
    return TAG in table.columns and any(map(column_of, table.columns))


@define
class ServiceTableReader:
    """Reads the tables of PS3.4 of one edition."""

    modules: AttributeTables
    """The tables of PS3.3."""
    names: Mapping[str, str]
    """Names of PS3.6, by tag."""
    report: Report
    untyped: Mapping[str, str] = field(factory=dict)
    """Notation of all rows of tables without a requirement column, by table."""
    conditions: Mapping[tuple[str, str], Condition] = field(factory=dict)
    """Conditions that rows do not state, by table and tag."""

    def read(self, table: Table) -> ServiceTable:
        """Read a table."""
        types: tuple[MessageType, ...] = ()
        content: tuple[ServiceRow, ...] = ()
        if any(heading in TYPE_IDS for heading in table.columns):
            types = tuple(self._types(table))
        else:
            content = self._content(table, table.rows, _names(table))
        return ServiceTable(
            table=table.label,
            section=table.section.label,
            name=table.caption,
            content=content,
            types=types,
        )

    def _types(self, table: Table) -> Iterator[MessageType]:
        groups: dict[int, tuple[str, list[Row]]] = {}
        rows: list[Row] = []
        ids = next(n for n, c in enumerate(table.columns) if c in TYPE_IDS)
        for row in table.rows:
            id_ = row.cells[ids].text
            if id_.isdecimal():
                _, rows = groups.setdefault(int(id_), (row.cells[ids - 1].text, []))
            elif id_:
                self._problem(
                    table, row, f"not a number of an action or event: {id_!r}"
                )
                continue
            rows.append(row)
        for number, (name, rows) in groups.items():
            yield MessageType(
                number, name, self._content(table, tuple(rows), _names(table))
            )

    def _content(
        self, table: Table, rows: tuple[Row, ...], name: int
    ) -> tuple[ServiceRow, ...]:
        """Return nested rows; `name` is the index of the column with their names."""
        tree = Tree[ServiceRow]()
        for row in rows:
            depth, text = depth_and_name(row.cells[name].text)
            if depth and tree.is_empty:
                reason = f"{text} is nested in the first row; read as not nested"
                self.report.note(4, table.label, row.number, reason)
                depth = 0
            for fact in self._row(table, row, row.cells[name], text):
                if not tree.add(depth, fact, isinstance(fact, ServiceAttribute)):
                    self._problem(
                        table,
                        row,
                        f"{text} is nested, but the row above cannot contain it",
                    )
        return tree.content()

    def _row(
        self, table: Table, row: Row, name: Cell, text: str
    ) -> Iterator[ServiceRow]:
        """Read a row; yields nothing for a heading of the rows that follow."""
        tag = tag_of(row.text(TAG).replace(" ", ""))
        if tag is not None:
            yield ServiceAttribute(
                tag=tag,
                name=self.names.get(tag, text),
                requirements=self._requirements(table, row),
                id=name.id,
            )
        elif _INCLUDE.match(text):
            yield from self._include(table, row, name)
        elif rest := _REST.fullmatch(text):
            requirements = self._requirements(table, row)
            yield from self._rest(table, row, name, rest["of"], requirements)
        elif match := _ANY.fullmatch(text):
            vrs = tuple(re.findall("[A-Z]{2}", match["vrs"] or ""))
            yield AnyAttribute(vrs, self._requirements(table, row))
        elif not (_NO_DATA.fullmatch(text) or _is_heading(row, name)):
            self._problem(table, row, f"{text}: not a tag: {row.text(TAG)!r}")

    def _include(self, table: Table, row: Row, name: Cell) -> Iterator[ServiceInclude]:
        for link in name.links:
            if link.kind == "table" and not link.part:
                yield ServiceInclude(link.label)
                return
        self._problem(table, row, "the inclusion does not refer to a table")

    def _rest(
        self,
        table: Table,
        row: Row,
        name: Cell,
        of: str,
        requirements: tuple[Requirement, ...],
    ) -> Iterator[ServiceRow]:
        """Yield the row that represents all attributes that are not listed."""
        if _OF_LEVEL.fullmatch(of):
            yield AnyAttribute((), requirements)
        elif _OF_SECTION.fullmatch(of):
            sections = [link.label for link in name.links if link.part == "PS3.3"]
            yield self._module(table, row, sections[0], "", requirements)
        elif match := _OF_MODULES.fullmatch(of):
            for named in re.split(" Module(?: and |$)", match["names"])[:-1]:
                yield self._module(table, row, "", named, requirements)
        elif _OF_SEQUENCE.fullmatch(of):
            yield ModuleRest(None, requirements)
        else:
            self._problem(
                table, row, f"source of all attributes not understood: {of!r}"
            )

    def _module(
        self,
        table: Table,
        row: Row,
        section: str,
        name: str,
        requirements: tuple[Requirement, ...],
    ) -> ModuleRest | AnyAttribute:
        found = self.modules.find(section, name, "Module")
        if found is None:
            reason = f"no module {name or section} in PS3.3"
            self.report.note(4, table.label, row.number, reason)
            return AnyAttribute((), requirements)
        return ModuleRest(found.label, requirements)

    # Requirements

    def _requirements(self, table: Table, row: Row) -> tuple[Requirement, ...]:
        if table.label in self.untyped:
            return (Requirement("usage", self.untyped[table.label]),)
        return tuple(self._read_requirements(table, row))

    def _read_requirements(self, table: Table, row: Row) -> Iterator[Requirement]:
        remark, values = "", tuple[str, ...]()
        if column_of(table.columns[-1]) is None and row.text(table.columns[-1]):
            remark = row[table.columns[-1]].statements
            values = _enumerated(row[table.columns[-1]])
        stated = self.conditions.get((table.label, tag_of(row.text(TAG)) or ""))
        for heading in table.columns:
            column = column_of(heading)
            if column is None or not row.text(heading):
                continue
            words = row[heading].statements
            if heading == CONDITION:
                yield read_requirement(column, Notation("1C", None, words), remark)
                continue
            try:
                notation = read_notation(words)
            except NotationNotUnderstood:
                reason = f"{heading}: notation not understood: {words[:40]!r}"
                self._problem(table, row, reason)
                continue
            if notation is not None:
                requirement = read_requirement(column, notation, remark, stated)
                if (
                    not requirement.values and column != "match"
                ):  # keys are not restricted
                    requirement = evolve(requirement, values=values)
                yield requirement

    def _problem(self, table: Table, row: Row, reason: str) -> None:
        self.report.problem(4, table.label, row.number, reason)


def _enumerated(remark: Cell) -> tuple[str, ...]:
    """Return the enumerated values of a remark: Table CC.2.5-2b."""
    closed = [terms for terms in read_terms(remark) if terms.enumerated]
    return tuple(value.term for terms in closed for value in terms.values)


def _is_heading(row: Row, name: Cell) -> bool:
    """Whether a row has one cell, with the name of a module or level."""
    return all(cell is name for cell in row.cells[row.cells.index(name) :])


def _names(table: Table) -> int:
    """Return the index of the column with the names of attributes."""
    known = (n for n, c in enumerate(table.columns) if letters(c) in NAMES)
    return next(known, 0)
