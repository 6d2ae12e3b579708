"""Attributes with another keyword in the new edition: conditions refer to keywords."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..tables.descriptions import When
from ..tables.editions import Edition
from ..tables.values import ItemCount, Terms

_WORD: Final = re.compile(r'"[^"]*"|[A-Za-z]\w*')


class Keywords:
    """The keywords of one edition, as the other one has them."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self.renamed = renamed

    def name(self, keyword: str) -> str:
        return self.renamed.get(keyword, keyword)

    def path(self, keywords: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.name, keywords))

    def condition(self, formal: str | None) -> str | None:
        """Return a condition; values in quotation marks are kept."""
        if not self.renamed or formal is None:
            return formal
        return _WORD.sub(lambda word: self.name(word[0]), formal)

    def when(self, when: When | None) -> When | None:
        """Return the conditions of a row."""
        if not self.renamed or when is None:
            return when
        return When(
            self.condition(when.required),
            self.condition(when.permitted),
            self.condition(when.forbidden),
            when.otherwise,
        )

    def terms(self, terms: tuple[Terms, ...]) -> tuple[Terms, ...]:
        """Return lists of values."""
        if not self.renamed:
            return terms
        return tuple(t._replace(when=self.condition(t.when)) for t in terms)

    def counts(self, counts: tuple[ItemCount, ...]) -> tuple[ItemCount, ...]:
        """Return numbers of items."""
        if not self.renamed:
            return counts
        return tuple(
            c._replace(equals=self.name(c.equals), when=self.condition(c.when))
            for c in counts
        )


UNCHANGED: Final = Keywords({})


def renamed_keywords(old: Edition, new: Edition) -> Keywords:
    """Return the keywords of the old edition that the new one has replaced."""
    found = {}
    for tag, row in old.elements.items():
        other = new.elements.get(tag)
        if other is not None and row[2] != other[2]:
            found[row[2]] = other[2]
    return Keywords(found)
