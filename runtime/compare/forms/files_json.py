"""Files with different findings, as JSON."""

from __future__ import annotations

import json
from typing import Any

from ...render.json import finding_data
from ...version import __version__
from ..files import Explained, FilesComparison
from .json import FORMAT, change_data


def render(comparison: FilesComparison) -> str:
    """Return the differences as JSON text."""
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=1)


def as_data(comparison: FilesComparison) -> dict[str, Any]:
    """Return the differences as JSON objects."""
    return {
        "iodize": __version__,
        "format": FORMAT,
        "old": comparison.old,
        "new": comparison.new,
        "checked": comparison.checked,
        "skipped": comparison.skipped,
        "files": [
            {
                "path": file.path,
                "iod": file.iod,
                "only_old": [_explained(f, comparison.old) for f in file.gone],
                "only_new": [_explained(f, comparison.new) for f in file.new],
            }
            for file in comparison.files
        ],
    }


def _explained(explained: Explained, edition: str) -> dict[str, Any]:
    return {
        "finding": finding_data(explained.finding, edition),
        "causes": [change_data(change) for change in explained.causes],
    }
