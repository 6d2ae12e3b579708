"""Reports as text: each file when it is checked, and a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from . import statistics
from .compared import Compared
from .lines import HANG, finding_as_line, times, unknown_line
from .options import Options
from .repeated import FIRST, Group, Statistics, grouped
from .styled import BOLD, DIM, Layout, Line, line
from .wording import RULES, advised, counts, printable, rules, totals


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as text without color."""
    stream = TextStream(Options(lowest, explain))
    lines = [*stream.head(report.tally)]
    for row in report.rows():
        lines += stream.row(row)
    return "\n".join([*lines, *stream.tail(report.tally)])


class TextStream:
    """Text that is written while files are checked."""

    def __init__(self, options: Options, layout: Layout | None = None) -> None:
        self._options = options
        self._layout = layout or Layout()
        self._statistics = Statistics()
        self._edition = ""
        self._compared: Compared | None = None
        """The findings of compared editions."""
        self._shortened = False
        """Whether findings were not listed, which --full would list."""
        self._has_blocks = False

    def head(self, tally: Tally) -> Iterator[str]:
        """Return no lines: the report begins with the first file."""
        self._edition = tally.edition
        if tally.columns:
            self._compared = Compared(tally.columns, self._options)
        return iter(())

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the lines of the next file."""
        lines = self._compared.row(row) if self._compared else self._file(row[0])
        return self._layout.written(lines)

    def tail(self, tally: Tally) -> Iterator[str]:
        """Yield the lines of the summary."""
        compared = self._compared
        lines = compared.summary(tally) if compared else self._summary(tally)
        return self._layout.written(lines)

    def _file(self, file: FileReport) -> Iterator[Line]:
        options = self._options
        groups = grouped(file.findings)
        self._statistics.add(file, groups)
        if options.only_statistics:
            return
        shown = [
            each for each in groups if each.key.severity.rank <= options.lowest.rank
        ]
        lines = [*(self._full(file) if options.full else self._new(shown))]
        if not (lines or options.verbose or options.explain):
            return
        self._has_blocks = True
        above = "" if options.full else self._above(shown, lines)
        yield line(
            (printable(file.path or "data set"), BOLD), f": {self._kind(file)}{above}"
        )
        for _, each in lines:
            yield from each
        if file.ruled and (options.verbose or options.explain):
            yield line((f"  {rules(file)}", DIM))
        if options.explain:
            yield from map(unknown_line, file.unknowns)

    def _full(self, file: FileReport) -> Iterator[tuple[Group | None, list[Line]]]:
        ordered = sorted(file.findings, key=lambda each: each.severity.rank)
        for finding in ordered:
            if finding.severity.rank <= self._options.lowest.rank:
                yield None, [finding_as_line(finding)]

    def _new(
        self, groups: Sequence[Group]
    ) -> Iterator[tuple[Group | None, list[Line]]]:
        """Yield the groups with findings that were not listed before, and their lines."""
        for group in groups:
            findings = self._statistics.listed(group)
            if findings:
                yield group, [*_group_lines(group, findings)]
            if group.count > len(findings):
                self._shortened = True

    def _above(
        self, groups: Sequence[Group], lines: Sequence[tuple[Group | None, list[Line]]]
    ) -> str:
        """Return the number of findings of a file that were listed with another one."""
        listed = {id(group) for group, _ in lines}
        above = sum(group.count for group in groups if id(group) not in listed)
        return f" ({above} listed above)" if above else ""

    def _kind(self, file: FileReport) -> str:
        edition = file.edition or self._edition
        iod = f"{file.iod}, {edition}" if file.iod else file.sop_class_uid
        return ": ".join(filter(None, (iod, counts(file) or "no findings")))

    def _summary(self, tally: Tally) -> Iterator[Line]:
        options = self._options
        if options.quiet:
            return
        if options.verbose and self._has_blocks:
            yield line((RULES, DIM), hang=2)
        several = tally.number > 1 or options.only_statistics
        if self._statistics.codes and several:
            if self._has_blocks:
                yield line("")
            yield from statistics.by_code(
                self._statistics, options.lowest, full=options.full
            )
            yield from statistics.by_scanner(self._statistics, full=options.full)
            yield line("")
        yield line(totals(tally), hang=2)
        if self._statistics.codes:
            yield line(
                (statistics.next_steps(self._statistics, self._shortened), DIM), hang=6
            )


def _group_lines(group: Group, findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield the lines of equal findings of a file."""
    first, *others = findings
    if group.items:
        yield finding_as_line(first, path=group.path)
    else:
        yield finding_as_line(first)
    margin = " " * HANG
    for other in others:
        yield line(margin, f"also: {printable(advised(other))}", hang=HANG)
    if group.items or group.count > max(FIRST, len(findings)):
        yield line((f"{margin}{times(group)}", DIM), hang=HANG)
