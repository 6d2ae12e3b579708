"""Any attrs classes have an XML form, including future classes of the model."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from attrs import field, frozen
from attrs.validators import matches_re, optional
from hypothesis import given
from lxml import etree

from iodize.generator.snapshot.codec import RefusedValueError, decode, fill
from iodize.generator.snapshot.errors import UnwritableStandardError
from iodize.generator.snapshot.schema import grammar
from iodize.generator.snapshot.shapes import shape_of

from ..strategies import instances


class Colour(StrEnum):
    RED = "red"
    PALE_BLUE = "pale blue"


@frozen
class Present:
    tag: str


@frozen
class Equals:
    tag: str
    values: tuple[str, ...]
    number: int | None = None


@frozen
class Not:
    operand: Tree


@frozen
class And:
    operands: tuple[Tree, ...]


@frozen
class Or:
    operands: tuple[Tree, ...] = ()


Tree = Present | Equals | Not | And | Or


@frozen
class Rule:
    """Two fields of the same classes, one of another, and every kind of scalar."""

    condition: Tree
    exception: Tree | None = None
    examples: tuple[Present | Equals, ...] = ()
    table: str | None = field(default=None, validator=optional(matches_re(r"[\w.-]+")))
    strict: bool = True
    favourite: Colour | None = None
    colours: tuple[Colour, ...] = ()
    numbers: tuple[int, ...] = ()


@frozen
class Nothing:
    pass


def encode(value: object) -> etree._Element:
    model: type = type(value)
    shape = shape_of(model)
    element = etree.Element(shape.element)
    fill(element, shape, value)
    return element


def reread(value: object) -> Any:
    text = etree.tostring(encode(value))
    return decode(etree.fromstring(text), type(value))


@given(instances(Rule))
def test_encoded_values_are_decoded(rule: Rule) -> None:
    assert reread(rule) == rule


@given(instances(Rule))
def test_schema_accepts_encoded_values(rule: Rule) -> None:
    etree.RelaxNG(grammar([shape_of(Rule)])).assertValid(encode(rule))


def test_an_expression_is_a_tree_of_elements() -> None:
    tree = And((Present("(0010,0010)"), Not(Equals("(0008,0060)", ("MR", "CT")))))

    assert etree.tostring(encode(tree)).decode() == (
        '<and><present tag="(0010,0010)"/>'
        '<not><equals tag="(0008,0060)" values="MR|CT"/></not></and>'
    )
    assert reread(tree) == tree


def test_fields_that_look_alike_are_wrapped() -> None:
    rule = Rule(Present("a"), exception=Present("b"))

    assert etree.tostring(encode(rule)).decode() == (
        '<rule><condition><present tag="a"/></condition>'
        '<exception><present tag="b"/></exception></rule>'
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((), None),
        (("",), ""),
        (("", ""), "|"),
        (("HAS OBS CONTEXT", "CONTAINS"), "HAS OBS CONTEXT|CONTAINS"),
        (("ORIGINAL\\PRIMARY", "a|b"), "ORIGINAL\\\\PRIMARY|a\\|b"),
    ],
)
def test_several_texts_are_in_one_attribute(
    values: tuple[str, ...], text: str | None
) -> None:
    equals = Equals("t", values)

    assert encode(equals).get("values") == text
    assert reread(equals) == equals


def test_a_class_without_fields_is_an_empty_element() -> None:
    assert etree.tostring(encode(Nothing())) == b"<nothing/>"
    assert reread(Nothing()) == Nothing()


def test_character_that_xml_does_not_allow_is_rejected() -> None:
    with pytest.raises(UnwritableStandardError, match="tag of present is 'a\\\\x00b'"):
        encode(Present("a\0b"))


def test_value_of_an_undeclared_class_is_rejected() -> None:
    with pytest.raises(TypeError, match=r"operand holds Nothing\(\)"):
        encode(Not(Nothing()))  # type: ignore[arg-type]


def test_invalid_enumeration_member_is_rejected_with_its_line() -> None:
    element = etree.fromstring('\n<rule colours="red|green"/>')

    with pytest.raises(RefusedValueError) as caught:
        decode(element, Rule)

    assert caught.value.line == 2
    assert caught.value.problem == "colours of <rule> is 'red|green'"
