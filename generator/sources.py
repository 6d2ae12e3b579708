"""Where an edition is read from: DocBook in a folder, or the embedded facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from . import snapshot
from .docbook import EditionOfPartError, MissingPartError, read_standard
from .docbook.book import Book
from .docbook.standard import PARTS
from .model import Standard
from .report import Report

NEEDED = (3, 6)
"""Parts that nothing can be done without."""


def from_snapshot(edition: str | None, root: Path | None = None) -> Standard:
    """Return an edition from its facts, the newest if none is named.

    Args:
        root: Holds a folder for each edition; those that come with iodize by default.

    Raises:
        UnknownSnapshotError: There is no such edition.
    """
    if root is None:
        return snapshot.read(snapshot.embedded(edition or snapshot.editions()[-1]))
    known = snapshot.editions_in(root)
    wanted = edition or (known[-1] if known else "")
    if wanted not in known:
        raise snapshot.UnknownSnapshotError(wanted, known)
    return snapshot.read(root / wanted)


def from_docbook(
    folder: Path,
    edition: str | None,
    named: Mapping[int, Path],
    without: Collection[int],
    report: Report,
) -> Standard:
    """Read an edition as its publisher releases it.

    Args:
        folder: Holds part03.xml and so on, or a folder of that kind for each edition.
        edition: The edition that the parts should be of.
        named: Files of single parts; these may be of another edition.
        without: Parts that may be missing.

    Raises:
        MissingPartError: A part is neither in the folder nor named.
        EditionOfPartError: A part in the folder is of another edition.
        MalformedXmlError, NotAPartError, TableShapeError: A part cannot be read.
    """
    if edition is not None and (folder / edition).is_dir():
        folder = folder / edition
    files = {
        n: file
        for n in PARTS
        if n not in without or n in NEEDED
        if (file := named.get(n, folder / f"part{n:02}.xml")).is_file()
    }
    for number in PARTS:
        if number not in files and (number in NEEDED or number not in without):
            found = [file.name for file in files.values()]
            raise MissingPartError(named.get(number, folder), number, found)
    books = {n: Book(file) for n, file in files.items()}
    wanted = edition or books[3].edition
    for number, book in books.items():
        if book.number != number or (number not in named and book.edition != wanted):
            raise EditionOfPartError(
                book.path, book.number, book.edition, number, wanted
            )
    return read_standard(tuple(books.values()), report)
