"""The XML form of model classes, derived from their attrs fields.

- An element is named after its class: `ModuleUse` is `<module-use>`.
- A field of text, numbers, truth values or enumerations is an XML attribute; several
  values are separated by "|": `vr="US|SS"`.
- A field of model classes is child elements; the name of a child identifies its class. If
  two fields of a class can contain elements of the same name, each of its fields is
  wrapped in an element: `<command-elements>`.
- Default values are omitted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import frozen

SCALARS = (str, bool, int, Enum)


@frozen
class AttributeShape:
    """A field that is an XML attribute."""

    field: str
    name: str
    """Name of the XML attribute."""
    scalar: type
    """The type of the value, or of each of several."""
    many: bool
    absent: Any
    """Value that an absent attribute represents; NOTHING if the attribute is required."""
    pattern: re.Pattern[str] | None
    """Pattern that the value must match in full."""


@frozen
class ChildShape:
    """A field that is child elements."""

    field: str
    classes: Mapping[str, type]
    """The classes of the field's values by element name."""
    many: bool
    absent: Any
    wrapper: str | None = None
    """Name of the element that wraps the children; None if they are not wrapped."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the elements in which the field can begin."""
        return (self.wrapper,) if self.wrapper is not None else tuple(self.classes)


@frozen(slots=False)
class Shape:
    """The element of one class."""

    element: str
    attributes: tuple[AttributeShape, ...]
    children: tuple[ChildShape, ...]

    @cached_property
    def attribute_named(self) -> Mapping[str, AttributeShape]:
        return {attribute.name: attribute for attribute in self.attributes}

    @cached_property
    def child_named(self) -> Mapping[str, ChildShape]:
        """The field that a child element belongs to, by the child's name."""
        return {name: child for child in self.children for name in child.names}

    @cached_property
    def absent(self) -> Mapping[str, Any]:
        """The values of fields that may be absent in XML."""
        return {
            shape.field: shape.absent
            for shapes in (self.attributes, self.children)
            for shape in shapes
            if shape.absent is not attrs.NOTHING
        }


def element_name(name: str) -> str:
    """Return the XML name of a class or field: "module-use" for "ModuleUse"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name)
    return words.replace("_", "-").strip("-").lower()


@cache
def shape_of(model: type) -> Shape:
    """Return the shape of a class of the model.

    Raises:
        TypeError: The type of a field does not have an XML form.
    """
    return shape_of_fields(element_name(model.__name__), fields_of(model))


def fields_of(model: type) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a class in their order, with resolved forward references."""
    attrs.resolve_types(model)
    return tuple(field for field in attrs.fields(model) if field.init)


def shape_of_fields(element: str, fields: Sequence[attrs.Attribute[Any]]) -> Shape:
    """Return the shape of an element with the given fields."""
    attributes = []
    children = []
    for field in fields:
        types, many, optional = _parts_of(field.type)
        absent = _absent(field, many, optional)
        if all(isinstance(each, type) and attrs.has(each) for each in types):
            classes = {element_name(model.__name__): model for model in types}
            children.append(ChildShape(field.name, classes, many, absent))
        elif len(types) == 1 and _is_scalar(types[0]):
            name, pattern = element_name(field.name), _pattern(field.validator)
            attributes.append(
                AttributeShape(field.name, name, types[0], many, absent, pattern)
            )
        else:
            raise TypeError(f"no XML for {element}, {field.name}: {field.type}")
    return Shape(element, tuple(attributes), _wrapped_if_alike(children))


def _wrapped_if_alike(children: list[ChildShape]) -> tuple[ChildShape, ...]:
    """Return the fields, wrapped if the names of children do not identify them."""
    names = [name for child in children for name in child.classes]
    if len(names) == len(set(names)):
        return tuple(children)
    return tuple(
        attrs.evolve(child, wrapper=element_name(child.field)) for child in children
    )


def _is_scalar(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, SCALARS)


def _parts_of(annotation: Any) -> tuple[list[Any], bool, bool]:
    """Return the types of a field's values, whether it is a tuple, and may be None.

    A type without an XML form is returned unchanged.
    """
    types, optional = _union(annotation)
    if optional or len(types) > 1 or get_origin(annotation) is not tuple:
        return types, False, optional
    member, *rest = get_args(annotation)
    types, of_none = _union(member)
    if of_none or rest != [...]:
        return [annotation], False, False
    return types, True, False


def _union(annotation: Any) -> tuple[list[Any], bool]:
    """Return the members of a union except None, and whether None is a member."""
    is_union = get_origin(annotation) in (Union, UnionType)
    members = get_args(annotation) if is_union else (annotation,)
    types = [member for member in members if member is not NoneType]
    return types, len(types) < len(members)


def _absent(field: attrs.Attribute[Any], many: bool, optional: bool) -> Any:
    """Return the value that absence in XML represents."""
    empty: Any = () if many else None if optional else attrs.NOTHING
    default: Any = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory() if not default.takes_self else attrs.NOTHING
    if default is attrs.NOTHING:
        return empty
    if empty is not attrs.NOTHING and default != empty:
        raise TypeError(f"no XML for {field.name}: its default is not {empty!r}")
    return default


def _pattern(validator: Any) -> re.Pattern[str] | None:
    """Return the pattern of a `matches_re` validator, also inside `optional`."""
    validator = getattr(validator, "validator", validator)
    pattern = getattr(validator, "pattern", None)
    in_full = getattr(validator, "match_func", None) == getattr(
        pattern, "fullmatch", attrs.NOTHING
    )
    return pattern if in_full else None
