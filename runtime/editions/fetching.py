"""Fetching an edition: its parts are downloaded or copied, checked, and stored in the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from . import cache, records, released
from .checksums import Checksum
from .download import ATTEMPTS, PAUSE, TIMEOUT, MissingFileError, client, download
from .errors import (
    ChecksumError,
    NoChecksumError,
    NoSuchEditionError,
    NotOnServerError,
    PartError,
    SelectionError,
)
from .locking import exclusive
from .part import Part, check, expect, inspect
from .records import Record

if TYPE_CHECKING:
    import httpx

SITE: Final = "https://dicom.nema.org/medical/dicom"
"""The server of the publisher."""

CURRENT: Final = "current"
"""The name of the newest edition on the server."""

PartProgress = Callable[[int, int, int | None], None]
"""Called with the number of a part, the bytes received, and the total if it is known."""


class StoredPart(NamedTuple):
    """A part in the cache."""

    number: int
    path: Path
    checksum: Checksum
    new: bool
    """False if the part was in the cache already."""
    differs: bool
    """True if the checksum differs from the recorded or the shipped one."""


class Fetched(NamedTuple):
    """An edition in the cache."""

    edition: str
    parts: tuple[StoredPart, ...]


class Request(NamedTuple):
    """Options of a fetch."""

    mirror: str = SITE
    lock: Path | None = None
    """The lock file; that of the cache if None."""
    locked: bool = False
    """Whether parts without or with another recorded checksum are refused."""
    refresh: bool = False
    """Whether parts in the cache are downloaded again."""
    timeout: float = TIMEOUT
    attempts: int = ATTEMPTS
    pause: float = PAUSE
    progress: PartProgress = lambda number, done, total: None

    @property
    def record(self) -> Path:
        """The lock file."""
        return self.lock or cache.lock_file()


def fetch(
    edition: str,
    *,
    parts: Iterable[int] = cache.PARTS,
    mirror: str = SITE,
    lock: str | os.PathLike[str] | None = None,
    locked: bool = False,
    refresh: bool = False,
    timeout: float = TIMEOUT,
    attempts: int = ATTEMPTS,
    pause: float = PAUSE,
    progress: PartProgress = lambda number, done, total: None,
) -> Fetched:
    """Download the DocBook of an edition into the cache; parts in the cache are kept.

    Each part is checked before it is stored: well-formed, of this number and edition, and
    with the recorded checksum. An interrupted download is continued.

    Args:
        edition: Its name, such as "2026c", or "current".
        parts: Numbers of the parts to fetch.
        mirror: Address of a server, which has `<edition>/source/docbook/...` below it.
        lock: File of checksums; that of the cache if None.
        locked: Whether to refuse parts whose checksum is not recorded or differs.
        refresh: Whether to download parts again that are in the cache.
        timeout: Seconds without data until an attempt fails.
        attempts: Number of attempts without progress.
        pause: Seconds before the second attempt.
        progress: Called with the part, the bytes received and the total if it is known.

    Raises:
        NoSuchEditionError: The edition does not exist.
        NotOnServerError: The server does not have the edition.
        UnreachableError: The server cannot be reached.
        DownloadError: A part could not be downloaded.
        PartError: A file is not the requested part.
        ChecksumError, NoChecksumError: `locked` is set, and the bytes are not recorded.
        CacheError: The cache cannot be written, or has no space left.
        MissingExtraError: `iodize[fetch]` is not installed.
    """
    request = Request(
        mirror.rstrip("/"),
        None if lock is None else Path(lock),
        locked,
        refresh,
        timeout,
        attempts,
        pause,
        progress,
    )
    check_name(edition)
    numbers = sorted(set(parts))
    with cache.usable() as root, exclusive(root / f".{edition}.lock"):
        if edition == CURRENT:
            return _fetch_current(numbers, request)
        return _fetch_named(edition, numbers, request)


def copy(
    source: Path,
    edition: str | None = None,
    *,
    lock: str | os.PathLike[str] | None = None,
    locked: bool = False,
) -> Fetched:
    """Copy a part, or the parts in a folder, into the cache, with the same checks.

    Args:
        source: A file; or a folder with part03.xml and so on, or with a folder for each
            edition.
        edition: The edition that the parts must be of; that of the first part if None.

    Raises:
        PartError: A file is not a part of the edition, or the folder has none.
        ChecksumError, NoChecksumError: `locked` is set, and the bytes are not recorded.
        CacheError: The cache cannot be written, or has no space left.
        OSError: The file cannot be read.
    """
    if edition is not None:
        check_name(edition)
    request = Request(lock=None if lock is None else Path(lock), locked=locked)
    found = [(file, inspect(file)) for file in _files(source, edition)]
    wanted = edition if edition not in (None, CURRENT) else found[0][1].edition
    for file, part in found:
        expect(file, part, part.number, wanted)
        if part.number not in cache.PARTS:
            raise PartError(file, f"PS3.{part.number} is not a part that iodize reads")
    stored = []
    with cache.usable() as root, exclusive(root / f".{wanted}.lock"):
        for file, part in sorted(found, key=lambda each: each[1].number):
            with _draft(part) as draft:
                shutil.copyfile(file, draft)
                stored.append(_store(draft, part, file.absolute().as_uri(), request))
    return Fetched(found[0][1].edition, tuple(stored))


def check_name(edition: str) -> None:
    """Check that a name can be that of an edition.

    Raises:
        NoSuchEditionError: The edition does not exist.
    """
    if edition != CURRENT and not released.is_name(edition):
        raise NoSuchEditionError(edition, [*released.names()])


def _fetch_named(edition: str, numbers: Iterable[int], request: Request) -> Fetched:
    stored = []
    http: httpx.Client | None = None
    with ExitStack() as stack:
        for number in numbers:
            part = None if request.refresh else _kept(edition, number, request)
            if part is None:
                http = http or stack.enter_context(client(request.timeout))
                part = _download(http, edition, number, edition, request)
            stored.append(part)
    return Fetched(edition, tuple(stored))


def _fetch_current(numbers: list[int], request: Request) -> Fetched:
    """Fetch the newest edition, whose name is in its first part: the smallest one."""
    smallest = max(numbers)
    with client(request.timeout) as http:
        first = _download(http, CURRENT, smallest, None, request)
    with suppress(OSError):
        cache.docbook(CURRENT).rmdir()
    edition = first.path.parent.name
    with exclusive(cache.root() / f".{edition}.lock"):
        others = _fetch_named(edition, [n for n in numbers if n != smallest], request)
    parts = sorted((*others.parts, first), key=lambda part: part.number)
    return Fetched(edition, tuple(parts))


def _download(
    http: httpx.Client,
    name: str,
    number: int,
    edition: str | None,
    request: Request,
) -> StoredPart:
    """Download, check and store a part.

    Args:
        name: The edition, or "current", in the address.
        edition: The edition that the part must be of; None for any.
    """
    stem = f"part{number:02}"
    url = f"{request.mirror}/{name}/source/docbook/{stem}/{stem}.xml"
    draft = cache.docbook(name) / f".{stem}.partial"
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        download(
            http,
            url,
            draft,
            edition=name,
            progress=lambda done, total: request.progress(number, done, total),
            attempts=request.attempts,
            pause=request.pause,
        )
    except MissingFileError as error:
        if name == CURRENT:
            raise
        raise NotOnServerError(url, name, [*released.names()]) from error
    try:
        try:
            part = check(draft, number, edition)
        except PartError as error:
            raise type(error)(url, error.problem) from error
        return _store(draft, part, url, request)
    finally:
        draft.unlink(missing_ok=True)


def _store(draft: Path, part: Part, url: str, request: Request) -> StoredPart:
    """Give a checked file its name in the cache, and record it."""
    edition, number = part.edition, part.number
    checksum = records.checksum_of(draft)
    differs = _compare(edition, number, checksum, request)
    target = cache.docbook(edition) / cache.part_name(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(draft, target)
    _record(edition, number, Record(checksum, url), request)
    return StoredPart(number, target, checksum, True, differs)


def _record(edition: str, number: int, record: Record, request: Request) -> None:
    # The lock file of the cache describes its files, even if another one is named.
    records.add(cache.lock_file(), edition, number, record)
    if request.lock is not None and not request.locked:
        records.add(request.lock, edition, number, record)


def _kept(edition: str, number: int, request: Request) -> StoredPart | None:
    """Return a part that is in the cache unchanged; None if it must be downloaded."""
    path = cache.docbook(edition) / cache.part_name(number)
    stored = records.read(cache.lock_file()).get(edition, {}).get(number)
    if stored is None or not path.is_file():
        return None
    checksum = records.checksum_of(path)
    if checksum != stored.checksum:
        return None  # damaged
    differs = _compare(edition, number, checksum, request)
    _record(edition, number, stored, request)
    return StoredPart(number, path, checksum, False, differs)


def _compare(edition: str, number: int, found: Checksum, request: Request) -> bool:
    """Compare a checksum with the recorded one, or else the shipped one.

    Returns True if it differs.

    Raises:
        ChecksumError, NoChecksumError: It is not the recorded one, which is required.
    """
    name = f"PS3.{number} {edition}"
    record = records.read(request.record).get(edition, {}).get(number)
    expected = record.checksum if record else records.known(edition, number)
    if expected == found:
        return False
    if request.locked and expected is None:
        raise NoChecksumError(name, str(request.record))
    if request.locked and expected is not None:
        where = str(request.record) if record else "the checksums of iodize"
        raise ChecksumError(name, expected.sha256, found.sha256, where)
    return expected is not None


def _files(source: Path, edition: str | None) -> list[Path]:
    """Return the files of parts: the source, or those in it."""
    if not source.is_dir():
        return [source]
    folder = source / edition if edition and (source / edition).is_dir() else source
    files = [folder / cache.part_name(number) for number in cache.PARTS]
    found = [file for file in files if file.is_file()]
    if not found:
        editions = sorted(p.name for p in source.iterdir() if released.is_name(p.name))
        if editions:
            raise SelectionError(
                str(source),
                f"the folder has several editions: {', '.join(editions)}",
                f"name one: iodize fetch {editions[-1]} --from-file {source}",
            )
        raise PartError(folder, f"has none of {', '.join(f.name for f in files)}")
    return found


@contextmanager
def _draft(part: Part) -> Iterator[Path]:
    """Return a temporary file next to the place of a part in the cache."""
    folder = cache.docbook(part.edition)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".") as temporary:
        yield Path(temporary) / cache.part_name(part.number)
