"""What can be wrong with a snapshot: the exceptions of this package."""

from __future__ import annotations

from pathlib import Path

from iodize.errors import IodizeError, UnknownEditionError

REWRITE = (
    "restore the file from version control, or write it again"
    " with `iodize generate --from DIR`"
)


class SnapshotError(IodizeError):
    """Base of the errors that one file of a snapshot causes."""

    hint = REWRITE

    def __init__(self, file: Path, line: int | None, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file = file
        self.line = line
        """Counted from 1; None where the problem is the file as a whole."""
        self.problem = problem

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}"


class UnreadableFileError(SnapshotError):
    """The operating system refuses to read a file."""

    hint = "make the file readable"


class MalformedXmlError(SnapshotError):
    """A file is not well-formed XML, or declares a document type."""


class SchemaViolationError(SnapshotError):
    """A file has an element, an attribute or a value that the schema does not know."""

    hint = f"compare the line with standard_xml/standard.rng; then {REWRITE}"


class InvalidValueError(SnapshotError):
    """The schema lets a value through, but a class of the model refuses it."""


class MissingPartError(SnapshotError):
    """A snapshot lacks the part that no edition can do without: PS3.3."""


class EditionMismatchError(SnapshotError):
    """A folder is named after one edition and holds another."""

    hint = "name the folder after the edition in its part03.xml"

    def __init__(self, file: Path, expected: str, found: str) -> None:
        super().__init__(file, None, f"edition is {found}; its folder says {expected}")
        self.expected = expected
        self.found = found


class UnknownSnapshotError(UnknownEditionError):
    """There is no snapshot of an edition."""

    def __init__(self, asked: str, known: list[str]) -> None:
        super().__init__(asked, known)
        self.hint = "read the edition from its DocBook: `iodize generate --from DIR`"

    def __str__(self) -> str:
        known = ", ".join(self.known) or "none"
        return f"no snapshot of edition {self.asked!r}; known: {known}"


class UnwritableStandardError(IodizeError):
    """A model that a snapshot cannot hold without losing something."""

    hint = "correct the reader that built this model"
