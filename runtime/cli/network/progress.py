"""A progress bar for transfers, on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from ...network import Progress


class Bar:
    """Shows the progress of a command if standard error is a terminal."""

    def __init__(self, label: str, total: int | None = None) -> None:
        self._bar: Any = None
        self._task: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import MofNCompleteColumn
            from rich.progress import Progress as Columns

            self._bar = Columns(
                *Columns.get_default_columns()[:2],
                MofNCompleteColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(label, total=total)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Show the progress of a retrieval, as reported by the peer."""
        done = progress.completed + progress.failed + progress.warning
        total = None if progress.remaining is None else done + progress.remaining
        self.update(done, total)

    def update(self, done: int, total: int | None = None) -> None:
        """Show the number of completed steps."""
        if self._bar is not None:
            known = {} if total is None else {"total": total}
            self._bar.update(self._task, completed=done, **known)
