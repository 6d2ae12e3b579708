"""The facts about a SOP class: operations, attribute lists, statuses and states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..dimse.attribute_lists import AttributeList, FinalState, GetRequest
from ..dimse.sop_classes import MetaSopClass, Operation
from ..dimse.states import StateMachine
from ..editions import Edition
from ..export import resolve
from .rows import rows


def sop_class(edition: Edition, keyword: str, depth: int | None) -> dict[str, Any]:
    """Return the facts about a SOP class.

    Args:
        depth: Levels of attributes to list; None for all.
    """
    found = edition.sop_class(keyword)
    members = found.members if issubclass(found, MetaSopClass) else ()
    finals = (v for v in vars(found).values() if _is_final(v))
    return {
        "keyword": keyword,
        "name": found.name,
        "uid": found.uid,
        "section": found.section,
        "iod": found.iod or None,
        "instance_uid": found.instance_uid,
        "message_uid": found.message_uid,
        "retired": found.retired,
        "members": [{"keyword": m.__name__, "name": m.name} for m in members],
        "operations": [_operation(edition, each, depth) for each in found.operations],
        "final": [_list(edition, each, "final", depth) for each in finals],
        "states": None if found.states is None else _states(edition, found.states),
    }


def _is_final(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, FinalState)


def _operation(
    edition: Edition, operation: Operation, depth: int | None
) -> dict[str, Any]:
    return {
        "service": operation.service,
        "user": operation.user,
        "provider": operation.provider,
        "lists": [*_lists(edition, operation, depth)],
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


def _lists(
    edition: Edition, operation: Operation, depth: int | None
) -> Iterator[dict[str, Any]]:
    for request in operation.requests:
        if not issubclass(request, GetRequest):  # it names attributes of its reply
            yield _list(edition, request, "request", depth)
        reply = getattr(request, "reply", None)
        if reply is not None and reply.__qualname__ != reply.__name__:
            yield _list(edition, reply, "reply", depth)


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
