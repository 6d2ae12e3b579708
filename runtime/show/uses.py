"""The tables of the standard that use an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypedDict, cast

from ..export import resolve
from ..tables.descriptions import Attribute, Definition, Iod, Item
from ..tables.editions import Edition
from .subjects import Kind, definitions


class AttributeUse(TypedDict):
    """A row of a table for an attribute."""

    kind: Kind
    name: str
    table: str
    path: Annotated[list[str], "keywords from the top of the table to the attribute"]
    type: Literal["1", "1C", "2", "2C", "3"] | None
    iods: Annotated[
        list[str],
        "keywords of the IODs that use the table, or a table that includes it",
    ]


def uses(edition: Edition, tag: int) -> list[AttributeUse]:
    """Return every row for an attribute, each in the table that defines it.

    Args:
        tag: As 0xggggeeee; of a repeating group, with the first group number.
    """
    known = list(definitions(edition))
    iods = iods_by_table(edition)
    found = []
    for kind, definition in known:
        origin = resolve.origin_of(definition)
        if origin is None:
            continue
        for path in _rows(definition, (), frozenset()):
            if path[-1].tag == tag:
                found.append(
                    AttributeUse(
                        kind=kind,
                        name=origin.name,
                        table=origin.table,
                        path=[attribute.keyword for attribute in path],
                        type=path[-1].type,
                        iods=iods.get(definition, []),
                    )
                )
    return found


def _rows(
    definition: type[Definition],
    above: tuple[Attribute, ...],
    enclosing: frozenset[type[Definition]],
) -> Iterator[tuple[Attribute, ...]]:
    """Yield the rows that a table defines, each as a path from the outermost sequence."""
    for value in vars(definition).values():
        if isinstance(value, Attribute):
            path = (*above, value)
            yield path
            item = value.item
            if item is not None and issubclass(item, Item) and item not in enclosing:
                yield from _rows(item, path, enclosing | {item})


def iods_by_table(edition: Edition) -> dict[type[Definition], list[str]]:
    """Return the IODs that use each table, also through macros and items."""
    found: dict[type[Definition], list[str]] = {}
    for iod in cast(Iterator[type[Iod]], edition.definitions("iods")):
        for definition in reach(iod):
            found.setdefault(definition, []).append(iod.__name__)
    return found


def reach(definition: type[Definition]) -> set[type[Definition]]:
    """Return a table and those it uses, or the tables that an IOD uses."""
    waiting = [definition]
    if issubclass(definition, Iod):
        uses = (*definition.module_uses, *definition.functional_group_uses)
        waiting = [use.definition for use in uses]
    reached: set[type[Definition]] = set()
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(_included(one))
    return reached


def _included(definition: type[Definition]) -> Iterator[type[Definition]]:
    """Yield the classes that a definition refers to: bases, includes and items."""
    yield from definition.__bases__
    yield from (i.definition for i in vars(definition).get("conditional_includes", ()))
    for value in vars(definition).values():
        if isinstance(value, Attribute) and value.item is not None:
            yield value.item
