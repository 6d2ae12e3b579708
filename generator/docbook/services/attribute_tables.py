"""Tables of PS3.4 that say how services ask for attributes.

Attributes are nested by ">"; actions and events have their attributes in the rows that
follow their number, which stands in each of them, in the first, or spans them.

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
from ..attributes import tag_of
from ..iods import AttributeTables
from ..nesting import Tree, depth_and_name
from ..table import Cell, Row, Table
from ..values import read_terms
from .notations import (
    CONDITION,
    Notation,
    NotationNotUnderstood,
    column_of,
    read_notation,
    read_requirement,
)

TAG = "Tag"
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
    """Whether a table says of attributes how services ask for them."""
    return TAG in table.columns and any(map(column_of, table.columns))


@define
class ServiceTableReader:
    """Reads the tables of one PS3.4, beside the modules and names of an edition."""

    modules: AttributeTables
    """The tables of PS3.3."""
    names: Mapping[str, str]
    """Names of PS3.6, by tag."""
    report: Report
    untyped: Mapping[str, str] = field(factory=dict)
    """The notation that all rows of a table have in common which has no column for it."""
    conditions: Mapping[tuple[str, str], Condition] = field(factory=dict)
    """Conditions that a row does not state, by table and tag."""

    def read(self, table: Table) -> ServiceTable:
        """Return what a table says."""
        types: tuple[MessageType, ...] = ()
        content: tuple[ServiceRow, ...] = ()
        if table.columns[1] in TYPE_IDS:
            types = tuple(self._types(table))
        else:
            content = self._content(table, table.rows, 0)
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
        for row in table.rows:
            id_ = row.cells[1].text
            if id_.isdecimal():
                _, rows = groups.setdefault(int(id_), (row.cells[0].text, []))
            elif id_:
                self._problem(table, row, f"no number of an action or event: {id_!r}")
                continue
            rows.append(row)
        for number, (name, rows) in groups.items():
            yield MessageType(number, name, self._content(table, tuple(rows), 2))

    def _content(
        self, table: Table, rows: tuple[Row, ...], name: int
    ) -> tuple[ServiceRow, ...]:
        """Return rows, nested; `name` is the index of the column of their names."""
        tree = Tree[ServiceRow]()
        for row in rows:
            depth, text = depth_and_name(row.cells[name].text)
            for fact in self._row(table, row, row.cells[name], text):
                if not tree.add(depth, fact, isinstance(fact, ServiceAttribute)):
                    self._problem(table, row, f"nothing to nest {text} in")
        return tree.content()

    def _row(
        self, table: Table, row: Row, name: Cell, text: str
    ) -> Iterator[ServiceRow]:
        """Yield what a row says: nothing if it is the name of those that follow."""
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
            self._problem(table, row, f"{text}: no tag: {row.text(TAG)!r}")

    def _include(self, table: Table, row: Row, name: Cell) -> Iterator[ServiceInclude]:
        for link in name.links:
            if link.kind == "table" and not link.part:
                yield ServiceInclude(link.label)
                return
        self._problem(table, row, "includes no table")

    def _rest(
        self,
        table: Table,
        row: Row,
        name: Cell,
        of: str,
        requirements: tuple[Requirement, ...],
    ) -> Iterator[ServiceRow]:
        """Yield what stands for all attributes that are not listed."""
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
            self._problem(table, row, f"all attributes of what: {of!r}")

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
                asked = read_requirement(column, notation, remark, stated)
                told = asked.values or column == "match"  # a key may have others
                yield asked if told else evolve(asked, values=values)

    def _problem(self, table: Table, row: Row, reason: str) -> None:
        self.report.problem(4, table.label, row.number, reason)


def _enumerated(remark: Cell) -> tuple[str, ...]:
    """Return the values that a remark lists as the only ones: Table CC.2.5-2b."""
    closed = [terms for terms in read_terms(remark) if terms.enumerated]
    return tuple(value.term for terms in closed for value in terms.values)


def _is_heading(row: Row, name: Cell) -> bool:
    """Whether a row is one cell: the name of a module, or of a level."""
    return all(cell is name for cell in row.cells[row.cells.index(name) :])
