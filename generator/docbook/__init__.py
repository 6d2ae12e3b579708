"""The standard as its publisher releases it: DocBook, read into the model."""

from .errors import (
    EditionOfPartError,
    LostTypesError,
    MalformedXmlError,
    MissingPartError,
    NotAPartError,
    TableShapeError,
)
from .standard import read_standard

__all__ = [
    "EditionOfPartError",
    "LostTypesError",
    "MalformedXmlError",
    "MissingPartError",
    "NotAPartError",
    "TableShapeError",
    "read_standard",
]
