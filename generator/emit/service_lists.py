"""Attribute lists of messages: typed attributes from the columns of tables of PS3.4.

The result has the form of rows of PS3.3, with the types for one side, so that message
classes are generated like module classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from ..model import (
    Attribute,
    AttributeList,
    Include,
    ItemCount,
    MessageType,
    ModuleRest,
    Open,
    OpenRow,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    TableColumn,
    Terms,
    Type,
    Value,
)
from .inclusion import Content, Inclusions, includes
from .service_columns import IN_STATE, MATCHED, Side, as_made, never_returned
from .service_macros import CODE, UPS_ANNEX, Macros, macro_label
from .service_values import NOTHING, Definitions, looks_outside, nearby

QUERY_RETRIEVE_LEVEL: Final = "(0008,0052)"


@frozen
class Key(Attribute):
    """A key of a query."""

    match: str = "O"
    required: bool = False


@frozen
class EmptyAttribute(Attribute):
    """An attribute that must be present without a value."""


@frozen
class ItemsOf(Include):
    """The items of a sequence are those of the class of the table `table`."""


@define
class Listed:
    """The attributes of one list."""

    content: tuple[Content, ...]
    not_allowed: tuple[tuple[str, ...], ...] = ()
    """Paths of tags."""


@define
class Lists:
    """Makes the attribute lists of one edition."""

    tables: dict[str, ServiceTable]
    definitions: Definitions
    inclusions: Inclusions
    macros: Macros = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.macros = Macros(self.definitions)

    def listed(
        self, one: AttributeList, operation: Operation, service: Service
    ) -> Listed:
        """Return the attributes of a list."""
        modules = self.definitions.modules_of(service)
        annexes = {column.table.partition(".")[0] for column in one.columns}
        reader = _Reader(self, Side.of(one, operation), modules, UPS_ANNEX in annexes)
        if operation.service == "N-GET" and one.role == "request":
            return Listed(())  # contains tags, not attributes
        content: list[Content] = []
        if one.level is not None:
            content.append(_level(one.level))
        content += reader.above(one.above)
        for column in one.columns:
            rows = self._rows(column, one.type_id)
            content += reader.at(column.column).read(rows, ())
        content += reader.at("usage").read(one.stated, ())
        refused = reader.not_allowed if one.role == "request" else ()
        return Listed(_merged(content), tuple(refused))

    def _rows(self, column: TableColumn, type_id: int | None) -> tuple[ServiceRow, ...]:
        table = self.tables[column.table]
        if type_id is None:
            return table.content
        types: Iterable[MessageType] = table.types
        return next((t.content for t in types if t.id == type_id), table.content)


@define
class _Reader:
    """Reads the rows of tables for one list."""

    lists: Lists
    side: Side
    modules: tuple[str, ...]
    of_steps: bool
    """Whether the list is one of unified procedure steps."""
    column: str = "usage"
    not_allowed: list[tuple[str, ...]] = field(factory=list)

    def at(self, column: str) -> _Reader:
        """Return the reader of another column, for the same list."""
        return evolve(self, column=column, not_allowed=self.not_allowed)

    def above(self, tags: Iterable[str]) -> Iterator[Attribute]:
        """Yield the unique keys of the levels above."""
        for tag in tags:
            if self.side.has_keys:
                yield Key(tag, "", Type.OPTIONAL, match="U")
            else:
                yield Attribute(tag, "", Type.OPTIONAL)

    def read(
        self, rows: Iterable[ServiceRow], path: tuple[str, ...]
    ) -> Iterator[Content]:
        """Yield the attributes of the list from rows.

        Args:
            path: The tags of the sequences that enclose the rows.
        """
        rows = tuple(rows)
        own = set(self._listed(rows))
        for row in rows:
            if isinstance(row, ServiceAttribute):
                yield from self._attribute(row, path)
            elif isinstance(row, ServiceInclude):
                yield from self._included(row.table, path)
            elif isinstance(row, ModuleRest):
                yield from self._rest(row, path, own)
            elif (
                self._requirement_of(row.requirements) and self.side.role != "retrieve"
            ):
                yield OpenRow(Open.ATTRIBUTES)

    def _listed(self, rows: Iterable[ServiceRow]) -> Iterator[str]:
        """Yield the tags of rows, including those of macros."""
        for row in rows:
            if isinstance(row, ServiceAttribute):
                yield row.tag
            elif isinstance(row, ServiceInclude) and row.table in self.lists.tables:
                yield from self._listed(self.lists.tables[row.table].content)

    def _requirement_of(
        self, requirements: Sequence[Requirement]
    ) -> Requirement | None:
        """Return the requirement of the column, or of the macro's corresponding column."""
        columns = {each.column: each for each in requirements}
        found = columns.get(self.column)
        if found is None and self.column in ("match", "return"):
            found = columns.get("usage")
            if self.column == "match" and "return" in columns:
                found = Requirement("match", "-")  # returned, but not matched
        elif found is None and self.column == "usage":
            found = columns.get(self.side.service)
            found = found or columns.get("match" if self.side.has_keys else "return")
        elif found is None and self.column != "final":
            found = columns.get("usage")
        return found

    def _attribute(
        self, row: ServiceAttribute, path: tuple[str, ...]
    ) -> Iterator[Attribute]:
        requirement = self._requirement_of(row.requirements)
        inside = (*path, row.tag)
        if self.side.role == "keys" and never_returned(row.requirements):
            return
        if requirement is None:
            if self.side.role == "final" and (
                content := _merged(self.read(row.content, inside))
            ):
                yield Attribute(row.tag, row.name, Type.OPTIONAL, content=content)
            return
        if path and requirement.column == "N-GET":
            requirement = as_made(requirement, row.requirements)
        letter = self.side.letter(requirement)
        if letter == "not-allowed":
            self.not_allowed.append(inside)
            return
        if self.column == "request" and letter == "-":
            return
        if self.side.has_keys and letter in MATCHED:
            if self.side.role == "keys" or (letter == "U" and not path):
                yield Key(
                    row.tag,
                    row.name,
                    Type.OPTIONAL,
                    content=_merged(self.read(row.content, inside)),
                    match=letter,
                    required=self.side.role == "retrieve",
                )
            return
        content = _merged(self.read(row.content, inside))
        type_ = self.side.type(requirement, path)
        if self.side.role == "final" and type_ is None and content:
            type_ = Type.OPTIONAL
        if type_ is not None:
            yield self._typed(row, requirement, type_, inside, content)

    def _typed(
        self,
        row: ServiceAttribute,
        requirement: Requirement,
        type_: Type,
        path: tuple[str, ...],
        content: tuple[Content, ...],
    ) -> Attribute:
        values = self.lists.definitions.values(self.modules, path)
        if self.side.role == "final":
            values = NOTHING
        terms = values.terms
        if requirement.values:
            terms = (Terms(True, tuple(map(Value, requirement.values))),)
        counts = values.item_counts
        if requirement.item_count is not None:
            counts = (requirement.item_count,)
        sequence = bool(row.content)
        if requirement.empty and sequence:
            counts = (ItemCount(0, 0),)
        condition = IN_STATE.get(self.side.letter(requirement), requirement.condition)
        empty = requirement.empty and not sequence
        return (EmptyAttribute if empty else Attribute)(
            row.tag,
            row.name,
            type_,
            condition=condition if type_.is_conditional else None,
            terms=terms,
            ranges=values.ranges,
            vm=None if empty else values.vm,
            item_counts=counts,
            content=content,
        )

    def _included(self, table: str, path: tuple[str, ...]) -> Iterator[Content]:
        """Yield the rows of a macro, or its class."""
        included = self.lists.tables.get(table)
        if included is None:
            if table in self.lists.definitions.tables:
                yield Include(table)
            return
        macros = self.lists.macros
        rows = tuple(self.read(included.content, path))
        if macros.is_coded_entry(included):
            column = "match" if self.side.has_keys else self.column
            yield from macros.coded_entry(table, rows, column)
        elif path and self.of_steps:
            yield from macros.of_steps(table, rows, self.column)
        else:
            yield from rows

    def _rest(
        self, row: ModuleRest, path: tuple[str, ...], own: set[str]
    ) -> Iterator[Content]:
        """Yield the attributes of a module that the table does not list."""
        requirement = self._requirement_of(row.requirements)
        if requirement is None or self.side.role in ("retrieve", "final"):
            return
        if self.side.role == "keys" and never_returned(row.requirements):
            return
        definitions = self.lists.definitions
        letter = self.side.letter(requirement)
        if row.table is None:
            content = definitions.items(self.modules, path)
        elif row.table in definitions.tables:
            content = definitions.within(row.table, path)
        else:
            return
        type_ = self.side.type(requirement, path)
        # A module that is required as a whole keeps its types, and the conditions of its
        # inclusions: Table P.2-2.
        whole = row.table is not None and type_ not in (None, Type.OPTIONAL)
        if whole and not self.side.has_keys:
            included, content = definitions.conditional(content)
            yield from included
        for each, table in self._flat(content, row.table or ""):
            if each.tag in own:
                continue
            if self.side.role == "keys":
                yield self._key(each, letter, path)
            elif type_ is not None:
                plain = nearby(each)
                if type_ is Type.OPTIONAL or each.type is None:
                    condition = requirement.condition if type_.is_conditional else None
                    plain = evolve(plain, type=type_, condition=condition)
                if self._has_class(each, table):
                    plain = evolve(plain, content=(ItemsOf(table),))
                yield plain

    def _has_class(self, row: Attribute, table: str) -> bool:
        """Whether the class of a table has a class for the items of a sequence.

        Not if its conditions refer to the enclosing object, which a message does not have.
        """
        if table not in self.lists.definitions.tables:
            return False
        alone = len(row.content) == 1 and isinstance(row.content[0], Include)
        recursive = self.lists.inclusions.recursive
        return (
            bool(row.content)
            and not alone
            and not any(map(looks_outside, row.content))
            and row in self.lists.definitions.tables[table].content
            and not any(recursive(table, each) for each in includes(row.content))
        )

    def _flat(
        self, content: Iterable[Content], table: str
    ) -> Iterator[tuple[Attribute, str]]:
        """Yield the attributes of rows of PS3.3 and of its macros, with their tables.

        Args:
            table: Label of the table of the rows.
        """
        definitions = self.lists.definitions
        for row in content:
            if isinstance(row, Attribute):
                yield row, table
            elif isinstance(row, Include) and row.table in definitions.tables:
                for each, of in definitions.rows(row.table):
                    yield each, of.table

    def _key(self, row: Attribute, match: str, around: tuple[str, ...]) -> Key:
        """Convert a row of PS3.3 to a key, including the content of a sequence.

        Args:
            around: The tags of the enclosing sequences; a sequence that contains itself
                is expanded once.
        """
        content: tuple[Content, ...] = ()
        if row.content and all(
            isinstance(r, Include) and r.table == CODE for r in row.content
        ):
            label = macro_label(REST_CODES, "match")
            if REST_CODES in self.lists.tables:
                content = tuple(self._included(REST_CODES, ()))
            if label not in self.lists.macros.classes:
                content = ()
        elif row.tag not in around:
            within = (*around, row.tag)
            rows = _once(each for each, _ in self._flat(row.content, ""))
            content = tuple(self._key(each, match, within) for each in rows)
        return Key(row.tag, row.name, Type.OPTIONAL, content=content, match=match)


REST_CODES: Final = "8-2b"
"""Table with the keys of codes that are described only in PS3.3."""


def _level(level: str) -> Attribute:
    values = Terms(True, (Value(level),))
    return Attribute(
        QUERY_RETRIEVE_LEVEL, "Query/Retrieve Level", Type.MANDATORY, terms=(values,)
    )


def _merged(content: Iterable[Content]) -> tuple[Content, ...]:
    """Merge rows of several tables; the first occurrence of an attribute wins."""
    seen: set[object] = set()
    kept: list[Content] = []
    for row in content:
        mark = row.tag if isinstance(row, Attribute) else row
        if mark not in seen:
            seen.add(mark)
            kept.append(row)
    return tuple(kept)


def _once(rows: Iterable[Attribute]) -> list[Attribute]:
    return list({row.tag: row for row in rows}.values())
