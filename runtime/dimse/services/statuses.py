"""Statuses of DIMSE responses: codes and categories.

The meaning of a code is defined by the tables of the SOP class (PS3.4), else by PS3.7 Annex
C for all services, else by the family that the code belongs to.

Source: PS3.7 Annex C; PS3.4, the tables of statuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ...tables.editions import Edition, bundled


class Category(StrEnum):
    """The category of a status."""

    SUCCESS = "Success"
    WARNING = "Warning"
    FAILURE = "Failure"
    CANCEL = "Cancel"
    PENDING = "Pending"


class Status(NamedTuple):
    """A status, or a family of statuses, of a response."""

    code: str
    """Four digits, "C302", where "x" is any digit: "A7xx". Empty for a status of Annex C
    whose code each SOP class chooses."""
    category: Category
    label: str = ""
    error_id: str = ""
    """Value of Error ID (0000,0903) for the status."""
    related: tuple[int, ...] = ()
    """Tags of the command elements that may accompany it; 0 for a data set."""
    section: str = ""
    """Section of PS3.7 that defines it: "C.5.6"; empty for statuses of PS3.4."""

    def covers(self, code: int) -> bool:
        """True if a code is that of this status, or of this family."""
        return len(self.code) == 4 and all(
            x in ("x", d) for x, d in zip(self.code, f"{code:04X}", strict=True)
        )

    @property
    def number(self) -> int:
        """The code as a number, the value of Status (0000,0900).

        Raises:
            ValueError: The status is a family of codes.
        """
        return int(self.code, 16)


def status(code: str, category: str, label: str = "", *, error_id: str = "") -> Status:
    """Declare a status."""
    return Status(code, Category(category), label, error_id)


DATA_SET = 0
"""Represents a data set in `Status.related`."""


def general_status(
    section: str, category: str, label: str, code: str = "", *related: int
) -> Status:
    """Declare a status of PS3.7 Annex C.

    Args:
        code: Empty if each SOP class chooses its own.
        related: Tags of the command elements that may accompany it.
    """
    return Status(code, Category(category), label, "", related, section)


class StatusTables(NamedTuple):
    """The statuses of PS3.7."""

    general: tuple[Status, ...]
    """The statuses that Annex C defines for all services."""
    of_services: Mapping[str, tuple[Status, ...]]
    """Those that each DIMSE service may respond with."""
    families: Mapping[str, str]
    """The category of status codes by code, or family: "Axxx"."""


def tables_of(edition: Edition) -> StatusTables:
    """Return the statuses of PS3.7 in an edition."""
    part = edition.part("statuses")
    return StatusTables(part.GENERAL, part.SERVICES, part.FAMILIES)


def constants_of(edition: Edition) -> Mapping[str, Status]:
    """Return the general statuses by the names of their constants: "SUCCESS"."""
    names = {id(value): name for name, value in vars(edition.part("statuses")).items()}
    return {names[id(each)]: each for each in tables_of(edition).general}


def status_of(
    code: int,
    service: str = "",
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> Status | None:
    """Return the status of a code: the most specific one that covers it.

    Args:
        code: Value of Status (0000,0900).
        service: The DIMSE service of the response, "C-STORE"; empty if any.
        statuses: Those of the SOP class for the service.
        edition: The bundled one if None.

    Returns:
        None for a reserved code.
    """
    return _status_of(code, service, tuple(statuses), edition or bundled())


@lru_cache(maxsize=4096)
def _status_of(
    code: int, service: str, statuses: tuple[Status, ...], edition: Edition
) -> Status | None:
    exact = f"{code:04X}"
    for each in statuses:
        if each.code == exact:
            return each
    families = [each for each in statuses if each.covers(code)]
    if families:
        return min(families, key=lambda each: each.code.count("x"))
    for each in tables_of(edition).general:
        if each.code == exact:
            return each
    return _by_family(code, service, edition)


def _by_family(code: int, service: str, edition: Edition) -> Status | None:
    """Return the status of a code that is defined by its family only."""
    covering = [
        Status(family, Category(category), category)
        for family, category in tables_of(edition).families.items()
        if Status(family, Category(category)).covers(code)
    ]
    if not covering:
        return None
    found = min(covering, key=lambda each: each.code.count("x"))
    # The only status of the service in this category without a code is the one meant.
    own = [
        each
        for each in tables_of(edition).of_services.get(service, ())
        if not each.code and each.category is found.category
    ]
    return own[0]._replace(code=found.code) if len(own) == 1 else found


def category_of(
    code: int,
    service: str = "",
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> Category | None:
    """Return the category of a status code; see `status_of`."""
    found = status_of(code, service, statuses, edition)
    return None if found is None else found.category


def may_answer(
    code: int,
    service: str,
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> bool:
    """True if a service may respond with a status code.

    A code is allowed if the SOP class lists it, or PS3.7 lists it for the service. If the
    SOP class lists no codes, any code is allowed that PS3.7 leaves to SOP classes, in a
    category in which the service has such codes.
    """
    own = tuple(statuses)
    if any(each.covers(code) for each in own):
        return True
    edition = edition or bundled()
    listed = tables_of(edition).of_services.get(service, ())
    if any(each.covers(code) for each in listed):
        return True
    general = any(each.covers(code) for each in tables_of(edition).general)
    category = category_of(code, service, own, edition)
    return not (own or general) and any(
        not each.code and each.category is category for each in listed
    )
