"""A comparison as a self-contained HTML page, with links to the rows of the standard.

The page has no scripts and loads no resources. Groups are `details` elements.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final

from ...render.wording import printable
from ...version import __version__
from ..changes import Change, Effect
from ..comparison import Comparison
from .wording import (
    HEADINGS,
    Group,
    address,
    conditions,
    effects,
    facts,
    notes,
    phrase,
    place,
    reach,
    sections,
    sign,
    summary,
)

_CLASSES: Final = {
    Effect.STRICTER: "error",
    Effect.EITHER: "warning",
    Effect.LOOSER: "info",
    Effect.NEUTRAL: "info",
}
"""Classes of the style sheet of reports."""


def render(comparison: Comparison) -> str:
    """Return a comparison as a page."""
    style = files("iodize.render").joinpath("page.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    title = f"DICOM {comparison.old} → {comparison.new}"
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
            f" style-src 'sha256-{digest}'\">",
            f"<title>{_text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *_header(comparison, title),
            "<main>",
            *_sections(comparison),
            "</main>",
            f"<footer>iodize {__version__}</footer>",
            "</body>",
            "</html>",
        )
    )


def _text(text: str) -> str:
    return escape(printable(text))


def _header(comparison: Comparison, title: str) -> Iterator[str]:
    yield "<header>"
    yield f'<p class="product">{_text(title)}</p>'
    yield f"<h1>{_text(summary(comparison))}</h1>"
    yield '<dl class="tiles">'
    counts = Counter(change.effect for change in comparison.changes)
    for effect in Effect:
        none = "" if counts[effect] else " none"
        yield (
            f'<div class="{_CLASSES[effect]}{none}"><dt>{effect}</dt>'
            f"<dd>{counts[effect]:,}</dd></div>"
        )
    yield "</dl>"
    for note in notes(comparison):
        yield f'<p class="notes">{_text(note)}</p>'
    yield "</header>"


def _sections(comparison: Comparison) -> Iterator[str]:
    for section in sections(comparison):
        yield f"<h2>{section.part}: {HEADINGS[section.kind]}</h2>"
        for group in section.groups:
            yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    subject = group.subject
    kind = " · ".join(filter(None, (subject.reference, reach(group))))
    yield '<details class="group" open>'
    yield (
        f'<summary><span class="name">{_text(subject.name)}</span>'
        f'<span class="kind">{_text(kind)}</span>'
        f'<span class="badges"><span class="badge info">{len(group.changes)}</span>'
        "</span></summary>"
    )
    yield '<ul class="findings">'
    for change in group.changes:
        yield from _change(change)
    yield "</ul></details>"


def _change(change: Change) -> Iterator[str]:
    yield f'<li class="finding {_CLASSES[change.effect]}">'
    where = _text(place(change)).replace(".", ".<wbr>")
    if where:
        yield f'<p class="place"><code>{sign(change)} {where}</code></p>'
    text = ": ".join(filter(None, (phrase(change), facts(change))))
    yield f'<p class="message">{_text(text)}</p>'
    for label, side in conditions(change):
        yield f'<p class="message">{label}{_text(side.words)}</p>'
    reference = _text(change.reference)
    if url := address(change):
        reference = f'<a href="{escape(url)}" rel="noreferrer">{reference}</a>'
    yield (
        f'<p class="facts"><span class="code">{change.kind}</span>'
        f"<span>{effects(change)}</span>{reference}</p></li>"
    )
