"""Errors in the XML of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml.etree import XMLSyntaxError

from iodize.errors import IodizeError


class MalformedXmlError(IodizeError):
    """A file is not well-formed XML."""

    hint = "download the part again, or correct this line"

    def __init__(self, path: Path, line: int, column: int, problem: str) -> None:
        super().__init__(path, line, column, problem)
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem

    @classmethod
    def of(cls, path: Path, error: XMLSyntaxError) -> MalformedXmlError:
        line, column = error.position
        problem = (error.msg or "not XML").removesuffix(
            f", line {line}, column {column}"
        )
        return cls(path, line, column, problem)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: malformed XML: {self.problem}"


class NotAPartError(IodizeError):
    """A file is not a part of the standard, or its edition is missing."""

    hint = "the folder must contain part03.xml, part04.xml, part06.xml and part07.xml"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f'{self.path}: <subtitle> "DICOM PS3.n EDITION" not found'


class MissingPartError(IodizeError):
    """A part is neither in the folder nor given as a file."""

    def __init__(self, place: Path, number: int, found: Sequence[str]) -> None:
        super().__init__(place, number, found)
        self.place = place
        self.number = number
        self.found = found
        self.hint = (
            f"add PS3.{number} as part{number:02}.xml, or give a file with"
            f" --part {number}=FILE, which may be of another edition"
        )
        if number not in (3, 6):
            self.hint += f", or omit the part with --without {number}"

    def __str__(self) -> str:
        found = ", ".join(self.found) or "no parts"
        return f"{self.place}: PS3.{self.number} is missing (found {found})"


class EditionOfPartError(IodizeError):
    """A file contains another part, or the part of another edition."""

    def __init__(
        self, path: Path, number: int, edition: str, wanted: int, wanted_edition: str
    ) -> None:
        super().__init__(path, number, edition, wanted, wanted_edition)
        self.path = path
        self.number = number
        self.edition = edition
        self.wanted = wanted
        self.wanted_edition = wanted_edition
        self.hint = (
            f"to mix editions, give the file with --part {wanted}={path}"
            if number == wanted
            else f"give the file of PS3.{wanted} with --part {wanted}=FILE"
        )

    def __str__(self) -> str:
        return (
            f"{self.path}: contains PS3.{self.number} of {self.edition},"
            f" not PS3.{self.wanted} of {self.wanted_edition}"
        )


class TableError(IodizeError):
    """A table of the standard has an unexpected form."""

    def __init__(
        self, path: Path, id: str, label: str, columns: Sequence[str], *facts: object
    ) -> None:
        super().__init__(path, id, label, columns, *facts)
        self.path = path
        self.id = id
        self.label = label
        self.columns = columns

    @property
    def line(self) -> int:
        """The line of the table; the line numbers of lxml are wrong in long files."""
        mark = f'xml:id="{self.id}"'
        with self.path.open(encoding="utf-8") as lines:
            return next((n for n, line in enumerate(lines, 1) if mark in line), 0)

    def __str__(self) -> str:
        columns = ", ".join(self.columns)
        return f"{self.path}:{self.line}: Table {self.label}: columns are {columns}"


class TableShapeError(TableError):
    """A table does not have the columns that its reader supports."""

    hint = "add a reader for tables of this shape"

    def __init__(
        self,
        path: Path,
        id: str,
        label: str,
        columns: Sequence[str],
        expected: Sequence[str],
    ) -> None:
        super().__init__(path, id, label, columns, expected)
        self.expected = expected

    @property
    def difference(self) -> str:
        """The columns and the expected ones, for a report."""
        return f"columns are {', '.join(self.columns)}; expected {', '.join(self.expected)}"

    def __str__(self) -> str:
        return f"{super().__str__()}; expected {', '.join(self.expected)}"
