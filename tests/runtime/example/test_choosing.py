"""Chosen values fit to lists, limits and value multiplicity."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.definitions import Limits, Terms
from iodize.example.choosing import best_term, converted, values_needed, within


class Attribute:
    """An attribute with a value multiplicity."""

    def __init__(self, vm: str) -> None:
        self.vm = vm


def terms(*values: str, **changes: Any) -> Terms:
    return Terms(**{"enumerated": False, "values": values, **changes})


def needed(vm: str, *lists: Terms) -> int:
    attribute: Any = Attribute(vm)
    return values_needed(attribute, lists)


def test_number_of_values_is_the_least_that_the_vm_allows() -> None:
    assert needed("1") == 1
    assert needed("1-n") == 1
    assert needed("2-2n") == 2
    assert needed("16") == 16


def test_lists_for_single_places_require_values() -> None:
    third = terms("AXIAL", number=3)

    assert needed("2-n", third) == 3
    assert needed("2", third) == 2


def test_value_of_the_shortest_enumeration_is_chosen() -> None:
    long = terms("A", "B", "C", enumerated=True)
    short = terms("B", "D", enumerated=True)

    assert best_term([long, short], ()) == "B"


def test_preferred_term_is_chosen_if_it_is_listed() -> None:
    listed = terms("A", "B")

    assert best_term([listed], ("B",)) == "B"
    assert best_term([listed], ("C",)) == "A"
    assert best_term([], ("C",)) is None


@pytest.mark.parametrize(
    ("vr", "term", "value"),
    [
        ("US", "8", 8),
        ("FD", "0.5", 0.5),
        ("AT", "00100010", 0x00100010),
        ("CS", "A", "A"),
    ],
)
def test_terms_are_converted_to_the_type_of_the_vr(
    vr: str, term: str, value: object
) -> None:
    assert converted(vr, term) == value


@pytest.mark.parametrize(
    ("limits", "value", "expected"),
    [
        (Limits(at_least=3), 1, 3),
        (Limits(above=3), 1, 4),
        (Limits(at_most=3), 5, 3),
        (Limits(below=3), 5, 1),
        (Limits(at_least=1, at_most=9), 5, 5),
    ],
)
def test_value_is_moved_into_the_limits(
    limits: Limits, value: int, expected: int
) -> None:
    assert within(limits, "US", value) == expected


def test_limited_text_remains_text() -> None:
    assert within(Limits(at_least=2.5), "DS", 1) == "2.5"
