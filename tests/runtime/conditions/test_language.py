"""Formal text and expressions are two forms of the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodize.conditions import ExpressionError, parse
from iodize.conditions.expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Differs,
    Expression,
    Flat,
    Inside,
    Is,
    IsOther,
    Not,
    Or,
    Place,
    Points,
    Position,
    Present,
    Private,
    Referenced,
    Relative,
    Same,
    Scope,
    Some,
    Unknown,
    Used,
    Valued,
)

keywords = st.sampled_from(["KVP", "ImageType", "BeamSequence", "PatientName"])
places = st.builds(
    Place,
    keywords,
    st.sampled_from(Scope),
    st.lists(keywords, max_size=2).map(tuple),
)
numbers = st.builds(
    Place,
    keywords,
    st.sampled_from(Scope),
    st.lists(keywords, min_size=1, max_size=2).map(tuple),
)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
)
leaves = st.one_of(
    st.builds(Present, places),
    st.builds(Valued, places),
    st.builds(
        Is,
        places,
        st.lists(texts, min_size=1, max_size=3).map(tuple),
        st.none() | st.integers(1, 9),
    ),
    st.builds(IsOther, places, st.lists(texts, min_size=1, max_size=3).map(tuple)),
    st.builds(Same, places, places),
    st.builds(Differs, places),
    st.builds(
        Compares,
        places,
        st.sampled_from([*Compares.OPERATORS]),
        st.integers(-99, 99).map(float),
        st.booleans(),
    ),
    st.builds(
        Coded,
        places,
        st.lists(st.tuples(texts, texts), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(Private, places),
    st.builds(Points, places, st.sampled_from([*Points.KINDS])),
    st.builds(Closed, places),
    st.builds(Flat, places),
    st.builds(Relative, places),
    st.builds(Position, st.sampled_from(["first", "last"]), st.just("") | keywords),
    st.builds(Inside, keywords),
    st.builds(Used, keywords, st.booleans()),
    st.builds(Unknown, texts),
)


def groups(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Not, parts),
        st.builds(Some, places, parts),
        st.builds(Referenced, places, numbers, parts),
    )


@given(st.recursive(leaves, groups, max_leaves=6))
def test_an_expression_is_read_back_from_its_text(expression: Expression) -> None:
    assert parse(str(expression)) == expression


def test_formal_text_of_expressions() -> None:
    text = 'ImageType[1] in ("ORIGINAL", "MIXED") and not present(up.PixelSpacing)'

    assert parse(text) == And(
        (
            Is(Place("ImageType"), ("ORIGINAL", "MIXED"), 1),
            Not(Present(Place("PixelSpacing", Scope.UP))),
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KVP",
        "present()",
        "present(KVP",
        "absent(KVP)",
        "KVP != 1",
        "3 > 2",
        "KVP + 1",
        'points(KVP, "kilovolts")',
        "referenced(Number, Number, present(KVP))",
    ],
)
def test_invalid_condition_is_rejected_and_quoted(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)

    assert repr(text) in str(caught.value)
    assert caught.value.hint
