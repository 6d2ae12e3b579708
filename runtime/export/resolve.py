"""Generated definitions as records, with inheritance and included macros expanded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ..tables import descriptions
from ..tables.descriptions import Definition, Origin
from ..tables.editions import Edition
from . import records
from .order import rows
from .tags import REPEATING_GROUP_MASK, hexadecimal

Enclosing = dict[type[Definition], list[str]]
"""The classes of the enclosing items, each with the path of its sequence."""


def module(definition: type[Definition]) -> records.Module:
    """Return the record of a module."""
    return records.Module(**_definition(definition))


def macro(definition: type[Definition]) -> records.Macro:
    """Return the record of a macro or of a functional group."""
    is_group = issubclass(definition, descriptions.FunctionalGroup)
    return records.Macro(
        kind="functional_group" if is_group else "macro", **_definition(definition)
    )


def directory_record(
    definition: type[descriptions.DirectoryRecord],
) -> records.DirectoryRecord:
    """Return the record of a type of directory record."""
    return records.DirectoryRecord(
        record_type=definition.record_type,
        lower=list(definition.lower),
        **_definition(definition),
    )


def iod(edition: Edition, definition: type[descriptions.Iod]) -> records.Iod:
    """Return the record of an IOD."""
    origin = definition.origin()
    return records.Iod(
        keyword=definition.__name__,
        name=origin.name,
        kind=_kind(definition),
        section=origin.section,
        table=origin.table,
        last_edition=origin.last_edition or None,
        sop_classes=[
            uid
            for uid, keyword in edition.sop_classes.items()
            if keyword == definition.__name__
        ],
        modules=[
            records.ModuleUse(**_use(use), entity=use.entity or None)
            for use in definition.module_uses
        ],
        functional_groups_table=definition.functional_groups_table or None,
        functional_groups=[_use(use) for use in definition.functional_group_uses],
    )


class Row(NamedTuple):
    """An attribute as a record, with its definition."""

    record: records.Attribute
    attribute: descriptions.Attribute
    holder: type[Definition]
    """The class of the table or item that has it, possibly by inheritance."""


def attributes(definition: type[Definition]) -> Iterator[Row]:
    """Yield the attributes of a definition. Sequences precede their items.

    A sequence whose items contain themselves is listed once, with a mark.
    """
    yield from _attributes(definition, [], {definition: []})


def origin_of(definition: type[Definition]) -> Origin | None:
    """Return the origin of a definition; None if the edition has no table for it."""
    try:
        return definition.origin()
    except LookupError:
        return None


def _definition(definition: type[Definition]) -> records.Definition:
    origin = origin_of(definition) or Origin(definition.__name__, "", "")
    return records.Definition(
        keyword=definition.__name__,
        name=origin.name or definition.__name__,
        section=origin.section,
        table=origin.table,
        last_edition=origin.last_edition or None,
        extensible=definition.extensible,
        attributes=[row.record for row in attributes(definition)],
    )


def _kind(definition: type[descriptions.Iod]) -> records.IodKind:
    if issubclass(definition, descriptions.NormalizedIod):
        return "normalized"
    if issubclass(definition, descriptions.DirectoryIod):
        return "directory"
    return "composite"


def _use(use: descriptions.Use) -> records.FunctionalGroupUse:
    origin = origin_of(use.definition)
    return records.FunctionalGroupUse(
        name=origin.name if origin else use.definition.__name__,
        keyword=use.definition.__name__,
        section=origin.section if origin else None,
        table=(origin.table or None) if origin else None,
        last_edition=(origin.last_edition or None) if origin else None,
        usage=use.usage,
        condition=_condition(use.when),
    )


def _condition(when: descriptions.When | None) -> str | None:
    return None if when is None else when.text


def _attributes(
    definition: type[Definition], path: list[str], enclosing: Enclosing
) -> Iterator[Row]:
    for attribute, conditional in rows(definition):
        record = _attribute(attribute, path)
        if conditional:
            record["conditional"] = True
        item = attribute.item
        if item is not None:
            _add_open(record, item)
        if item in enclosing:
            record["recursion"] = True
            record["recursion_of"] = enclosing[item]
        yield Row(record, attribute, definition)
        if item is not None and item not in enclosing:
            below = record["path"]
            yield from _attributes(item, below, {**enclosing, item: below})


def _add_open(record: records.Attribute, item: type[Definition]) -> None:
    """Add the kind of attributes that items may have besides those of the table."""
    if issubclass(item, descriptions.FunctionalGroupsItem):
        record["open"] = "functional_groups"
    elif issubclass(item, descriptions.RecordKeysItem):
        record["open"] = "record_keys"
    elif item.extensible:
        record["open"] = "attributes"


def _attribute(attribute: descriptions.Attribute, path: list[str]) -> records.Attribute:
    origin = origin_of(attribute.owner)
    mask = REPEATING_GROUP_MASK if attribute.repeating else 0xFFFFFFFF
    row = records.Attribute(
        path=[*path, hexadecimal(attribute.tag, mask)],
        keyword=attribute.keyword,
        type=attribute.type,
        condition=_condition(attribute.when),
        enumerated_values=_values(attribute, enumerated=True),
        defined_terms=_values(attribute, enumerated=False),
        source_table=(origin.table or None) if origin else None,
    )
    partial = [terms for terms in attribute.terms if not _always(terms)]
    if partial:
        row["value_lists"] = [
            records.ValueList(
                enumerated=terms.enumerated,
                number=terms.number,
                conditional=terms.conditional,
                values=list(terms.values),
            )
            for terms in partial
        ]
    return row


def _values(attribute: descriptions.Attribute, *, enumerated: bool) -> list[str]:
    """Return the unconditional values for every value of the attribute."""
    lists = (
        terms.values
        for terms in attribute.terms
        if terms.enumerated == enumerated and _always(terms)
    )
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _always(terms: descriptions.Terms) -> bool:
    return terms.number is None and not terms.conditional
