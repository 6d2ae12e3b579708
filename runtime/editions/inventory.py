"""The editions on this computer: bundled, fetched and generated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from ..tables import editions
from . import cache, generating

Kind = Literal["bundled", "fetched", "generated"]


class Entry(NamedTuple):
    """The DocBook or the package of an edition."""

    edition: str
    kind: Kind
    """"fetched" for DocBook, "generated" for a package in the cache."""
    size: int
    """Bytes of the files."""
    date: datetime | None
    """When it was stored; None for the bundled edition."""
    path: Path | None
    note: str = ""
    """"PS3.3, PS3.6": the parts. "another version of iodize": not used by this one."""


def available() -> list[str]:
    """Return the editions that can be used without a download, oldest first."""
    complete = [
        edition
        for edition in cache.fetched()
        if all(number in cache.parts_of(edition) for number in cache.NEEDED)
    ]
    made = [
        entry.edition
        for entry in _packages()
        if not entry.note and generating.generated(entry.edition) is not None
    ]
    return sorted({editions.bundled().name, *complete, *made})


def entries() -> list[Entry]:
    """Return all editions on this computer, by name."""
    bundled = editions.bundled()
    root = Path(str(bundled.part("dictionary").__file__)).parent
    found = [Entry(bundled.name, "bundled", _size(root), None, None)]
    for edition in cache.fetched():
        parts = cache.parts_of(edition)
        numbers = ", ".join(f"PS3.{number}" for number in parts)
        newest = max(file.stat().st_mtime for file in parts.values())
        size = sum(file.stat().st_size for file in parts.values())
        folder = cache.docbook(edition)
        found.append(Entry(edition, "fetched", size, _date(newest), folder, numbers))
    return sorted((*found, *_packages()), key=lambda entry: entry.edition)


def _packages() -> Iterator[Entry]:
    """Yield the packages in the cache, including those of other versions of iodize."""
    own = cache.packages()
    if own is None:
        return
    for folder in sorted(own.parent.glob(f"*/{cache.PREFIX}*")):
        if folder.is_dir():
            note = "" if folder.parent == own else "another version of iodize"
            edition = folder.name.removeprefix(cache.PREFIX)
            date = _date(folder.stat().st_mtime)
            yield Entry(edition, "generated", _size(folder), date, folder, note)


def _size(folder: Path) -> int:
    return sum(
        file.stat().st_size
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    )


def _date(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
