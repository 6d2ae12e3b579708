"""Hints for names that a class does not have: similar ones, or those of pydicom."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import FileDataset

INSTEAD: Final = {
    "copy": "use copy.copy",
    "file_meta": "use file_dataset().file_meta",
    "get": "an attribute that is absent is None",
    "save_as": "use save(path)",
}
"""Replacements of members of pydicom's data sets."""


def hint(name: str, known: Iterable[str]) -> str:
    """Return a hint for a name that is not an attribute of a class.

    Args:
        known: The names of the attributes of the class.
    """
    if name in INSTEAD:
        return INSTEAD[name]
    if hasattr(FileDataset, name):
        return f"use to_dataset().{name}, and from_dataset() for a data set that was changed"
    meant = get_close_matches(name, [*known], n=1, cutoff=0.7)
    if meant:
        return f"did you mean {meant[0]!r}?"
    if tag_for_keyword(name) is not None:
        return "its tables do not have this attribute; a data set of to_dataset() may"
    return ""
