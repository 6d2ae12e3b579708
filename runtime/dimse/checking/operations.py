"""Resolution of requests: the operation and attribute list of a SOP class.

Source: PS3.4, the DIMSE service groups and the tables of actions and events.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.single_values import text_of
from ...findings import codes
from ...findings.finding import Finding
from ..queries.matcher import LEVEL
from ..services.attribute_lists import ActionRequest, AttributeList, EventReport
from ..services.sop_classes import MetaSopClass, Operation, SopClass
from .content import Content, reading_of
from .findings import message_finding

ACTION_TYPE: Final = 0x00001008
EVENT_TYPE: Final = 0x00001002


class Resolved(NamedTuple):
    """The operation and the attribute list of a request."""

    operation: Operation | None
    """None if the SOP class does not have it."""
    request: type[AttributeList] | None
    """The class of the attribute list; None without one, and for an unknown type."""
    findings: tuple[Finding, ...] = ()


def sop_class_of(context: type[SopClass], uid: str) -> type[SopClass]:
    """Return the SOP class of a message.

    Args:
        context: The SOP class of the presentation context.
        uid: SOP Class UID of the message: in a context of a meta SOP class, of a member.
    """
    if issubclass(context, MetaSopClass):
        for member in context.members:
            if member.uid == uid:
                return member
    return context


def operation_of(sop_class: type[SopClass], service: str) -> Operation | None:
    """Return the operation of a SOP class; None if it does not have it."""
    found = (each for each in sop_class.operations if each.service == service)
    return next(found, None)


def resolve(
    sop_class: type[SopClass],
    service: str,
    *,
    type_id: int | None = None,
    identifier: Content | None = None,
) -> Resolved:
    """Return the operation of a request, and the class of its attribute list.

    Args:
        service: "N-ACTION".
        type_id: Action Type ID (0000,1008) or Event Type ID (0000,1002).
        identifier: That of a query or retrieval, whose level determines the keys.
    """
    operation = operation_of(sop_class, service)
    if operation is None:
        what = f"{service} is not an operation of {sop_class.name}"
        return Resolved(
            None, None, (_finding(codes.OPERATION_UNKNOWN, sop_class, what),)
        )
    if service in ("N-ACTION", "N-EVENT-REPORT"):
        return _typed(sop_class, operation, type_id)
    requests = operation.requests
    if len(requests) > 1 and identifier is not None:
        level = text_of(reading_of(identifier).elements.get(LEVEL))
        return Resolved(operation, _of_level(requests, level))
    return Resolved(operation, requests[0] if requests else None)


def _of_level(
    requests: tuple[type[AttributeList], ...], level: str
) -> type[AttributeList]:
    """Return the request of a level; of the lowest, with most keys, if it is unknown."""
    found = [request for request in requests if request.level == level]
    return found[0] if found else requests[-1]


def _typed(
    sop_class: type[SopClass], operation: Operation, type_id: int | None
) -> Resolved:
    known = {
        request.type_id: request
        for request in operation.requests
        if issubclass(request, ActionRequest | EventReport)
    }
    if type_id in known:
        return Resolved(operation, known[type_id])
    action = operation.service == "N-ACTION"
    listed = ", ".join(
        f"{number} ({request.__name__})" for number, request in known.items()
    )
    what = "absent" if type_id is None else f"{type_id} is unknown"
    what += f"; {sop_class.name} has {listed or 'none'}"
    code = codes.ACTION_UNKNOWN if action else codes.EVENT_UNKNOWN
    tag = ACTION_TYPE if action else EVENT_TYPE
    return Resolved(operation, None, (_finding(code, sop_class, what, tag),))


def _finding(
    code: codes.Code, sop_class: type[SopClass], what: str, tag: int | None = None
) -> Finding:
    reference = f"PS3.4 {sop_class.section}" if sop_class.section else ""
    return message_finding(code, sop_class.name, what, tag=tag, reference=reference)
