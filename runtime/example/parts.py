"""Selection of the modules and macros that a data set or an item uses.

The definitions are those that are required, and those that are requested or declared in
`extras`, unless a condition forbids them.
"""

from __future__ import annotations

from ..conditions import Verdict
from ..rules.judges import judge_of
from ..tables.descriptions import Definition, Iod, Use, When
from ..tables.editions import Edition
from ..validation.conditions.facts import Facts
from . import directory, extras
from .declared import FRAMES, SHARED
from .tree import Node


class Parts:
    """Selects the parts of an object.

    Args:
        requested: Names of optional modules and functional group macros.
    """

    def __init__(
        self, edition: Edition, facts: Facts, iod: type[Iod], requested: frozenset[str]
    ) -> None:
        self._edition = edition
        self._facts = facts
        self._iod = iod
        self._requested = requested.union(
            extras.REFERRED[each] for each in requested if each in extras.REFERRED
        )
        self._forbidden: set[str] = set()
        """Names of modules that were forbidden once, and are not used again."""

    def of(self, node: Node) -> list[type[Definition]]:
        """Return the definitions of a node, for the present state of the object."""
        found = self._of_root(node) if node.within is None else self._of_item(node)
        for part in found:  # grows while macros include others
            for inclusion in part.inclusions():
                if inclusion.definition not in found and (
                    extras.includes(part, inclusion.definition)
                    or self.verdict(node, inclusion.when) is Verdict.REQUIRED
                ):
                    found.append(inclusion.definition)
        return found

    def verdict(self, node: Node, when: When, always: bool = False) -> Verdict:
        """Return the verdict of a condition.

        Args:
            always: True if the part is required unless the condition forbids it.
        """
        return judge_of(when).verdict(node, self._facts, always)

    def _of_root(self, node: Node) -> list[type[Definition]]:
        return self._used(node, self._iod.module_uses)

    def _of_item(self, node: Node) -> list[type[Definition]]:
        assert node.within is not None
        found = [row.item for row in node.within.rows if row.item is not None]
        if node.sequence in (SHARED, *FRAMES):
            found += self._functional_groups(node)
        elif node.sequence == directory.RECORD_SEQUENCE:
            found.append(self._edition.directory_records[directory.record_type(node)])
        return found

    def _functional_groups(self, node: Node) -> list[type[Definition]]:
        """Return the functional group macros of the shared item, or of a frame."""
        used = self._used(node, self._iod.functional_group_uses)
        if node.sequence == SHARED:
            return [m for m in used if m.__name__ not in extras.PER_FRAME_ONLY]
        shared = next(
            (
                item
                for items in node.root.children.values()
                for item in items
                if item.sequence == SHARED
            ),
            None,
        )
        return [m for m in used if shared is None or m not in shared.parts]

    def _used(self, node: Node, uses: tuple[Use, ...]) -> list[type[Definition]]:
        return [use.definition for use in uses if self._is_used(node, use)]

    def _is_used(self, node: Node, use: Use) -> bool:
        name = use.definition.__name__
        if use.usage is None or (use.usage == "M" and use.when is None):
            return True
        extra = name in extras.MODULES.get(self._iod.__name__, ())
        extra = extra or (name in self._requested and name not in self._forbidden)
        if use.when is None:
            return extra
        verdict = self.verdict(node, use.when, use.usage == "M")
        if verdict is Verdict.FORBIDDEN and node.parent is None:
            self._forbidden.add(name)
        return verdict is Verdict.REQUIRED or (
            extra and verdict is not Verdict.FORBIDDEN
        )


class MessageParts(Parts):
    """Selects the parts of an attribute list, which is one definition."""

    def __init__(
        self, edition: Edition, facts: Facts, definition: type[Definition]
    ) -> None:
        super().__init__(edition, facts, Iod, frozenset())
        self._definition = definition

    def _of_root(self, node: Node) -> list[type[Definition]]:
        return [self._definition]
