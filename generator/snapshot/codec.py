"""Conversion of model values to XML elements, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, cast

from lxml import etree

from .errors import UnwritableStandardError
from .shapes import AttributeShape, ChildShape, Shape, element_name, shape_of


class RefusedValueError(Exception):
    """A class of the model does not accept the values of an element."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line = line
        self.problem = problem


def fill(element: etree._Element, shape: Shape, value: object) -> None:
    """Write the fields of a value to its element.

    Raises:
        UnwritableStandardError: A text has a character that is not allowed in XML.
        TypeError: A value is not of the type of its field.
    """
    for attribute in shape.attributes:
        content = getattr(value, attribute.field)
        if content != attribute.absent:
            try:
                element.set(attribute.name, _text(attribute, content))
            except ValueError as error:
                raise UnwritableStandardError(
                    f"{attribute.name} of {shape.element} is {content!r},"
                    " which has a character that is not allowed in XML"
                ) from error
    for child in shape.children:
        content = getattr(value, child.field)
        if content != child.absent:
            parent = element
            if child.wrapper is not None:
                parent = etree.SubElement(element, child.wrapper)
            for member in content if child.many else (content,):
                _append(parent, child, member)


def _append(parent: etree._Element, child: ChildShape, member: object) -> None:
    model: type = type(member)
    name = element_name(model.__name__)
    if child.classes.get(name) is not model:
        raise TypeError(f"{child.field} holds {member!r}")
    fill(etree.SubElement(parent, name), shape_of(model), member)


def _text(attribute: AttributeShape, content: Any) -> str:
    if attribute.many:
        return "|".join(_escaped(_scalar_text(member)) for member in content)
    return _scalar_text(content)


def _scalar_text(content: object) -> str:
    if isinstance(content, Enum):
        return str(content.value)
    if isinstance(content, bool):
        return "true" if content else "false"
    return str(content)


def _escaped(text: str) -> str:
    """Escape "|", the separator of values."""
    return text.replace("\\", "\\\\").replace("|", "\\|")


def decode(element: etree._Element, model: type) -> Any:
    """Return the value of an element.

    Args:
        element: Valid by the schema.
        model: The class for the element's name.

    Raises:
        RefusedValueError: A class does not accept a value that the schema accepts.
    """
    fields = decode_fields(element, shape_of(model))
    try:
        return model(**fields)
    except (TypeError, ValueError) as error:
        # The first argument of attrs validators is the message, the others are details.
        problem = str(next(iter(error.args), error))
        raise RefusedValueError(_line(element), problem) from error


def decode_fields(element: etree._Element, shape: Shape) -> dict[str, Any]:
    """Return the fields of an element as arguments of its class."""
    fields = dict(shape.absent)
    for name, text in cast("list[tuple[str, str]]", element.items()):
        attribute = shape.attribute_named[name]
        fields[attribute.field] = _value(element, attribute, text)
    found: dict[str, list[Any]] = {}
    for node in element:
        child = shape.child_named[node.tag]
        members = (node,) if child.wrapper is None else node
        values = found.setdefault(child.field, [])
        values.extend(decode(each, child.classes[each.tag]) for each in members)
    for child in shape.children:
        if child.field in found:
            values = found[child.field]
            fields[child.field] = tuple(values) if child.many else values[0]
    return fields


def _value(element: etree._Element, attribute: AttributeShape, text: str) -> Any:
    parse = parser(attribute.scalar)
    if not attribute.many:
        return parse(text)
    try:
        return tuple(map(parse, _split(text)))
    except (LookupError, ValueError) as error:
        problem = f"{attribute.name} of <{element.tag}> is {text!r}"
        raise RefusedValueError(_line(element), problem) from error


@cache
def parser(scalar: type) -> Callable[[str], Any]:
    """Return the function that converts the text of an attribute to a value of a type.

    It raises LookupError or ValueError for invalid text.
    """
    if issubclass(scalar, Enum):
        return {_scalar_text(member): member for member in scalar}.__getitem__
    if scalar is bool:
        return {"false": False, "true": True}.__getitem__
    return scalar


def _split(text: str) -> list[str]:
    if "\\" not in text:
        return text.split("|")
    values = re.findall(r"(?:\A|\|)((?:[^|\\]|\\.)*)", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in values]


def _line(element: etree._Element) -> int:
    return cast(int, element.sourceline)
