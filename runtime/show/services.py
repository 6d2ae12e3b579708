"""The facts about a SOP class: operations, attribute lists, statuses and states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..dimse.services.attribute_lists import (
    AttributeList,
    EventReply,
    FinalState,
    GetRequest,
)
from ..dimse.services.sop_classes import (
    MetaSopClass,
    Operation,
    SopClass,
    sop_class_named,
)
from ..dimse.services.states import StateMachine
from ..export import resolve
from ..tables.editions import Edition
from .rows import rows


def sop_class(edition: Edition, keyword: str, depth: int | None) -> dict[str, Any]:
    """Return the facts about a SOP class.

    Args:
        depth: Levels of attributes to list; None for all.
    """
    found = sop_class_named(edition, keyword)
    members = found.members if issubclass(found, MetaSopClass) else ()
    return {
        "keyword": keyword,
        "name": found.name,
        "uid": found.uid,
        "section": found.section,
        "iod": found.iod or None,
        "instance_uid": found.instance_uid,
        "message_uid": found.message_uid,
        "retired": found.retired,
        "last_edition": found.last_edition or None,
        "sources": found.source.split("; ") if found.source else [],
        "members": [{"keyword": m.__name__, "name": m.name} for m in members],
        "operations": [_operation(edition, each, depth) for each in found.operations],
        "final": [_list(edition, each, "final", depth) for each in final_states(found)],
        "states": None if found.states is None else _states(edition, found.states),
    }


def _operation(
    edition: Edition, operation: Operation, depth: int | None
) -> dict[str, Any]:
    return {
        "service": operation.service,
        "user": operation.user,
        "provider": operation.provider,
        "lists": [_list(edition, *each, depth) for each in lists(operation)],
        "statuses": [
            {
                "code": status.code,
                "category": status.category.value,
                "label": status.label,
                "error_id": status.error_id,
            }
            for status in operation.statuses
        ],
    }


def lists(operation: Operation) -> Iterator[tuple[type[AttributeList], str]]:
    """Yield the attribute lists of an operation, each with its role in the message."""
    for request in operation.requests:
        if not issubclass(request, GetRequest):  # lists attributes of its reply
            yield request, "request"
        reply = getattr(request, "reply", None)
        if reply not in (None, EventReply):  # an EventReply has no attributes
            yield reply, "reply"


def final_states(sop_class: type[SopClass]) -> list[type[AttributeList]]:
    """Return the lists of what a final state requires."""
    return [
        value
        for value in vars(sop_class).values()
        if isinstance(value, type) and issubclass(value, FinalState)
    ]


def _list(
    edition: Edition, one: type[AttributeList], role: str, depth: int | None
) -> dict[str, Any]:
    origin = resolve.origin_of(one)
    return {
        "name": one.__name__,
        "role": role,
        "type_id": getattr(one, "type_id", None),
        "level": one.level or None,
        "section": origin.section if origin else None,
        "table": (origin.table or None) if origin else None,
        "attributes": rows(edition, one, depth),
        "extensible": one.extensible,
        "not_allowed": list(one.not_allowed),
    }


def _states(edition: Edition, machine: StateMachine) -> dict[str, Any]:
    element = edition.element(machine.attribute)
    return {
        "attribute": element.keyword if element else "",
        "initial": machine.initial,
        "final": list(machine.final),
        "transitions": [
            {
                "state": each.state,
                "event": each.event,
                "target": each.target,
                "status": each.status,
            }
            for each in machine.transitions
        ],
    }
