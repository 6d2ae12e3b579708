"""Missing attributes of types 1 and 2 are reported in all attribute lists."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from pydicom.dataset import Dataset

from iodize.dimse.checking import check_attribute_list, check_query
from iodize.dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    GetRequest,
    RetrieveRequest,
)
from iodize.findings.finding import Severity
from iodize.tables.descriptions import Attribute, Definition

from .test_services import requests

Way = tuple[tuple[int, int], ...]
"""Sequences, and the indices of their items."""


def required(
    definition: type[Definition], dataset: Dataset, way: Way = (), path: str = ""
) -> Iterator[tuple[Attribute, Way, str]]:
    """Yield the present attributes of types 1 and 2: row, position and path."""
    for tag, row in definition.attributes().items():
        if tag not in dataset:
            continue
        if row.type in ("1", "2"):
            yield row, way, path + row.keyword
        if row.item is None:
            continue
        for index, item in enumerate(dataset[tag].value or ()):
            inside = f"{path}{row.keyword}[{index}]."
            yield from required(row.item, item, (*way, (tag, index)), inside)


def without(dataset: Dataset, way: Way, tag: int) -> Dataset:
    """Return a data set without one attribute."""
    made = inner = deepcopy(dataset)
    for sequence, index in way:
        inner = inner[sequence].value[index]
    del inner[tag]
    return made


def wrong(kind: type[AttributeList], dataset: Dataset) -> set[str]:
    """Return the paths of errors."""
    queries = issubclass(kind, FindRequest | RetrieveRequest)
    check = check_query if queries else check_attribute_list
    found = check((kind, dataset))
    return {each.path for each in found if each.severity is Severity.ERROR}


def test_each_missing_required_attribute_is_reported() -> None:
    kinds: dict[type[AttributeList], None] = {}
    for _, request in requests():
        reply = getattr(request, "reply", None)
        kinds |= dict.fromkeys(filter(None, (request, reply)))
    seen: dict[int, Attribute] = {}
    for kind in kinds:
        if issubclass(kind, GetRequest) or not kind.attributes():
            continue  # no attributes
        made = kind.example().to_dataset()
        for row, way, path in required(kind, made):
            if id(row) not in seen:  # a macro is in many lists
                seen[id(row)] = row
                assert path in wrong(kind, without(made, way, row.tag)), kind
    assert len(seen) > 400
