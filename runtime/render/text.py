"""Reports as text: each file when it is checked, and a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from . import statistics
from .repeated import FIRST, Group, Statistics, grouped
from .styled import BOLD, CYAN, DIM, STYLES, Layout, Line, Segment, line
from .wording import advised, counts, place, printable, rules, totals, undecided

if TYPE_CHECKING:
    from rich.text import Text

_WIDTH = max(map(len, Severity))
_HANG = _WIDTH + 4
"""Indent below a finding."""

_RULES = (
    "rules: the requirements that apply to a file. A rule is unknown if its condition depends"
    " on information that the file does not have; --explain lists them."
)


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
        self._columns: tuple[str, ...] = ()
        self._shortened = False
        """Whether findings were not listed, which --full would list."""
        self._has_blocks = False

    def head(self, tally: Tally) -> Iterator[str]:
        """Return no lines: the report begins with the first file."""
        self._edition, self._columns = tally.edition, tally.columns
        return iter(())

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the lines of the next file."""
        lines = self._compared(row) if self._columns else self._file(row[0])
        return self._layout.written(lines)

    def tail(self, tally: Tally) -> Iterator[str]:
        """Yield the lines of the summary."""
        return self._layout.written(self._summary(tally))

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
            yield from map(_unknown, file.unknowns)

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

    def _compared(self, row: Sequence[FileReport]) -> Iterator[Line]:
        """Yield the lines of a file in several editions, with a column for each."""
        options = self._options
        found = [
            (finding, severities)
            for finding, severities in _merged(row)
            if finding.severity.rank <= options.lowest.rank
        ]
        if options.only_statistics or not (found or options.verbose or options.explain):
            return
        self._has_blocks = True
        width = max(_WIDTH, *map(len, self._columns))
        iod = next((file.iod for file in row if file.iod), row[0].sop_class_uid)
        name = printable(row[0].path or "data set")
        yield line((name, BOLD), f": {iod}" if iod else "")
        cells = (name.ljust(width) for name in self._columns)
        yield line((f"  {'  '.join(cells)}".rstrip(), DIM))
        for finding, severities in found:
            head: list[Segment] = []
            for severity in severities:
                shown, style = ("-", DIM)
                if severity is not None:
                    shown, style = severity.value, STYLES[severity]
                head += [("  ", ""), (shown.ljust(width), style)]
            hang = (width + 2) * len(row) + 2
            yield line(*head, *_description(finding, place(finding)), hang=hang)
        for file in row:
            if file.ruled and (options.verbose or options.explain):
                yield line((f"  {file.edition} {rules(file)}", DIM))
            if options.explain:
                yield from map(_unknown, file.unknowns)

    def _summary(self, tally: Tally) -> Iterator[Line]:
        options = self._options
        if options.quiet:
            return
        if options.verbose and self._has_blocks:
            yield line((_RULES, DIM), hang=2)
        several = tally.number > 1 and not tally.columns
        if self._statistics.codes and (several or options.only_statistics):
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
    margin = " " * _HANG
    for other in others:
        yield line(margin, f"also: {printable(advised(other))}", hang=_HANG)
    if group.items:
        more = group.count - len(group.items)
        named = ", ".join(group.items) + (f" and {more} more" if more > 0 else "")
        yield line((f"{margin}{group.count} times, in items {named}", DIM), hang=_HANG)
    elif group.count > FIRST and group.count > len(findings):
        yield line((f"{margin}{group.count} times", DIM), hang=_HANG)


def _merged(
    row: Sequence[FileReport],
) -> Iterator[tuple[Finding, list[Severity | None]]]:
    """Yield the findings of a file, with the severity in each edition; None if absent."""
    merged: dict[tuple[str, str, str, int], tuple[Finding, list[Severity | None]]] = {}
    for column, file in enumerate(row):
        seen: Counter[tuple[str, str, str]] = Counter()
        for finding in file.findings:
            name = (finding.code, place(finding), finding.message)
            key = (*name, seen[name])  # an equal finding may occur twice
            seen[name] += 1
            _, found = merged.setdefault(key, (finding, [None] * len(row)))
            found[column] = finding.severity
    yield from merged.values()


def finding_as_line(finding: Finding, path: str | None = None) -> Line:
    """Return the line of a finding.

    Args:
        path: The path to print instead of that of the finding.
    """
    severity = finding.severity
    where = place(finding if path is None else finding._replace(path=path))
    head = ("  " + severity.value.ljust(_WIDTH), STYLES[severity])
    return line(head, *_description(finding, where), hang=_HANG)


def finding_line(finding: Finding) -> Text:
    """Return the line of a finding, for commands that print with rich."""
    from rich.text import Text

    return Text.assemble(*finding_as_line(finding).segments)


def _description(finding: Finding, where: str) -> tuple[Segment, ...]:
    reference = f". {finding.reference}" if finding.reference else ""
    return (
        ("  ", ""),
        (f"{printable(where)}: " if where else "", BOLD),
        (printable(advised(finding)), ""),
        (f"{reference} [{finding.code}]", DIM),
    )


def _unknown(rule: Undecided) -> Line:
    where = f"{rule.path}: " if rule.path else ""
    return line(
        ("  " + "unknown".ljust(_WIDTH), CYAN),
        "  ",
        (where, BOLD),
        undecided(rule),
        (f". {rule.reference}" if rule.reference else "", DIM),
        hang=_HANG,
    )
