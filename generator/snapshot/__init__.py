"""The facts of an edition as XML: one file per part, checked by a schema.

`standard_xml/<edition>/part03.xml` and its siblings are what the model says, and all it
says: `read(folder)` of what `write(standard, folder)` wrote equals `standard`. How a
model class looks in XML follows from its attrs fields; no class is known by name here.
"""

from .bundle import editions, editions_in, embedded
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
from .reader import read
from .writer import render, write

__all__ = [
    "EditionMismatchError",
    "InvalidValueError",
    "MalformedXmlError",
    "MissingPartError",
    "SchemaViolationError",
    "SnapshotError",
    "UnknownSnapshotError",
    "UnreadableFileError",
    "UnwritableStandardError",
    "editions",
    "editions_in",
    "embedded",
    "read",
    "render",
    "write",
]
