"""The class of a received request, and the request as an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydicom.dataset import Dataset

from ...dimse.checking import unknown_level
from ...dimse.messages.command_sets import CommandSet
from ...dimse.queries.matcher import LEVEL
from ...dimse.services.attribute_lists import AttributeList, GetRequest
from ...dimse.services.sides import Provider, Refused
from ...findings.finding import Finding
from ...statuses import NO_SUCH_ACTION_TYPE, NO_SUCH_EVENT_TYPE, UNRECOGNIZED_OPERATION
from ..link.received import Received, Sink
from ..link.statuses import IDENTIFIER_MISMATCH
from .request_context import Call
from .routing import Side

UNKNOWN_TYPE = {
    "N-EVENT-REPORT": NO_SUCH_EVENT_TYPE,
    "N-ACTION": NO_SUCH_ACTION_TYPE,
}
"""Statuses for requests whose type the SOP class does not have."""


class UnknownLevelError(Refused):
    """The SOP class does not have the level of an identifier."""

    def __init__(self, finding: Finding) -> None:
        comment = f"{finding.keyword} {finding.message}"
        super().__init__(IDENTIFIER_MISMATCH, comment, offending=(LEVEL,))
        self.finding = finding


class RequestClass(NamedTuple):
    """The class of a request."""

    definition: type[AttributeList]
    finding: Finding | None = None
    """The finding about a level that the SOP class does not have."""


def request_class(
    side: Side, service: str, command: CommandSet, dataset: Dataset
) -> RequestClass:
    """Return the class of a request, by its type or its level.

    Raises:
        UnknownLevelError: The SOP class does not have the level.
        Refused: The SOP class has no such request.
    """
    sop_class = side.sop_class
    found = [
        request
        for operation in (sop_class.operations if sop_class is not None else ())
        if operation.service == service
        for request in operation.requests
    ]
    if not found:
        raise Refused(UNRECOGNIZED_OPERATION)
    value: Any
    if service == "N-ACTION":
        value, name = command.get("ActionTypeID"), "type_id"
    elif service == "N-EVENT-REPORT":
        value, name = command.get("EventTypeID"), "type_id"
    else:
        value, name = str(dataset.get("QueryRetrieveLevel") or ""), "level"
    for request in found:
        if getattr(request, name, "") == value:
            return RequestClass(request)
    if service in UNKNOWN_TYPE:
        raise Refused(UNKNOWN_TYPE[service])
    if name == "level" and len(found) > 1:
        return _of_unknown_level(side, found, dataset, value)
    return RequestClass(found[0])


def _of_unknown_level(
    side: Side, known: Sequence[type[AttributeList]], identifier: Dataset, level: str
) -> RequestClass:
    """Return the request that the handler selects for an identifier.

    Raises:
        UnknownLevelError: It selects none.
    """
    finding = unknown_level(known, level)
    handler, selected = side.handler, None
    if isinstance(handler, Provider):
        selected = handler.request_of_level(identifier, known)
    if selected is None:
        raise UnknownLevelError(finding)
    # The check of a known level reports it.
    return RequestClass(selected, None if selected in known else finding)


def received_of(sink: Sink, call: Call) -> Received:
    """Return the instance of a C-STORE."""
    return Received(
        sink, call.sop_class_uid, call.sop_instance_uid, call.transfer_syntax_uid
    )


def request_of(
    cls: type[AttributeList], command: CommandSet, dataset: Dataset
) -> AttributeList:
    """Return a received request as an object."""
    if issubclass(cls, GetRequest):
        request: AttributeList = cls.of_tags(
            command.get("AttributeIdentifierList") or ()
        )
        return request
    return cls.from_dataset(dataset)
