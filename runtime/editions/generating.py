"""Generates the package of an edition from the DocBook in the cache, once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from . import cache, records, stamp
from .errors import (
    DamagedPartError,
    GenerationError,
    IncompleteEditionError,
    MissingExtraError,
    NotFetchedError,
)
from .locking import exclusive

Notify = Callable[[str], object]
"""Called with a line about the progress."""

_PACKAGES: Final = ("attrs", "jinja2", "lark", "lxml", "platformdirs")
"""The packages of `iodize[generator]`, by import name."""

_ERROR: Final = "error: "
"""Begins the line of an error of a command."""

_WRITTEN: Final = (0, 1)
"""Exit statuses after which there is a package; 1 if rows were not understood."""


def generated(edition: str) -> Path | None:
    """Return the package of an edition in the cache; None if it must be generated.

    A package is generated again if it is damaged, or if its DocBook was replaced.
    """
    packages = cache.packages()
    if packages is None:
        return None
    package = packages / f"{cache.PREFIX}{edition}"
    made = stamp.read(package)
    if made is None or not _is_current(edition, made) or not made.fits(package):
        return None
    return package


def generate(edition: str, notify: Notify = lambda line: None) -> Path:
    """Return the package of an edition in the cache; generate it if necessary.

    The package is complete at the moment it appears. If another process generates the same
    edition, this one waits for it.

    Args:
        notify: Called with a line before the edition is generated, and with notes.

    Raises:
        NotFetchedError: The cache does not have the DocBook.
        IncompleteEditionError: It lacks a part that the generator needs.
        DamagedPartError: A part in the cache is not the one that was stored.
        MissingExtraError: `iodize[generator]` is not installed.
        GenerationError: The generator failed.
        CacheError: The cache cannot be written, or has no space left.
    """
    found = generated(edition)
    if found is not None:
        return found
    _check_requirements(edition)
    with cache.usable() as root:
        lock = root / "packages" / cache.key() / f".{edition}.lock"
        with exclusive(lock, lambda: notify(f"another process generates {edition}")):
            found = generated(edition)
            return found or _build(edition, lock.parent, notify)


def _is_current(edition: str, made: stamp.Stamp) -> bool:
    """True if a package was made from the parts that are in the cache, or if none are."""
    parts = _checksums(edition)
    return not parts or parts == made.parts


def _checksums(edition: str) -> dict[str, str]:
    """Return the recorded sha256 of the cached parts, by number."""
    recorded = records.read(cache.lock_file()).get(edition, {})
    return {
        str(number): recorded[number].checksum.sha256 if number in recorded else ""
        for number in cache.parts_of(edition)
    }


def _check_requirements(edition: str) -> None:
    parts = cache.parts_of(edition)
    if not parts:
        raise NotFetchedError(edition, cache.fetched())
    missing = [number for number in cache.NEEDED if number not in parts]
    if missing:
        raise IncompleteEditionError(edition, missing)
    for package in _PACKAGES:
        if find_spec(package) is None:
            raise MissingExtraError(package, "generator", "generating an edition")


def _build(edition: str, folder: Path, notify: Notify) -> Path:
    """Generate a package in a temporary folder, then give it its place."""
    name = f"{cache.PREFIX}{edition}"
    parts = cache.parts_of(edition)
    # Before the run: parts that are replaced meanwhile make the package outdated.
    checksums = _checksums(edition)
    for number, path in parts.items():
        recorded = checksums[str(number)]
        if recorded and records.checksum_of(path).sha256 != recorded:
            raise DamagedPartError(path, edition)
    notify(f"generating edition {edition}, once")
    prefix = f".{edition}-"
    for left_over in folder.glob(f"{prefix}*"):  # of a process that was killed
        shutil.rmtree(left_over)
    with TemporaryDirectory(dir=folder, prefix=prefix) as temporary:
        notes = _run(edition, parts, Path(temporary), name)
        package = Path(temporary) / name
        stamp.write(package, checksums, notes)
        target = folder / name
        if target.exists():
            target.rename(Path(temporary) / "replaced")
        package.rename(target)
    if notes:
        notify(f"edition {edition}: {notes}")
    return target


def _run(edition: str, parts: Mapping[int, Path], folder: Path, name: str) -> str:
    """Run the generator in a process of its own; return its notes.

    Raises:
        GenerationError: It wrote no package.
    """
    command = [sys.executable, "-P", "-m", "iodize", "generate"]
    command += ["--from", str(cache.docbook(edition)), "--edition", edition]
    for number in sorted(set(cache.PARTS) - set(parts)):
        command += ["--without", str(number)]
    command += ["--out", str(folder), "--package", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
    if done.returncode not in _WRITTEN or not (folder / name).is_dir():
        # The line of the error, not that of its hint; the last line of a traceback.
        errors = [line for line in lines if line.startswith(_ERROR)]
        raise GenerationError(edition, (errors or lines)[-1].removeprefix(_ERROR))
    return " ".join(done.stderr.split())


def remove(edition: str) -> list[Path]:
    """Remove the DocBook of an edition and the packages generated from it; return both.

    Raises:
        CacheError: They cannot be removed.
    """
    with cache.usable() as root, exclusive(root / f".{edition}.lock"):
        places = [
            cache.docbook(edition),
            *sorted((root / "packages").glob(f"*/{cache.PREFIX}{edition}")),
        ]
        removed = [place for place in places if place.is_dir()]
        for place in removed:
            shutil.rmtree(place)
        if removed:
            records.drop(cache.lock_file(), edition)
    return removed
