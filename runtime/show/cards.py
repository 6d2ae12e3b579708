"""The facts about a subject: what is rendered, and what `--json` prints."""

from __future__ import annotations

from typing import Any

from ..definitions import Definition, DirectoryRecord, Iod
from ..editions import Edition
from ..export import records, registries, resolve
from ..export.tags import as_number
from . import services
from .rows import rows
from .subjects import Subject
from .uses import uses


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
            return {**record, "statuses": _statuses(edition, record["name"])}
        case "uid":
            iod = edition.iod_of(record["uid"])
            return {**record, "iod": iod and iod.__name__}
        case "sop-class":
            return services.sop_class(edition, record["keyword"], depth)
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
        "extensible": definition.extensible,
    }
    if issubclass(definition, DirectoryRecord):
        facts["record_type"] = definition.record_type
        facts["lower"] = list(definition.lower)
    return {**facts, "attributes": rows(edition, definition, depth)}
