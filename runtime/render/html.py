"""Reports as a self-contained HTML page: by file and by rule, with a filter.

Files with the same findings are one entry, and findings that are alike too. Files without
findings are listed in a closed group at the end. The size of the page is limited for any
number of files.

Only the filter needs JavaScript. Groups are `details` elements; radio buttons and check
boxes switch the views and the severities. The page loads no resources, and its content
security policy forbids everything that is not part of it.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Final

from ..findings.advice import ADVICE
from ..findings.codes import CODES
from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report
from ..version import __version__
from .grouping import (
    Alike,
    FileGroup,
    Spread,
    by_kind,
    file_groups,
    unknown_rules,
)
from .links import link
from .wording import counted, place_of, printable, rules, summary, undecided

_NOUNS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
_OPEN: Final = 5
"""Number of groups that are open initially."""
_LINKS: Final = 5
"""Number of groups of files that a finding links to."""
_UNKNOWNS: Final = 200
"""Number of undecided rules to list for a group of files."""

_FILES_SIZE: Final = 1_000_000
_RULES_SIZE: Final = 500_000
_NAMES_SIZE: Final = 1_000_000
"""Bytes of the two views, and of the names of the files in one group. A view exceeds its size
by one group at most."""


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as a page."""
    style, script = _resource("page.css"), _resource("page.js")
    groups = file_groups(report, lowest)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta http-equiv="Content-Security-Policy" content="'
            "default-src 'none'; base-uri 'none'; form-action 'none';"
            f" style-src '{_hash(style)}'; script-src '{_hash(script)}'\">",
            f"<title>{_text(summary(report))} · DICOM {_text(report.edition)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *_header(report),
            *_controls(report),
            "<main>",
            '<section class="view by-file" aria-label="By file">',
            *_by_file(report, groups, explain),
            "</section>",
            '<section class="view by-rule" aria-label="By rule">',
            *_by_rule(report, groups),
            "</section>",
            '<p class="nothing" hidden>No matches.</p>',
            "</main>",
            f"<footer>iodize {__version__} · DICOM {_text(report.edition)}</footer>",
            f"<script>{script}</script>",
            "</body>",
            "</html>",
        )
    )


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the source expression that permits an inline style or script."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _text(text: str) -> str:
    return escape(printable(text))


def _header(report: Report) -> Iterator[str]:
    bad = sum(file.count(Severity.ERROR) > 0 for file in report.files)
    size = len(report.files) if report.traffic is None else report.traffic.messages
    if not size:
        verdict = f"No {report.noun}s were checked"
    elif not bad:
        places = counted(size, report.noun)
        verdict = "No errors" if size == 1 else f"No errors in {places}"
    else:
        verdict = f"Errors in {bad} of {counted(size, report.noun)}"
    yield "<header>"
    yield f'<p class="product">iodize · DICOM {_text(report.edition)}</p>'
    yield f"<h1>{verdict}</h1>"
    yield '<dl class="tiles">'
    for severity, noun in _NOUNS.items():
        number = report.count(severity)
        none = "" if number else " none"
        yield f'<div class="{severity}{none}"><dt>{noun}</dt><dd>{number:,}</dd></div>'
    if report.traffic is not None:
        number = report.traffic.associations
        yield f"<div><dt>associations</dt><dd>{number:,}</dd></div>"
    yield f"<div><dt>{report.noun}s</dt><dd>{size:,}</dd></div>"
    yield "</dl>"
    if report.invocation is not None:
        command, date = report.invocation
        yield (
            f'<p class="notes"><time datetime="{date.isoformat()}">'
            f"{date:%Y-%m-%d %H:%M %Z}</time> · <code>{_text(command)}</code></p>"
        )
    notes = []
    if report.known:
        notes.append(f"{report.known} more in the baseline")
    if report.skipped:
        notes.append(f"{report.skipped} files skipped, not DICOM")
    if notes:
        yield f'<p class="notes">{". ".join(notes)}.</p>'
    yield "</header>"


def _controls(report: Report) -> Iterator[str]:
    """Yield the switches. The style sheet requires them before the elements they switch."""
    yield '<input type="radio" name="view" id="by-file" class="switch" checked>'
    yield '<input type="radio" name="view" id="by-rule" class="switch">'
    for severity in Severity:
        yield f'<input type="checkbox" id="show-{severity}" class="switch" checked>'
    yield '<div class="controls">'
    yield '<div class="tabs">'
    yield '<label for="by-file">By file</label><label for="by-rule">By rule</label>'
    yield '</div><div class="severities">'
    for severity, noun in _NOUNS.items():
        if report.count(severity):
            yield f'<label for="show-{severity}" class="{severity}">{noun}</label>'
    yield "</div>"
    yield '<input type="search" id="filter" aria-label="Filter" placeholder="Filter" hidden>'
    yield '<output id="shown" for="filter" hidden></output>'
    yield "</div>"


def _by_file(report: Report, groups: list[FileGroup], explain: bool) -> Iterator[str]:
    size = 0
    numbered = list(enumerate(groups, start=1))
    with_findings = [entry for entry in numbered if entry[1].kinds]
    for position, (number, group) in enumerate(with_findings):
        if size > _FILES_SIZE:
            left = sum(len(other.files) for _, other in with_findings[position:])
            yield _omitted(counted(left, "file"))
            break
        entry = "\n".join(_group(report, number, group, explain, number <= _OPEN))
        size += len(entry.encode())
        yield entry
    clean = [entry for entry in numbered if not entry[1].kinds]
    if clean:
        number_of_files = counted(sum(len(group.files) for _, group in clean), "file")
        yield '<details class="clean">'
        yield f"<summary>{number_of_files} without findings</summary>"
        for number, group in clean:
            yield from _group(report, number, group, explain, is_open=False)
        yield "</details>"


def _omitted(files: str) -> str:
    return (
        f'<p class="omitted">{files} more. <code>--format jsonl</code> and'
        " <code>csv</code> list all of them.</p>"
    )


def _group(
    report: Report, number: int, group: FileGroup, explain: bool, is_open: bool
) -> Iterator[str]:
    """Yield the entry of a group of files."""
    first, several = group.files[0], len(group.files) > 1
    folder, name = os.path.split(first.path or "data set")
    shown = [first.iod or first.sop_class_uid, first.edition]
    if several:
        name = f"{len(group.files):,} files"
    else:
        shown.append(folder)
    kind = " · ".join(filter(None, shown))
    yield (
        f'<details class="group" id="file-{number}"{" open" if is_open else ""}>'
        f'<summary><span class="name">{_text(name)}</span>'
        f'<span class="kind">{_text(kind)}</span>'
        f"{_badges(kind[0] for kind in group.kinds)}</summary>"
    )
    if several:
        yield from _names(group.files)
    yield '<ul class="findings">'
    for alike in group.kinds.values():
        code = f'<span class="code">{_text(alike.first.code)}</span>'
        times = _times(alike.occurrences, alike.files, several)
        yield from _finding(alike, report.edition_of(first), [code, *times])
    yield "</ul>"
    if first.ruled and not several:
        yield f'<p class="rules">{rules(first).capitalize()}.</p>'
    if explain:
        yield from _unknowns(group.files, report.edition_of(first))
    yield "</details>"


def _times(occurrences: int, files: int, several: bool) -> Iterator[str]:
    """Yield the numbers of a finding that occurs more than once."""
    if occurrences > files:
        where = f" in {counted(files, 'file')}" if several else ""
        yield f'<span class="times">{counted(occurrences, "time")}{where}</span>'


def _names(files: list[FileReport]) -> Iterator[str]:
    """Yield the names of files, by folder."""
    yield f'<details class="names"><summary>{counted(len(files), "file")}</summary>'
    size = 0
    listed = 0
    split = sorted(os.path.split(file.path or "data set") for file in files)
    for folder, entries in groupby(split, key=lambda entry: entry[0]):
        heading = f"<p>{_text(folder)}</p><pre>"
        size += len(heading.encode())
        yield heading
        for _, name in entries:
            line = _text(name)
            size += len(line.encode()) + 1
            listed += 1
            yield line
            if size > _NAMES_SIZE:
                break
        yield "</pre>"
        if size > _NAMES_SIZE:
            break
    if listed < len(files):
        yield _omitted(counted(len(files) - listed, "file"))
    yield "</details>"


def _by_rule(report: Report, groups: list[FileGroup]) -> Iterator[str]:
    size = 0
    spreads = by_kind(groups)
    grouped = groupby(spreads, key=lambda spread: (spread.kind[0], spread.kind[1]))
    shown = 0
    for position, ((severity, code), same_code) in enumerate(grouped):
        is_open = " open" if position < _OPEN else ""
        own = list(same_code)
        badge = (
            f'<span class="badge {severity}">{sum(s.occurrences for s in own):,}</span>'
        )
        yield f'<details class="group" id="rule-{_text(code)}-{severity}"{is_open}>'
        yield (
            f'<summary><span class="name">{_text(code)}</span>'
            f'<span class="kind">{_text(CODES[code].explanation)}</span>'
            f'<span class="badges">{badge}</span></summary>'
        )
        yield f'<p class="advice">{_text(ADVICE[code].why)} {_text(ADVICE[code].mend)}</p>'
        yield '<ul class="findings">'
        for spread in own:
            if size > _RULES_SIZE:
                break
            entry = "\n".join(_spread(report, groups, spread))
            size += len(entry.encode())
            shown += 1
            yield entry
        yield "</ul></details>"
    if shown < len(spreads):
        yield _omitted(counted(len(spreads) - shown, "finding"))


def _spread(report: Report, groups: list[FileGroup], spread: Spread) -> Iterator[str]:
    """Yield a finding with links to the groups of files that have it."""
    number, alike = spread.alike[0]
    facts = []
    for linked, _ in spread.alike[:_LINKS]:
        group = groups[linked - 1].files
        name = group[0].path or "data set"
        more = f" and {len(group) - 1:,} more" if len(group) > 1 else ""
        facts.append(f'<a class="file" href="#file-{linked}">{_text(name)}{more}</a>')
    if spread.occurrences > 1:
        files = counted(spread.files, "file")
        facts.append(
            f'<span class="times">{counted(spread.occurrences, "time")} in {files}</span>'
        )
    edition = report.edition_of(groups[number - 1].files[0])
    yield from _finding(alike, edition, facts)


def _badges(severities: Iterable[Severity]) -> str:
    found = list(severities)
    badges = "".join(
        f'<span class="badge {severity}">{number}'
        f'<span class="screen-reader"> {noun}</span></span>'
        for severity, noun in _NOUNS.items()
        if (number := found.count(severity))
    )
    return f'<span class="badges">{badges or _GOOD}</span>'


_GOOD = (
    '<span class="badge good">✓<span class="screen-reader"> no findings</span></span>'
)


def _finding(alike: Alike, edition: str, facts: list[str]) -> Iterator[str]:
    """Yield findings that are alike.

    Args:
        facts: HTML of facts to show before those of the finding.
    """
    finding = alike.first
    yield f'<li class="finding {finding.severity}">'
    where = _breakable(place_of(alike.path, finding.tag_text))
    if where:
        yield f'<p class="place"><code>{where}</code></p>'
    other = (
        "" if alike.same_message else ' <span class="other">(first of several)</span>'
    )
    yield f'<p class="message">{_text(finding.message)}{other}</p>'
    if finding.suggestion:
        yield f'<p class="suggestion">{_text(finding.suggestion)}</p>'
    if finding.vr and alike.same_value:
        facts.append(f'<span class="value">{_value(finding)}</span>')
    if finding.module:
        facts.append(f"<span>{_text(finding.module)}</span>")
    if finding.reference:
        facts.append(_linked(finding.reference, edition, finding.paragraph))
    yield f'<p class="facts">{" ".join(facts)}</p>'
    yield "</li>"


def _value(finding: Finding) -> str:
    parts = [finding.vr]
    if finding.length is not None:
        parts.append(counted(finding.length, "byte"))
    if finding.value:
        parts.append(f"<code>{_text(finding.value)}</code>")
    return " ".join(parts)


def _breakable(path: str) -> str:
    """Allow line breaks between the steps of a path."""
    return _text(path).replace(".", ".<wbr>")


def _linked(reference: str, edition: str, paragraph: str = "") -> str:
    address = link(reference, edition, paragraph)
    if not address:
        return f"<span>{_text(reference)}</span>"
    return f'<a href="{escape(address)}" rel="noreferrer">{_text(reference)}</a>'


def _unknowns(files: list[FileReport], edition: str) -> Iterator[str]:
    """Yield the undecided rules of files."""
    unknowns: list[Undecided] = list(unknown_rules(files))
    if not unknowns:
        return
    title = f"{counted(len(unknowns), 'rule')} with an unknown condition"
    yield f'<details class="unknowns"><summary>{title}</summary><ul>'
    for rule in unknowns[:_UNKNOWNS]:
        reference = f". {_linked(rule.reference, edition)}" if rule.reference else ""
        yield (
            f"<li><code>{_breakable(rule.path)}</code>"
            f" {_text(undecided(rule))}{reference}</li>"
        )
    yield "</ul></details>"
