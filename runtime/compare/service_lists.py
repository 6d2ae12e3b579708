"""The attribute lists of a SOP class: of its requests, replies and final states."""

from __future__ import annotations

from ..dimse.services.attribute_lists import AttributeList, FinalState
from ..dimse.services.sop_classes import SopClass


def attribute_lists(sop_class: type[SopClass]) -> dict[str, type[AttributeList]]:
    """Return the attribute lists of a SOP class by the names of their classes."""
    found: dict[str, type[AttributeList]] = {}
    for operation in sop_class.operations:
        for request in operation.requests:
            found.setdefault(request.__name__, request)
            reply = getattr(request, "reply", None)
            if reply is not None and reply.__module__ != AttributeList.__module__:
                found.setdefault(reply.__name__, reply)
    for name, value in vars(sop_class).items():
        if isinstance(value, type) and issubclass(value, FinalState):
            found.setdefault(name, value)
    return found


def service_of(sop_class: type[SopClass], name: str) -> str:
    """Return the DIMSE service of an attribute list; empty for others, and final states."""
    for operation in sop_class.operations:
        for request in operation.requests:
            reply = getattr(request, "reply", None)
            if name in (request.__name__, getattr(reply, "__name__", "")):
                return operation.service
    return ""
