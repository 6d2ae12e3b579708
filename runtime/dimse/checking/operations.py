"""What a message asks for, against what its SOP class has: operations, actions, events.

Source: PS3.4, the DIMSE service groups and the tables of actions and events.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...validation import codes
from ...validation.findings import Finding
from ...validation.text import text_of
from ..attribute_lists import (
    ActionRequest,
    AttributeList,
    EventReport,
)
from ..matching import LEVEL
from ..sop_classes import MetaSopClass, Operation, SopClass
from .attribute_lists import Content, reading_of

ACTION_TYPE: Final = 0x00001008
EVENT_TYPE: Final = 0x00001002


class Asked(NamedTuple):
    """What a request asks for."""

    operation: Operation | None
    """None where the SOP class does not have it."""
    request: type[AttributeList] | None
    """The class of its attribute list; None where it has none, or an unknown one."""
    findings: tuple[Finding, ...] = ()


def sop_class_of(context: type[SopClass], uid: str) -> type[SopClass]:
    """Return the SOP class that a message is of.

    Args:
        context: The SOP class of the presentation context.
        uid: The SOP class that the message names: a member, of a meta SOP class.
    """
    if issubclass(context, MetaSopClass):
        for member in context.members:
            if member.uid == uid:
                return member
    return context


def operation_of(sop_class: type[SopClass], service: str) -> Operation | None:
    """Return the operation of a SOP class; None where it does not have it."""
    found = (each for each in sop_class.operations if each.service == service)
    return next(found, None)


def asked_by(
    sop_class: type[SopClass],
    service: str,
    *,
    type_id: int | None = None,
    identifier: Content | None = None,
) -> Asked:
    """Return which attribute list a request of a SOP class has to have.

    Args:
        service: "N-ACTION".
        type_id: Action Type ID (0000,1008) or Event Type ID (0000,1002).
        identifier: Of a query or retrieval: its level tells which keys it may have.
    """
    operation = operation_of(sop_class, service)
    if operation is None:
        what = f"{sop_class.name} has no {service}"
        return Asked(None, None, (_finding(codes.OPERATION_UNKNOWN, sop_class, what),))
    if service in ("N-ACTION", "N-EVENT-REPORT"):
        return _typed(sop_class, operation, type_id)
    requests = operation.requests
    if len(requests) > 1 and identifier is not None:
        level = text_of(reading_of(identifier).elements.get(LEVEL))
        return Asked(operation, _of_level(requests, level))
    return Asked(operation, requests[0] if requests else None)


def _of_level(
    requests: tuple[type[AttributeList], ...], level: str
) -> type[AttributeList]:
    """Return the request of a level; of an unknown one, the lowest: it has most keys."""
    found = [request for request in requests if request.level == level]
    return found[0] if found else requests[-1]


def _typed(
    sop_class: type[SopClass], operation: Operation, type_id: int | None
) -> Asked:
    known = {
        request.type_id: request
        for request in operation.requests
        if issubclass(request, ActionRequest | EventReport)
    }
    if type_id in known:
        return Asked(operation, known[type_id])
    action = operation.service == "N-ACTION"
    listed = ", ".join(
        f"{number} ({request.__name__})" for number, request in known.items()
    )
    what = "absent" if type_id is None else f"{type_id} is unknown"
    what += f"; {sop_class.name} has {listed or 'none'}"
    code = codes.ACTION_UNKNOWN if action else codes.EVENT_UNKNOWN
    tag = ACTION_TYPE if action else EVENT_TYPE
    return Asked(operation, None, (_finding(code, sop_class, what, tag),))


def _finding(
    code: codes.Code, sop_class: type[SopClass], what: str, tag: int | None = None
) -> Finding:
    keyword = {ACTION_TYPE: "ActionTypeID", EVENT_TYPE: "EventTypeID"}.get(tag or 0, "")
    reference = f"PS3.4 {sop_class.section}" if sop_class.section else ""
    return Finding(
        code.severity,
        code.name,
        tag,
        keyword,
        keyword,
        sop_class.name,
        what,
        reference,
    )
