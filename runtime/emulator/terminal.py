"""Output of the journal on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dimse.services.statuses import Category, category_of
from ..findings.finding import Finding, Severity
from ..findings.masking import masked
from ..render.lines import finding_line
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
    """Prints the entries of a journal as they are added, with the time of each.

    Warnings and notes are printed once for an association.

    Args:
        repeats: Print repeated warnings and notes too.
        now: Returns the current time.
    """

    def __init__(
        self,
        console: Console,
        lowest: Severity = Severity.INFO,
        show_values: bool = False,
        *,
        repeats: bool = False,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.console = console
        self.lowest = lowest
        self.show_values = show_values
        self._repeats = repeats
        self._now = now
        self._printed: dict[int, set[Finding]] = {}
        """The printed warnings and notes of associations with messages, by number."""
        self._omitted: dict[int, int] = {}
        """The number of repeated warnings and notes that were not printed."""

    def received(self, entry: JournalEntry) -> None:
        """Print a message; before the first one, print the association."""
        association = entry.association
        if association.number not in self._printed:
            self._printed[association.number] = set()
            preposition = "at" if association.outgoing else "from"
            self._print(
                association,
                ("to " if association.outgoing else "", "dim"),
                (printable(association.calling_ae), "bold"),
                (f" {preposition} {association.address}", "dim"),
            )
        self._print(association, " ", _message(entry))
        for finding in self._selected(entry):
            printed = finding if self.show_values else masked(finding)
            self._print(association, " ", finding_line(printed))

    def closed(self, association: JournalAssociation) -> None:
        """Print that an association has ended, if it had messages."""
        if self._printed.pop(association.number, None) is None:
            return
        omitted = self._omitted.pop(association.number, 0)
        text = f"ended; {counted(omitted, 'repetition')} not shown (-v)"
        self._print(association, (text if omitted else "ended", "dim"))

    def _selected(self, entry: JournalEntry) -> Iterator[Finding]:
        """Yield the findings of a message that are printed."""
        number = entry.association.number
        printed = self._printed[number]
        for finding in entry.findings:
            if finding.severity.rank > self.lowest.rank:
                continue
            kind = finding._replace(value=None, length=None)
            if finding.severity is not Severity.ERROR and not self._repeats:
                if kind in printed:
                    self._omitted[number] = self._omitted.get(number, 0) + 1
                    continue
                printed.add(kind)
            yield finding

    def remarked(self, text: str) -> None:
        """Print a message about the emulator itself."""
        line = Text.assemble(self._time(), (printable(text), "yellow"))
        self.console.print(line, soft_wrap=True)

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
        number = (f"#{association.number} ", "cyan")
        line = Text.assemble(self._time(), number, *parts)
        self.console.print(line, soft_wrap=True)

    def _time(self) -> tuple[str, str]:
        return f"{self._now():%H:%M:%S.%f}"[:-3] + " ", "dim"


def _message(entry: JournalEntry) -> Text:
    line = Text(f"{entry.message} {printable(entry.subject)}")
    if entry.status is not None:
        status = f"{entry.status:04X} {entry.meaning}".rstrip()
        line.append(": ")
        line.append(status, _STYLES[category_of(entry.status) or Category.FAILURE])
        if entry.comment:
            line.append(f" ({printable(entry.comment)})")
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
