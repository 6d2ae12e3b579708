"""The shape of an element follows from the fields of its class."""

from __future__ import annotations

import pytest
from attrs import frozen

from iodize.generator.model import Standard
from iodize.generator.snapshot.parts import CONTENT
from iodize.generator.snapshot.shapes import element_name, fields_of, shape_of


@frozen
class Leaf:
    pass


@frozen
class OptionalMembers:
    field: tuple[str | None, ...]


@frozen
class Pair:
    field: tuple[str, str]


@frozen
class TextOrNumber:
    field: str | int


@frozen
class TextOrLeaf:
    field: str | Leaf


@frozen
class Table:
    field: dict[str, str]


@frozen
class LostNone:
    field: str | None = "some"


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("ModuleUse", "module-use"),
        ("Iod", "iod"),
        ("SOPClass", "sop-class"),
        ("frames_of_reference", "frames-of-reference"),
        ("or_", "or"),
    ],
)
def test_names_are_spelled_with_hyphens(name: str, element: str) -> None:
    assert element_name(name) == element


@pytest.mark.parametrize(
    "model", [OptionalMembers, Pair, TextOrNumber, TextOrLeaf, Table, LostNone]
)
def test_field_without_a_lossless_form_is_rejected(model: type) -> None:
    with pytest.raises(TypeError, match=r"no XML for .*field"):
        shape_of(model)


def test_every_field_of_a_standard_is_in_one_part() -> None:
    placed = [name for names in CONTENT.values() for name in names]
    fields = [field.name for field in fields_of(Standard)]

    assert sorted(["edition", "parts", *placed]) == sorted(fields)
