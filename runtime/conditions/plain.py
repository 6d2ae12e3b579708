"""Data sets written as plain values: keyword to string, number, list or list of items.

`iodize condition` evaluates data sets in this form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .places import Value, View, all_frames, all_items


class PlainAttribute:
    """One attribute of a plain data set."""

    def __init__(self, value: Any, view: PlainView, keyword: str) -> None:
        parts = value if isinstance(value, list) else [value]
        items = [part for part in parts if isinstance(part, dict)]
        self.values: tuple[Value, ...] = tuple(
            part for part in parts if not isinstance(part, dict) and part != ""
        )
        """Without empty strings."""
        self.floats: Sequence[float] | None = [
            part for part in parts if isinstance(part, int | float)
        ]
        self.items: tuple[PlainView, ...] = tuple(
            PlainView(item, view, keyword, number, len(items))
            for number, item in enumerate(items, start=1)
        )


class PlainView:
    """The view of a plain data set or item."""

    def __init__(
        self,
        attributes: Mapping[str, Any],
        parent: PlainView | None = None,
        sequence: str = "",
        number: int | None = None,
        siblings: int | None = None,
    ) -> None:
        self.attributes = attributes
        self.parent = parent
        self.sequence = sequence
        self.number = number
        self.siblings = siblings

    def get(self, keyword: str) -> PlainAttribute | None:
        """Return an attribute of this data set or item."""
        if keyword not in self.attributes:
            return None
        return PlainAttribute(self.attributes[keyword], self, keyword)

    def sequences(self) -> Iterable[str]:
        """Return the keywords of all attributes, including those without items."""
        return self.attributes

    def frame_kinds(self, keywords: frozenset[str]) -> Iterable[View]:
        """Return all frames."""
        return all_frames(self)

    def everywhere(self, keyword: str) -> Iterable[View]:
        """Return this item, and all items inside, that have an attribute."""
        return all_items(self, keyword)

    def repeated(self, keyword: str) -> Iterable[PlainAttribute]:
        """Return an attribute of this data set, which has no tags of other groups."""
        found = self.get(keyword)
        return () if found is None else (found,)


def plain_view(
    attributes: Mapping[str, Any],
    parents: Sequence[Mapping[str, Any]] = (),
    path: Sequence[str] = (),
    item: int | None = None,
    items: int | None = None,
    sop_class_uid: str = "",
) -> PlainView:
    """Make the view of a data set or item, with views of its enclosing data sets.

    Args:
        parents: The enclosing data sets, nearest first, the top level last.
        path: Keywords of the enclosing sequences, outermost first.
        item: Position of the item in its sequence, from 1.
        items: Number of items of that sequence.
        sop_class_uid: SOP class of the object, if its top level does not have it.
    """
    data_sets = [*reversed(parents), attributes]
    if sop_class_uid and "SOPClassUID" not in data_sets[0]:
        data_sets[0] = {**data_sets[0], "SOPClassUID": sop_class_uid}
    steps = ["", *path]
    view: PlainView | None = None
    for depth, data_set in enumerate(data_sets):
        last = depth == len(data_sets) - 1
        view = PlainView(
            data_set,
            view,
            steps[depth] if depth < len(steps) else "",
            item if last else None,
            items if last else None,
        )
    assert view is not None  # there is at least one data set
    return view
