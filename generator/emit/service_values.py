"""Values of the attributes of messages, from the tables of PS3.3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from ..model import (
    Attribute,
    AttributeTable,
    Condition,
    Include,
    ItemCount,
    Range,
    Service,
    Standard,
    Terms,
)
from .inclusion import Content


@frozen
class Values:
    """The legal values of an attribute."""

    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    vm: str | None = None
    item_counts: tuple[ItemCount, ...] = ()


NOTHING: Final = Values()

_ByTag = dict[str, list[tuple[Attribute, AttributeTable]]]
"""Rows, each with its table, by the tag of the attribute."""


class Definitions:
    """The attribute tables of PS3.3, searched by the path of an attribute."""

    def __init__(self, standard: Standard) -> None:
        every: tuple[AttributeTable, ...] = (*standard.modules, *standard.macros)
        self.tables: Final = {table.table: table for table in every}
        self._iods: Final = {iod.table: iod for iod in standard.iods}
        self._anywhere: Final = {
            tag: _agreed(rows) for tag, rows in _by_tag(every).items()
        }
        self._found: Final[dict[tuple[str, ...], _ByTag]] = {}
        """Rows by the label of a module and the tags of the enclosing sequences."""

    def modules_of(self, service: Service) -> tuple[str, ...]:
        """Return the tables of the modules whose attributes the messages contain."""
        iod = self._iods.get(service.iod or "")
        listed = [] if iod is None else [use.table for use in iod.modules]
        return tuple(t for t in (*listed, *service.modules) if t in self.tables)

    def values(self, modules: Sequence[str], path: Sequence[str]) -> Values:
        """Return the values of an attribute in its module, or those common to all tables.

        Args:
            modules: Labels of the tables of `modules_of`.
            path: Tags of the enclosing sequences and of the attribute.
        """
        own = [*self._of_modules(modules, path)]
        for row, table in own:
            found = _stated(row, table.section)
            if found != NOTHING:
                return found
        if any(row.terms for row, _ in own):
            return NOTHING  # its lists depend on conditions
        return self._anywhere.get(path[-1], NOTHING)

    def rows(self, table: str) -> Iterator[tuple[Attribute, AttributeTable]]:
        """Yield the attributes of a table and of its macros, with their tables."""
        found = self.tables[table]
        yield from self._expanded([found.content], found, (table,))

    def conditional(
        self, content: Iterable[Content]
    ) -> tuple[list[Include], tuple[Content, ...]]:
        """Split rows into conditional inclusions and others; expands macros."""
        included: list[Include] = []
        others: list[Content] = []
        for row in content:
            if not isinstance(row, Include):
                others.append(row)
            elif row.condition is not None:
                included.append(row)
            elif row.table in self.tables:
                within, rest = self.conditional(self.tables[row.table].content)
                included += within
                others += rest
        return included, tuple(others)

    def within(self, table: str, path: Sequence[str]) -> tuple[Content, ...]:
        """Return the rows of the items at a path; all rows of a table without the path."""
        contents = [self.tables[table].content]
        for tag in path:
            inner = [r for r, _ in self._expanded(contents, self.tables[table], ())]
            contents = [row.content for row in inner if row.tag == tag and row.content]
        return contents[0] if contents else self.tables[table].content

    def items(self, modules: Sequence[str], path: Sequence[str]) -> tuple[Content, ...]:
        """Return the rows of the items of a sequence, from a module or any other table."""
        for row, _ in self._of_modules(modules, path):
            if row.content:
                return row.content
        for table in self.tables.values():
            for row in _nested(table.content):
                if row.tag == path[-1] and row.content:
                    return row.content
        return ()

    def _of_modules(
        self, modules: Sequence[str], path: Sequence[str]
    ) -> Iterator[tuple[Attribute, AttributeTable]]:
        *around, last = path
        for module in modules:
            place = (module, *around)
            if place not in self._found:
                self._found[place] = self._rows_at(self.tables[module], around)
            yield from self._found[place].get(last, ())

    def _rows_at(self, table: AttributeTable, path: Iterable[str]) -> _ByTag:
        """Return the rows of a table, or of the items at a path in it, by tag."""
        contents = [table.content]
        for tag in path:
            inner = [row for row, _ in self._expanded(contents, table, ())]
            contents = [row.content for row in inner if row.tag == tag]
        found: _ByTag = {}
        for row, of in self._expanded(contents, table, ()):
            found.setdefault(row.tag, []).append((row, of))
        return found

    def _expanded(
        self,
        contents: Iterable[tuple[Content, ...]],
        table: AttributeTable,
        around: tuple[str, ...],
    ) -> Iterator[tuple[Attribute, AttributeTable]]:
        """Yield rows, with inclusions replaced by the rows of their tables."""
        for content in contents:
            for row in content:
                if isinstance(row, Attribute):
                    yield row, table
                elif isinstance(row, Include) and row.table not in around:
                    included = self.tables.get(row.table)
                    if included is not None:
                        within = (*around, row.table)
                        yield from self._expanded([included.content], included, within)


def _by_tag(tables: Iterable[AttributeTable]) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for table in tables:
        for row in _nested(table.content):
            found.setdefault(row.tag, []).append(_stated(row, table.section))
    return found


def _nested(content: Iterable[Content]) -> Iterator[Attribute]:
    for row in content:
        if isinstance(row, Attribute):
            yield row
        if isinstance(row, Attribute | Include):
            yield from _nested(row.content)


def _stated(row: Attribute, section: str) -> Values:
    """Return the unconditional values of a row."""
    terms = [t for t in row.terms if t.condition is None and not t.retired]
    return Values(
        tuple(t if t.section else evolve(t, section=section) for t in terms),
        row.ranges,
        row.vm,
        tuple(c for c in row.item_counts if c.condition is None and not c.equals),
    )


def _agreed(rows: Sequence[Values]) -> Values:
    """Return the terms common to all tables; enumerated values only if all state them."""
    with_terms = [row for row in rows if row.terms]
    lists = {tuple(_plain(terms) for terms in row.terms) for row in with_terms}
    if len(lists) != 1:
        return NOTHING
    closed = any(terms.enumerated for terms in with_terms[0].terms)
    if closed and len(with_terms) < len(rows):
        return NOTHING
    return Values(with_terms[0].terms)


def _plain(terms: Terms) -> object:
    return terms.enumerated, terms.number, tuple(value.term for value in terms.values)


OUTSIDE: Final = ("top.", "parent.", "frame.")
FAR: Final = (*OUTSIDE, "unknown(")
"""Terms of conditions that refer to other items than that of the attribute."""


def looks_outside(row: Content) -> bool:
    """Whether a condition of a row or of a nested row refers to the enclosing object."""
    if not isinstance(row, Attribute):
        return False
    conditions = [row.condition]
    conditions += [each.condition for each in row.terms]
    conditions += [each.condition for each in row.item_counts]
    outside = any(_names(each, OUTSIDE) for each in conditions)
    return outside or any(map(looks_outside, row.content))


def _names(condition: Condition | None, words: Sequence[str]) -> bool:
    if condition is None:
        return False
    texts = (condition.required, condition.permitted, condition.forbidden)
    return any(word in text for text in filter(None, texts) for word in words)


def nearby(row: Attribute) -> Attribute:
    """Return a row of PS3.3 without conditions that depend on the enclosing object."""
    return evolve(
        row,
        condition=None if _names(row.condition, FAR) else row.condition,
        terms=tuple(t for t in row.terms if t.condition is None),
        item_counts=tuple(c for c in row.item_counts if c.condition is None),
        content=tuple(
            nearby(each) if isinstance(each, Attribute) else each
            for each in row.content
        ),
    )
