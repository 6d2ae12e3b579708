"""The columns of a table in the order and spelling that its reader knows.

An edition may move a column, add one, or spell a heading with other capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from attrs import frozen

from ..spelling import letters

LEAST = 3
"""Fewest columns that identify a shape."""


class Shape(NamedTuple):
    """The headings that a reader knows, and the pattern of their captions, if any."""

    columns: tuple[str, ...]
    caption: str


@frozen
class Arrangement:
    """The known columns of a table, and where they are."""

    columns: tuple[str, ...]
    places: tuple[int, ...]
    """Index of each known column in the published table."""
    others: tuple[str, ...]
    """Published headings that are not read."""


def arrange(
    published: tuple[str, ...], caption: str, shapes: Iterable[Shape]
) -> Arrangement | None:
    """Return the known columns of a table; None if its columns are not moved or respelled.

    Args:
        shapes: If the caption is that of a shape, shapes with other captions do not count.
            Of several, the longest is taken.
    """
    shapes = [shape for shape in shapes if len(shape.columns) >= LEAST]
    spelled = [letters(heading) for heading in published]
    if len(set(spelled)) < len(spelled) or published in [s.columns for s in shapes]:
        return None
    if any(s.caption and re.fullmatch(s.caption, caption) for s in shapes):
        shapes = [
            s for s in shapes if not s.caption or re.fullmatch(s.caption, caption)
        ]
    known = (shape.columns for shape in shapes)
    for columns in sorted(known, key=len, reverse=True):
        wanted = [letters(heading) for heading in columns]
        if set(wanted) <= set(spelled):
            headings = zip(published, spelled, strict=True)
            others = (heading for heading, name in headings if name not in wanted)
            return Arrangement(
                columns, tuple(map(spelled.index, wanted)), tuple(others)
            )
    return None
