"""The statuses of DIMSE responses: those of PS3.7 Annex C, and those of each service."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .messages import NAME
from .values import SECTION, TAG

STATUS = matches_re(r"[0-9A-F]{1,4}x{0,3}")
"""A status code; an "x" is any digit: "0122", "Axxx"."""


@frozen
class StatusClass:
    """The status codes of one category."""

    category: str
    """"Success", "Warning", "Failure", "Cancel", "Pending"."""
    codes: tuple[str, ...] = field()
    """Codes and families of codes; an exact code takes precedence: "0107" over "01xx"."""


@frozen
class StatusField:
    """A command element that can accompany a status."""

    tag: str | None = field(validator=optional(TAG))
    """None for the data set."""
    name: str
    vr: str
    vm: str
    message: str | None = field(default=None, validator=optional(NAME))
    """The only message with this element; None for all."""


@frozen
class GeneralStatus:
    """A status of PS3.7 for all services."""

    section: str = field(validator=SECTION)
    """"C.5.7"."""
    category: str
    """"Failure"."""
    name: str
    """"Class-Instance conflict"."""
    code: str | None = field(default=None, validator=optional(STATUS))
    """None if it depends on the service class."""
    fields: tuple[StatusField, ...] = ()


@frozen
class ServiceStatuses:
    """The statuses of a service."""

    service: str = field(validator=NAME)
    """"C-STORE"."""
    section: str = field(validator=SECTION)
    statuses: tuple[str, ...] = ()
    """Sections of Annex C with the statuses, in the order of the list."""
