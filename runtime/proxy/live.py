"""Showing what is heard while it is said: a line each, its findings below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rich.console import Console
from rich.text import Text

from ..render.text import finding_line
from ..render.wording import shown
from ..validation.confidential import masked
from ..validation.findings import Severity
from .negotiation import Side
from .observation import Observation

_ARROWS = {Side.REQUESTOR: "→", Side.ACCEPTOR: "←", None: "·"}


class Live:
    """Prints observations."""

    def __init__(
        self,
        console: Console,
        lowest: Severity = Severity.INFO,
        *,
        quiet: bool = False,
        show_values: bool = False,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Make a printer.

        Args:
            console: Where to print.
            lowest: Findings of less severity are left out.
            quiet: Leave out what has no findings.
            show_values: Whether values are shown that may tell who somebody is.
            now: Tells the time.
        """
        self._console = console
        self._lowest = lowest
        self._quiet = quiet
        self._show_values = show_values
        self._now = now

    def tell(self, observation: Observation) -> None:
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
        bad = observation.status and observation.status[:4] not in _GOOD
        return Text.assemble(
            (f"{self._now():%H:%M:%S.%f}"[:-3], "dim"),
            f"  {observation.association:>3} {arrow} ",
            (observation.name, "bold"),
            f"  {shown(observation.detail)}" if observation.detail else "",
            "  " if observation.status else "",
            (shown(observation.status), "yellow" if bad else "green"),
        )


_GOOD = ("0000", "FF00", "FF01", "FE00")
