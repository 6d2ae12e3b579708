"""Where the standard's tables use an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypedDict, cast

from ..definitions import Attribute, Definition, Iod, Item
from ..editions import Edition
from ..export import resolve
from .subjects import Kind, definitions


class AttributeUse(TypedDict):
    """A row of a table that names an attribute."""

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
    """Return every row that names an attribute, in its own table.

    Args:
        tag: As 0xggggeeee; the first group where the group repeats.
    """
    known = list(definitions(edition))
    iods = _iods_by_table(cast(type[Iod], d) for kind, d in known if kind == "iod")
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
    """Yield each row of a table's own, after the sequences around it."""
    for value in vars(definition).values():
        if isinstance(value, Attribute):
            path = (*above, value)
            yield path
            item = value.item
            if item is not None and issubclass(item, Item) and item not in enclosing:
                yield from _rows(item, path, enclosing | {item})


def _iods_by_table(iods: Iterator[type[Iod]]) -> dict[type[Definition], list[str]]:
    """Return the IODs that reach each table through modules, macros and items."""
    found: dict[type[Definition], list[str]] = {}
    for iod in iods:
        reached: set[type[Definition]] = set()
        waiting = [u.definition for u in (*iod.module_uses, *iod.functional_group_uses)]
        while waiting:
            definition = waiting.pop()
            if definition not in reached:
                reached.add(definition)
                waiting.extend(_included(definition))
        for definition in reached:
            found.setdefault(definition, []).append(iod.__name__)
    return found


def _included(definition: type[Definition]) -> Iterator[type[Definition]]:
    """Yield the classes next to a definition: bases, conditional includes, items."""
    yield from definition.__bases__
    yield from (i.definition for i in vars(definition).get("conditional_includes", ()))
    for value in vars(definition).values():
        if isinstance(value, Attribute) and value.item is not None:
            yield value.item
