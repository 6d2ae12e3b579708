"""The snapshots that come with iodize: the folders of `standard_xml/`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .errors import UnknownSnapshotError
from .parts import LEADING, file_name

PACKAGE = "iodize.standard_xml"
"""A namespace package that holds data only."""


def editions() -> list[str]:
    """Return the names of the editions that come with iodize, the oldest first."""
    return sorted({name for root in _roots() for name in editions_in(root)})


def embedded(edition: str) -> Path:
    """Return the folder of an edition that comes with iodize.

    Raises:
        UnknownSnapshotError: iodize does not come with this edition.
    """
    for root in _roots():
        if edition in editions_in(root):
            return root / edition
    raise UnknownSnapshotError(edition, editions())


def editions_in(root: Path) -> list[str]:
    """Return the names of the snapshots in a folder, the oldest first."""
    return sorted(file.parent.name for file in root.glob(f"*/{file_name(LEADING)}"))


def _roots() -> list[Path]:
    return [Path(place) for place in import_module(PACKAGE).__path__]
