"""Lines of findings and of undecided rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..findings.finding import Finding, Severity, Undecided
from .repeated import Group
from .styled import BOLD, CYAN, DIM, STYLES, Line, Segment, line
from .wording import advised, place, printable, undecided

if TYPE_CHECKING:
    from rich.text import Text

WIDTH: Final = max(map(len, Severity))
"""Number of columns of a severity."""

HANG: Final = WIDTH + 4
"""Indent below a finding."""


def finding_as_line(finding: Finding, path: str | None = None) -> Line:
    """Return the line of a finding.

    Args:
        path: The path to print instead of that of the finding.
    """
    severity = finding.severity
    where = place(finding if path is None else finding._replace(path=path))
    head = ("  " + severity.value.ljust(WIDTH), STYLES[severity])
    return line(head, *description(finding, where), hang=HANG)


def finding_line(finding: Finding) -> Text:
    """Return the line of a finding, for commands that print with rich."""
    from rich.text import Text

    return Text.assemble(*finding_as_line(finding).segments)


def description(finding: Finding, where: str) -> tuple[Segment, ...]:
    """Return the segments of a finding after its severity.

    Args:
        where: The place to print.
    """
    reference = f". {finding.reference}" if finding.reference else ""
    return (
        ("  ", ""),
        (f"{printable(where)}: " if where else "", BOLD),
        (printable(advised(finding)), ""),
        (f"{reference} [{finding.code}]", DIM),
    )


def unknown_line(rule: Undecided) -> Line:
    """Return the line of an undecided rule."""
    where = f"{rule.path}: " if rule.path else ""
    return line(
        ("  " + "unknown".ljust(WIDTH), CYAN),
        "  ",
        (where, BOLD),
        undecided(rule),
        (f". {rule.reference}" if rule.reference else "", DIM),
        hang=HANG,
    )


def times(group: Group) -> str:
    """Return the number of equal findings: "5 times, in items [0], [1], [2] and 2 more"."""
    number = f"{group.count} times"
    if not group.items:
        return number
    more = group.count - len(group.items)
    named = ", ".join(group.items) + (f" and {more} more" if more > 0 else "")
    return f"{number}, in items {named}"
