"""Requests: the class of one that was received, the SOP class of one to be sent."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList, GetRequest, RetrieveRequest
from ..dimse.providers import UNRECOGNIZED_OPERATION, Refused
from ..dimse.sop_classes import SopClass
from .calls import Call
from .command_sets import Command
from .received import Received, Sink

NO_SUCH_EVENT_TYPE = 0x0113
NO_SUCH_ACTION_TYPE = 0x0123
IDENTIFIER_MISMATCH = 0xA900

UNKNOWN_TYPE = {
    "N-EVENT-REPORT": NO_SUCH_EVENT_TYPE,
    "N-ACTION": NO_SUCH_ACTION_TYPE,
    "C-FIND": IDENTIFIER_MISMATCH,
    "C-MOVE": IDENTIFIER_MISMATCH,
    "C-GET": IDENTIFIER_MISMATCH,
}
"""Status of a request whose type, or level, its SOP class does not have."""


def request_class(
    sop_class: type[SopClass] | None, service: str, command: Command, dataset: Dataset
) -> type[AttributeList]:
    """Return the class of a request: by its type, or its level.

    Raises:
        Refused: The SOP class has none.
    """
    found = [
        request
        for operation in (sop_class.operations if sop_class is not None else ())
        if operation.service == service
        for request in operation.requests
    ]
    if not found:
        raise Refused(UNRECOGNIZED_OPERATION)
    asked: Any
    if service == "N-ACTION":
        asked, name = command.get("ActionTypeID"), "type_id"
    elif service == "N-EVENT-REPORT":
        asked, name = command.get("EventTypeID"), "type_id"
    else:
        asked, name = str(dataset.get("QueryRetrieveLevel") or ""), "level"
    for request in found:
        if getattr(request, name, "") == asked:
            return request
    if service in UNKNOWN_TYPE and not (name == "level" and len(found) == 1):
        raise Refused(UNKNOWN_TYPE[service])
    return found[0]


def received_of(sink: Sink, call: Call) -> Received:
    """Return an instance that has come."""
    return Received(
        sink, call.sop_class_uid, call.sop_instance_uid, call.transfer_syntax_uid
    )


def request_of(
    cls: type[AttributeList], command: Command, dataset: Dataset
) -> AttributeList:
    """Return a received request as an object."""
    if issubclass(cls, GetRequest):
        request: AttributeList = cls.of_tags(
            command.get("AttributeIdentifierList") or ()
        )
        return request
    return cls.from_dataset(dataset)


def sop_class_of(request: AttributeList, service: str) -> type[SopClass]:
    """Return the SOP class of a request that is to be sent.

    Raises:
        TypeError: It is no request of the service.
    """
    own = getattr(request, "service", "")
    if isinstance(request, RetrieveRequest):
        own = service  # of C-MOVE and of C-GET: which of them, its SOP class says
    services = {each.service for each in request.sop_class.operations} if own else ()
    if own != service or service not in services:
        name = getattr(request, "__qualname__", type(request).__qualname__)
        raise TypeError(f"{name} is no request of {service}")
    return request.sop_class
