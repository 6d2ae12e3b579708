"""Makes a conformant object of an IOD from the generated definitions alone.

The smallest one, more or less: mandatory modules, what conditions require of the object
as it grows, and what `seeds` adds because the tables cannot tell.
"""

from __future__ import annotations

from itertools import count

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from iodize.conditions import Verdict, evaluate, parse
from iodize.definitions import Constraint, Definition, Iod, ItemCount, Use, When
from iodize.editions import Edition
from iodize.validation.conditional import Facts, requirement_of
from iodize.validation.view import Names

from . import seeds
from .choosing import choose, encoding
from .tree import Asked, Node

ROUNDS = 8
"""How often the whole object is gone over, until nothing changes any more."""

DEEPEST = 12

SHARED = "SharedFunctionalGroupsSequence"
PER_FRAME = "PerFrameFunctionalGroupsSequence"
FRAMES = (PER_FRAME, "SelectedFrameFunctionalGroupsSequence")


class Builder:
    """Makes objects of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.names = Names(edition)
        self.facts = Facts(edition, {})

    def build(self, sop_class_uid: str) -> Construction:
        """Return a conformant object.

        Raises:
            LookupError: The edition has no IOD of this SOP class.
        """
        iod = self.edition.iod_of(sop_class_uid)
        if iod is None:
            raise LookupError(sop_class_uid)
        return Construction(self, iod, sop_class_uid)


class Construction:
    """One object as it grows, with the definitions of its parts."""

    def __init__(self, builder: Builder, iod: type[Iod], sop_class_uid: str) -> None:
        self.edition = builder.edition
        self.facts = builder.facts
        self.iod = iod
        self.serial = count(1)
        dataset = Dataset()
        dataset.SOPClassUID = sop_class_uid
        self.root = Node(dataset, (), builder.names)
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
        _finish(self.root.dataset)

    def verdict(self, node: Node, when: When, always: bool = False) -> Verdict:
        return requirement_of(when).verdict(node.view(), self.facts, always)

    def refine(self, node: Node) -> bool:
        """Add what is required here, and drop what is forbidden; return if any was."""
        node.parts = self.parts(node)
        changed = self.drop_strays(node)
        for asked in node.asked():
            if self.miscounted(node, asked):
                changed |= self.add(node, asked)
            present = asked.tag in node.dataset
            wanted = self.wanted(node, asked)
            if wanted is False and present:
                del node.dataset[asked.tag]
                node.children.pop(asked.tag, None)
                changed = True
            elif wanted and not present:
                changed |= self.add(node, asked)
            elif present and asked.tag not in node.children:
                changed |= self.update(node, asked)
        return changed

    def drop_strays(self, node: Node) -> bool:
        """Remove what came with a part that is no longer in use."""
        allowed = {asked.tag for asked in node.asked()}
        strays = [int(e.tag) for e in node.dataset if int(e.tag) not in allowed]
        for tag in strays:
            del node.dataset[tag]
            node.children.pop(tag, None)
        return bool(strays)

    def miscounted(self, node: Node, asked: Asked) -> bool:
        """Return whether what tells the number of items came after them."""
        items = node.children.get(asked.tag)
        return items is not None and len(items) != len(self.items(node, asked))

    def parts(self, node: Node) -> list[type[Definition]]:
        """Return the definitions that apply to a node, as the object is now."""
        if node.parent is None:
            found = self.used(node, self.iod.module_uses)
        else:
            assert node.sequence is not None  # an item is of a sequence
            found = [row.item for row in node.sequence.rows if row.item is not None]
            if node.step in (SHARED, *FRAMES):
                found += self.groups(node)
        for part in found:  # grows as macros include others
            for inclusion in part.inclusions():
                if inclusion.definition not in found and (
                    inclusion.definition.__name__ in seeds.INCLUDED
                    or self.verdict(node, inclusion.when) is Verdict.REQUIRED
                ):
                    found.append(inclusion.definition)
        return found

    def used(self, node: Node, uses: tuple[Use, ...]) -> list[type[Definition]]:
        """Return those of the modules or macros that this data set or item needs."""
        extra = seeds.MODULES.get(self.iod.__name__, ())
        return [
            use.definition
            for use in uses
            if (use.usage == "M" and use.when is None)
            or use.definition.__name__ in extra
            or (
                use.when is not None
                and self.verdict(node, use.when, use.usage == "M") is Verdict.REQUIRED
            )
        ]

    def groups(self, node: Node) -> list[type[Definition]]:
        """Return the functional group macros of the shared item, or of a frame."""
        needed = self.used(node, self.iod.functional_group_uses)
        if node.step == SHARED:
            return [m for m in needed if m.__name__ not in seeds.PER_FRAME_ONLY]
        shared = next(
            item
            for items in self.root.children.values()
            for item in items
            if item.step == SHARED
        )
        return [macro for macro in needed if macro not in shared.parts]

    def verdicts(self, node: Node, asked: Asked) -> set[Verdict]:
        """Return what the conditions of an attribute ask, as the object is now."""
        return {
            self.verdict(node, row.when, row.type in ("1", "2"))
            for row in asked.rows
            if row.when is not None
        }

    def is_forbidden(self, node: Node, asked: Asked) -> bool:
        """Return whether every row that knows the attribute forbids it here."""
        conditional = all(row.when is not None for row in asked.rows)
        return conditional and self.verdicts(node, asked) == {Verdict.FORBIDDEN}

    def wanted(self, node: Node, asked: Asked) -> bool | None:
        """Return whether an attribute shall be here; None where it may be either."""
        if asked.type in ("1", "2") or Verdict.REQUIRED in self.verdicts(node, asked):
            return node.depth < DEEPEST
        if self.is_forbidden(node, asked):
            return False
        return True if seeds.is_extra(self.iod, node, asked) else None

    def add(self, node: Node, asked: Asked) -> bool:
        element = self.edition.element(asked.tag)
        assert element is not None  # definitions name registered elements only
        if element.vr == "SQ":
            items = self.items(node, asked)
            node.children[asked.tag] = items
            node.dataset[asked.tag] = DataElement(
                asked.tag, "SQ", Sequence(item.dataset for item in items)
            )
            return True
        return self.update(node, asked)

    def items(self, node: Node, asked: Asked) -> list[Node]:
        if asked.type in ("2", "2C") and not seeds.is_extra(self.iod, node, asked):
            return []
        number = seeds.items(self.iod, node, asked)
        for counted in self.counts(node, asked):
            if counted.equals:
                told = node.nearest(counted.equals)
                number = int(str(told)) if told is not None else number
            else:
                number = max(number, counted.minimum)
        return [
            Node(Dataset(), (), node.names, node, asked, index)
            for index in range(number)
        ]

    def counts(self, node: Node, asked: Asked) -> list[ItemCount]:
        rows = [row.items for row in asked.rows]
        rows += [
            count
            for row in asked.rows
            for count in row.counts
            if self.holds(node, count.when or "")
        ]
        rows += [each.items for each in self.constraints(node, asked)]
        return [each for each in rows if each is not None]

    def constraints(self, node: Node, asked: Asked) -> list[Constraint]:
        """Return what the IOD asks of this attribute."""
        way, around = [asked.keyword], node
        while around.parent is not None:
            way.insert(0, around.step)
            around = around.parent
        return [each for each in self.iod.constraints if each.path == tuple(way)]

    def update(self, node: Node, asked: Asked) -> bool:
        """Give an attribute its value; return whether it had another."""
        element = self.edition.element(asked.tag)
        assert element is not None  # definitions name registered elements only
        seed = seeds.value(self.iod, node, asked)
        present = asked.tag in node.dataset
        if seed is not None:
            value = seed
        elif present:
            return False
        elif asked.type in ("2", "2C"):
            value = None
        else:
            value = self.plausible(node, asked)
        new = DataElement(asked.tag, encoding(element), value)
        if present and node.dataset[asked.tag] == new:
            return False
        node.dataset[asked.tag] = new
        return True

    def plausible(self, node: Node, asked: Asked) -> object:
        """Return a value that the tables allow."""
        element = self.edition.element(asked.tag)
        assert element is not None  # definitions name registered elements only
        return choose(
            self.iod,
            node,
            asked,
            element,
            self.constraints(node, asked),
            lambda when: self.holds(node, when),
            next(self.serial),
        )

    def holds(self, node: Node, condition: str) -> bool:
        """Return whether a condition is certain to hold here."""
        return evaluate(parse(condition), node.view(), self.facts) is True


def _finish(dataset: Dataset) -> None:
    """Add the file meta information."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta = meta
