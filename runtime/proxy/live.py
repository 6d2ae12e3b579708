"""Prints observations as they are made: one line each, its findings below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.text import Text

from ..dimse.services.statuses import Category
from ..findings.finding import Severity
from ..findings.masking import masked
from ..render.lines import finding_line
from ..render.wording import printable
from .observation import Observation
from .sides import Side

_ARROWS: Final = {Side.REQUESTOR: "→", Side.ACCEPTOR: "←", None: "·"}
_GOOD: Final = (Category.SUCCESS, Category.PENDING, Category.CANCEL)


class Live:
    """Prints observations.

    Args:
        console: Where to print.
        lowest: The lowest severity of findings to print.
        quiet: Whether to omit observations without findings.
        show_values: Whether to print values that may identify a person.
        now: Returns the current time.
    """

    def __init__(
        self,
        console: Console,
        lowest: Severity = Severity.INFO,
        *,
        quiet: bool = False,
        show_values: bool = False,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._console = console
        self._lowest = lowest
        self._quiet = quiet
        self._show_values = show_values
        self._now = now

    def print(self, observation: Observation) -> None:
        """Print an observation."""
        findings = [
            each if self._show_values else masked(each)
            for each in observation.findings
            if each.severity.rank <= self._lowest.rank
        ]
        if self._quiet and not findings:
            return
        self._print(self._heading(observation))
        for each in findings:
            self._print(finding_line(each))

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)

    def _heading(self, observation: Observation) -> Text:
        arrow = _ARROWS[observation.side]
        style = "green" if observation.category in _GOOD else "yellow"
        return Text.assemble(
            (f"{self._now():%H:%M:%S.%f}"[:-3], "dim"),
            f"  {observation.association:>3} {arrow} ",
            (observation.name, "bold"),
            f"  {printable(observation.detail)}" if observation.detail else "",
            "  " if observation.status else "",
            (printable(observation.status), style),
        )
