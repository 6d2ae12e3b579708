"""Checks that a file is a certain part of a certain edition, without reading all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from .errors import PartError, UnsafeXmlError

_BLOCK: Final = 1 << 16
_DOCBOOK: Final = "http://docbook.org/ns/docbook"
_SUBTITLE: Final = re.compile(r"PS\s?3\.(\d+)\s+(\d{4}[a-z]?)\b")


class Part(NamedTuple):
    """The number and the edition that a file states in its subtitle."""

    number: int
    edition: str


class _EndOfPrologueError(Exception):
    """The first element was reached."""


class _Reader:
    """Receives the events of the parser: the root, and the subtitle of the book."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.root = ""
        self._open: list[str] = []
        self._text: list[str] = []
        self.subtitle: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.root:
            self.root = name
        if len(self._open) < 3:
            self._open.append(name.rpartition(" ")[2])
        else:
            self._open.append("")

    def end(self, name: str) -> None:
        if self._open == ["book", "subtitle"]:
            self.subtitle = "".join(self._text)
        self._open.pop()

    def characters(self, text: str) -> None:
        if self.subtitle is None and self._open[:2] == ["book", "subtitle"]:
            self._text.append(text)

    def doctype(self, *facts: object) -> None:
        raise UnsafeXmlError(self._path, "has a document type declaration")


def inspect(path: Path) -> Part:
    """Return the number and the edition of a part, and check that it is well-formed.

    Raises:
        UnsafeXmlError: The file has a document type declaration.
        PartError: The file is not well-formed, or is not a part of the standard.
        OSError: The file cannot be read.
    """
    reader = _Reader(path)
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.doctype
    with path.open("rb") as file:
        try:
            parser.ParseFile(file)
        except ExpatError as error:
            problem = str(error).partition(":")[0]
            raise PartError(
                path, f"malformed XML in line {error.lineno}: {problem}"
            ) from error
    if reader.root != f"{_DOCBOOK} book":
        name = reader.root.rpartition(" ")[2]
        raise PartError(path, f"has <{name}>, not a <book> of DocBook")
    match = _SUBTITLE.search(reader.subtitle or "")
    if match is None:
        raise PartError(path, 'no <subtitle> that reads "DICOM PS3.n EDITION"')
    return Part(int(match[1]), match[2])


def check(path: Path, number: int, edition: str | None) -> Part:
    """Check that a file is the requested part; return what it is.

    Args:
        edition: The edition; None for any.

    Raises:
        PartError: It is another part, or of another edition; and as for `inspect`.
        OSError: The file cannot be read.
    """
    part = inspect(path)
    expect(path, part, number, edition)
    return part


def expect(path: Path, part: Part, number: int, edition: str | None) -> None:
    """Raise PartError if a part is not the requested one; see `check`."""
    if part.number != number or edition not in (None, part.edition):
        wanted = f"PS3.{number} {edition}" if edition else f"PS3.{number}"
        raise PartError(path, f"holds PS3.{part.number} {part.edition}, not {wanted}")


def check_prologue(path: Path) -> None:
    """Refuse a file with a document type declaration, before other parsers read it.

    A file that is not well-formed is left to the parser.

    Raises:
        UnsafeXmlError: The file has a document type declaration.
        OSError: The file cannot be read.
    """

    def end(*facts: object) -> None:
        raise _EndOfPrologueError

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _Reader(path).doctype
    parser.StartElementHandler = end
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                parser.Parse(block)
        except (_EndOfPrologueError, ExpatError):
            return
