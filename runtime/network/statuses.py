"""What the status of a response means: in its SOP class first, then in PS3.7 Annex C."""

from __future__ import annotations

from ..dimse.sop_classes import SopClass, statuses_of
from ..dimse.statuses import Category, Status, category_of, status_of
from ..editions import bundled


def any_storage() -> type[SopClass]:
    """Return a storage SOP class: the statuses of PS3.4 B.2.3 are those of all."""
    return bundled().sop_class("CTImageStorage")


def declared(service: str, sop_class: type[SopClass] | None) -> tuple[Status, ...]:
    """Return what a SOP class says of the statuses of a service."""
    if sop_class is None and service == "C-STORE":
        sop_class = any_storage()
    return statuses_of(sop_class, service)


def meaning(code: int, service: str, sop_class: type[SopClass] | None) -> Status | None:
    """Return what a code means as the answer of a service; None if nobody knows it."""
    return status_of(code, service, declared(service, sop_class))


def category(code: int, service: str, sop_class: type[SopClass] | None) -> Category:
    """Return what kind of answer a code is; one that nobody knows is a failure."""
    known = category_of(code, service, declared(service, sop_class))
    return Category.FAILURE if known is None else known
