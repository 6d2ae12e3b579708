"""Which table includes which: the order of base classes, and the cycles.

A macro that is included becomes a base class. Python wants the bases of a class ordered
alike everywhere, and no class can stand on itself: the standard's sequences do.
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

        With each comes the tag of the next row that names an attribute of its own; empty
        if there is none.
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
        """Return the sequence that rows nested below an inclusion add to: the last one."""
        if not include.content or include.table not in self.tables:
            return None
        rows = reversed(self.tables[include.table].content)
        return next((r for r in rows if isinstance(r, Attribute) and r.content), None)

    def recursive(self, table: str, include: Include) -> bool:
        """Whether what a table includes leads back to the table."""
        if include.table not in self.tables:
            return False
        return include.table == table or table in self._reach(include.table)

    def _reach(self, table: str) -> frozenset[str]:
        """Return all tables that a table includes, through any number of others."""
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
        """Return a place in an order in which a class comes before its bases."""
        if not self._rank:
            for label in self.tables:
                self._place(label)
        return -self._rank[table]

    def _place(self, table: str) -> None:
        """Give a table a higher number than all its bases."""
        if table in self._rank or table not in self.tables:
            return
        for row in self.tables[table].content:
            if isinstance(row, Include) and row.condition is None:
                self._place(row.table)
        self._rank[table] = len(self._rank)
