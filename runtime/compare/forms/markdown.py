"""A comparison as Markdown, with links to the rows of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...render.wording import printable
from ..changes import Change
from ..comparison import Comparison
from .wording import (
    HEADINGS,
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


def render(comparison: Comparison) -> str:
    """Return a comparison as Markdown."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# DICOM {comparison.old} → {comparison.new}"
    yield ""
    yield f"{summary(comparison)[:1].upper()}{summary(comparison)[1:]}."
    for note in notes(comparison):
        yield from ("", note)
    part = ""
    for section in sections(comparison):
        if section.part != part:
            part = section.part
            yield from ("", f"## {part}")
        yield from ("", f"### {HEADINGS[section.kind]}")
        for group in section.groups:
            where = f", {_escaped(reach(group))}" if reach(group) else ""
            title = f"**{_escaped(group.subject.name)}** {group.subject.reference}"
            yield from ("", f"{title}{where}", "")
            for change in group.changes:
                yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    where = _escaped(place(change))
    url = address(change)
    linked = f"[{where or change.kind}]({url})" if url else where or change.kind
    text = ": ".join(filter(None, (phrase(change), facts(change))))
    yield f"- `{sign(change)}` {linked}: {_escaped(text)} *({effects(change)})*"
    for label, side in conditions(change):
        yield f"  - {label}{_escaped(side.words)}"


def _escaped(text: str) -> str:
    """Escape the characters that have a meaning in Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", printable(text))
