"""The facts of a subject, for rendering and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..conditions.readable import sentence
from ..dimse.messages.messages import RESPONSE, Message, messages_of
from ..export import records, registries, resolve
from ..export.tags import as_number, hexadecimal
from ..tables.descriptions import Definition, DirectoryRecord, Iod, When
from ..tables.editions import Edition
from . import services
from .rows import rows
from .subjects import Subject
from .uses import uses


def card(
    edition: Edition, subject: Subject, depth: int | None = None
) -> dict[str, Any]:
    """Return the facts of a subject: the fields of its exported record and its uses.

    Args:
        depth: Levels of attributes to list, in the modules of an IOD or in another
            table. None for all levels.
    """
    facts: dict[str, Any] = {"kind": subject.kind, "edition": edition.name}
    definition = subject.definition
    if definition is None:
        return facts | _registered(edition, subject, depth)
    if issubclass(definition, Iod):
        return facts | _iod(edition, definition, depth)
    return facts | _table(edition, definition, depth)


def _registered(
    edition: Edition, subject: Subject, depth: int | None
) -> dict[str, Any]:
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
            return _message(edition, record)
        case "uid":
            iod = edition.iod_of(record["uid"])
            return {**record, "iod": iod and iod.__name__}
        case "sop-class":
            return services.sop_class(edition, record["keyword"], depth)
        case _:
            return {**record}


def _message(edition: Edition, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message with its conditions in English and its statuses."""
    keyword, follows = record["keyword"], record["data_set"]
    (message,) = (m for m in messages_of(edition).values() if m.__name__ == keyword)
    elements = {hexadecimal(tag): each.when for tag, each in message.elements.items()}
    data_set = message.data_set.when if message.data_set else None
    return {
        **record,
        "fields": [
            {**one, "requirement": _sentence(elements[one["tag"]])}
            for one in record["fields"]
        ],
        "data_set": follows and {**follows, "requirement": _sentence(data_set)},
        "statuses": _statuses(edition, message),
    }


def _sentence(when: When | None) -> str:
    return sentence(when) if when else ""


def _statuses(edition: Edition, message: type[Message]) -> list[records.Status]:
    """Return the statuses that a message may have; none for a request."""
    if not message.command & RESPONSE:
        return []
    found = registries.statuses(edition)
    return [status for status in found if message.service in status["services"]]


def _iod(edition: Edition, definition: type[Iod], depth: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {**resolve.iod(edition, definition)}
    # The key "kind" of a card is its kind of subject.
    facts["iod_kind"] = facts.pop("kind")
    registered = map(edition.uid, facts["sop_classes"])
    facts["sop_class_names"] = [uid.name if uid else "" for uid in registered]
    for use, fact in zip(
        (*definition.module_uses, *definition.functional_group_uses),
        (*facts["modules"], *facts["functional_groups"]),
        strict=True,
    ):
        fact["requirement"] = _sentence(use.when)
        if depth != 0:
            fact["attributes"] = rows(edition, use.definition, depth)
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
        "last_edition": (origin.last_edition or None) if origin else None,
        "extensible": definition.extensible,
    }
    if issubclass(definition, DirectoryRecord):
        facts["record_type"] = definition.record_type
        facts["lower"] = list(definition.lower)
    return {**facts, "attributes": rows(edition, definition, depth)}
