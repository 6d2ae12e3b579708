"""Hypothesis strategies for the model, derived from its attrs classes.

The values of a field are derived from its type and its validator, so that new classes and
fields of the model are supported without changes.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from iodize.generator.model import Part, Standard
from iodize.generator.model.conditions import FORMAL
from iodize.generator.snapshot.parts import CONTENT, LEADING

EASILY_LOST = "\t\n\r \"'<>&|\\\x85\xa0\u200b\u2028é語😀"

CHARACTERS = st.one_of(
    st.sampled_from(EASILY_LOST),
    st.characters(codec="utf-8", exclude_categories=["Cc"]),
).filter(lambda character: character not in "\ufffe\uffff")
"""The characters that XML can hold."""

TEXT = st.text(CHARACTERS, max_size=8)

LATIN = st.characters(max_codepoint=0x17F, exclude_categories=["Cc"])
"""The alphabet of texts that a pattern restricts."""

FEW = 2
"""At most so many values in a tuple: a whole standard has many tuples."""


@cache
def instances(model: type) -> SearchStrategy[Any]:
    """Return a strategy for values of one class, which may contain itself."""
    return st.deferred(lambda: _instances(model))


@st.composite
def standards(draw: DrawFn) -> Standard:
    """Draw an edition; PS3.3 gives it its name, any other part may be missing."""
    years = from_field(attrs.fields(Part).edition)
    numbers = [n for n in CONTENT if n == LEADING or draw(st.booleans())]
    parts = tuple(Part(number, draw(years)) for number in numbers)
    fields = _fields(Standard)
    content = {
        name: draw(from_field(fields[name]))
        for number in numbers
        for name in CONTENT[number]
    }
    edition = next(part.edition for part in parts if part.number == LEADING)
    return Standard(edition=edition, parts=parts, **content)


FORMAL_TEXTS = ("present(KVP)", 'ImageType[1] in ("A", "B") and not first()')
"""Conditions in formal text."""


def from_field(field: attrs.Attribute[Any]) -> SearchStrategy[Any]:
    """Return a strategy for the values of a field."""
    if field.validator is FORMAL:
        return st.none() | st.sampled_from(FORMAL_TEXTS)
    pattern = _pattern(field.validator)
    if pattern is None:
        return from_type(field.type)
    texts = st.from_regex(pattern, fullmatch=True, alphabet=LATIN)
    return st.none() | texts if field.default is None else texts


def from_type(annotation: Any) -> SearchStrategy[Any]:
    """Return a strategy for the values of a type."""
    if get_origin(annotation) in (Union, UnionType):
        return st.one_of(*map(from_type, get_args(annotation)))
    if get_origin(annotation) is tuple:
        members = from_type(get_args(annotation)[0])
        return st.lists(members, max_size=FEW).map(tuple)
    if attrs.has(annotation):
        return instances(annotation)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return {
        NoneType: st.none(),
        str: TEXT,
        bool: st.booleans(),
        int: st.integers(),
    }[annotation]


def _instances(model: type) -> SearchStrategy[Any]:
    fields = {name: from_field(field) for name, field in _fields(model).items()}
    drawn = st.fixed_dictionaries(fields)
    return drawn.filter(lambda values: _accepts(model, values)).map(
        lambda values: model(**values)
    )


def _accepts(model: type, values: dict[str, Any]) -> bool:
    """Whether the fields suit each other: a class may check them together."""
    try:
        model(**values)
    except ValueError:
        return False
    return True


def _fields(model: type) -> dict[str, attrs.Attribute[Any]]:
    attrs.resolve_types(model)
    return {field.name: field for field in attrs.fields(model)}


def _pattern(validator: Any) -> re.Pattern[str] | None:
    return getattr(getattr(validator, "validator", validator), "pattern", None)
