"""The facts of an edition as XML: one file per part, checked by a schema.

`standard_xml/<edition>/part03.xml` and its siblings represent the model completely:
`read(folder)` after `write(standard, folder)` returns an equal `standard`. The XML form of
a model class is derived from its attrs fields, without special cases.
"""

from .errors import (
    EditionMismatchError,
    InvalidValueError,
    MalformedXmlError,
    MissingPartError,
    SchemaViolationError,
    SnapshotError,
    UnknownSnapshotError,
    UnreadableFileError,
    UnwritableStandardError,
)
from .reader import RETIRED, editions_in, read, read_retired
from .writer import render, render_retired, write

__all__ = [
    "RETIRED",
    "EditionMismatchError",
    "InvalidValueError",
    "MalformedXmlError",
    "MissingPartError",
    "SchemaViolationError",
    "SnapshotError",
    "UnknownSnapshotError",
    "UnreadableFileError",
    "UnwritableStandardError",
    "editions_in",
    "read",
    "read_retired",
    "render",
    "render_retired",
    "write",
]
