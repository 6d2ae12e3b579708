"""The tables of an edition with their rows, as answers need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple, cast

from ..browse.rows import Line, Row
from ..browse.site import addresses_of, table_pages
from ..errors import IodizeError
from ..export.resolve import origin_of
from ..show import Kind, Subject, UnknownNameError, find
from ..show.subjects import plain
from ..show.uses import reach
from ..tables.descriptions import Definition, Iod
from ..tables.editions import Edition

TABLES: Sequence[Kind] = ("module", "macro", "functional-group", "directory-record")
"""The kinds of tables of attributes, in the order in which names are searched."""


class NotInTableError(IodizeError):
    """A table, or the tables of an IOD, have no such row."""

    def __init__(self, name: str, within: str, similar: Sequence[str]) -> None:
        super().__init__(name, within, similar)
        self.name = name
        self.within = within
        self.similar = similar
        self.hint = (
            f"did you mean {' or '.join(map(repr, similar))}?"
            if similar
            else "leave out `within` to search all tables"
        )

    def __str__(self) -> str:
        return f"{self.name} is not in {self.within}"


class Found(NamedTuple):
    """A row of a table."""

    definition: type[Definition]
    row: Row


class Tables:
    """The tables of an edition. Rows are collected on first use."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.addresses = addresses_of(edition)

    @cached_property
    def _pages(self) -> dict[type[Definition], list[Line]]:
        return table_pages(self.addresses).lines

    def lines(self, definition: type[Definition]) -> list[Line]:
        """Return the rows of a table."""
        return self._pages[definition]

    def table(self, name: str) -> Subject:
        """Return a module, a macro, a functional group or a directory record.

        Raises:
            UnknownNameError: The edition has no such table. Has similar names.
        """
        return self._first(name, TABLES)

    def iod(self, name: str) -> type[Iod]:
        """Return an IOD.

        Raises:
            UnknownNameError: The edition has no such IOD. Has similar names.
        """
        return cast(type[Iod], find(self.edition, name, "iod")[0].definition)

    def rows(self, element: Subject, within: str) -> list[Found]:
        """Return the rows of an attribute.

        Args:
            within: Name of an IOD or of a table, with the macros that it includes; all
                tables if empty.

        Raises:
            UnknownNameError: The edition has no such IOD or table.
            NotInTableError: None of its rows is for the attribute.
        """
        place = self._first(within, ("iod", *TABLES)) if within else None
        all_rows = list(self._rows(place))
        found = [each for each in all_rows if each.row.tag == element.place]
        if not found and place is not None:
            keywords = {plain(each.row.keyword): each.row.keyword for each in all_rows}
            wanted = plain(element.record["keyword"])
            similar = get_close_matches(wanted, keywords, n=3)
            raise NotInTableError(
                element.record["keyword"],
                f"the {place}",
                [keywords[name] for name in similar],
            )
        return found

    def _rows(self, place: Subject | None) -> Iterator[Found]:
        """Yield the rows of an IOD or a table, and of the macros that it includes."""
        reached = None
        if place is not None and place.definition is not None:
            reached = reach(place.definition)
        for definition, lines in self._pages.items():
            if reached is None or definition in reached:
                for line in lines:
                    if isinstance(line, Row):
                        yield Found(definition, line)

    def _first(self, name: str, kinds: Sequence[Kind]) -> Subject:
        """Return the subject of a name with the first possible kind.

        Retired subjects come last.
        """
        similar: dict[str, None] = {}
        retired: Subject | None = None
        for kind in kinds:
            try:
                found = find(self.edition, name, kind)[0]
            except UnknownNameError as error:
                similar.update(dict.fromkeys(error.similar))
                continue
            of = found.definition
            origin = None if of is None else origin_of(of)
            if origin is None or not origin.is_retired:
                return found
            retired = retired or found
        if retired is not None:
            return retired
        best = get_close_matches(plain(name), map(plain, similar), n=3, cutoff=0)
        names = {plain(each): each for each in similar}
        raise UnknownNameError(name, self.edition.name, [names[each] for each in best])
