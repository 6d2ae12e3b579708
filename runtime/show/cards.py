"""The facts about a subject: what is rendered, and what `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict, cast

from ..definitions import Definition, DirectoryRecord, Iod, Item
from ..editions import Edition
from ..export import records, registries, resolve
from ..export.tags import as_number
from .subjects import Subject
from .uses import uses


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


def card(
    edition: Edition, subject: Subject, depth: int | None = None
) -> dict[str, Any]:
    """Return the facts of a subject: the fields of its exported record, and more.

    Args:
        depth: Levels of attributes to list, in the modules of an IOD or in another
            table; None for all.
    """
    facts: dict[str, Any] = {"kind": subject.kind, "edition": edition.name}
    definition = subject.definition
    if definition is None:
        return facts | _registered(edition, subject)
    if issubclass(definition, Iod):
        return facts | _iod(edition, definition, depth)
    return facts | _table(edition, definition, depth)


def _registered(edition: Edition, subject: Subject) -> dict[str, Any]:
    record = subject.record
    match subject.kind:
        case "element":
            tag = record["tag"]
            messages = [
                message["name"]
                for message in registries.messages(edition)
                if tag in (field["tag"] for field in message["fields"])
            ]
            return {
                **record,
                "uses": uses(edition, as_number(tag)),
                "messages": messages,
            }
        case "message":
            return {**record, "statuses": _statuses(edition, record["name"])}
        case "uid":
            iod = edition.iod_of(record["uid"])
            return {**record, "iod": iod and iod.__name__}
        case _:
            return {**record}


def _statuses(edition: Edition, message: str) -> list[records.Status]:
    """Return what a response may answer: the statuses of its service."""
    service, _, kind = message.rpartition("-")
    found = registries.statuses(edition) if kind == "RSP" else []
    return [status for status in found if service in status["services"]]


def _iod(edition: Edition, definition: type[Iod], depth: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {**resolve.iod(edition, definition)}
    # "kind" of a card says that this is an IOD.
    facts["iod_kind"] = facts.pop("kind")
    registered = map(edition.uid, facts["sop_classes"])
    facts["sop_class_names"] = [uid.name if uid else "" for uid in registered]
    if depth != 0:
        for use, fact in zip(
            (*definition.module_uses, *definition.functional_group_uses),
            (*facts["modules"], *facts["functional_groups"]),
            strict=True,
        ):
            fact["attributes"] = _rows(edition, use.definition, depth)
    return facts


def _table(
    edition: Edition, definition: type[Definition], depth: int | None
) -> dict[str, Any]:
    origin = resolve.origin_of(definition)
    facts: dict[str, Any] = {
        "keyword": definition.__name__,
        "name": (origin and origin.name) or definition.__name__,
        "section": origin.section if origin else "",
        "table": origin.table if origin else "",
        "extensible": definition.extensible,
    }
    if issubclass(definition, DirectoryRecord):
        facts["record_type"] = definition.record_type
        facts["lower"] = list(definition.lower)
    return {**facts, "attributes": _rows(edition, definition, depth)}


def _rows(
    edition: Edition, definition: type[Definition], depth: int | None
) -> list[Row]:
    rows = []
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
        rows.append(cast(Row, row))
    return rows


def _include(holder: type[Definition], owner: type[Definition]) -> Include | None:
    """Return the macro by which a table or an item has the attributes of another.

    Args:
        owner: The class that lists an attribute: the holder, an included macro, or a
            macro that this one includes in turn.
    """
    if owner is holder:
        return None
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
