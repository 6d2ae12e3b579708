"""Reports of `iodize validate`: on standard output, and in files."""

from __future__ import annotations

import os
import shutil
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, Self

import click

from ..atomic import write_bytes, writing
from ..render import STREAMED, Stream
from ..render.csv import CsvStream
from ..render.github import GithubStream
from ..render.jsonl import JsonlStream
from ..render.options import Options
from ..render.styled import Layout
from ..render.text import TextStream
from .progress_bar import ProgressBar

if TYPE_CHECKING:
    from ..findings.report import FileReport, Report
    from ..findings.tally import Tally

SUFFIXES: Final = {
    ".txt": "text",
    ".log": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
}
"""The format of a report by the suffix of its file."""

_FOR_PEOPLE: Final = ("text", "github")
"""Formats in the encoding of the terminal. Others are UTF-8."""

COLORS: Final = ("auto", "always", "never")


class Target(NamedTuple):
    """A report that was requested."""

    form: str
    """One of `RENDERINGS`."""
    path: Path | None = None
    """None for standard output."""


def target_of(path: Path) -> Target:
    """Return the target of `--report`.

    Raises:
        click.BadParameter: The suffix is not that of a format, or the folder does not exist.
    """
    form = SUFFIXES.get(path.suffix.lower())
    problem = ""
    if form is None:
        listed = ", ".join(SUFFIXES)
        problem = f"{str(path)!r} has no suffix of a report format: {listed}."
    elif not path.resolve().parent.is_dir():
        problem = f"The folder of {str(path)!r} does not exist."
    if problem or form is None:
        raise click.BadParameter(problem, param_hint="'--report'")
    return Target(form, path)


class Outputs:
    """The reports of a run. Those of the forms of `STREAMED` are written file by file.

    Used as a context: a report in a file has its name once the block ends without an error.

    Args:
        options: What text reports list.
        show_values: Whether values are shown that may identify a person.
        color: One of `COLORS`.
        bar: Paused while standard output is written.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        options: Options,
        *,
        show_values: bool,
        color: str,
        bar: ProgressBar,
    ) -> None:
        self._options = options
        self._show_values = show_values
        self._color = color
        self._bar = bar
        self._stack = ExitStack()
        self._streams: list[tuple[Stream, Write]] = []
        self._targets = targets
        self._whole = [each for each in targets if each.form not in STREAMED]

    @property
    def need_report(self) -> bool:
        """Whether a report is written once all files are checked."""
        return bool(self._whole)

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for target in self._targets:
                if target.form in STREAMED:
                    write = self._write_to(target, opening)
                    self._streams.append((self._stream(target), write))
            self._stack = opening.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def head(self, tally: Tally) -> None:
        """Write what precedes the first file."""
        for stream, write in self._streams:
            write(stream.head(tally))

    def row(self, row: Sequence[FileReport]) -> None:
        """Write the reports of a file."""
        shown = row if self._show_values else [file.masked() for file in row]
        for stream, write in self._streams:
            write(stream.row(shown))

    def tail(self, tally: Tally, report: Report | None) -> None:
        """Write what follows the last file.

        Args:
            report: The report of all files; None if there is none.
        """
        for stream, write in self._streams:
            write(stream.tail(tally))
        if report is None:
            return
        for target in self._whole:
            text = report.render(
                target.form,
                self._options.lowest,
                show_values=self._show_values,
                explain=self._options.explain,
            )
            if target.path is None:
                _Standard(target.form, self._color, self._bar).write(iter([text]))
            else:
                write_bytes(target.path, _encoded(f"{text}\n"))

    def _stream(self, target: Target) -> Stream:
        lowest, explain = self._options.lowest, self._options.explain
        if target.form == "csv":
            return CsvStream(lowest)
        if target.form == "jsonl":
            return JsonlStream(lowest, explain)
        if target.form == "github":
            return GithubStream(lowest)
        layout = Layout() if target.path else _layout(self._color)
        return TextStream(self._options, layout)

    def _write_to(self, target: Target, opening: ExitStack) -> Write:
        if target.path is None:
            return _Standard(target.form, self._color, self._bar).write
        file = opening.enter_context(writing(target.path))
        if target.form == "csv":
            file.write(BOM_UTF8)  # without it, spreadsheets do not read UTF-8
        return partial(_write_file, file)


Write = Callable[[Iterator[str]], None]
"""Writes lines, which have no line ends."""


class _Standard:
    """Standard output. It is flushed after each file, for readers of a pipe."""

    def __init__(self, form: str, color: str, bar: ProgressBar) -> None:
        self._for_people = form in _FOR_PEOPLE
        self._color = _color(color)
        self._bar = bar
        self._start = BOM_UTF8 if form == "csv" else b""

    def write(self, lines: Iterator[str]) -> None:
        text = "".join([f"{line}\n" for line in lines])
        if not text:
            return
        with self._bar.paused():
            if self._for_people:
                click.echo(text, nl=False, color=self._color)
            else:
                click.echo(self._start + _encoded(text), nl=False)
        self._start = b""


def _write_file(file: BinaryIO, lines: Iterator[str]) -> None:
    for line in lines:
        file.write(_encoded(f"{line}\n"))


def _encoded(text: str) -> bytes:
    """Encode in UTF-8; names of files may have bytes that are not characters."""
    return text.encode("utf-8", "backslashreplace")


def _color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    dumb = os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not dumb and not os.environ.get("NO_COLOR")


def _layout(color: str) -> Layout:
    """Return the layout of standard output: lines are wrapped on a terminal only."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return Layout(width, _color(color))
