"""The class of a received request, and the request as an object."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset

from ...dimse.messages.command_sets import CommandSet
from ...dimse.services.attribute_lists import AttributeList, GetRequest
from ...dimse.services.sides import Refused
from ...dimse.services.sop_classes import SopClass
from ...statuses import NO_SUCH_ACTION_TYPE, NO_SUCH_EVENT_TYPE, UNRECOGNIZED_OPERATION
from ..link.received import Received, Sink
from ..link.statuses import IDENTIFIER_MISMATCH
from .request_context import Call

UNKNOWN_TYPE = {
    "N-EVENT-REPORT": NO_SUCH_EVENT_TYPE,
    "N-ACTION": NO_SUCH_ACTION_TYPE,
    "C-FIND": IDENTIFIER_MISMATCH,
    "C-MOVE": IDENTIFIER_MISMATCH,
    "C-GET": IDENTIFIER_MISMATCH,
}
"""Statuses for requests whose type, or level, the SOP class does not have."""


def request_class(
    sop_class: type[SopClass] | None,
    service: str,
    command: CommandSet,
    dataset: Dataset,
) -> type[AttributeList]:
    """Return the class of a request, by its type or its level.

    Raises:
        Refused: The SOP class has no such request.
    """
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
            return request
    if service in UNKNOWN_TYPE and not (name == "level" and len(found) == 1):
        raise Refused(UNKNOWN_TYPE[service])
    return found[0]


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
