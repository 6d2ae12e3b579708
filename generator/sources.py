"""Sources of an edition: DocBook in a folder, or a snapshot of the facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from . import snapshot
from .docbook import EditionOfPartError, MissingPartError
from .docbook.xml.book import Book
from .model import Standard
from .pipeline import PARTS, read_standard
from .report import Report

NEEDED = (3, 6)
"""Parts that every edition requires."""


def from_snapshot(edition: str | None, root: Path) -> Standard:
    """Read an edition from its snapshot; default: the newest.

    Args:
        root: Contains a folder for each edition.

    Raises:
        UnknownSnapshotError: The edition does not have a snapshot.
    """
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
    """Read an edition from its published DocBook.

    Args:
        folder: Contains part03.xml and so on, or such a folder for each edition.
        edition: Expected edition of the parts.
        named: Files of single parts, which may be of other editions.
        without: Parts that may be missing.

    Raises:
        MissingPartError: A part is neither in the folder nor given as a file.
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
