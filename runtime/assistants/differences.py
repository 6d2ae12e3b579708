"""Answers about the differences between two editions."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from ..compare.comparison import compare
from ..compare.forms.json import change_data
from ..compare.selection import Selection, select
from ..editions.selection import select_one
from ..errors import IodizeError
from ..tables.editions import Edition

MOST_CHANGES = 60
"""Changes in an answer; the number of the others is in `more_changes`."""


class UnknownKeywordError(IodizeError):
    """A keyword that neither edition has."""

    def __init__(self, keyword: str, similar: list[str]) -> None:
        super().__init__(keyword, similar)
        self.keyword = keyword
        self.similar = similar

    def __str__(self) -> str:
        return f"no attribute with the keyword {self.keyword!r} in these editions"


def differences(
    old: str, new: str, iod: str = "", module: str = "", attribute: str = ""
) -> dict[str, Any]:
    """Return the changes between two editions of the DICOM standard.

    Args:
        old: An edition such as 2022d; it must be bundled, fetched or generated.
        new: An edition such as 2023a.
        iod: Keyword of an IOD, such as CTImage; only its changes.
        module: Keyword of a module, macro or functional group; only its changes.
        attribute: Keyword of an attribute; only its changes.
    """
    editions = select_one(old), select_one(new)
    selection = Selection(
        iods=frozenset(filter(None, (iod,))),
        modules=frozenset(filter(None, (module,))),
        tags=_tags(attribute, editions) if attribute else frozenset(),
    )
    comparison = select(compare(*editions), selection)
    changes = comparison.changes
    return {
        "old": comparison.old,
        "new": comparison.new,
        "number": len(changes),
        "changes": [change_data(change) for change in changes[:MOST_CHANGES]],
        "more_changes": max(len(changes) - MOST_CHANGES, 0),
    }


def _tags(keyword: str, editions: tuple[Edition, ...]) -> frozenset[int]:
    keywords = {
        row[2]: tag for edition in editions for tag, row in edition.elements.items()
    }
    if keyword not in keywords:
        similar = get_close_matches(keyword, keywords, n=3)
        raise UnknownKeywordError(keyword, similar)
    return frozenset((keywords[keyword],))
