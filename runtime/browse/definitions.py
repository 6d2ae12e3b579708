"""Pages of IODs and of tables of attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, cast

from ..export import resolve
from ..render.links import link
from ..show.subjects import TITLES, Kind
from ..tables.descriptions import (
    Constraint,
    Definition,
    DirectoryRecord,
    Iod,
    Limits,
    Origin,
    Relationship,
    Terms,
    Use,
)
from ..tables.editions import Edition
from .addresses import UIDS, Addresses, page
from .page import Page
from .requirements import Condition, Values, condition, notes, values
from .rows import Include, Line, Table


class UseRow(NamedTuple):
    """A module or functional group of an IOD."""

    anchor: str
    name: str
    address: str
    entity: str
    usage: str
    table: str
    condition: Condition


class ConstraintRow(NamedTuple):
    """A requirement of an IOD for an attribute of its modules."""

    anchor: str
    path: tuple[str, ...]
    values: tuple[Values, ...]
    notes: tuple[str, ...]
    section: str
    link: str


class RelationshipRow(NamedTuple):
    """Relationships of content items that a structured report may have."""

    anchor: str
    sources: tuple[str, ...]
    types: tuple[str, ...]
    targets: tuple[str, ...]


class IncludedBy(NamedTuple):
    """A table that includes another one."""

    title: str
    address: str


def iod_pages(addresses: Addresses, iods: Iterable[type[Definition]]) -> Iterator[Page]:
    """Yield the pages of IODs."""
    edition = addresses.edition
    for definition in cast(Iterable[type[Iod]], iods):
        origin = definition.origin()
        uses = [*_uses(addresses, "", definition.module_uses)]
        groups = [*_uses(addresses, "group-", definition.functional_group_uses)]
        constraints = [
            _constraint(edition, each) for each in _merged(definition.constraints)
        ]
        relationships = [
            *_relationships(edition.content_constraints.get(definition.__name__, ()))
        ]
        yield Page(
            page("iod", definition.__name__),
            "iod",
            f"{origin.name} IOD",
            {
                "reference": str(origin),
                "link": link(str(origin), edition.name),
                "sop_classes": [
                    (uid, registered.name if registered else "", f"{UIDS}#{uid}")
                    for uid, keyword in edition.sop_classes.items()
                    if keyword == definition.__name__
                    for registered in [edition.uid(uid)]
                ],
                "module_uses": uses,
                "groups": groups,
                "groups_table": definition.functional_groups_table,
                "groups_link": link(
                    f"PS3.3 {origin.section} Table {definition.functional_groups_table}",
                    edition.name,
                ),
                "constraints": constraints,
                "relationships": relationships,
            },
            TITLES["iod"],
            origin.name,
            definition.__name__,
            origin.table,
            {"retired": retired(origin)},
            rows=[*uses, *groups, *constraints, *relationships],
            names=[
                *((("module", row.name), row.anchor) for row in uses),
                *((("group", row.name), row.anchor) for row in groups),
                *((("constraint", *row.path), row.anchor) for row in constraints),
                *(
                    (("content", f"{source} {type_}"), row.anchor)
                    for row in relationships
                    for source, type_ in product(row.sources, row.types)
                ),
            ],
        )


def _uses(addresses: Addresses, prefix: str, uses: Sequence[Use]) -> Iterator[UseRow]:
    for use in uses:
        origin = resolve.origin_of(use.definition)
        yield UseRow(
            anchor=f"{prefix}{use.definition.__name__}",
            name=origin.name if origin else use.definition.__name__,
            address=addresses.of(use.definition),
            entity=use.entity,
            usage=use.usage or "",
            table=origin.table if origin else "",
            condition=condition(use.when),
        )


def _merged(constraints: Iterable[Constraint]) -> Iterator[Constraint]:
    """Yield one constraint for each attribute: it may have several, with conditions."""
    found: dict[tuple[str, ...], Constraint] = {}
    for each in constraints:
        first = found.setdefault(each.path, each)
        if first is not each:
            found[each.path] = first._replace(
                values=(*first.values, *each.values), items=first.items or each.items
            )
    yield from found.values()


def _constraint(edition: Edition, constraint: Constraint) -> ConstraintRow:
    path, stated, items, section = constraint
    terms = tuple(each for each in stated if isinstance(each, Terms))
    ranges = tuple(each for each in stated if isinstance(each, Limits))
    return ConstraintRow(
        anchor=f"constraint-{'.'.join(path)}",
        path=path,
        values=tuple(values(terms)),
        notes=tuple(notes(ranges, items, ())),
        section=section,
        link=link(f"PS3.3 {section}", edition.name),
    )


def _relationships(
    relationships: Iterable[Relationship],
) -> Iterator[RelationshipRow]:
    for number, (sources, types, targets) in enumerate(relationships, 1):
        yield RelationshipRow(f"relationship-{number}", sources, types, targets)


class TablePages:
    """Pages of modules, macros, functional groups and directory records."""

    def __init__(
        self, addresses: Addresses, tables: Mapping[type[Definition], Kind]
    ) -> None:
        self._addresses = addresses
        self._tables = tables
        self.lines: dict[type[Definition], list[Line]] = {
            definition: Table(addresses, definition).lines for definition in tables
        }
        """The rows of each table."""

    def pages(self, iods: Iterable[type[Definition]]) -> Iterator[Page]:
        """Yield the pages.

        Args:
            iods: The IODs whose uses the pages list.
        """
        used = self._used(cast(Iterable[type[Iod]], iods))
        included = self._included()
        for definition, kind in self._tables.items():
            address = self._addresses.of(definition)
            yield self._page(
                kind, definition, used.get(definition, []), included.get(address, [])
            )

    def name(self, definition: type[Definition]) -> str:
        """Return the name of a table with its kind: "Patient Module"."""
        return f"{_name(definition)} {TITLES[self._tables[definition]]}"

    def _page(
        self,
        kind: Kind,
        definition: type[Definition],
        used: list[tuple[Use, type[Iod]]],
        included: list[IncludedBy],
    ) -> Page:
        origin = resolve.origin_of(definition)
        edition = self._addresses.edition
        facts = {
            "other attributes": "yes" if definition.extensible else "no",
            "retired": retired(origin),
        }
        if issubclass(definition, DirectoryRecord):
            facts["record type"] = definition.record_type
            facts["lower record types"] = ", ".join(definition.lower)
        lines = self.lines[definition]
        return Page(
            self._addresses.of(definition),
            "table",
            self.name(definition),
            {
                "reference": str(origin or ""),
                "link": link(str(origin), edition.name) if origin else "",
                "lines": lines,
                "used": [
                    (_name(iod), self._addresses.of(iod), use.usage or "")
                    for use, iod in used
                ],
                "included": included,
            },
            TITLES[kind],
            _name(definition),
            definition.__name__,
            origin.table if origin else "",
            facts,
            lines,
            [(line.row_name, line.anchor) for line in lines],
        )

    def _used(
        self, iods: Iterable[type[Iod]]
    ) -> Mapping[type[Definition], list[tuple[Use, type[Iod]]]]:
        found: dict[type[Definition], list[tuple[Use, type[Iod]]]] = {}
        for iod in iods:
            for use in (*iod.module_uses, *iod.functional_group_uses):
                found.setdefault(use.definition, []).append((use, iod))
        return found

    def _included(self) -> Mapping[str, list[IncludedBy]]:
        """Return the places that include each table, by the address of its page."""
        found: dict[str, list[IncludedBy]] = {}
        for definition, lines in self.lines.items():
            own = self._addresses.of(definition)
            for line in lines:
                target = line.address.partition("#")[0]
                if isinstance(line, Include) and target not in ("", own):
                    where = f" > {line.above[-1]}" if line.above else ""
                    found.setdefault(target, []).append(
                        IncludedBy(
                            f"{self.name(definition)}{where}", f"{own}#{line.anchor}"
                        )
                    )
        return found


def retired(origin: Origin | None) -> str:
    """Return whether a table is retired: "last in PS3.3-2004"; empty if it is current."""
    return f"last in {origin.part}" if origin and origin.last_edition else ""


def _name(definition: type[Definition]) -> str:
    origin = resolve.origin_of(definition)
    return (origin and origin.name) or definition.__name__
