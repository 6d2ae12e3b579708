"""The context of the walk: a data set, or an item of a sequence."""

from __future__ import annotations

from typing import Final

from ...encoding.character_sets import encodings_of
from ...encoding.readings import Elements
from ...findings.finding import format_tag
from ..views import ItemView
from .level import Level
from .plan import Plan
from .rule import AttributeRule
from .tags import FRAMES

SPECIFIC_CHARACTER_SET: Final = 0x00080005


class TagShape:
    """The tags of an item and of its enclosing items; equal items share a shape."""

    __slots__ = ("inner",)

    def __init__(self) -> None:
        self.inner: dict[object, TagShape] = {}
        """Shapes of nested items, by sequence and the item's tags."""


class Scope:
    """A data set or an item, with its place in the object.

    Args:
        step: Tag of the sequence and index of the item.
        module: Name of the module that lists the sequence.
        identity: `id` of a data set in memory; otherwise 0.
        prefix: Begins every path.
        siblings: Number of items of the sequence, if known.
    """

    __slots__ = (
        "cut",
        "depth",
        "elements",
        "identity",
        "key",
        "level",
        "module",
        "parent",
        "prefix",
        "private",
        "shape",
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
        self.elements = elements
        self.level: Level = plan.of(elements).level(elements)
        self.parent = parent
        self.step = step
        self.module = module
        self.identity = identity
        self.prefix = prefix
        self.siblings = siblings
        self.cut: int | None = None
        """The tag from which on elements could not be read."""
        self.view: ItemView | None = None
        """The view for conditions; made when one is evaluated."""
        self.shape: TagShape | None = None
        """Set when conditions are checked."""
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.private: bool = parent is not None and (
            parent.private or (step is not None and bool(step[0] >> 16 & 1))
        )
        """True for an item of a private sequence, and for the items inside it."""
        self.key: tuple[int, ...] = (
            () if parent is None or step is None else (*parent.key, *step)
        )
        """Sorts findings in the order of the data set."""

    def absent(self, tags: frozenset[int]) -> frozenset[int]:
        """Return the tags of the elements that are absent for certain."""
        absent = tags.difference(self.elements)
        if absent and self.cut is not None:
            absent = frozenset(tag for tag in absent if tag < self.cut)
        return absent

    @property
    def root(self) -> Scope:
        """The data set that contains this item, or is this one."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def frame(self) -> Scope | None:
        """The item of a frame's functional groups that this is, or is in."""
        scope = self
        while scope.depth > 1 and scope.parent is not None:
            scope = scope.parent
        return scope if scope.step is not None and scope.step[0] in FRAMES else None

    def contains(self, identity: int) -> bool:
        """True if a data set in memory is this one or encloses it."""
        scope: Scope | None = self
        while scope is not None:
            if scope.identity == identity:
                return True
            scope = scope.parent
        return False

    def rule(self, tag: int) -> AttributeRule | None:
        """Return the rule of an attribute; of the dictionary if no table lists it."""
        return self.level.rules[tag] or self.level.plan.book.unlisted(tag)

    def keyword(self, tag: int) -> str:
        rule = self.rule(tag)
        return rule.keyword if rule else ""

    def path(self, tag: int | None = None) -> str:
        """Return the path of an element: "RelatedSeriesSequence[0].StudyInstanceUID"."""
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
        # The keyword of a repeating attribute does not identify its group.
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
