"""The lock file: size, sha256 and origin of the parts of editions, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple

from ..atomic import write_text
from .cache import part_name
from .checksums import KNOWN, Checksum
from .errors import LockFileError
from .locking import exclusive


class Record(NamedTuple):
    """The entry of a part in a lock file."""

    checksum: Checksum
    url: str
    """Source of the download or copy."""


Records = Mapping[str, Mapping[int, Record]]
"""By edition and number of the part."""


def checksum_of(path: Path) -> Checksum:
    """Return size and sha256 of a file."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256")
        return Checksum(file.tell(), digest.hexdigest())


def known(edition: str, number: int) -> Checksum | None:
    """Return the checksum that iodize ships for a part."""
    return KNOWN.get(edition, {}).get(number)


def read(path: Path) -> Records:
    """Return the records of a lock file; none if it does not exist.

    Raises:
        LockFileError: The file has another format.
        OSError: The file cannot be read.
    """
    try:
        editions: Any = json.loads(path.read_text("utf-8"))["editions"]
        return {
            edition: {
                number: Record(
                    Checksum(int(parts[name]["size"]), str(parts[name]["sha256"])),
                    str(parts[name].get("url", "")),
                )
                for number in range(1, 100)
                if (name := part_name(number)) in parts
            }
            for edition, parts in editions.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise LockFileError(path, f"{type(error).__name__}: {error}") from error


def add(path: Path, edition: str, number: int, record: Record) -> None:
    """Add or replace the record of a part; other processes may do the same.

    Raises:
        LockFileError: The file has another format.
        OSError: The file cannot be written.
    """
    with exclusive(path.with_name(f".{path.name}.lock")):
        records = {name: dict(parts) for name, parts in read(path).items()}
        if records.get(edition, {}).get(number) == record:
            return
        records.setdefault(edition, {})[number] = record
        _write(path, records)


def drop(path: Path, edition: str) -> None:
    """Remove the records of an edition."""
    with exclusive(path.with_name(f".{path.name}.lock")):
        records = dict(read(path))
        if records.pop(edition, None) is not None:
            _write(path, records)


def _write(path: Path, records: Records) -> None:
    data = {
        "editions": {
            edition: {
                part_name(number): {**record.checksum._asdict(), "url": record.url}
                for number, record in sorted(parts.items())
            }
            for edition, parts in sorted(records.items())
        }
    }
    write_text(path, json.dumps(data, indent=1) + "\n")
