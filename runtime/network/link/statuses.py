"""The meaning of statuses: in their SOP class first, then in PS3.7 Annex C."""

from __future__ import annotations

from typing import Final

from ...dimse.services.sop_classes import SopClass, sop_class_named, statuses_of
from ...dimse.services.statuses import Category, Status, category_of, status, status_of
from ...tables.editions import bundled

# PS3.7 leaves the codes of these to the SOP classes: PS3.4 B.2.3, C.4.1.1.4, C.4.2.1.5.
PENDING: Final = status("FF00", "Pending")
OUT_OF_RESOURCES: Final = status("A700", "Failure")
UNABLE_TO_PERFORM: Final = status("A702", "Failure")
"""Sub-operations cannot be performed."""
UNKNOWN_DESTINATION: Final = status("A801", "Failure")
IDENTIFIER_MISMATCH: Final = status("A900", "Failure")
"""The identifier does not match the SOP class."""
SOME_FAILED: Final = status("B000", "Warning")
"""Sub-operations are complete, with failures or warnings."""
UNABLE_TO_PROCESS: Final = status("C000", "Failure")


def any_storage() -> type[SopClass]:
    """Return a storage SOP class; all have the statuses of PS3.4 B.2.3."""
    return sop_class_named(bundled(), "CTImageStorage")


def declared(service: str, sop_class: type[SopClass] | None) -> tuple[Status, ...]:
    """Return the statuses of a service in the tables of a SOP class."""
    if sop_class is None and service == "C-STORE":
        sop_class = any_storage()
    return statuses_of(sop_class, service)


def meaning(code: int, service: str, sop_class: type[SopClass] | None) -> Status | None:
    """Return the status of a code in a service; None if no table defines it."""
    return status_of(code, service, declared(service, sop_class))


def category(code: int, service: str, sop_class: type[SopClass] | None) -> Category:
    """Return the category of a code; an undefined code is a failure."""
    known = category_of(code, service, declared(service, sop_class))
    return Category.FAILURE if known is None else known
