"""The attributes of a table as rows of a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NotRequired, TypedDict, cast

from ..conditions.readable import sentence
from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.keys import Key
from ..export import records, registries, resolve
from ..tables.descriptions import Definition, Item
from ..tables.editions import Edition


class Include(TypedDict):
    """A macro whose attributes a table includes."""

    name: str
    table: str
    conditional: bool
    """Whether it is included under a condition."""


class Row(records.Attribute):
    """An attribute with its entry in the data dictionary and its place in the table."""

    name: str
    vr: list[str]
    vm: str
    retired: bool
    include: Include | None
    """The macro that adds it to the table or item; None for a row of the table itself."""
    requirement: str
    """The condition in English; empty if there is none."""
    match: NotRequired[str]
    """The matching type of a key of a query."""


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
            "requirement": sentence(attribute.when) if attribute.when else "",
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
    """Return the macro through which a table or an item has an attribute of `owner`.

    Args:
        owner: The class that lists the attribute: the holder, an included macro, or a
            macro that is included in turn.
    """
    if owner is holder or issubclass(owner, AttributeList):
        return None  # lists that SOP classes share are of the same table
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
    """Yield the classes whose attributes a macro includes."""
    yield from macro.__mro__
    for included in macro.all_conditional_includes():
        yield from _reach(included)
