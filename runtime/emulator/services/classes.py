"""The SOP classes of the bundled edition, loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from ..dimse.sop_classes import SopClass, StorageSopClass
from ..generated import services


def sop_class(name: str) -> type[SopClass]:
    """Return a SOP class by its name in `iodize.services`."""
    found: type[SopClass] = getattr(services, name)
    return found


@cache
def storage_classes() -> dict[str, type[SopClass]]:
    """Return the storage SOP classes by UID; they share a file."""
    return {
        each.uid: each
        for name, file in services.FILES.items()
        if file == "storage" and issubclass(each := sop_class(name), StorageSopClass)
    }


def provided(providers: Iterable[Any]) -> dict[str, type[SopClass]]:
    """Return the SOP classes of providers by UID, and Verification, which all have."""
    found = {each.uid: each for each in [sop_class("Verification")]}
    for provider in providers:
        cls = provider.sop_class
        storage = issubclass(cls, StorageSopClass)
        found |= storage_classes() if storage else {cls.uid: cls}
    return found
