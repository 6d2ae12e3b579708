"""Objects as conditions see them, and where in one an attribute is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from .expressions import Place, Scope, Used

Truth = bool | None
"""None is unknown."""

Value = str | int | float

SHARED = "SharedFunctionalGroupsSequence"
FRAMES = (
    "PerFrameFunctionalGroupsSequence",
    "SelectedFrameFunctionalGroupsSequence",
)
GROUPS = frozenset((SHARED, *FRAMES))


class Found(Protocol):
    """An attribute of an object."""

    @property
    def values(self) -> tuple[Value, ...]:
        """Decoded values; a tag is eight hexadecimal digits. Empty for a sequence."""

    @property
    def items(self) -> tuple[View, ...]:
        """The items of a sequence."""


class View(Protocol):
    """A data set or sequence item, seen from the conditions of its attributes."""

    @property
    def parent(self) -> View | None:
        """What encloses the item; None for the top level data set."""

    @property
    def sequence(self) -> str:
        """The keyword of the sequence that holds the item; empty at the top."""

    @property
    def number(self) -> int | None:
        """The item's position, from 1; None where it is not known."""

    @property
    def siblings(self) -> int | None:
        """How many items the sequence has; None where it is not known."""

    def get(self, keyword: str) -> Found | None:
        """Return an attribute of this data set or item; None if it is absent."""

    def sequences(self) -> Iterable[str]:
        """Return the keywords of all attributes that may have items."""

    def frames(self, keyword: str) -> Iterable[View]:
        """Return where an attribute is in the functional groups of all frames.

        Args:
            keyword: What stands in none of the other items.
        """


class Knowledge(Protocol):
    """What evaluation takes from elsewhere than the object."""

    def telling(self, used: Used) -> frozenset[str]:
        """Return the attributes that tell of a module or functional group macro."""

    def fact(self, reason: str) -> Truth:
        """Return what the user said of something that the object does not tell."""


def enclosing(view: View) -> Iterator[View]:
    """Yield the item itself and what encloses it, to the top level data set."""
    around: View | None = view
    while around is not None:
        yield around
        around = around.parent


def find(place: Place, view: View) -> Iterator[Found]:
    """Yield the attributes that a place leads to, of the nearest that has any."""
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
    """Yield the groups of items to look in for an attribute, nearest first."""
    around = [*enclosing(view)]
    if scope in (Scope.ITEM, Scope.NEAR):
        yield [view]
    if scope in (Scope.UP, Scope.NEAR):
        for item in around[1:]:
            yield [item]
            if scope is Scope.NEAR and item.sequence in GROUPS:
                yield _group_items(item)
    if scope in (Scope.FRAME, Scope.NEAR):
        yield from frame_groups(around, keyword)
    if scope is Scope.TOP:
        yield [around[-1]]
    if scope is Scope.EVERYWHERE:
        yield _everywhere(around[-1])


def frame_groups(around: list[View], keyword: str) -> Iterator[Iterable[View]]:
    """Yield the functional groups of the frame, its own before the shared ones.

    Outside of any frame those of all frames, as far as they have the attribute.
    """
    top = around[-1]
    own = [item for item in around if item.sequence in GROUPS]
    for frame in own:
        yield [frame, *_group_items(frame)]
    shared = [*_items(top, SHARED)]
    yield [inner for item in shared for inner in (item, *_group_items(item))]
    if not own:
        yield top.frames(keyword)


def all_frames(top: View, keyword: str) -> Iterator[View]:
    """Yield where an attribute is in all frames, of a view that knows no faster way."""
    for name in FRAMES:
        for frame in _items(top, name):
            for item in (frame, *_group_items(frame)):
                if item.get(keyword) is not None:
                    yield item


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


def _everywhere(top: View) -> Iterator[View]:
    waiting = [top]
    while waiting:
        view = waiting.pop()
        yield view
        for keyword in view.sequences():
            waiting += _items(view, keyword)


Finder = Callable[[View], Sequence[Found]]


def finder(place: Place) -> Finder:
    """Return a function that does what `find` does for one place, as fast as it can."""
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
        Scope.TOP: lambda view: here(_top(view)),
        Scope.NEAR: near,
        Scope.FRAME: of_frame,
        Scope.EVERYWHERE: lambda view: tuple(find(place, view)),
    }
    return finders[place.scope]


def _top(view: View) -> View:
    while (parent := view.parent) is not None:
        view = parent
    return view


def _has_frames(view: View) -> bool:
    """Return whether an item is in functional groups, or has them around it."""
    while (parent := view.parent) is not None:
        if view.sequence in GROUPS:
            return True
        view = parent
    return any(view.get(keyword) is not None for keyword in GROUPS)
