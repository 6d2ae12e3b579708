"""The summary of a text report: findings by code and by scanner, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..findings.finding import Severity
from .repeated import FIRST, CodeCounts, Occurrences, ScannerCounts, Statistics
from .styled import BOLD, DIM, STYLES, Line, line
from .wording import counted, place, printable

_SCANNERS: Final = 10
"""Maximum number of scanners, unless all are listed."""

_LONGEST: Final = 80
"""Maximum number of characters of a message."""

_INDENT: Final = 19
"""Width of the numbers before a code or a scanner."""


def by_code(statistics: Statistics, lowest: Severity, *, full: bool) -> Iterator[Line]:
    """Yield the numbers of each code; below it, its findings that several files have.

    Args:
        lowest: The lowest severity of the codes to list.
        full: Whether to list all of these findings, or only the first ones of a code.
    """
    codes = [
        (kind, counts)
        for kind, counts in sorted(statistics.codes.items(), key=_reach_of_code)
        if kind[0].rank <= lowest.rank
    ]
    if not codes:
        return
    width = max(len(code) for (_, code), _ in codes)
    yield line((f"{'files':>7}  {'findings':>8}  code", BOLD))
    for (severity, code), counts in codes:
        yield line(
            f"{counts.files:7}  {counts.count:8}  ",
            f"{code.ljust(width)}  ",
            (severity.value, STYLES[severity]),
        )
        yield from _repeated(statistics, severity, code, full)


def _repeated(
    statistics: Statistics, severity: Severity, code: str, full: bool
) -> Iterator[Line]:
    found = [
        each
        for key, each in statistics.occurrences.items()
        if each.files > 1 and (key.severity, key.code) == (severity, code)
    ]
    found.sort(key=lambda each: (-each.files, -each.count))
    shown = found if full else found[:FIRST]
    for each in shown:
        numbers = f"{each.files:7}  {each.count:8}"
        yield line((f"{numbers}    {_described(each)}", DIM), hang=_INDENT + 4)
    if len(found) > len(shown):
        yield line((f"{'':{_INDENT + 2}}and {len(found) - len(shown)} more", DIM))


def _described(found: Occurrences) -> str:
    more = found.files - len(found.paths)
    files = ", ".join(found.paths) + (f" and {more} more" if more else "")
    message = found.first.message
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]}…"
    if len(found.messages) > 1:
        message += " (and others)"
    what = ": ".join(filter(None, (place(found.first), message)))
    return printable(f"{what}, in {files}")


def _reach_of_code(
    item: tuple[tuple[Severity, str], CodeCounts],
) -> tuple[int, int, int]:
    (severity, _), counts = item
    return severity.rank, -counts.files, -counts.count


def by_scanner(statistics: Statistics, *, full: bool) -> Iterator[Line]:
    """Yield the numbers of each manufacturer and model."""
    scanners = sorted(
        statistics.scanners.items(), key=lambda item: (-item[1].errors, -item[1].files)
    )
    shown = scanners if full else scanners[:_SCANNERS]
    yield line("")
    yield line((f"{'files':>7}  {'errors':>8}  scanner", BOLD))
    for scanner, counts in shown:
        named = " ".join(filter(None, scanner)) or "(no manufacturer)"
        yield line(
            f"{counts.files:7}  {counts.errors:8}  {printable(named)}{_good(counts)}"
        )
    if len(scanners) > len(shown):
        yield line((f"{'':{_INDENT}}and {len(scanners) - len(shown)} more", DIM))


def _good(counts: ScannerCounts) -> str:
    good = counts.files - counts.with_errors
    return (
        f" ({counted(good, 'file')} without errors)" if good and counts.errors else ""
    )


def next_steps(statistics: Statistics, shortened: bool) -> str:
    """Return a line about the options that lead on.

    Args:
        shortened: Whether equal findings were listed once.
    """
    (_, code), _ = min(statistics.codes.items(), key=_reach_of_code)
    every = "; --full lists every finding" if shortened else ""
    return (
        f"help: `iodize rules {code}` explains a code{every};"
        " --select and --ignore choose codes"
    )
