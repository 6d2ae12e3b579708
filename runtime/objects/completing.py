"""What the values of a new object ask for, and nobody has to decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset

from .kinds import empty

if TYPE_CHECKING:
    from ..editions import Edition
    from ..report import FileReport

ADDED: Final = frozenset({"type2-missing", "type2c-missing"})
"""Findings that an attribute without a value remedies."""


@cache
def _check(edition: Edition) -> Callable[[Dataset], FileReport]:
    """Return the check that completes all objects of an edition: it keeps what it compiles."""
    # By its name: type checkers of users' programs would read all of a statement's.
    engine = import_module("..validation.engine", __package__)
    return cast("Callable[[Dataset], FileReport]", engine.Validator(edition).check)


def complete(dataset: Dataset, edition: Edition) -> None:
    """Add the attributes of type 2 and 2C that are asked for, without a value."""
    for finding in _check(edition)(dataset).findings:
        if finding.code in ADDED and finding.tag is not None:
            vr = dictionary_VR(finding.tag)
            _item(dataset, finding.path).add_new(finding.tag, vr, empty(vr))


def _item(dataset: Dataset, path: str) -> Dataset:
    """Return the item that a path leads into: "BeamSequence[0].ControlPoint…"."""
    for step in path.split(".")[:-1]:
        keyword, _, index = step.rstrip("]").partition("[")
        dataset = dataset[keyword].value[int(index)]
    return dataset
