"""Views of data sets and items for evaluating conditions, and the search for attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from .expressions import Expression, Place, Scope, Used

Truth = bool | None
"""None is unknown."""

Value = str | int | float

SHARED = "SharedFunctionalGroupsSequence"
FRAMES = (
    "PerFrameFunctionalGroupsSequence",
    "SelectedFrameFunctionalGroupsSequence",
    "CurrentFrameFunctionalGroupsSequence",
)
GROUPS = frozenset((SHARED, *FRAMES))


class Found(Protocol):
    """An attribute of an object."""

    @property
    def values(self) -> tuple[Value, ...]:
        """Decoded values; a tag is eight hexadecimal digits. Empty for a sequence."""

    @property
    def floats(self) -> Sequence[float] | None:
        """The numbers of VR OF or OD; None if they are not known."""

    @property
    def items(self) -> tuple[View, ...]:
        """The items of a sequence."""


class View(Protocol):
    """The interface through which conditions read a data set or sequence item."""

    @property
    def parent(self) -> View | None:
        """The enclosing item or data set; None for the top level data set."""

    @property
    def sequence(self) -> str:
        """The keyword of the sequence that contains the item; empty at the top level."""

    @property
    def number(self) -> int | None:
        """Position of the item, from 1; None if it is not known."""

    @property
    def siblings(self) -> int | None:
        """Number of items of the sequence; None if it is not known."""

    def get(self, keyword: str) -> Found | None:
        """Return an attribute of this data set or item; None if it is absent."""

    def sequences(self) -> Iterable[str]:
        """Return the keywords of all attributes that may have items."""

    def frame_kinds(self, keywords: frozenset[str]) -> Iterable[View]:
        """Return frames of a data set that stand for all others.

        Each frame has the values of a returned frame for some attributes.

        Args:
            keywords: Keywords of these attributes, in the groups of a frame.
        """

    def everywhere(self, keyword: str) -> Iterable[View]:
        """Return this item, and all items inside, that have an attribute."""

    def repeated(self, keyword: str) -> Iterable[Found]:
        """Return an attribute of this data set in each group, if its group repeats."""


class Knowledge(Protocol):
    """The information for evaluating conditions that the object does not contain."""

    def use_of(self, used: Used, sop_class_uid: str) -> Expression:
        """Return the condition under which a module or functional group is in use."""

    def fact(self, reason: str) -> Truth:
        """Return the fact that the user gave; None if it was not given."""

    def keyword(self, tag: str) -> str:
        """Return the keyword of a tag, eight hexadecimal digits; empty if not registered."""

    def points(self, tag: str, kind: str) -> Truth:
        """Return whether a tag is of a kind of `Points.KINDS`; None if it may be or not."""


def enclosing(view: View) -> Iterator[View]:
    """Yield the item and its enclosing items, up to the top level data set."""
    around: View | None = view
    while around is not None:
        yield around
        around = around.parent


def find(place: Place, view: View) -> Iterator[Found]:
    """Yield the attributes at a place, from the nearest group of items that has any."""
    if place.scope is Scope.REPEATED:
        yield from top_of(view).repeated(place.keyword)
        return
    first = place.within[0] if place.within else place.keyword
    for starts in _starts(place.scope, view, first):
        found = [
            attribute
            for start in starts
            for item in _descend(start, place.within)
            if (attribute := item.get(place.keyword)) is not None
        ]
        if found:
            yield from found
            return


def _starts(scope: Scope, view: View, keyword: str) -> Iterator[Iterable[View]]:
    """Yield the groups of items to search for an attribute, nearest first."""
    around = [*enclosing(view)]
    if scope in (Scope.ITEM, Scope.NEAR):
        yield [view]
    if scope in (Scope.UP, Scope.NEAR):
        for item in around[1:]:
            if scope is Scope.UP or item is not around[-1]:
                yield [item]
            if scope is Scope.NEAR and item.sequence in GROUPS:
                yield _group_items(item)
    if scope in (Scope.FRAME, Scope.NEAR):
        yield from _frame_groups(around)
    if scope is Scope.TOP or (scope is Scope.NEAR and len(around) > 1):
        yield [around[-1]]
    if scope is Scope.EVERYWHERE:
        yield around[-1].everywhere(keyword)


def _frame_groups(around: list[View]) -> Iterator[Iterable[View]]:
    """Yield the functional groups of the frame, its own before the shared ones.

    An item outside of the per-frame groups has the frame of `SeenByFrame`, or none.
    """
    for item in around:
        if item.sequence in GROUPS:
            yield [item, *_group_items(item)]
    if isinstance(around[0], SeenByFrame):
        frame = around[0].frame
        yield [frame, *_group_items(frame)]
    shared = [*_items(around[-1], SHARED)]
    yield [inner for item in shared for inner in (item, *_group_items(item))]


class SeenByFrame:
    """The view of an item outside of the per-frame groups, as it applies to one frame."""

    def __init__(self, view: View, frame: View) -> None:
        self._view = view
        self.frame = frame
        self.sequence = view.sequence

    @property
    def parent(self) -> View | None:
        parent = self._view.parent
        return None if parent is None else SeenByFrame(parent, self.frame)

    @property
    def number(self) -> int | None:
        return self._view.number

    @property
    def siblings(self) -> int | None:
        return self._view.siblings

    def get(self, keyword: str) -> Found | None:
        return self._view.get(keyword)

    def sequences(self) -> Iterable[str]:
        return self._view.sequences()

    def frame_kinds(self, keywords: frozenset[str]) -> Iterable[View]:
        return (self.frame,)

    def everywhere(self, keyword: str) -> Iterable[View]:
        return self._view.everywhere(keyword)

    def repeated(self, keyword: str) -> Iterable[Found]:
        return self._view.repeated(keyword)


def seen_by_frames(view: View, keywords: frozenset[str]) -> Iterable[View]:
    """Return an item as it applies to each frame; frames alike in some attributes are one.

    An item of a frame, and an item of an object without frames, is returned itself.
    """
    top = view
    while (parent := top.parent) is not None:
        if top.sequence in FRAMES:
            return (view,)
        top = parent
    if not any(top.get(name) is not None for name in FRAMES):
        return (view,)
    frames = [SeenByFrame(view, frame) for frame in top.frame_kinds(keywords)]
    return frames or (view,)


def as_seen(item: View, view: View) -> View:
    """Return an item for the frame that applies to the view from which it was reached."""
    return SeenByFrame(item, view.frame) if isinstance(view, SeenByFrame) else item


def all_frames(top: View) -> Iterator[View]:
    """Yield all frames of a data set, for views without an index."""
    for name in FRAMES:
        yield from _items(top, name)


def is_in_groups(keyword: str, view: View) -> bool:
    """True if a functional group of the object has an attribute."""
    top = top_of(view)
    frames = chain(all_frames(top), _items(top, SHARED))
    return any(
        item.get(keyword) is not None
        for frame in frames
        for item in (frame, *_group_items(frame))
    )


def _group_items(frame: View) -> list[View]:
    """Return the items of the functional group macros of a frame."""
    return [item for keyword in frame.sequences() for item in _items(frame, keyword)]


def _items(view: View, keyword: str) -> Iterator[View]:
    found = view.get(keyword)
    if found is not None:
        yield from found.items


def _descend(view: View, sequences: tuple[str, ...]) -> Iterator[View]:
    if not sequences:
        yield view
        return
    for item in _items(view, sequences[0]):
        yield from _descend(item, sequences[1:])


def all_items(top: View, keyword: str) -> Iterator[View]:
    """Yield all items that have an attribute, of a view without a faster way."""
    waiting = [top]
    while waiting:
        view = waiting.pop()
        if view.get(keyword) is not None:
            yield view
        for sequence in view.sequences():
            waiting += _items(view, sequence)


Finder = Callable[[View], Sequence[Found]]


def finder(place: Place) -> Finder:
    """Return a faster equivalent of `find` for one place."""
    keyword, within = place.keyword, place.within

    def here(view: View) -> Sequence[Found]:
        if within:
            items = _descend(view, within)
            return [found for item in items if (found := item.get(keyword)) is not None]
        found = view.get(keyword)
        return () if found is None else (found,)

    def above(view: View) -> Sequence[Found]:
        around = view.parent
        while around is not None:
            if found := here(around):
                return found
            around = around.parent
        return ()

    def near(view: View) -> Sequence[Found]:
        if found := here(view):
            return found
        return tuple(find(place, view)) if _has_frames(view) else above(view)

    def of_frame(view: View) -> Sequence[Found]:
        return tuple(find(place, view)) if _has_frames(view) else ()

    finders: dict[Scope, Finder] = {
        Scope.ITEM: here,
        Scope.UP: above,
        Scope.TOP: lambda view: here(top_of(view)),
        Scope.NEAR: near,
        Scope.FRAME: of_frame,
        Scope.EVERYWHERE: lambda view: tuple(find(place, view)),
        Scope.REPEATED: lambda view: tuple(find(place, view)),
    }
    return finders[place.scope]


def top_of(view: View) -> View:
    """Return the top level data set around an item."""
    while (parent := view.parent) is not None:
        view = parent
    return view


def sop_class_of(view: View) -> str:
    """Return the SOP class UID of the object; empty if it has none."""
    found = top_of(view).get("SOPClassUID")
    return str(found.values[0]) if found is not None and found.values else ""


def _has_frames(view: View) -> bool:
    """True if an item is in functional groups, or its data set has them."""
    while (parent := view.parent) is not None:
        if view.sequence in GROUPS:
            return True
        view = parent
    return any(view.get(keyword) is not None for keyword in GROUPS)
