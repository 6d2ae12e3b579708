"""The content tree of structured reports: relationships between content items.

Source: PS3.3 A.35 (the constraint tables), C.17.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...encoding.single_values import text_of
from ...findings import codes
from ...tables.editions import Edition
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .by_reference import BY_REFERENCE
from .numbers import numbers
from .subject import Subject

CONTENT: Final = 0x0040A730
VALUE_TYPE: Final = 0x0040A040
RELATIONSHIP: Final = 0x0040A010
REFERENCED: Final = 0x0040DB73

Position = tuple[int, ...]
"""Position of an item in the tree: the root is (1,), its second child (1, 2)."""


class ContentTree:
    """Checks the content items of a structured report."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        keyword = "" if subject.iod is None else subject.iod.__name__
        self._edition = subject.edition
        self._constraints = subject.edition.content_constraints.get(keyword)
        self._by_reference = BY_REFERENCE.get(keyword)
        self._reference = "" if subject.iod is None else _section(subject)
        self._types: dict[Position, str] = {
            (1,): text_of(root.elements.get(VALUE_TYPE))
        }
        self._references: list[tuple[Scope, Position]] = []
        if self._constraints and self._types[1,] not in ("", "CONTAINER"):
            what = f"the root is {self._types[1,]}; it must be a CONTAINER"
            reporter.add(codes.CONTENT_ROOT, root, VALUE_TYPE, what)

    def visit(self, scope: Scope) -> None:
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
            return  # absent attributes are reported by `presence`
        if not self._allows(parent, relationship, target):
            if not {parent, target} <= _value_types(self._edition):
                return  # reported as value-not-enumerated
            self._reporter.add(
                codes.CONTENT_RELATIONSHIP,
                scope,
                RELATIONSHIP,
                f"{parent} {relationship} {target} is not allowed by the constraints of the IOD",
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
            what = f"{relationship} must not be conveyed by reference in this IOD"
            self._report(codes.CONTENT_BY_REFERENCE, scope, what)
        if not target:
            return
        name = ".".join(map(str, target))
        if target not in self._types:
            self._report(
                codes.CONTENT_TARGET, scope, f"content item {name} does not exist"
            )
        elif target == position[: len(target)]:
            if rule is not None and not rule.to_ancestors:
                what = f"content item {name} is an ancestor of this item"
                self._report(codes.CONTENT_LOOP, scope, what)
        else:
            self._check_relationship(scope, position[:-1], self._types[target])

    def _report(self, code: codes.Code, scope: Scope, what: str) -> None:
        section = self._by_reference and f"PS3.3 {self._by_reference.section}"
        self._reporter.add(code, scope, REFERENCED, what, reference=section or "")


def _matches(value: str, allowed: Iterable[str]) -> bool:
    """True if a constraint allows a value; "ANY" may come with exceptions: "!CONTAINS"."""
    if "ANY" in allowed:
        return f"!{value}" not in allowed
    return value in allowed


def _value_types(edition: Edition) -> set[str]:
    """Return the value types that any constraint of the edition names."""
    return {
        name
        for rows in edition.content_constraints.values()
        for row in rows
        for name in (*row.sources, *row.targets)
    }


def _section(subject: Subject) -> str:
    origin = subject.iod.origin() if subject.iod else None
    return "" if origin is None else f"PS3.3 {origin.section}"
