"""Readers of the standard's DocBook, which convert tables and sections to facts.

`xml` handles elements, `values` text about values, `tables` and `services` the shapes of
tables. `generator/pipeline` lists the readers in their order.
"""

from .xml.errors import (
    EditionOfPartError,
    MalformedXmlError,
    MissingPartError,
    NotAPartError,
    TableShapeError,
)

__all__ = [
    "EditionOfPartError",
    "MalformedXmlError",
    "MissingPartError",
    "NotAPartError",
    "TableShapeError",
]
