"""Inclusions among tables: the order of base classes, and the cycles.

An included macro becomes a base class. Python requires a consistent order of bases and
forbids cycles, but sequences of the standard can contain themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from ..model import Attribute, AttributeTable, Include, OpenRow

Content = Attribute | Include | OpenRow


def includes(content: Iterable[Content]) -> Iterator[Include]:
    """Yield the inclusions of a table, at every depth."""
    for row in content:
        if isinstance(row, Include):
            yield row
        if isinstance(row, Attribute | Include):
            yield from includes(row.content)


@define
class Inclusions:
    """The inclusions among all tables of an edition."""

    tables: Mapping[str, AttributeTable]
    _reached: dict[str, frozenset[str]] = field(factory=dict)
    _rank: dict[str, int] = field(factory=dict)

    def places(self, content: Iterable[Content]) -> dict[str, str]:
        """Return the included tables in the order of their rows.

        Maps each table to the tag of the next row with an attribute of its own, or to an
        empty string.
        """
        found: dict[str, str] = {}
        for row in content:
            if isinstance(row, Include):
                found.setdefault(row.table, "")
                extended = self.extended(row)
                tag = extended.tag if extended else ""
            else:
                tag = row.tag if isinstance(row, Attribute) else ""
            if tag:
                found = {table: before or tag for table, before in found.items()}
        return found

    def extended(self, include: Include) -> Attribute | None:
        """Return the last sequence of a table, which rows nested below an inclusion extend."""
        if not include.content or include.table not in self.tables:
            return None
        rows = reversed(self.tables[include.table].content)
        return next((r for r in rows if isinstance(r, Attribute) and r.content), None)

    def tags(self, table: str) -> frozenset[str]:
        """Return the tags of a table and of the tables it includes, without items."""
        return frozenset(self._tags(table, set()))

    def _tags(self, table: str, seen: set[str]) -> Iterator[str]:
        seen.add(table)
        for row in self.tables[table].content:
            if isinstance(row, Attribute):
                yield row.tag
            elif isinstance(row, Include) and row.table in self.tables.keys() - seen:
                yield from self._tags(row.table, seen)

    def recursive(self, table: str, include: Include) -> bool:
        """Whether an included table includes the including one, directly or indirectly."""
        if include.table not in self.tables:
            return False
        return include.table == table or table in self._reach(include.table)

    def _reach(self, table: str) -> frozenset[str]:
        """Return all tables that a table includes, directly or indirectly."""
        if table not in self._reached:
            seen: set[str] = set()
            waiting = [table]
            while waiting:
                for include in includes(self.tables[waiting.pop()].content):
                    if include.table in self.tables and include.table not in seen:
                        seen.add(include.table)
                        waiting.append(include.table)
            self._reached[table] = frozenset(seen)
        return self._reached[table]

    def rank(self, table: str) -> int:
        """Sort key by which a class comes before its bases."""
        if not self._rank:
            for label in self.tables:
                self._place(label)
        return -self._rank[table]

    def _place(self, table: str) -> None:
        """Assign a table a higher number than all its bases."""
        if table in self._rank or table not in self.tables:
            return
        for row in self.tables[table].content:
            if isinstance(row, Include) and row.condition is None:
                self._place(row.table)
        self._rank[table] = len(self._rank)
