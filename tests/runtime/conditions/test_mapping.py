"""One mapping rewrites the places, or the parts, of every kind of condition."""

from dataclasses import replace

import pytest

from iodize.conditions import parse
from iodize.conditions.expressions import Expression, Not, Place, Scope
from iodize.conditions.mapping import map_parts, map_places


def at_top(place: Place) -> Place:
    return replace(place, scope=Scope.TOP)


@pytest.mark.parametrize(
    ("text", "mapped"),
    [
        ("present(Rows)", "present(top.Rows)"),
        ("valued(Rows)", "valued(top.Rows)"),
        ("closed(ContourData)", "closed(top.ContourData)"),
        ("private(Rows)", "private(top.Rows)"),
        ('ImageType[1] in ("A", "B")', 'top.ImageType[1] in ("A", "B")'),
        ("count(Seq.Rows) > 1", "count(top.Seq.Rows) > 1"),
        ('coded(Seq, ("1", "DCM"))', 'coded(top.Seq, ("1", "DCM"))'),
        ("Rows == Columns", "top.Rows == top.Columns"),
        ("not (present(A) or present(B))", "not (present(top.A) or present(top.B))"),
        ("some(Seq, present(Rows))", "some(top.Seq, present(Rows))"),
        (
            "referenced(R, Seq.Number, present(Rows))",
            "referenced(top.R, top.Seq.Number, present(Rows))",
        ),
        ('Rows != "A"', 'top.Rows != "A"'),
        ('module("CTImage") and first()', 'module("CTImage") and first()'),
        ('unknown("x")', 'unknown("x")'),
    ],
)
def test_every_place_outside_of_some_is_mapped(text: str, mapped: str) -> None:
    assert map_places(parse(text), at_top) == parse(mapped)


@pytest.mark.parametrize(
    ("text", "mapped"),
    [
        ("present(A) and present(B)", "not present(A) and not present(B)"),
        ("present(A) or present(B)", "not present(A) or not present(B)"),
        ("not present(A)", "not not present(A)"),
        ("some(Seq, present(A))", "some(Seq, not present(A))"),
        ("referenced(R, S.N, present(A))", "referenced(R, S.N, not present(A))"),
        ("present(A)", "present(A)"),
    ],
)
def test_direct_parts_are_mapped(text: str, mapped: str) -> None:
    def negated(part: Expression) -> Expression:
        return Not(part)

    assert map_parts(parse(text), negated) == parse(mapped)
