"""Changes of the typed API as JSON."""

from __future__ import annotations

import json
from typing import Any

from ...version import __version__
from ..api import API_RULES, ApiComparison
from .json import FORMAT


def render(comparison: ApiComparison) -> str:
    """Return the changes as JSON text."""
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=1)


def as_data(comparison: ApiComparison) -> dict[str, Any]:
    """Return the changes as JSON objects."""
    return {
        "iodize": __version__,
        "format": FORMAT,
        "old": comparison.old,
        "new": comparison.new,
        "changes": [
            {
                "kind": change.kind,
                "name": change.name,
                "old": change.old,
                "new": change.new,
                "breaking": change.breaking,
                "reason": API_RULES[change.kind].reason,
                "classes": list(change.classes),
            }
            for change in comparison.changes
        ],
    }
