"""Statuses of DIMSE responses: their codes, and what kind of answer each is.

A code has its meaning from the tables of the SOP class (PS3.4), else from PS3.7 Annex C,
which defines codes for all services, else from the family of codes that it belongs to.

Source: PS3.7 Annex C; PS3.4, the tables of statuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ..editions import Edition, bundled


class Category(StrEnum):
    """What kind of answer a status is."""

    SUCCESS = "Success"
    WARNING = "Warning"
    FAILURE = "Failure"
    CANCEL = "Cancel"
    PENDING = "Pending"


class Status(NamedTuple):
    """A status, or a family of them, that a service answers with."""

    code: str
    """"C302"; an "x" stands for any digit: "A7xx". Empty for a status of Annex C whose
    code each SOP class chooses."""
    category: Category
    label: str = ""
    error_id: str = ""
    """Value of Error ID that goes with it."""
    related: tuple[int, ...] = ()
    """Tags of the command elements that may go with it; 0 for a data set."""
    section: str = ""
    """Section of PS3.7 that defines it: "C.5.6"; empty for those of PS3.4."""

    def covers(self, code: int) -> bool:
        """Whether a status code is this status, or one of its family."""
        return len(self.code) == 4 and all(
            x in ("x", d) for x, d in zip(self.code, f"{code:04X}", strict=True)
        )

    @property
    def number(self) -> int:
        """The code as Status (0000,0900) has it.

        Raises:
            ValueError: It is a family of codes.
        """
        return int(self.code, 16)


def status(code: str, category: str, label: str = "", *, error_id: str = "") -> Status:
    """Declare a status."""
    return Status(code, Category(category), label, error_id)


DATA_SET = 0
"""Stands for a data set among what goes with a status."""


def general_status(
    section: str, category: str, label: str, code: str = "", *related: int
) -> Status:
    """Declare a status of PS3.7 Annex C.

    Args:
        code: Empty where each SOP class chooses its own.
        related: Tags of the command elements that may go with it.
    """
    return Status(code, Category(category), label, "", related, section)


def status_of(
    code: int,
    service: str = "",
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> Status | None:
    """Return what a status code means: the most particular of what covers it.

    Args:
        code: Value of Status (0000,0900).
        service: The DIMSE service that answers, "C-STORE"; empty if it does not matter.
        statuses: What the SOP class says of statuses of that service.
        edition: The bundled one if None.

    Returns:
        None for a code that the standard reserves.
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
    for each in edition.general_statuses:
        if each.code == exact:
            return each
    return _by_family(code, service, edition)


def _by_family(code: int, service: str, edition: Edition) -> Status | None:
    """Return the status of a code that only its first digits tell of."""
    covering = [
        Status(family, Category(category), category)
        for family, category in edition.status_families.items()
        if Status(family, Category(category)).covers(code)
    ]
    if not covering:
        return None
    found = min(covering, key=lambda each: each.code.count("x"))
    # A service that names one status of the category without a code means this one.
    own = [
        each
        for each in edition.service_statuses.get(service, ())
        if not each.code and each.category is found.category
    ]
    return own[0]._replace(code=found.code) if len(own) == 1 else found


def category_of(
    code: int,
    service: str = "",
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> Category | None:
    """Return what kind of answer a status code is; see `status_of`.

    B000 is a warning of C-STORE and C-MOVE alike, FF01 is pending, 0107 a warning.
    """
    found = status_of(code, service, statuses, edition)
    return None if found is None else found.category


def may_answer(
    code: int,
    service: str,
    statuses: Iterable[Status] = (),
    edition: Edition | None = None,
) -> bool:
    """Whether a service may answer with a status code.

    A code is allowed if the SOP class lists it, or PS3.7 lists it for the service. Where
    the SOP class says nothing, so is any code that PS3.7 leaves to SOP classes, of a
    category that the service has such codes of.
    """
    own = tuple(statuses)
    if any(each.covers(code) for each in own):
        return True
    edition = edition or bundled()
    listed = edition.service_statuses.get(service, ())
    if any(each.covers(code) for each in listed):
        return True
    general = any(each.covers(code) for each in edition.general_statuses)
    category = category_of(code, service, own, edition)
    return not (own or general) and any(
        not each.code and each.category is category for each in listed
    )
