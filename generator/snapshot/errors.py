"""Errors of snapshots."""

from __future__ import annotations

from pathlib import Path

from iodize.errors import IodizeError, UnknownEditionError

REWRITE = (
    "restore the file from version control, or write it again"
    " with `iodize generate --from DIR`"
)


class SnapshotError(IodizeError):
    """Base of errors in one file of a snapshot."""

    hint = REWRITE

    def __init__(self, file: Path, line: int | None, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file = file
        self.line = line
        """Counted from 1; None for the whole file."""
        self.problem = problem

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}"


class UnreadableFileError(SnapshotError):
    """A file cannot be read."""

    hint = "make the file readable"


class MalformedXmlError(SnapshotError):
    """A file is not well-formed XML, or declares a document type."""


class SchemaViolationError(SnapshotError):
    """A file has an element, an attribute or a value that is not in the schema."""

    hint = f"compare the line with standard_xml/standard.rng; then {REWRITE}"


class InvalidValueError(SnapshotError):
    """The schema accepts a value, but a class of the model does not."""


class MissingPartError(SnapshotError):
    """A snapshot lacks PS3.3, which every edition requires."""


class EditionMismatchError(SnapshotError):
    """A folder has the name of one edition and contains another."""

    hint = "name the folder after the edition in its part03.xml"

    def __init__(self, file: Path, expected: str, found: str) -> None:
        problem = f"edition is {found}, but the name of its folder is {expected}"
        super().__init__(file, None, problem)
        self.expected = expected
        self.found = found


class UnknownSnapshotError(UnknownEditionError):
    """The snapshot of an edition does not exist."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name, known)
        self.hint = (
            f"fetch it with `iodize fetch {name}`, or read its DocBook:"
            " `iodize generate --from DIR`"
        )

    def __str__(self) -> str:
        known = ", ".join(self.known) or "none"
        return f"no snapshot of edition {self.name!r}; known: {known}"


class UnwritableStandardError(IodizeError):
    """A snapshot cannot represent a model completely."""

    hint = "correct the reader that built this model"
