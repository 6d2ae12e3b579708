"""SOP classes of the bundled edition, loaded on first use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from ...dimse.services.attribute_lists import EventReport
from ...dimse.services.sop_classes import SopClass, StorageSopClass
from ...generated import services
from ...generated.services import storage


def sop_class(name: str) -> type[SopClass]:
    """Return a SOP class by its name in `iodize.services`."""
    found: type[SopClass] = getattr(services, name)
    return found


def event_of(sop_class: type[SopClass], type_id: int) -> type[EventReport]:
    """Return the class of the Event Information of an event type.

    Raises:
        LookupError: The SOP class does not have the type.
    """
    for operation in sop_class.operations:
        for request in operation.requests:
            if issubclass(request, EventReport) and request.type_id == type_id:
                return request
    raise LookupError(f"{sop_class.name} has no event type {type_id}")


@cache
def storage_classes() -> dict[str, type[SopClass]]:
    """Return the storage SOP classes by UID."""
    return {
        each.uid: each
        for each in vars(storage).values()
        if isinstance(each, type) and issubclass(each, StorageSopClass) and each.uid
    }


def provided(providers: Iterable[Any]) -> dict[str, type[SopClass]]:
    """Return the SOP classes of providers by UID, and Verification."""
    found = {each.uid: each for each in [sop_class("Verification")]}
    for provider in providers:
        cls = provider.sop_class
        is_storage = issubclass(cls, StorageSopClass)
        found |= storage_classes() if is_storage else {cls.uid: cls}
    return found
