"""Tables that a caption announces, but whose columns no reader understands.

A reader chooses its tables by their columns. Here the captions are compared with them,
so that a table of another shape is an error and not a silent loss.
"""

from __future__ import annotations

import re

from . import attributes, content, dictionary, iods, messages, sop_classes
from .book import Book
from .functional_groups import FUNCTIONAL_GROUPS
from .table import Table

ANNOUNCED: dict[int, dict[str, tuple[str, ...]]] = {
    3: {
        r".+ IOD Modules?": iods.COMPOSITE,
        r".+ Functional Group Macros": FUNCTIONAL_GROUPS[0],
        r".+ (?:Module|Macro) Attributes": attributes.COLUMNS,
        r".+ Keys": attributes.KEYS,
        r"Relationship Content Constraints for .+": content.COLUMNS,
    },
    4: {
        r"(?:Media Storage )?Standard SOP Classes": sop_classes.STORAGE,
    },
    6: {
        r"Registry of .+ Elements": dictionary.ELEMENTS,
        r"UID Values": dictionary.UIDS,
        r"Well-known Frames of Reference": dictionary.FRAMES_OF_REFERENCE,
        r"Context Group UID Values": dictionary.CONTEXT_GROUPS,
        r"Template UID Values": dictionary.TEMPLATES,
    },
    7: {
        r"Command Fields.*": dictionary.COMMANDS,
        r"Retired Command Fields": dictionary.RETIRED_COMMANDS,
        r".+ Message Fields": messages.COLUMNS,
    },
}
"""The usual columns of a table, by its part and a pattern of its caption."""


def check_shapes(book: Book) -> None:
    """Check that the tables of a part have columns that a reader understands.

    Raises:
        TableShapeError: The caption of a table announces other columns.
    """
    for table in book.tables:
        if _is_read(table):
            continue
        for caption, columns in ANNOUNCED[book.number].items():
            if re.fullmatch(caption, table.caption):
                table.expect(*columns)


def _is_read(table: Table) -> bool:
    """Whether a reader takes a table whose columns vary."""
    return (
        table.columns in FUNCTIONAL_GROUPS
        or attributes.is_attribute_table(table)
        or iods.kind_of(table) is not None
        or sop_classes.is_storage_table(table)
    )
