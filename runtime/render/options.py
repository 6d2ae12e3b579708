"""The selection of a text report."""

from __future__ import annotations

from typing import NamedTuple

from ..findings.finding import Severity


class Options(NamedTuple):
    """Selection of what is listed in a report."""

    lowest: Severity = Severity.INFO
    """The lowest severity of the findings to list. All are counted."""
    explain: bool = False
    """Whether to list undecided rules."""
    full: bool = False
    """Whether to list all findings; otherwise, equal ones are listed once."""
    verbose: bool = False
    """Whether to list files without findings, and the numbers of rules."""
    quiet: bool = False
    """Whether to list only findings."""
    only_statistics: bool = False
    """Whether to list only the summary."""
