"""Where in an object the walk is: a data set, or an item of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .elements import Elements
from .findings import format_tag
from .memory import encodings_of
from .plan import FRAMES, Level, Plan
from .rules import Rule

if TYPE_CHECKING:
    from .layouts import Layout
    from .view import ItemView

SPECIFIC_CHARACTER_SET: Final = 0x00080005


class Scope:
    """A data set or an item, with the way that leads to it."""

    __slots__ = (
        "depth",
        "elements",
        "identity",
        "key",
        "layout",
        "level",
        "module",
        "parent",
        "prefix",
        "siblings",
        "step",
        "view",
    )

    def __init__(
        self,
        elements: Elements,
        plan: Plan,
        parent: Scope | None = None,
        step: tuple[int, int] | None = None,
        module: str = "",
        identity: int = 0,
        prefix: str = "",
        siblings: int | None = None,
    ) -> None:
        """Enter a data set or an item.

        Args:
            step: Tag of the sequence and index of the item.
            module: Name of the module that brings the sequence.
            identity: Of a data set in memory, what tells it from others.
            prefix: Begins every path.
            siblings: How many items the sequence has, where that is known.
        """
        self.elements = elements
        self.level: Level = plan.of(elements).level(elements)
        self.parent = parent
        self.step = step
        self.module = module
        self.identity = identity
        self.prefix = prefix
        self.siblings = siblings
        self.view: ItemView | None = None
        """What conditions see; made when one asks."""
        self.layout: Layout | None = None
        """Found when it is asked for."""
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.key: tuple[int, ...] = (
            () if parent is None or step is None else (*parent.key, *step)
        )
        """Sorts what is found in the order of the data set."""

    @property
    def frame(self) -> Scope | None:
        """The item of a frame's functional groups that this is, or is in."""
        scope = self
        while scope.depth > 1 and scope.parent is not None:
            scope = scope.parent
        return scope if scope.step is not None and scope.step[0] in FRAMES else None

    def contains(self, identity: int) -> bool:
        """Return whether a data set in memory is this one or one around it."""
        scope: Scope | None = self
        while scope is not None:
            if scope.identity == identity:
                return True
            scope = scope.parent
        return False

    def rule(self, tag: int) -> Rule | None:
        """Return what is asked of an attribute, if only by the dictionary."""
        return self.level.rules[tag] or self.level.plan.book.unlisted(tag)

    def keyword(self, tag: int) -> str:
        rule = self.rule(tag)
        return rule.keyword if rule else ""

    def path(self, tag: int | None = None) -> str:
        """Return the way to an element: "RelatedSeriesSequence[0].StudyInstanceUID"."""
        parts = [] if tag is None else [self._name(tag)]
        scope = self
        while scope.parent is not None and scope.step is not None:
            sequence, index = scope.step
            parts.append(f"{scope.parent._name(sequence)}[{index}]")
            scope = scope.parent
        if scope.prefix:
            parts.append(scope.prefix)
        return ".".join(reversed(parts))

    def _name(self, tag: int) -> str:
        # The keyword of a repeating group's attribute would not tell which group.
        repeats = tag >> 24 in (0x50, 0x60)
        return (not repeats and self.keyword(tag)) or format_tag(tag)

    def encodings(self) -> list[str]:
        """Return the Python names of the character sets that apply here."""
        scope: Scope | None = self
        while scope is not None:
            if SPECIFIC_CHARACTER_SET in scope.elements:
                return encodings_of(scope.elements[SPECIFIC_CHARACTER_SET])
            scope = scope.parent
        return encodings_of(None)
