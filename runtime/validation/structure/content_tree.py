"""The content tree of a structured report: which item may relate to which, and how.

Source: PS3.3 A.35 (the constraint tables), C.17.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from ..text import text_of
from .by_reference import BY_REFERENCE
from .numbers import numbers
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

CONTENT: Final = 0x0040A730
VALUE_TYPE: Final = 0x0040A040
RELATIONSHIP: Final = 0x0040A010
REFERENCED: Final = 0x0040DB73

Position = tuple[int, ...]
"""Where an item stands: the root is (1,), its second child (1, 2)."""


class ContentTree:
    """Watches the content items of a structured report."""

    def __init__(self, walk: Walk, subject: Subject, root: Scope) -> None:
        self._walk = walk
        keyword = "" if subject.iod is None else subject.iod.__name__
        self._constraints = subject.edition.content_constraints.get(keyword)
        self._by_reference = BY_REFERENCE.get(keyword)
        self._reference = "" if subject.iod is None else _section(subject)
        self._types: dict[Position, str] = {
            (1,): text_of(root.elements.get(VALUE_TYPE))
        }
        self._references: list[tuple[Scope, Position]] = []
        if self._constraints and self._types[1,] not in ("", "CONTAINER"):
            what = f"the root is {self._types[1,]}; it has to be a CONTAINER"
            walk.add(codes.CONTENT_ROOT, root, VALUE_TYPE, what)

    def see(self, scope: Scope) -> None:
        if self._constraints is None or any(tag != CONTENT for tag in scope.key[::2]):
            return
        position = (1, *(index + 1 for index in scope.key[1::2]))
        elements = scope.elements
        if REFERENCED in elements:
            self._references.append((scope, position))
            return
        own = self._types[position] = text_of(elements.get(VALUE_TYPE))
        self._check_relationship(scope, position[:-1], own)

    def finish(self) -> None:
        for scope, position in self._references:
            self._check_reference(scope, position)

    def _check_relationship(self, scope: Scope, source: Position, target: str) -> None:
        relationship = text_of(scope.elements.get(RELATIONSHIP))
        parent = self._types.get(source, "")
        if not (relationship and parent and target):
            return  # what is absent is for `presence`
        if not self._allows(parent, relationship, target):
            self._walk.add(
                codes.CONTENT_RELATIONSHIP,
                scope,
                RELATIONSHIP,
                f"{parent} {relationship} {target} is not in the constraints of the IOD",
                reference=self._reference,
            )

    def _allows(self, parent: str, relationship: str, target: str) -> bool:
        return any(
            _matches(parent, row.sources)
            and _matches(relationship, row.types)
            and _matches(target, row.targets)
            for row in self._constraints or ()
        )

    def _check_reference(self, scope: Scope, position: Position) -> None:
        relationship = text_of(scope.elements.get(RELATIONSHIP))
        rule = self._by_reference
        target = numbers(scope.elements[REFERENCED], "UL")
        if rule is not None and relationship and not rule.allows(relationship):
            what = f"{relationship} shall not be conveyed by reference in this IOD"
            self._report(codes.CONTENT_BY_REFERENCE, scope, what)
        if not target:
            return
        name = ".".join(map(str, target))
        if target not in self._types:
            self._report(
                codes.CONTENT_TARGET, scope, f"there is no content item {name}"
            )
        elif target == position[: len(target)]:
            if rule is not None and not rule.to_ancestors:
                what = f"{name} is an ancestor of the item that refers to it"
                self._report(codes.CONTENT_LOOP, scope, what)
        else:
            self._check_relationship(scope, position[:-1], self._types[target])

    def _report(self, code: codes.Code, scope: Scope, what: str) -> None:
        section = self._by_reference and f"PS3.3 {self._by_reference.section}"
        self._walk.add(code, scope, REFERENCED, what, reference=section or "")


def _matches(value: str, allowed: Iterable[str]) -> bool:
    """Return whether a value is among those of a constraint: "ANY", then "!CONTAINS"."""
    if "ANY" in allowed:
        return f"!{value}" not in allowed
    return value in allowed


def _section(subject: Subject) -> str:
    origin = subject.iod.origin() if subject.iod else None
    return "" if origin is None else f"PS3.3 {origin.section}"
