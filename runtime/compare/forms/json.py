"""A comparison as JSON: a stable format for other programs."""

from __future__ import annotations

import json
from typing import Any, Final

from ...findings.finding import format_tag
from ...version import __version__
from ..changes import Change, Side
from ..comparison import Comparison
from ..rules import RULES
from .wording import address

FORMAT: Final = 1
"""Version of the format; a field that changes its meaning increases it."""


def render(comparison: Comparison) -> str:
    """Return a comparison as JSON text."""
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=1)


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON objects."""
    return {
        "iodize": __version__,
        "format": FORMAT,
        "old": comparison.old,
        "new": comparison.new,
        "parts": [
            {"part": each.part, "old": each.old, "new": each.new}
            for each in comparison.parts
        ],
        "changes": [change_data(change) for change in comparison.changes],
    }


def change_data(change: Change) -> dict[str, Any]:
    """Return one change."""
    return {
        "kind": change.kind,
        "subject": {
            "kind": change.subject.kind,
            "keyword": change.subject.keyword,
            "name": change.subject.name,
            "part": change.subject.part,
            "section": change.subject.section,
            "table": change.subject.table,
        },
        "path": list(change.path),
        "tags": [format_tag(tag) for tag in change.tags],
        "label": change.label,
        "old": _side(change.old),
        "new": _side(change.new),
        "effect": change.effect.value,
        "breaking": change.breaking,
        "reason": RULES[change.kind].reason,
        "iods": list(change.reach.iods),
        "modules": list(change.reach.modules),
        "services": list(change.reach.services),
        "reference": change.reference,
        "edition": change.edition,
        "url": address(change),
    }


def _side(side: Side) -> dict[str, Any] | None:
    if not side.text:
        return None
    return {
        "text": side.text,
        "condition": side.condition,
        "condition_text": side.words,
        "values": list(side.values),
    }
