"""Single faults, made from the tables: each with the finding that names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import NamedTuple

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from iodize.findings.finding import Finding

Steps = tuple[tuple[int, int], ...]
"""The way to an item: tags of sequences, each with the index of an item."""


class Edit(NamedTuple):
    """One element set, or removed."""

    steps: Steps
    tag: int
    element: DataElement | None
    """None removes it."""


class Fault(NamedTuple):
    """One change that violates a rule, or none, with its expected finding."""

    kind: str
    edits: tuple[Edit, ...]
    codes: frozenset[str]
    """Any of them names the fault; empty for a change that breaks nothing."""
    tag: int | None
    path: str
    also: str = ""
    """Another path that names it."""

    def names(self, finding: Finding) -> bool:
        """True if a finding describes the fault at its place."""
        here = finding.path in (self.path, self.also or self.path)
        return finding.code in self.codes and finding.tag == self.tag and here

    def __str__(self) -> str:
        return f"{self.kind}: {self.path or 'the object'}"


def item_at(dataset: Dataset, steps: Steps) -> Dataset:
    """Return the item that the steps lead to."""
    for tag, index in steps:
        dataset = dataset[tag].value[index]
    return dataset


@contextmanager
def made(dataset: Dataset, fault: Fault) -> Iterator[Dataset]:
    """Make a fault in a data set, and take it back."""
    undo: list[tuple[Dataset, int, DataElement | None]] = []
    for edit in fault.edits:
        item = item_at(dataset, edit.steps)
        undo.append((item, edit.tag, item.get_item(edit.tag) and item[edit.tag]))
        _put(item, edit.tag, edit.element)
    try:
        yield dataset
    finally:
        for item, tag, before in reversed(undo):
            _put(item, tag, before)


def copy_of(dataset: Dataset, fault: Fault) -> Dataset:
    """Return a data set of its own with the fault in it."""
    copied = deepcopy(dataset)
    for edit in fault.edits:
        _put(item_at(copied, edit.steps), edit.tag, deepcopy(edit.element))
    return copied


def _put(item: Dataset, tag: int, element: DataElement | None) -> None:
    if element is None:
        item.pop(tag, None)
    else:
        item[tag] = element
