"""Statuses of DIMSE responses: their codes, and what kind of answer each is.

Source: PS3.7 Annex C; PS3.4, the tables of statuses.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


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
    """"C302"; an "x" stands for any digit: "A7xx"."""
    category: Category
    label: str = ""
    error_id: str = ""
    """Value of Error ID that goes with it."""

    def covers(self, code: int) -> bool:
        """Whether a status code is this status, or one of its family."""
        return all(x in ("x", d) for x, d in zip(self.code, f"{code:04X}", strict=True))


def status(code: str, category: str, label: str = "", *, error_id: str = "") -> Status:
    """Declare a status."""
    return Status(code, Category(category), label, error_id)
