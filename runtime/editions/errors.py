"""Errors of fetching, generating and loading editions."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import IodizeError, UnknownEditionError

SITE_HINT: Final = (
    "fetch the edition on a computer with a connection and copy its files here:"
    " iodize fetch {edition} --from-file FOLDER; or name another server with --mirror URL"
)


class MissingExtraError(IodizeError):
    """A package of an extra of iodize is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(package, extra, purpose)
        self.package = package
        self.extra = extra
        self.purpose = purpose
        self.hint = f'install iodize[{extra}]: pip install "iodize[{extra}]"'

    def __str__(self) -> str:
        return f"{self.purpose} needs {self.package}, which is not installed"


class NoSuchEditionError(UnknownEditionError):
    """A name that is not the name of an edition, with the most similar ones."""

    def __init__(
        self, name: str, known: Sequence[str], available: Sequence[str] = ()
    ) -> None:
        super().__init__(name, known)
        self.args = (name, known, available)
        self.available = available
        """The editions that can be used without a download."""
        self.nearest = nearest(name, known)
        self.hint = (
            f"did you mean {' or '.join(self.nearest)}? " if self.nearest else ""
        ) + "`iodize fetch --list` lists the editions"

    def __str__(self) -> str:
        available = f"; available: {', '.join(self.available)}" * bool(self.available)
        return f"unknown edition {self.name!r}{available}"


class NotFetchedError(UnknownEditionError):
    """An edition that exists, but is neither bundled nor in the cache."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.hint = f"download it once with `iodize fetch {name}`"

    def __str__(self) -> str:
        return (
            f"edition {self.name} is not in the cache; available: "
            f"{', '.join(self.known) or 'none'}"
        )


class IncompleteEditionError(IodizeError):
    """The cache lacks a part that the generator needs."""

    def __init__(self, edition: str, missing: Sequence[int]) -> None:
        super().__init__(edition, missing)
        self.edition = edition
        self.missing = missing
        self.hint = f"complete it with `iodize fetch {edition}`"

    def __str__(self) -> str:
        parts = ", ".join(f"PS3.{number}" for number in self.missing)
        return f"edition {self.edition} is incomplete in the cache: {parts} missing"


class PartError(IodizeError):
    """A file is not the requested part of the standard."""

    hint = "the file was not stored; download it again, or name the right file"

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class UnsafeXmlError(PartError):
    """A file has a document type declaration, which may expand entities or read files."""

    hint = "the published DocBook has none: the file was changed, so do not use it"


class DamagedPartError(PartError):
    """A part in the cache differs from its recorded checksum."""

    def __init__(self, path: Path, edition: str) -> None:
        super().__init__(path, "damaged: differs from its recorded checksum")
        self.args = (path, edition)
        self.edition = edition
        self.hint = f"download it again with `iodize fetch {edition}`"


class ChecksumError(IodizeError):
    """The bytes of a part differ from the recorded ones."""

    def __init__(self, name: str, expected: str, found: str, record: str) -> None:
        super().__init__(name, expected, found, record)
        self.name = name
        self.expected = expected
        self.found = found
        self.record = record
        """The place of the expected checksum."""
        self.hint = (
            "the file was not stored. If the publisher has changed it, review it and run"
            " the command without --locked to record the new checksum"
        )

    def __str__(self) -> str:
        return (
            f"{self.name}: sha256 {self.found[:16]}… differs from {self.expected[:16]}…"
            f" in {self.record}"
        )


class NoChecksumError(IodizeError):
    """A part has no recorded checksum, which `--locked` requires."""

    hint = "run the command once without --locked to record the checksum"

    def __init__(self, name: str, record: str) -> None:
        super().__init__(name, record)
        self.name = name
        self.record = record

    def __str__(self) -> str:
        return f"{self.name}: {self.record} has no checksum"


class LockFileError(IodizeError):
    """A file of checksums that cannot be interpreted."""

    hint = "restore the file, or delete it to record the checksums again"

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: not a lock file of editions: {self.problem}"


class DownloadError(IodizeError):
    """A part could not be downloaded."""

    def __init__(self, url: str, problem: str, hint: str = "") -> None:
        super().__init__(url, problem, hint)
        self.url = url
        self.problem = problem
        self.hint = hint or "run the command again; it continues where it stopped"

    def __str__(self) -> str:
        return f"{self.url}: {self.problem}"


class NotOnServerError(DownloadError):
    """The server does not have an edition: it is not published, or not on this mirror."""

    def __init__(self, url: str, edition: str, known: Sequence[str]) -> None:
        others = [name for name in known if name != edition]
        self.nearest = nearest(edition, others)
        hint = f"the nearest editions are {', '.join(self.nearest)}; " * bool(
            self.nearest
        )
        super().__init__(
            url,
            f"the server does not have edition {edition}",
            hint + "`iodize fetch current` fetches the newest one",
        )
        self.args = (url, edition, known)
        self.edition = edition


class UnreachableError(DownloadError):
    """The server cannot be reached: the computer is offline, or a proxy is needed."""

    def __init__(self, url: str, host: str, edition: str) -> None:
        super().__init__(url, host, SITE_HINT.format(edition=edition))
        self.args = (url, host, edition)
        self.host = host

    def __str__(self) -> str:
        return (
            f"cannot connect to {self.host}: check the network connection and, if there"
            " is a proxy, HTTPS_PROXY"
        )


class CacheError(IodizeError):
    """The folder of the cache cannot be used."""

    hint = "free space or grant access there, or set IODIZE_CACHE to another folder"

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(folder, problem)
        self.folder = folder
        self.problem = problem

    @classmethod
    def of(cls, folder: Path, error: OSError) -> CacheError:
        """Return the error for a failed operation in the cache."""
        if isinstance(error.filename, str):
            folder = Path(error.filename)
        if error.errno == errno.ENOSPC:
            return cls(folder, "no space left for the cache")
        return cls(folder, f"the cache is not usable: {error.strerror or error}")

    def __str__(self) -> str:
        return f"{self.folder}: {self.problem}"


class GenerationError(IodizeError):
    """The package of an edition could not be generated."""

    def __init__(self, edition: str, output: str) -> None:
        super().__init__(edition, output)
        self.edition = edition
        self.output = output
        """The line of the error that the generator printed."""
        self.hint = (
            f"if a part is damaged, download it again: iodize fetch {edition} --refresh"
        )

    def __str__(self) -> str:
        return f"edition {self.edition} could not be generated: {self.output}"


class SelectionError(IodizeError):
    """Several editions were selected where one is needed, or none."""

    def __init__(self, text: str, problem: str, hint: str) -> None:
        super().__init__(text, problem, hint)
        self.text = text
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"edition {self.text!r}: {self.problem}"


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """Return at most three similar names of editions, the most similar one first."""
    year = [edition for edition in known if edition[:4] == name[:4]]
    if year and len(name) > 4:
        # By the distance of the letters; the newer edition of two equally distant ones first.
        year.sort(
            key=lambda edition: (
                abs(ord(edition[4:5] or "a") - ord(name[4])),
                edition < name,
            )
        )
        return year[:3]
    from difflib import get_close_matches  # only for errors

    return year[-3:][::-1] or get_close_matches(name, known, n=3, cutoff=0.5)
