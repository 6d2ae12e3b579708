"""Items that are identified by a number, label or UID, and the references to them."""

from __future__ import annotations

from typing import Final, TypeAlias

from ....encoding.single_values import words_of
from ....encoding.value_forms import INTEGERS
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbering import NUMBERINGS
from ..numbers import numbers
from .identifiers import IDENTIFIERS, NEEDED, NOT_UNIQUE, REFERENCES, Path, Reference

LINKED: Final = IDENTIFIERS.keys() | REFERENCES.keys()

Value: TypeAlias = int | str
Place: TypeAlias = tuple[tuple[int, ...], int]
"""Key of the item or data set that has the identified items, and tag of the identifier."""


class Links:
    """Collects identifiers and references; checks them after the last item.

    Of equal references in one place the first is kept: frames repeat them.
    """

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._identified: dict[Place, dict[Value, str]] = {}
        """Paths of the identified items, by value."""
        self._references: dict[tuple[Place, int, Value], Scope] = {}

    def visit(self, scope: Scope, tag: int) -> None:
        """Collect an attribute of an item or data set."""
        for path in IDENTIFIERS.get(tag, ()):
            container = _container(scope, path)
            if container is not None:
                self._identify((container.key, tag), scope, tag)
        reference = REFERENCES.get(tag)
        if reference is not None and _applies(reference, scope):
            self._refer(reference, scope, tag)

    def _identify(self, place: Place, scope: Scope, tag: int) -> None:
        identified = self._identified.setdefault(place, {})
        for value in _values(scope, tag)[:1]:
            if value not in identified:
                identified[value] = scope.path()
            elif tag not in NUMBERINGS and tag not in NOT_UNIQUE:
                what = f"is {value}, as in {identified[value]}; must be unique"
                self._reporter.add_cited(codes.NUMBER_NOT_UNIQUE, scope, tag, what)

    def _refer(self, reference: Reference, scope: Scope, tag: int) -> None:
        container = _defining(scope, reference.identifier)
        if container is not None:
            place = container.key, reference.identifier
            for value in _values(scope, tag):
                self._references.setdefault((place, tag, value), scope)

    def finish(self) -> None:
        """Report references to items that do not exist."""
        for (place, tag, value), scope in self._references.items():
            identifier = place[1]
            identified = self._identified.get(place)
            if identified is None and identifier not in NEEDED:
                continue  # an empty sequence is as good as none
            if value not in (identified or ()):
                name = scope.level.plan.book.edition.element(identifier)
                sequence = IDENTIFIERS[identifier][0][-1]
                items = scope.level.plan.book.edition.element(sequence)
                assert name is not None
                assert items is not None
                what = f"is {value}, but no item of {items.name} has this {name.name}"
                self._reporter.add_cited(codes.REFERENCE_TARGET, scope, tag, what)


def _container(scope: Scope, path: Path) -> Scope | None:
    """Return the item or data set that has a path of sequences, of which this is an item."""
    container: Scope | None = scope
    for sequence in reversed(path):
        if container is None or container.step is None or container.step[0] != sequence:
            return None
        container = container.parent
    return container


def _defining(scope: Scope, identifier: int) -> Scope | None:
    """Return the nearest item or data set that has identified items.

    It is the data set if it must have them.
    """
    paths = IDENTIFIERS[identifier]
    container = scope
    while not any(path[0] in container.elements for path in paths):
        if container.parent is None:
            sources = container.level.plan.sources
            listed = any(path[0] in sources for path in paths)
            return container if listed and identifier in NEEDED else None
        container = container.parent
    return container


def _applies(reference: Reference, scope: Scope) -> bool:
    if not reference.inside:
        return True
    return scope.step is not None and scope.step[0] in reference.inside


def _values(scope: Scope, tag: int) -> tuple[Value, ...]:
    """Return the values of an identifier or reference: integers, or words."""
    rule = scope.rule(tag)
    vr = "" if rule is None else rule.vr
    if vr == "IS" or vr in INTEGERS:
        return numbers(scope.elements[tag], vr)
    return tuple(filter(None, words_of(scope.elements[tag])))
