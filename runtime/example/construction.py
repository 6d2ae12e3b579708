"""Construction of a conformant data set from generated definitions.

It starts with the mandatory attributes, and repeats adding and removing attributes until all
conditions are met. `extras` and `consistent_values` have what definitions cannot express.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from ..conditions import Test, Verdict, compiled, parse
from ..tables.descriptions import Constraint, Iod, ItemCount, Terms
from ..tables.editions import Edition
from ..validation.conditions.facts import Facts
from ..validation.structure.relations.counts import COUNTED_ITEMS
from . import consistent_values, extras, natural
from .choosing import applicable, choose, is_listed
from .customization import MINIMAL, Customization
from .parts import Parts
from .tree import Book, Node, NodeAttribute

MAX_ROUNDS: Final = 12
"""Passes over the whole data set, the last of which must not change it."""

MAX_DEPTH: Final = 12


class Construction:
    """A data set under construction, with the definitions of its parts.

    Args:
        definition: The IOD or attribute list.
        parts: Selects the definitions that are used.
        seed: Determines the UIDs.
        custom: Optional parts and values.
        constraints: Requirements of the IOD for single attributes.
        initial: Values that conditions can depend on from the start, by keyword.
    """

    def __init__(
        self,
        book: Book,
        facts: Facts,
        definition: type[Any],
        parts: Parts,
        *,
        seed: int = 0,
        custom: Customization = MINIMAL,
        constraints: Iterable[Constraint] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.parts = parts
        self.seed = seed
        self.custom = custom
        self.root = Node(book, definition)
        self._facts = facts
        self._forbidden: set[str] = set()
        """Paths of attributes that were forbidden once, and are not added again."""
        self._constraints: dict[tuple[str, ...], list[Constraint]] = {}
        for each in constraints:
            self._constraints.setdefault(each.path, []).append(each)
        for keyword, value in (initial or {}).items():
            setattr(self.root.dataset, keyword, value)
        self._grow()

    def customize(self, parts: Parts, custom: Customization) -> None:
        """Apply other optional parts and values, which include the present ones."""
        self.parts = parts
        self.custom = custom
        self._grow()

    @property
    def iod(self) -> type[Iod]:
        return self.root.iod

    @property
    def edition(self) -> Edition:
        return self.root.book.names.edition

    @property
    def dataset(self) -> Dataset:
        return self.root.dataset

    def _grow(self) -> None:
        for _ in range(MAX_ROUNDS):
            changes = [self.refine(node) for node in self.root.nodes()]
            if not any(changes):
                return
        name = self.root.iod.__name__
        raise RuntimeError(f"{name} still changes after {MAX_ROUNDS} rounds")

    def refine(self, node: Node) -> bool:
        """Apply requirements and prohibitions to a node; return True if it changed."""
        node.parts = self.parts.of(node)
        attributes = node.asked()
        changed = self._remove_unknown(node, attributes)
        for asked in attributes:
            present = asked.tag in node.elements
            if present and self._has_wrong_item_count(node, asked):
                changed |= self._add(node, asked)
            wanted = self.wanted(node, asked)
            if wanted is False and present:
                node.drop(asked.tag)
                self._forbidden.add(node.path(asked.keyword))
                changed = True
            elif wanted and not present:
                changed |= self._add(node, asked)
            elif present and asked.tag not in node.children:
                changed |= self._update(node, asked)
        return changed

    def _remove_unknown(
        self, node: Node, attributes: tuple[NodeAttribute, ...]
    ) -> bool:
        """Remove the attributes of parts that are no longer used."""
        unknown = {int(tag) for tag in node.elements} - {a.tag for a in attributes}
        for tag in unknown:
            node.drop(tag)
        return bool(unknown)

    def _has_wrong_item_count(self, node: Node, asked: NodeAttribute) -> bool:
        """True if the number of items has been determined after they were added."""
        items = node.children.get(asked.tag)
        return items is not None and len(items) != self._number_of_items(node, asked)

    # Presence

    def verdicts(self, node: Node, asked: NodeAttribute) -> set[Verdict]:
        """Return the verdicts of the conditions of an attribute."""
        return {
            judge.verdict(node, self._facts, always) for judge, always in asked.judges
        }

    def is_forbidden(self, node: Node, asked: NodeAttribute) -> bool:
        """True if all rows of an attribute forbid it."""
        return asked.limited and self.verdicts(node, asked) == {Verdict.FORBIDDEN}

    def wanted(self, node: Node, asked: NodeAttribute) -> bool | None:
        """True if an attribute must be present, False if not; None if it is optional."""
        if asked.type in ("1", "2"):
            return node.depth < MAX_DEPTH
        if asked.judges:
            verdicts = self.verdicts(node, asked)
            if Verdict.REQUIRED in verdicts:
                return node.depth < MAX_DEPTH
            if asked.limited and verdicts == {Verdict.FORBIDDEN}:
                return False
        if extras.is_extra(node, asked) or self._is_requested(node, asked):
            return True
        return None

    def _is_requested(self, node: Node, asked: NodeAttribute) -> bool:
        requested = self.custom.attributes
        if not requested:
            return False
        path = node.path(asked.keyword)
        return path in requested and path not in self._forbidden

    def _add(self, node: Node, asked: NodeAttribute) -> bool:
        """Add an attribute; return False if there is no value for it."""
        if asked.vr != "SQ":
            return self._update(node, asked)
        items = [
            Node(node.book, node.iod, node, asked, index)
            for index in range(self._number_of_items(node, asked))
        ]
        node.children[asked.tag] = items
        node.put(asked, "SQ", Sequence(item.dataset for item in items))
        return True

    def _number_of_items(self, node: Node, asked: NodeAttribute) -> int:
        requested = None
        if self.custom.items:
            requested = self.custom.items.get(node.path(asked.keyword))
        if (
            requested is None
            and asked.may_be_empty
            and not (extras.is_extra(node, asked) or self._is_requested(node, asked))
        ):
            return 0
        number = extras.items(node, asked) if requested is None else requested
        for counted in self.counts(node, asked):
            if counted.equals:
                stated = node.nearest(counted.equals)
                if stated is not None:
                    is_sequence = isinstance(stated, Sequence)
                    number = len(stated) if is_sequence else int(stated)
                    number = max(number, 0)
            else:
                number = max(number, counted.minimum)
                if counted.maximum is not None:
                    number = min(number, counted.maximum)
        return number

    def counts(self, node: Node, asked: NodeAttribute) -> list[ItemCount]:
        """Return the requirements for the number of items."""
        own = [each.items for each in self.constraints(node, asked)]
        stated = [
            count
            for row in asked.rows
            for count in row.counts
            if self.holds(node, count.when or "")
        ]
        if asked.tag in COUNTED_ITEMS:
            counter = self.edition.element(COUNTED_ITEMS[asked.tag])
            stated += [] if counter is None else [ItemCount(equals=counter.keyword)]
        return [*asked.counts, *stated, *(each for each in own if each is not None)]

    # Values

    def constraints(self, node: Node, asked: NodeAttribute) -> list[Constraint]:
        """Return the requirements of the IOD for an attribute."""
        if not self._constraints:
            return []
        return self._constraints.get((*node.way(), asked.keyword), [])

    def applicable(self, node: Node, asked: NodeAttribute) -> list[Terms]:
        """Return the lists of values that apply in the present state of the object."""
        constraints = self.constraints(node, asked)
        return applicable(asked, constraints, lambda when: self.holds(node, when))

    def requested_value(self, node: Node, asked: NodeAttribute) -> Any:
        """Return the requested value, or None."""
        values = self.custom.values
        if not values:
            return None
        return values.get(node.path(asked.keyword), values.get(asked.keyword))

    def _update(self, node: Node, asked: NodeAttribute) -> bool:
        """Set the value of an attribute; return True if it changed."""
        present = asked.tag in node.elements
        value = self.requested_value(node, asked)
        if value is not None and not self._is_allowed(node, asked, value):
            value = None
        if value is None:
            value = consistent_values.value(node, asked)
        if value is None:
            if present and not self._is_outdated(node, asked):
                return False
            value = self._default(node, asked)
            if value is None and not asked.may_be_empty:
                return False  # an optional attribute without a value is left out
        value = _encoded(asked.vr, value)
        if present:
            new = DataElement(asked.tag, asked.vr, value)
            if node.elements[BaseTag(asked.tag)] == new:
                return False
        node.put(asked, asked.vr, value)
        return True

    def _is_allowed(self, node: Node, asked: NodeAttribute, value: Any) -> bool:
        """True unless an enumeration that now applies does not have the value."""
        if not isinstance(value, str | int):
            return True
        return is_listed(asked, value, self.applicable(node, asked))

    def _is_outdated(self, node: Node, asked: NodeAttribute) -> bool:
        """True if a value was requested, or the present ones no longer apply."""
        element = node.elements[BaseTag(asked.tag)]
        if element.is_empty and self._is_requested(node, asked):
            return True
        if consistent_values.values(node, asked) not in (None, element.VM):
            return True
        if not any(terms.when for terms in asked.terms):
            return False
        value = element.value
        return not self._is_allowed(node, asked, value)

    def _default(self, node: Node, asked: NodeAttribute) -> Any:
        """Return a value that the tables allow; None for most type 2 attributes."""
        if asked.may_be_empty and not (
            self._is_requested(node, asked)
            or natural.DEFAULTS.get(node, asked) is not None
            or consistent_values.PREFERRED.get(node, asked)
        ):
            return None
        return self.plausible(node, asked)

    def plausible(self, node: Node, asked: NodeAttribute) -> Any:
        """Return a value that the tables allow."""
        return choose(
            node,
            asked,
            self.constraints(node, asked),
            lambda when: self.holds(node, when),
            self.seed,
        )

    def holds(self, node: Node, condition: str) -> bool:
        """True if a condition is certainly met."""
        return _test(condition)(node, self._facts) is True


def _encoded(vr: str, value: Any) -> Any:
    """Convert one or several values to the types of pydicom: numbers of DS are text."""
    if isinstance(value, tuple | list):
        return [_encoded(vr, one) for one in value]
    return f"{value:.10g}" if vr == "DS" and isinstance(value, int | float) else value


@cache
def _test(condition: str) -> Test:
    return compiled(parse(condition))
