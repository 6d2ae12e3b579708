"""Reports as a self-contained HTML page: by file and by rule, with a filter.

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
from typing import NamedTuple

from ..findings.codes import CODES
from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report
from ..version import __version__
from .links import link
from .wording import counted, place, printable, rules, summary, undecided

_NOUNS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
_OPEN = 5
"""Number of groups that are open initially."""


class Entry(NamedTuple):
    """A finding and its file."""

    number: int
    """Number of the file, from 1."""
    file: FileReport
    finding: Finding


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as a page."""
    style, script = _resource("page.css"), _resource("page.js")
    entries = [
        Entry(number, file, finding)
        for number, file in enumerate(report.files, start=1)
        for finding in file.findings
        if finding.severity.rank <= lowest.rank
    ]
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
            *_by_file(report, entries, explain),
            "</section>",
            '<section class="view by-rule" aria-label="By rule">',
            *_by_rule(report, entries),
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
    if not report.files:
        verdict = "No files were checked"
    elif not bad:
        one = len(report.files) == 1
        verdict = "No errors" if one else f"No errors in {len(report.files)} files"
    else:
        verdict = f"Errors in {bad} of {counted(len(report.files), 'file')}"
    yield "<header>"
    yield f'<p class="product">iodize · DICOM {_text(report.edition)}</p>'
    yield f"<h1>{verdict}</h1>"
    yield '<dl class="tiles">'
    for severity, noun in _NOUNS.items():
        number = report.count(severity)
        none = "" if number else " none"
        yield f'<div class="{severity}{none}"><dt>{noun}</dt><dd>{number:,}</dd></div>'
    yield f"<div><dt>files</dt><dd>{len(report.files):,}</dd></div>"
    yield "</dl>"
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


def _by_file(report: Report, entries: list[Entry], explain: bool) -> Iterator[str]:
    found = {
        number: list(group)
        for number, group in groupby(entries, key=lambda entry: entry.number)
    }
    for number, file in enumerate(report.files, start=1):
        own = found.get(number, [])
        is_open = " open" if own and number <= _OPEN else ""
        yield f'<details class="group" id="file-{number}"{is_open}>'
        folder, name = os.path.split(file.path or "data set")
        kind = " · ".join(
            filter(None, (file.iod or file.sop_class_uid, file.edition, folder))
        )
        yield (
            f'<summary><span class="name">{_text(name)}</span>'
            f'<span class="kind">{_text(kind)}</span>'
            f"{_badges(entry.finding for entry in own)}</summary>"
        )
        yield '<ul class="findings">'
        for entry in own:
            yield from _finding(entry, report.edition_of(file), with_file=False)
        yield "</ul>"
        if file.ruled:
            yield f'<p class="rules">{rules(file).capitalize()}.</p>'
        if explain and file.unknowns:
            yield from _unknowns(file.unknowns, report.edition_of(file))
        yield "</details>"


def _by_rule(report: Report, entries: list[Entry]) -> Iterator[str]:
    ordered = sorted(
        entries, key=lambda entry: (entry.finding.severity.rank, entry.finding.code)
    )
    for position, (code, group) in enumerate(
        groupby(ordered, key=lambda entry: entry.finding.code)
    ):
        own = list(group)
        is_open = " open" if position < _OPEN else ""
        yield f'<details class="group" id="rule-{_text(code)}"{is_open}>'
        yield (
            f'<summary><span class="name">{_text(code)}</span>'
            f'<span class="kind">{_text(CODES[code].explanation)}</span>'
            f"{_badges(entry.finding for entry in own)}</summary>"
        )
        yield '<ul class="findings">'
        for entry in own:
            yield from _finding(entry, report.edition_of(entry.file), with_file=True)
        yield "</ul></details>"


def _badges(findings: Iterable[Finding]) -> str:
    severities = [finding.severity for finding in findings]
    badges = "".join(
        f'<span class="badge {severity}">{number}'
        f'<span class="screen-reader"> {noun}</span></span>'
        for severity, noun in _NOUNS.items()
        if (number := severities.count(severity))
    )
    return f'<span class="badges">{badges or _GOOD}</span>'


_GOOD = (
    '<span class="badge good">✓<span class="screen-reader"> no findings</span></span>'
)


def _finding(entry: Entry, edition: str, with_file: bool) -> Iterator[str]:
    finding = entry.finding
    yield f'<li class="finding {finding.severity}">'
    where = _breakable(place(finding))
    if where:
        yield f'<p class="place"><code>{where}</code></p>'
    yield f'<p class="message">{_text(finding.message)}</p>'
    if finding.suggestion:
        yield f'<p class="suggestion">{_text(finding.suggestion)}</p>'
    facts = []
    if with_file:
        name = _text(entry.file.path or "data set")
        facts.append(f'<a class="file" href="#file-{entry.number}">{name}</a>')
    else:
        facts.append(f'<span class="code">{_text(finding.code)}</span>')
    if finding.vr:
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


def _unknowns(unknowns: tuple[Undecided, ...], edition: str) -> Iterator[str]:
    title = f"{counted(len(unknowns), 'rule')} with an unknown condition"
    yield f'<details class="unknowns"><summary>{title}</summary><ul>'
    for rule in unknowns:
        reference = f". {_linked(rule.reference, edition)}" if rule.reference else ""
        yield (
            f"<li><code>{_breakable(rule.path)}</code>"
            f" {_text(undecided(rule))}{reference}</li>"
        )
    yield "</ul></details>"
