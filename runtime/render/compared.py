"""Text of findings in several editions, with a column for each edition.

Findings are the same if they have the same code, place and message, and the same severity in
each edition; the numbers of the items may differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..findings.finding import Finding, Severity
from ..findings.report import FileReport
from ..findings.tally import Tally
from .lines import WIDTH, description, times, unknown_line
from .options import Options
from .repeated import FIRST, Group, key_of
from .styled import BOLD, DIM, STYLES, Line, Segment, line
from .wording import RULES, counted, place, printable, rules, totals

_Severities = tuple[Severity | None, ...]
"""The severity in each edition; None where the finding is absent."""


class _Entry:
    """The same findings in one or several files."""

    def __init__(self, group: Group, severities: _Severities) -> None:
        self.group = group
        self.severities = severities
        self.files = 0
        self.paths: list[str] = []
        """The first files, at most `FIRST`."""

    def add_file(self, path: str) -> None:
        """Count a file that has them."""
        self.files += 1
        if len(self.paths) < FIRST:
            self.paths.append(path)

    @property
    def reach(self) -> tuple[int, int, int]:
        """The order of entries: by severity, then by number of files and of findings."""
        rank = min(each.rank for each in self.severities if each is not None)
        return rank, -self.files, -self.group.count


class Compared:
    """The findings of a run: each once with its files, or with `full` those of each file."""

    def __init__(self, editions: Sequence[str], options: Options) -> None:
        self._editions = editions
        self._options = options
        self._width = max(WIDTH, *map(len, editions))
        self._entries: dict[tuple[object, ...], _Entry] = {}
        self._first: Line | None = None
        """The heading of the first file."""
        self._has_blocks = False

    def row(self, row: Sequence[FileReport]) -> Iterator[Line]:
        """Yield the lines of the next file, which has a report for each edition."""
        options = self._options
        if options.only_statistics:
            return
        found = [
            (finding, severities)
            for finding, severities in _merged(row)
            if finding.severity.rank <= options.lowest.rank
        ]
        heading = _heading(row)
        if self._first is None:
            self._first = heading
        if not options.full:
            self._collect(row[0].path, found)
            found = []
        if not (found or options.verbose or options.explain):
            return
        self._has_blocks = True
        yield heading
        if options.full:
            yield self._columns()
        for finding, severities in found:
            yield self._line(finding, place(finding), severities)
        for file in row:
            if file.ruled and (options.verbose or options.explain):
                yield line((f"  {file.edition} {rules(file)}", DIM))
            if options.explain:
                yield from map(unknown_line, file.unknowns)

    def summary(self, tally: Tally) -> Iterator[Line]:
        """Yield the findings that were not listed with their file, and the counts."""
        options = self._options
        yield from self._once(several=tally.number > 1)
        if options.quiet:
            return
        if options.verbose and self._has_blocks:
            yield line((RULES, DIM), hang=2)
        yield line(totals(tally), hang=2)
        if any(each.group.count > 1 for each in self._entries.values()):
            yield line(("help: --full lists every finding of each file", DIM), hang=6)

    def _once(self, *, several: bool) -> Iterator[Line]:
        """Yield the lines of each finding; below it, the number and the first places.

        Args:
            several: Whether there are several files.
        """
        if not self._entries:
            return
        if self._has_blocks:
            yield line("")
        elif not several and self._first is not None:
            yield self._first
        yield self._columns()
        for each in sorted(self._entries.values(), key=lambda each: each.reach):
            first = each.group.first
            where = place(first._replace(path=each.group.path))
            yield self._line(first, where, each.severities)
            places = _places(each, named=several)
            if places:
                yield line((f"{' ' * self._hang}{places}", DIM), hang=self._hang)

    def _collect(self, path: str, found: Sequence[tuple[Finding, _Severities]]) -> None:
        of_file: dict[int, _Entry] = {}
        for finding, severities in found:
            pattern = key_of(finding).pattern
            key = (severities, finding.code, finding.tag, pattern, finding.message)
            entry = self._entries.get(key)
            if entry is None:
                group = Group(key_of(finding), finding)
                entry = self._entries[key] = _Entry(group, severities)
            else:
                entry.group.add(finding)
            of_file[id(entry)] = entry
        for entry in of_file.values():
            entry.add_file(path)

    @property
    def _hang(self) -> int:
        return (self._width + 2) * len(self._editions) + 2

    def _columns(self) -> Line:
        cells = (edition.ljust(self._width) for edition in self._editions)
        return line((f"  {'  '.join(cells)}".rstrip(), DIM))

    def _line(self, finding: Finding, where: str, severities: _Severities) -> Line:
        cells: list[Segment] = []
        for severity in severities:
            shown, style = ("-", DIM)
            if severity is not None:
                shown, style = severity.value, STYLES[severity]
            cells += [("  ", ""), (shown.ljust(self._width), style)]
        return line(*cells, *description(finding, where), hang=self._hang)


def _heading(row: Sequence[FileReport]) -> Line:
    iod = next((file.iod for file in row if file.iod), row[0].sop_class_uid)
    name = printable(row[0].path or "data set")
    return line((name, BOLD), f": {iod}" if iod else "")


def _places(entry: _Entry, *, named: bool) -> str:
    """Return the number of the findings of an entry and the first places.

    Args:
        named: Whether to name the files.
    """
    parts = [times(entry.group)] if entry.group.count > entry.files else []
    if named:
        more = entry.files - len(entry.paths)
        number = f"{counted(entry.files, 'file')}: " if entry.files > 1 else ""
        paths = ", ".join(map(printable, entry.paths))
        parts.append(f"in {number}{paths}" + (f" and {more} more" if more else ""))
    return "; ".join(parts)


def _merged(row: Sequence[FileReport]) -> Iterator[tuple[Finding, _Severities]]:
    """Yield the findings of a file, with the severity in each edition."""
    merged: dict[tuple[str, str, str, int], tuple[Finding, list[Severity | None]]] = {}
    for column, file in enumerate(row):
        seen: Counter[tuple[str, str, str]] = Counter()
        for finding in file.findings:
            name = (finding.code, place(finding), finding.message)
            key = (*name, seen[name])  # an equal finding may occur twice
            seen[name] += 1
            _, found = merged.setdefault(key, (finding, [None] * len(row)))
            found[column] = finding.severity
    for finding, severities in merged.values():
        yield finding, tuple(severities)
