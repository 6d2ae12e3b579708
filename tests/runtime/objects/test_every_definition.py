"""Every class of the package has a layout, an object, and a stub with the same attributes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import iodize.generated
from iodize.dimse.services.attribute_lists import AttributeList, GetRequest
from iodize.example import Customization
from iodize.example.making import builder_of
from iodize.objects.typed import TypedDefinition, as_typed
from iodize.tables import editions
from iodize.tables.descriptions import Definition, Iod, Item, mandatory

from .walking import rebuilt, same

EDITION = editions.bundled()
PACKAGE = Path(iodize.generated.__file__).parent

DX_IMAGE = "1.2.840.10008.5.1.4.1.1.1.1"
ITEMS = Customization(
    values={"ValueType": "TEXT", "RelationshipType": "HAS CONCEPT MOD"}
)
"""Attributes of items that are validated alone; in examples the root of an SR has them."""


def definitions() -> Iterator[type[TypedDefinition]]:
    """Yield modules, macros, functional groups and directory records, with their items."""
    for folder in ("modules", "macros", "functional_groups"):
        for cls in EDITION.definitions(folder):
            yield from map(as_typed, _with_items(cls))
    for record in EDITION.directory_records.values():
        yield from map(as_typed, _with_items(record))


def _with_items(cls: type[Definition]) -> Iterator[type[Definition]]:
    yield cls
    for name, value in vars(cls).items():
        if isinstance(value, type) and issubclass(value, Item) and name[0] != "_":
            yield from _with_items(value)


def example_of(cls: type[TypedDefinition]) -> TypedDefinition:
    """Return an object of a class that is no IOD: what an IOD of it alone would have."""
    uses = {"module_uses": (mandatory(cls),), "__module__": cls.__module__}
    iod: type[Iod] = type(cls.__name__, (Iod,), uses)
    custom = ITEMS if "ValueType" in cls._layout_of().fields else Customization()
    dataset = builder_of(EDITION).build(iod, DX_IMAGE, custom=custom).dataset
    if "SOPClassUID" not in cls._layout_of().fields and "SOPClassUID" in dataset:
        dataset.pop("SOPClassUID")
    return cls.from_dataset(dataset)


@pytest.mark.parametrize(
    "folder", ["modules", "macros", "functional_groups", "records"]
)
def test_an_object_of_every_class_is_made_of_what_is_required(folder: str) -> None:
    found = [cls for cls in definitions() if folder in cls.__module__]

    assert len(found) > 30
    for cls in found:
        example = example_of(cls)
        required = cls._layout_of().required
        assert required <= {int(element.tag) for element in example.to_dataset()}
        assert not same(example.to_dataset(), rebuilt(example).to_dataset()), cls


VALUES = "_Values"
"""The arguments of `replace` and `following` in a stub."""


def _stubs() -> Iterator[tuple[type[TypedDefinition], ast.ClassDef]]:
    """Yield every class, including nested ones, with its stub."""
    for path in sorted(PACKAGE.rglob("*.pyi")):
        if path.stem == "__init__":
            continue
        place = path.relative_to(PACKAGE).with_suffix("").parts
        module = import_module(".".join((iodize.generated.__name__, *place)))
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield from _classes(getattr(module, node.name), node)


def _classes(
    cls: type[Definition], node: ast.ClassDef
) -> Iterator[tuple[type[TypedDefinition], ast.ClassDef]]:
    if issubclass(cls, Definition) and not _made_otherwise(cls):
        yield as_typed(cls), node
    for inner in node.body:
        if isinstance(inner, ast.ClassDef) and inner.name != VALUES:
            yield from _classes(getattr(cls, inner.name), inner)


def _made_otherwise(cls: type[Definition]) -> bool:
    """Whether a list names attributes, or is made as that of another SOP class is."""
    shared = issubclass(cls, AttributeList) and "." in cls.__bases__[0].__qualname__
    return issubclass(cls, GetRequest) or shared


def _arguments(node: ast.ClassDef) -> dict[str, bool]:
    """Return the arguments by name, and whether each is required."""
    makers = [
        each
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.name == "__init__"
    ]
    if not makers:
        return {}
    signature = makers[-1].args  # the last one has keyword arguments only
    assert [each.arg for each in signature.args] == ["self"]
    pairs = zip(signature.kwonlyargs, signature.kw_defaults, strict=True)
    return {
        each.arg: default is None
        for each, default in pairs
        if each.arg != "returning"  # the requested keys are not an attribute
    }


def _values(node: ast.ClassDef) -> set[str]:
    """Return the names that a stub adds to those of its bases."""
    return {
        each.target.id
        for inner in node.body
        if isinstance(inner, ast.ClassDef) and inner.name == VALUES
        for each in inner.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }


def test_stubs_of_copies_have_the_attributes_of_the_class() -> None:
    named = {cls: _values(node) for cls, node in _stubs()}
    iods = [cls for cls in named if issubclass(cls, Iod)]

    assert len(iods) > 150
    for iod in iods:
        accepted = set().union(*(named.get(base, ()) for base in iod.__mro__))
        assert accepted == set(iod._layout_of().names), iod


def test_stubs_and_classes_have_the_same_attributes() -> None:
    number = 0
    for cls, node in _stubs():
        number += 1
        layout = cls._layout_of()
        arguments = _arguments(node)
        needed = {
            layout.by_tag[tag].keyword
            for tag in layout.required - layout.defaults.keys()
        }
        assert set(arguments) == set(layout.names), cls
        assert {name for name, required in arguments.items() if required} == needed, cls

    assert number > 1500
