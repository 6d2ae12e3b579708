"""What the values of a new object ask for, and nobody has to decide."""

from __future__ import annotations

from typing import Final

from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset

from ..validation.engine import Validator
from .kinds import empty

ADDED: Final = frozenset({"type2-missing", "type2c-missing"})
"""Findings that an attribute without a value remedies."""

_VALIDATORS: Final[list[Validator]] = []
"""The validator that completes objects, once there is one; it keeps what it compiles."""


def complete(dataset: Dataset) -> None:
    """Add the attributes of type 2 and 2C that are asked for, without a value."""
    if not _VALIDATORS:
        _VALIDATORS.append(Validator())
    for finding in _VALIDATORS[0].check(dataset).findings:
        if finding.code in ADDED and finding.tag is not None:
            vr = dictionary_VR(finding.tag)
            _item(dataset, finding.path).add_new(finding.tag, vr, empty(vr))


def _item(dataset: Dataset, path: str) -> Dataset:
    """Return the item that a path leads into: "BeamSequence[0].ControlPoint…"."""
    for step in path.split(".")[:-1]:
        keyword, _, index = step.rstrip("]").partition("[")
        dataset = dataset[keyword].value[int(index)]
    return dataset
