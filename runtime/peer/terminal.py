"""A peer's journal on a terminal, while it is written."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dimse.statuses import Category
from ..render.text import finding_line
from ..render.wording import counted, shown
from ..validation.confidential import masked
from ..validation.findings import Severity
from .journal import Journal, Message, Tally, Visit
from .outcomes import category

_STYLES = {
    Category.SUCCESS: "green",
    Category.PENDING: "green",
    Category.WARNING: "yellow",
    Category.CANCEL: "yellow",
    Category.FAILURE: "bold red",
}


_COUNTED = {"C-FIND-RQ": "answer", "C-MOVE-RQ": "object", "C-GET-RQ": "object"}


class Terminal:
    """Prints what a journal is told."""

    def __init__(
        self,
        console: Console,
        lowest: Severity = Severity.INFO,
        show_values: bool = False,
    ) -> None:
        self.console = console
        self.lowest = lowest
        self.show_values = show_values
        self._begun: set[int] = set()

    def received(self, message: Message) -> None:
        """Print a message, and before its first one whose association it is."""
        visit = message.visit
        if visit.number not in self._begun:
            self._begun.add(visit.number)
            self._print(
                visit,
                ("to " if visit.called else "", "dim"),
                (shown(visit.calling_ae), "bold"),
                (f" {'at' if visit.called else 'from'} {visit.address}", "dim"),
            )
        self._print(visit, " ", _message(message))
        for finding in message.findings:
            if finding.severity.rank <= self.lowest.rank:
                told = finding if self.show_values else masked(finding)
                self._print(visit, " ", finding_line(told))

    def closed(self, visit: Visit) -> None:
        """Print that an association has ended, if it had messages."""
        if visit.number in self._begun:
            self._begun.remove(visit.number)
            self._print(visit, ("ended", "dim"))

    def remarked(self, text: str) -> None:
        """Print what no system did."""
        self.console.print(Text(shown(text), "yellow"), soft_wrap=True)

    def summary(self, journal: Journal) -> None:
        """Print what each calling AE did."""
        if not journal.tallies:
            self.console.print("nobody called")
            return
        table = Table("AE title", box=None, pad_edge=False)
        for title in ("associations", "messages", "errors", "warnings"):
            table.add_column(title, justify="right")
        for tally in journal.tallies:
            table.add_row(*_cells(tally))
        self.console.print(table)

    def _print(self, visit: Visit, *parts: Text | str | tuple[str, str]) -> None:
        """Print a line that says whose it is: associations run side by side."""
        line = Text.assemble((f"#{visit.number} ", "cyan"), *parts)
        self.console.print(line, soft_wrap=True)


def _message(message: Message) -> Text:
    line = Text(f"{message.kind} {shown(message.subject)}")
    if message.status is not None:
        words = f"{message.status:04X} {message.meaning}".rstrip()
        line.append(": ")
        line.append(words, _STYLES[category(message.status)])
    if message.kind in _COUNTED:
        line.append(f", {counted(message.pending, _COUNTED[message.kind])}")
    return line


def _cells(tally: Tally) -> tuple[Text | str, ...]:
    return (
        shown(tally.calling_ae),
        str(tally.associations),
        str(tally.messages),
        Text(str(tally.errors), "bold red" if tally.errors else ""),
        Text(str(tally.warnings), "yellow" if tally.warnings else ""),
    )
