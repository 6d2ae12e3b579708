"""Makes a conformant object of an IOD from the generated definitions alone.

The smallest one, more or less: mandatory modules, what conditions require of the object
as it grows, what `seeds` adds because the tables cannot tell, and what is wished for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID, ExplicitVRLittleEndian

from ..conditions import Test, Verdict, compiled, parse
from ..definitions import (
    Constraint,
    Definition,
    DirectoryIod,
    Iod,
    ItemCount,
    Terms,
    Use,
    When,
)
from ..editions import Edition
from ..validation.judging import Facts, judge_of
from ..validation.view import Names
from . import directory, identifiers, natural, seeds
from .choosing import applicable, choose, is_listed
from .seeds import FRAMES, SHARED
from .tree import Asked, Book, Node

ROUNDS: Final = 12
"""How often the whole object is gone over, until nothing changes any more."""

DEEPEST: Final = 12


class Wishes(NamedTuple):
    """What an object is to have beyond the least, as far as nothing forbids it."""

    modules: frozenset[str] = frozenset()
    """Modules, and functional group macros, by the names of their classes."""
    attributes: frozenset[str] = frozenset()
    """Attributes by path, as findings have it: "RequestAttributesSequence[0].StudyID"."""
    items: Mapping[str, int] = {}
    """Numbers of items, by the path of the sequence."""
    values: Mapping[str, Any] = {}
    """Values, by path or by keyword."""


NOTHING: Final = Wishes()


class Builder:
    """Makes objects of one edition; keeps what it has looked up for the next one."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.book = Book(Names(edition))
        self.facts = Facts(edition, {})

    def build(
        self,
        iod: type[Iod],
        sop_class_uid: str,
        seed: int = 0,
        wishes: Wishes = NOTHING,
    ) -> Construction:
        """Return an object with the definitions it follows."""
        return Construction(self, iod, sop_class_uid, seed, wishes)


class Construction:
    """One object as it grows, with the definitions of its parts."""

    def __init__(
        self,
        builder: Builder,
        iod: type[Iod],
        sop_class_uid: str,
        seed: int,
        wishes: Wishes,
    ) -> None:
        self.edition = builder.edition
        self.facts = builder.facts
        self.iod = iod
        self.sop_class_uid = sop_class_uid
        self.seed = seed
        self.wishes = wishes
        self.root = Node(builder.book, iod)
        self._refused: set[str] = set()
        """What was forbidden once: a wish for it is not granted again. Paths of
        attributes, and names of modules."""
        self._constraints: dict[tuple[str, ...], list[Constraint]] = {}
        for each in iod.constraints:
            self._constraints.setdefault(each.path, []).append(each)
        if not issubclass(iod, DirectoryIod):
            self.root.dataset.SOPClassUID = sop_class_uid
        self._grow()

    @property
    def dataset(self) -> Dataset:
        return self.root.dataset

    def _grow(self) -> None:
        for _ in range(ROUNDS):
            changes = [self.refine(node) for node in self.root.nodes()]
            if not any(changes):
                break
        else:
            raise RuntimeError(f"{self.iod.__name__}: no end after {ROUNDS} rounds")
        self._finish()

    def _finish(self) -> None:
        """Add the file meta information, and what the whole file tells."""
        dataset = self.root.dataset
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = UID(self.sop_class_uid)
        meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID") or UID(
            identifiers.instance(self.seed, self.sop_class_uid)
        )
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.file_meta = meta
        if issubclass(self.iod, DirectoryIod):
            directory.link(dataset)

    def verdict(self, node: Node, when: When, always: bool = False) -> Verdict:
        return judge_of(when).verdict(node, self.facts, always)

    def refine(self, node: Node) -> bool:
        """Add what is required here, and drop what is forbidden; return if any was."""
        node.parts = self.parts(node)
        all_asked = node.asked()
        changed = self.drop_strays(node, all_asked)
        for asked in all_asked:
            present = asked.tag in node.elements
            if present and self.miscounted(node, asked):
                changed |= self.add(node, asked)
            wanted = self.wanted(node, asked)
            if wanted is False and present:
                node.drop(asked.tag)
                self._refused.add(node.path(asked.keyword))
                changed = True
            elif wanted and not present:
                changed |= self.add(node, asked)
            elif present and asked.tag not in node.children:
                changed |= self.update(node, asked)
        return changed

    def drop_strays(self, node: Node, all_asked: tuple[Asked, ...]) -> bool:
        """Remove what came with a part that is no longer in use."""
        strays = {int(tag) for tag in node.elements} - {a.tag for a in all_asked}
        for tag in strays:
            node.drop(tag)
        return bool(strays)

    def miscounted(self, node: Node, asked: Asked) -> bool:
        """Return whether what tells the number of items came after them."""
        items = node.children.get(asked.tag)
        return items is not None and len(items) != self.number_of_items(node, asked)

    def parts(self, node: Node) -> list[type[Definition]]:
        """Return the definitions that apply to a node, as the object is now."""
        if node.within is None:
            found = self.outermost(node)
        else:
            found = [row.item for row in node.within.rows if row.item is not None]
            if node.sequence in (SHARED, *FRAMES):
                found += self.groups(node)
            elif node.sequence == "DirectoryRecordSequence":
                found.append(
                    self.edition.directory_records[directory.record_type(node)]
                )
        for part in found:  # grows as macros include others
            for inclusion in part.inclusions():
                if inclusion.definition not in found and (
                    seeds.includes(part, inclusion.definition)
                    or self.verdict(node, inclusion.when) is Verdict.REQUIRED
                ):
                    found.append(inclusion.definition)
        return found

    def outermost(self, node: Node) -> list[type[Definition]]:
        """Return the definitions of the data set itself: its modules."""
        return self.used(node, self.iod.module_uses)

    def used(self, node: Node, uses: tuple[Use, ...]) -> list[type[Definition]]:
        """Return those of the modules or macros that this data set or item needs."""
        return [use.definition for use in uses if self._is_used(node, use)]

    def _is_used(self, node: Node, use: Use) -> bool:
        name = use.definition.__name__
        if use.usage is None or (use.usage == "M" and use.when is None):
            return True
        extra = name in seeds.MODULES.get(self.iod.__name__, ())
        extra = extra or (name in self.wishes.modules and name not in self._refused)
        if use.when is None:
            return extra
        verdict = self.verdict(node, use.when, use.usage == "M")
        if verdict is Verdict.FORBIDDEN and node.parent is None:
            self._refused.add(name)
        return verdict is Verdict.REQUIRED or (
            extra and verdict is not Verdict.FORBIDDEN
        )

    def groups(self, node: Node) -> list[type[Definition]]:
        """Return the functional group macros of the shared item, or of a frame."""
        needed = self.used(node, self.iod.functional_group_uses)
        if node.sequence == SHARED:
            return [m for m in needed if m.__name__ not in seeds.PER_FRAME_ONLY]
        shared = next(
            (
                item
                for items in self.root.children.values()
                for item in items
                if item.sequence == SHARED
            ),
            None,
        )
        return [m for m in needed if shared is None or m not in shared.parts]

    def verdicts(self, node: Node, asked: Asked) -> set[Verdict]:
        """Return what the conditions of an attribute ask, as the object is now."""
        return {
            judge.verdict(node, self.facts, always) for judge, always in asked.judges
        }

    def is_forbidden(self, node: Node, asked: Asked) -> bool:
        """Return whether every row that knows the attribute forbids it here."""
        return asked.limited and self.verdicts(node, asked) == {Verdict.FORBIDDEN}

    def wanted(self, node: Node, asked: Asked) -> bool | None:
        """Return whether an attribute shall be here; None where it may be either."""
        if asked.type in ("1", "2"):
            return node.depth < DEEPEST
        if asked.judges:
            verdicts = self.verdicts(node, asked)
            if Verdict.REQUIRED in verdicts:
                return node.depth < DEEPEST
            if asked.limited and verdicts == {Verdict.FORBIDDEN}:
                return False
        if seeds.is_extra(node, asked) or self.is_wished(node, asked):
            return True
        return None

    def is_wished(self, node: Node, asked: Asked) -> bool:
        wished = self.wishes.attributes
        if not wished:
            return False
        path = node.path(asked.keyword)
        return path in wished and path not in self._refused

    def add(self, node: Node, asked: Asked) -> bool:
        """Give a node an attribute; return whether it has a value for it."""
        if asked.vr != "SQ":
            return self.update(node, asked)
        items = [
            Node(node.book, node.iod, node, asked, index)
            for index in range(self.number_of_items(node, asked))
        ]
        node.children[asked.tag] = items
        node.put(asked, "SQ", Sequence(item.dataset for item in items))
        return True

    def number_of_items(self, node: Node, asked: Asked) -> int:
        wished = None
        if self.wishes.items:
            wished = self.wishes.items.get(node.path(asked.keyword))
        if (
            wished is None
            and asked.may_be_empty
            and not (seeds.is_extra(node, asked) or self.is_wished(node, asked))
        ):
            return 0
        number = seeds.items(node, asked) if wished is None else wished
        for counted in self.counts(node, asked):
            if counted.equals:
                told = node.nearest(counted.equals)
                if told is not None:
                    number = len(told) if isinstance(told, Sequence) else int(told)
                    number = max(number, 0)
            else:
                number = max(number, counted.minimum)
                if counted.maximum is not None:
                    number = min(number, counted.maximum)
        return number

    def counts(self, node: Node, asked: Asked) -> list[ItemCount]:
        own = [each.items for each in self.constraints(node, asked)]
        stated = [
            count
            for row in asked.rows
            for count in row.counts
            if self.holds(node, count.when or "")
        ]
        return [*asked.counts, *stated, *(each for each in own if each is not None)]

    def constraints(self, node: Node, asked: Asked) -> list[Constraint]:
        """Return what the IOD asks of this attribute."""
        if not self._constraints:
            return []
        return self._constraints.get((*node.way(), asked.keyword), [])

    def update(self, node: Node, asked: Asked) -> bool:
        """Give an attribute its value; return whether it had another."""
        present = asked.tag in node.elements
        value = self.wished_value(node, asked)
        if value is None:
            value = seeds.value(node, asked)
        if value is None:
            if present and not self.is_outdated(node, asked):
                return False
            value = self.usual(node, asked)
            if value is None and not asked.may_be_empty:
                return False  # what has no value here is left out
        value = _encoded(asked.vr, value)
        if present:
            new = DataElement(asked.tag, asked.vr, value)
            if node.elements[BaseTag(asked.tag)] == new:
                return False
        node.put(asked, asked.vr, value)
        return True

    def is_outdated(self, node: Node, asked: Asked) -> bool:
        """Return whether a list that applies by now lacks the value."""
        if not any(terms.when for terms in asked.terms):
            return False
        value = node.elements[BaseTag(asked.tag)].value
        if value is None or not isinstance(value, str | int):
            return False
        return not is_listed(asked, value, self.applicable(node, asked))

    def applicable(self, node: Node, asked: Asked) -> list[Terms]:
        """Return the lists of values that apply, as the object is now."""
        constraints = self.constraints(node, asked)
        return applicable(asked, constraints, lambda when: self.holds(node, when))

    def wished_value(self, node: Node, asked: Asked) -> Any:
        values = self.wishes.values
        if not values:
            return None
        return values.get(node.path(asked.keyword), values.get(asked.keyword))

    def usual(self, node: Node, asked: Asked) -> Any:
        """Return a value; none for type 2, unless taste asks for one."""
        if asked.may_be_empty and not (
            self.is_wished(node, asked)
            or natural.DEFAULTS.get(node, asked) is not None
            or seeds.PREFERRED.get(node, asked)
        ):
            return None
        return self.plausible(node, asked)

    def plausible(self, node: Node, asked: Asked) -> Any:
        """Return a value that the tables allow."""
        return choose(
            node,
            asked,
            self.constraints(node, asked),
            lambda when: self.holds(node, when),
            self.seed,
        )

    def holds(self, node: Node, condition: str) -> bool:
        """Return whether a condition is certain to hold here."""
        return _test(condition)(node, self.facts) is True


def _encoded(vr: str, value: Any) -> Any:
    """Return a value, or several, as pydicom takes them: numbers in digits, of DS."""
    if isinstance(value, tuple | list):
        return [_encoded(vr, one) for one in value]
    return f"{value:.10g}" if vr == "DS" and isinstance(value, int | float) else value


@cache
def _test(condition: str) -> Test:
    return compiled(parse(condition))
