"""The attributes of a table, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NotRequired, TypedDict, cast

from ..definitions import Definition, Item
from ..dimse.attribute_lists import AttributeList
from ..dimse.keys import Key
from ..editions import Edition
from ..export import records, registries, resolve


class Include(TypedDict):
    """A macro whose attributes a table includes."""

    name: str
    table: str
    conditional: bool
    """Whether a condition decides that it is included."""


class Row(records.Attribute):
    """An attribute, with what the dictionary and the table around it say of it."""

    name: str
    vr: list[str]
    vm: str
    retired: bool
    include: Include | None
    """The macro through which the table or item has it; None for a row of its own."""
    match: NotRequired[str]
    """How a key of a query is matched."""


def rows(
    edition: Edition, definition: type[Definition], depth: int | None
) -> list[Row]:
    """Return the attributes of a table, and of the items nested in it.

    Args:
        depth: Levels to list; None for all.
    """
    found = []
    for record, attribute, holder in resolve.attributes(definition):
        if depth is not None and len(record["path"]) > depth:
            continue
        element = edition.element(attribute.tag)
        row = {
            **record,
            "name": element.name if element else "",
            "vr": registries.vr_choice(element.vr) if element else [],
            "vm": element.vm if element else "",
            "retired": element is not None and element.retired,
            "include": (
                _include(holder, attribute.owner)
                if holder is definition or issubclass(holder, Item)
                else _included(holder)
            ),
        }
        if isinstance(attribute, Key):
            row["match"] = attribute.match
        found.append(cast(Row, row))
    return found


def _include(holder: type[Definition], owner: type[Definition]) -> Include | None:
    """Return the macro by which a table or an item has the attributes of another.

    Args:
        owner: The class that lists an attribute: the holder, an included macro, or a
            macro that this one includes in turn.
    """
    if owner is holder or issubclass(owner, AttributeList):
        return None  # a list that another SOP class has too is of the same table
    for base in holder.__bases__:
        if owner in _reach(base):
            return _included(base)
    for inclusion in vars(holder).get("conditional_includes", ()):
        if owner in _reach(inclusion.definition):
            return _included(inclusion.definition, conditional=True)
    return None


def _included(macro: type[Definition], *, conditional: bool = False) -> Include:
    origin = macro.origin()
    return Include(name=origin.name, table=origin.table, conditional=conditional)


def _reach(macro: type[Definition]) -> Iterator[type[Definition]]:
    """Yield the classes whose attributes come with a macro."""
    yield from macro.__mro__
    for included in macro.all_conditional_includes():
        yield from _reach(included)
