"""What can be wrong with the XML of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml.etree import XMLSyntaxError

from iodize.errors import IodizeError


class MalformedXmlError(IodizeError):
    """A file is not well-formed XML."""

    hint = "download the part again, or correct the line named here"

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
    """A file is no part of the standard, or does not say of which edition."""

    hint = "the folder wants part03.xml, part04.xml, part06.xml and part07.xml as published"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f'{self.path}: no <subtitle> that reads "DICOM PS3.n EDITION"'


class MissingPartError(IodizeError):
    """A part is neither in the folder nor named."""

    def __init__(self, place: Path, number: int, found: Sequence[str]) -> None:
        super().__init__(place, number, found)
        self.place = place
        self.number = number
        self.found = found
        self.hint = (
            f"put PS3.{number} there as part{number:02}.xml, or name a file,"
            f" also of another edition, with --part {number}=FILE"
        )
        if number not in (3, 6):
            self.hint += f", or go without it: --without {number}"

    def __str__(self) -> str:
        found = ", ".join(self.found) or "no part at all"
        return f"{self.place}: PS3.{self.number} is missing (found {found})"


class EditionOfPartError(IodizeError):
    """A file holds another part, or the part of another edition."""

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
            f"to mix editions, say so: --part {wanted}={path}"
            if number == wanted
            else f"name the file of PS3.{wanted} with --part {wanted}=FILE"
        )

    def __str__(self) -> str:
        return (
            f"{self.path}: holds PS3.{self.number} of {self.edition},"
            f" not PS3.{self.wanted} of {self.wanted_edition}"
        )


class TableError(IodizeError):
    """A table is not as it should be."""

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
        """The line of the table; lxml's own count is off in files this long."""
        mark = f'xml:id="{self.id}"'
        with self.path.open(encoding="utf-8") as lines:
            return next((n for n, line in enumerate(lines, 1) if mark in line), 0)

    def __str__(self) -> str:
        columns = ", ".join(self.columns)
        return f"{self.path}:{self.line}: Table {self.label}: columns are {columns}"


class TableShapeError(TableError):
    """A table does not have the columns that its reader understands."""

    hint = "a table of another shape gets a reader of its own"

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

    def __str__(self) -> str:
        return f"{super().__str__()}; expected {', '.join(self.expected)}"


class LostTypesError(TableError):
    """A table that a composite IOD stands on has no Type column."""

    hint = "compare the table with the published part; its Type column is lost"

    def __init__(
        self, path: Path, id: str, label: str, columns: Sequence[str], user: str
    ) -> None:
        super().__init__(path, id, label, columns, user)
        self.user = user

    def __str__(self) -> str:
        return f"{super().__str__()}, no Type; Table {self.user} needs one"
