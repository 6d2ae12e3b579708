"""What the tags of an object decide about its conditions, for every object alike.

Most conditions look only at which attributes are present; and what is absent has no value
either. So a data set or item with the same tags as one before, among enclosing items with
the same tags, gets the same answers. They are noted the second time that such a layout is
met: each check is run once more with a `Witness`, a view that notices whether anything but
presence was asked for. If not, the check need not be run for this layout again.

The frames of a multi-frame object share more. What is around a frame is the same for all
of them, values included; so for as long as one object is checked, a check is settled for
all frames with the same tags if it asked for no value inside the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from pydicom.dataelem import DataElement

from ..conditions.places import Value, View
from .elements import BrokenSequenceError, Element, read_items
from .plain import RawSequence
from .scope import Scope
from .view import ElementView, ItemView

if TYPE_CHECKING:
    from .conditional import Conditions
    from .plan import Level

LIMIT: Final = 10_000
"""How many layouts are kept, before all are forgotten."""

Step: TypeAlias = "tuple[Callable[[Conditions, Scope, View, Any], None], Any]"
"""A check of one condition, and its subject."""


class Settled(NamedTuple):
    """What is left to do for a data set or item."""

    held: int
    """How many conditions are decided, and obeyed."""
    steps: tuple[Step, ...]
    """Those that depend on values, and those with something to tell."""


class Layout:
    """The tags of a data set or item, and of what is around it."""

    __slots__ = ("inner", "settled")

    def __init__(self) -> None:
        self.inner: dict[object, Layout] = {}
        """Of its items: by sequence and the item's tags."""
        self.settled: dict[Level, Settled | None] = {}
        """None where it was met once, and nothing noted yet."""


class Layouts:
    """The layouts met so far."""

    def __init__(self) -> None:
        self._outermost = Layout()
        self._number = 0

    def of(self, scope: Scope, frames: Layout) -> Layout:
        """Return the layout of a data set or item.

        Args:
            frames: Has the layouts of the frames of this object.
        """
        if scope.layout is None:
            scope.layout = self._found(scope, frames)
        return scope.layout

    def _found(self, scope: Scope, frames: Layout) -> Layout:
        key: object = tuple(scope.elements)
        if scope.parent is None or scope.step is None:
            outer = self._outermost
        elif scope.frame is scope:
            outer, key = frames, _shape(scope)
        else:
            outer = self.of(scope.parent, frames)
            # Where an item of a frame stands is told by the shape of the frame.
            key = (
                scope.step
                if scope.parent.frame is scope.parent
                else (scope.step[0], key)
            )
        layout = outer.inner.get(key)
        if layout is None:
            layout = outer.inner[key] = Layout()
            self._number += 1
            if self._number > LIMIT:
                self._outermost, self._number = Layout(), 0
        return layout


class Witness:
    """A view that notes whether more was asked for than the layout tells."""

    def __init__(self, frame: ItemView | None) -> None:
        """Begin to watch.

        Args:
            frame: The frame that the view is in; what is around it may be asked for.
        """
        self.frame = frame
        self.asked = False
        """Whether anything was asked for that others of the layout may answer otherwise."""


class WatchedView:
    """A data set or item, watched."""

    def __init__(self, view: ItemView, witness: Witness) -> None:
        self._view = view
        self._witness = witness
        self.sequence = view.sequence

    @property
    def parent(self) -> View | None:
        parent = self._view.parent
        if parent is None or self._view is self._witness.frame:
            return parent
        return WatchedView(parent, self._witness)

    @property
    def number(self) -> int | None:
        self._witness.asked = True
        return self._view.number

    @property
    def siblings(self) -> int | None:
        self._witness.asked = True
        return self._view.siblings

    def get(self, keyword: str) -> WatchedElement | None:
        found = self._view.get(keyword)
        return (
            None if found is None else WatchedElement(found, self._view, self._witness)
        )

    def sequences(self) -> Iterable[str]:
        if self._view is not self._witness.frame:
            self._witness.asked = True  # it depends on VRs
        return self._view.sequences()

    def frames(self, keyword: str) -> Iterable[View]:
        self._witness.asked = True
        return self._view.frames(keyword)

    def note(self) -> None:
        """Note that a value decides."""
        self._witness.asked = True


def looks_at_value(view: View) -> None:
    """Tell that a check looks at a value otherwise than through its view."""
    if isinstance(view, WatchedView):
        view.note()


class WatchedElement:
    """An attribute, watched."""

    def __init__(self, found: ElementView, view: ItemView, witness: Witness) -> None:
        self._found = found
        self._view = view
        self._witness = witness

    @property
    def values(self) -> tuple[Value, ...]:
        self._witness.asked = True
        return self._found.values

    @property
    def items(self) -> tuple[View, ...]:
        if self._view is self._witness.frame:  # whose shape has them
            return tuple(WatchedView(item, self._witness) for item in self._found.items)
        self._witness.asked = True
        return self._found.items


def _shape(frame: Scope) -> object:
    """Return the tags and VRs of a frame, and the tags of its items."""
    try:
        return tuple(
            (tag, element.VR, _items(element))
            for tag, element in frame.elements.items()
        )
    except BrokenSequenceError:
        return object()  # like no other


def _items(element: Element) -> object:
    if isinstance(element, RawSequence):
        return tuple(tuple(reading.elements) for reading in read_items(element))
    if isinstance(element, DataElement) and element.VR == "SQ":
        return tuple(tuple(map(int, item.keys())) for item in element.value or ())
    return object() if element.VR == "UN" else None
