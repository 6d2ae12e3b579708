"""Calls in generated code that declare legal values: `enumerated("M", "F")`, `limits(above=0)`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from ..model import (
    Attribute,
    Condition,
    DataElement,
    Iod,
    ItemCount,
    Otherwise,
    Range,
    Terms,
    ValueConstraint,
)
from ..report import Report

INTEGERS = frozenset({"US", "SS", "UL", "SL", "UV", "SV", "IS"})

_LITERAL = json.JSONEncoder(ensure_ascii=False)
_HEXADECIMAL = re.compile(r"([0-9A-F]{4,8})H")
_DECIMAL = re.compile(r"[+-]?\d+")


@frozen
class Call:
    """A call and its function."""

    function: str
    text: str


def quoted(text: str) -> str:
    """Format a string literal with double quotes."""
    return _LITERAL.encode(text)


def tuple_of(expressions: Sequence[str]) -> str:
    """Format a tuple; only that of one item ends with a comma."""
    end = "," if len(expressions) == 1 else ""
    return f"({', '.join(expressions)}{end})"


def value_calls(
    stated: Attribute | ValueConstraint, element: DataElement
) -> list[Call]:
    """Format the lists and ranges of an attribute as calls."""
    return [
        *(_terms(terms, element) for terms in stated.terms),
        *(_limits(bounds) for bounds in stated.ranges),
    ]


def items(count: ItemCount, elements: Mapping[str, DataElement]) -> str:
    """Format a number of items as an argument: 1, (1, None), "NumberOfBeams"."""
    if count.equals is not None:
        element = elements.get(count.equals)
        return quoted(element.keyword) if element else "(0, None)"
    if count.minimum == count.maximum:
        return str(count.minimum)
    return f"({count.minimum}, {count.maximum})"


def counted(count: ItemCount, elements: Mapping[str, DataElement]) -> str:
    """Format a conditional number of items as a call."""
    words = count.condition.required if count.condition else None
    return f"counted({items(count, elements)}, when={formal(words or '')})"


def constraint_calls(
    iod: Iod, elements: Mapping[str, DataElement], report: Report
) -> Iterator[tuple[str, list[str]]]:
    """Yield the calls of an IOD's constraints, with their functions."""
    for constraint in iod.constraints:
        unknown = [tag for tag in constraint.path if tag not in elements]
        if unknown:
            reason = f"{unknown[0]} is not in the data dictionary of PS3.6"
            report.problem(3, iod.table, 0, reason)
            continue
        path = ".".join(elements[tag].keyword for tag in constraint.path)
        calls = value_calls(constraint, elements[constraint.path[-1]])
        arguments = [quoted(path), *(call.text for call in calls)]
        if constraint.item_count is not None:
            arguments.append(f"items={items(constraint.item_count, elements)}")
        arguments.append(f"section={quoted(constraint.section)}")
        functions = ["constrain", *(call.function for call in calls)]
        yield f"constrain({', '.join(arguments)})", functions


def _terms(terms: Terms, element: DataElement) -> Call:
    encoded = [value.term for value in terms.values]
    if not terms.bits:
        encoded = [_encoded(term, element) for term in encoded]
    arguments = [quoted(term) for term in dict.fromkeys(encoded)]
    if terms.number is not None:
        arguments.append(f"number={terms.number}")
    if terms.condition is not None:
        arguments.append(f"when={formal(terms.condition.required or '')}")
    if terms.retired:
        arguments.append("retired=True")
    if terms.bits:
        arguments.append(f"bits={terms.bits!r}")
    if terms.section is not None:
        arguments.append(f"section={quoted(terms.section)}")
    if terms.table is not None:
        arguments.append(f"table={quoted(terms.table)}")
    function = "enumerated" if terms.enumerated else "defined"
    return Call(function, f"{function}({', '.join(arguments)})")


def formal(text: str) -> str:
    """Format a formal text as a literal, with the quotes that black prefers."""
    if '"' not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "\\'") + "'"


def when_call(condition: Condition) -> str:
    """Format the declaration of a condition."""
    arguments = [formal(condition.required)] if condition.required else []
    for name in ("permitted", "forbidden"):
        text = getattr(condition, name)
        if text is not None:
            arguments.append(f"{name}={formal(text)}")
    if condition.otherwise is not Otherwise.UNSPECIFIED:
        arguments.append(f'otherwise="{condition.otherwise}"')
    return f"when({', '.join(arguments)})"


def _limits(bounds: Range) -> Call:
    given = {
        "at_least": bounds.at_least,
        "above": bounds.above,
        "at_most": bounds.at_most,
        "below": bounds.below,
        "number": bounds.number,
    }
    arguments = [
        f"{name}={bound}" for name, bound in given.items() if bound is not None
    ]
    return Call("limits", f"limits({', '.join(arguments)})")


def _encoded(term: str, element: DataElement) -> str:
    """Return a term as an encoded value, with numbers in decimal."""
    if element.vr == ("AT",) and (match := _HEXADECIMAL.fullmatch(term)):
        return match[1]
    if INTEGERS.intersection(element.vr):
        if match := _HEXADECIMAL.fullmatch(term):
            return str(int(match[1], 16))
        if _DECIMAL.fullmatch(term):
            return str(int(term))
    return term
