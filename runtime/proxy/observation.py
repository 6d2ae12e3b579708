"""One thing that one side said, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..report import FileReport
from ..validation.elements import Problem
from ..validation.findings import Finding
from .negotiation import Side


class Observation(NamedTuple):
    """What was heard: a PDU, a message, the end of a connection."""

    association: int
    """Its number, from 1."""
    number: int
    """Its place in the association, from 1."""
    side: Side | None
    """Who said it; None where it is about both."""
    name: str
    """"C-STORE-RQ", "A-ABORT", "connection"."""
    detail: str
    """The rest of what a person wants to see of it, on one line."""
    report: FileReport
    """Its findings; the path says what it is."""
    status: str = ""
    """Of a response: "0000 Success"."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.report.findings


def finding(problem: Problem, reference: str = "") -> Finding:
    """Return the finding that a problem of an association is."""
    code, message, tag = problem
    return Finding(
        code.severity,
        code.name,
        tag,
        "",
        "",
        "",
        message,
        reference or code.reference,
    )


def findings(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return the findings that several problems are."""
    return tuple(map(finding, problems))


def place(association: int, number: int, side: Side | None, name: str) -> str:
    """Return how reports call what was said: "association 1, 5: requestor C-ECHO-RQ"."""
    who = f"{side} {name}" if side else name
    return f"association {association}, {number}: {who}"
