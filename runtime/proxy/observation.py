"""Observations: what the proxy reports, with findings."""

from __future__ import annotations

from typing import NamedTuple

from ..dimse.services.statuses import Category
from ..findings.codes import Code
from ..findings.finding import Finding
from ..findings.report import FileReport
from .sides import Side


class Observation(NamedTuple):
    """A PDU, a message, or the end of a connection, with its findings."""

    association: int
    """Number of the association, from 1."""
    number: int
    """Number within the association, from 1."""
    side: Side | None
    """The sender; None if both sides are concerned."""
    name: str
    """"C-STORE-RQ", "A-ABORT", "connection"."""
    detail: str
    """Further facts for display, on one line."""
    report: FileReport
    """The findings; the path identifies the observation."""
    status: str = ""
    """Status of a response: "0000 Success"."""
    category: Category | None = None
    """Category of the status; None if there is none."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.report.findings


def finding(
    code: Code, message: str, tag: int | None = None, *, reference: str = ""
) -> Finding:
    """Return a finding about an association.

    Args:
        reference: Section of the standard; that of the code if empty.
    """
    where = reference or code.reference
    return Finding(code.severity, code.name, tag, "", "", "", message, where)


def path_of(association: int, number: int, side: Side | None, name: str) -> str:
    """Return the path of an observation: "association 1, 5: requestor C-ECHO-RQ"."""
    label = f"{side} {name}" if side else name
    return f"association {association}, {number}: {label}"
