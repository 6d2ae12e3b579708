"""Output of the journal on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dimse.services.statuses import Category, category_of
from ..findings.finding import Severity
from ..findings.masking import masked
from ..render.text import finding_line
from ..render.wording import counted, printable
from .journal import CallerTotals, Journal, JournalAssociation, JournalEntry

_STYLES = {
    Category.SUCCESS: "green",
    Category.PENDING: "green",
    Category.WARNING: "yellow",
    Category.CANCEL: "yellow",
    Category.FAILURE: "bold red",
}


_PENDING = {"C-FIND-RQ": "answer", "C-MOVE-RQ": "object", "C-GET-RQ": "object"}
"""Noun for the pending responses to a message."""


class Terminal:
    """Prints the entries of a journal as they are added."""

    def __init__(
        self,
        console: Console,
        lowest: Severity = Severity.INFO,
        show_values: bool = False,
    ) -> None:
        self.console = console
        self.lowest = lowest
        self.show_values = show_values
        self._printed: set[int] = set()
        """Numbers of the associations with messages."""

    def received(self, entry: JournalEntry) -> None:
        """Print a message; before the first one, print the association."""
        association = entry.association
        if association.number not in self._printed:
            self._printed.add(association.number)
            preposition = "at" if association.outgoing else "from"
            self._print(
                association,
                ("to " if association.outgoing else "", "dim"),
                (printable(association.calling_ae), "bold"),
                (f" {preposition} {association.address}", "dim"),
            )
        self._print(association, " ", _message(entry))
        for finding in entry.findings:
            if finding.severity.rank <= self.lowest.rank:
                printed = finding if self.show_values else masked(finding)
                self._print(association, " ", finding_line(printed))

    def closed(self, association: JournalAssociation) -> None:
        """Print that an association has ended, if it had messages."""
        if association.number in self._printed:
            self._printed.remove(association.number)
            self._print(association, ("ended", "dim"))

    def remarked(self, text: str) -> None:
        """Print a message about the emulator itself."""
        self.console.print(Text(printable(text), "yellow"), soft_wrap=True)

    def summary(self, journal: Journal) -> None:
        """Print the totals of each calling AE."""
        totals = journal.totals
        if not totals:
            self.console.print("no associations")
            return
        table = Table("AE title", box=None, pad_edge=False)
        for title in ("associations", "messages", "errors", "warnings"):
            table.add_column(title, justify="right")
        for each in totals:
            table.add_row(*_cells(each))
        self.console.print(table)

    def _print(
        self, association: JournalAssociation, *parts: Text | str | tuple[str, str]
    ) -> None:
        """Print a line with the number of the association: they run in parallel."""
        line = Text.assemble((f"#{association.number} ", "cyan"), *parts)
        self.console.print(line, soft_wrap=True)


def _message(entry: JournalEntry) -> Text:
    line = Text(f"{entry.message} {printable(entry.subject)}")
    if entry.status is not None:
        status = f"{entry.status:04X} {entry.meaning}".rstrip()
        line.append(": ")
        line.append(status, _STYLES[category_of(entry.status) or Category.FAILURE])
    if entry.message in _PENDING:
        line.append(f", {counted(entry.pending, _PENDING[entry.message])}")
    return line


def _cells(totals: CallerTotals) -> tuple[Text | str, ...]:
    return (
        printable(totals.calling_ae),
        str(totals.associations),
        str(totals.messages),
        Text(str(totals.errors), "bold red" if totals.errors else ""),
        Text(str(totals.warnings), "yellow" if totals.warnings else ""),
    )
