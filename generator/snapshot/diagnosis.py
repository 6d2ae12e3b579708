"""Explanation of errors in elements that the schema rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import cast

import attrs
from attrs import frozen
from lxml import etree

from .codec import parser
from .shapes import AttributeShape, Shape, shape_of


@frozen
class Fault:
    """One deviation from a shape."""

    line: int
    problem: str


def faults(element: etree._Element, shape: Shape) -> Iterator[Fault]:
    """Yield unknown, missing and wrong names and values, in the order of the file.

    Order and number of children are not checked.
    """
    line = cast(int, element.sourceline)
    for name in cast("list[str]", element.keys()):
        if name not in shape.attribute_named:
            known = _listed(shape.attribute_named)
            problem = f"<{element.tag}> does not have an attribute {name}, only {known}"
            yield Fault(line, problem)
    for attribute in shape.attributes:
        text = element.get(attribute.name)
        if text is None and attribute.absent is attrs.NOTHING:
            yield Fault(line, f"<{element.tag}> lacks the attribute {attribute.name}")
        elif text is not None and not _fits(attribute, text):
            problem = f"{attribute.name} of <{element.tag}> is {text!r}"
            yield Fault(line, f"{problem}; expected {_expectation(attribute)}")
    for node in element:
        child = shape.child_named.get(node.tag)
        if child is None:
            known = _listed(f"<{name}>" for name in shape.child_named)
            problem = f"<{element.tag}> must not contain <{node.tag}>, only {known}"
            yield Fault(cast(int, node.sourceline), problem)
        elif child.wrapper is None:
            yield from faults(node, shape_of(child.classes[node.tag]))
        else:
            bare = attrs.evolve(child, wrapper=None)
            yield from faults(node, Shape(child.wrapper, (), (bare,)))
    present = {node.tag for node in element}
    for child in shape.children:
        if child.absent is attrs.NOTHING and present.isdisjoint(child.names):
            lacking = _listed(f"<{name}>" for name in child.names)
            yield Fault(line, f"<{element.tag}> lacks one of {lacking}")


def _fits(attribute: AttributeShape, text: str) -> bool:
    if attribute.many:
        return True
    try:
        parser(attribute.scalar)(text)
    except (LookupError, ValueError):
        return False
    return attribute.pattern is None or bool(attribute.pattern.fullmatch(text))


def _expectation(attribute: AttributeShape) -> str:
    if attribute.pattern is not None:
        return attribute.pattern.pattern
    if issubclass(attribute.scalar, Enum):
        return _listed(member.value for member in attribute.scalar)
    return "false, true" if attribute.scalar is bool else "a whole number"


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "none"
