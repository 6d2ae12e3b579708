from iodize.definitions import (
    Definition,
    Terms,
    attribute,
    constrain,
    defined,
    enumerated,
    limits,
)
from iodize.rules.value_lists import ValueRules
from iodize.tables.descriptions import Attribute

WHERE = "PS3.3 C.1 Table C.1-1"


def row(*values: Terms, vm: str = "") -> tuple[Attribute, str]:
    class Demo(Definition):
        Mood = attribute(0x00091001, "1", *values, vm=vm)

    return Demo.attributes()[0x00091001], WHERE


def test_the_narrower_list_wins() -> None:
    rules = ValueRules(
        [row(enumerated("A", "B", "C")), row(enumerated("B", section="C.2"))], ()
    )

    (allowed,) = rules.enumerated
    assert (allowed.values, allowed.reference) == (frozenset("B"), "PS3.3 C.2")


def test_lists_of_two_modules_in_use_add_up_where_neither_is_narrower() -> None:
    rules = ValueRules([row(enumerated("ROUND")), row(enumerated("BITMAP"))], ())

    (allowed,) = rules.enumerated
    assert allowed.values == {"ROUND", "BITMAP"}


def test_the_list_of_the_iod_counts_against_another_one() -> None:
    constraint = constrain("Mood", enumerated("RTIMAGE"), section="A.1.4")
    rules = ValueRules([row(enumerated("RTRAD", "PLAN"))], [constraint])

    (allowed,) = rules.enumerated
    assert (allowed.values, allowed.reference) == (
        frozenset(["RTIMAGE"]),
        "PS3.3 A.1.4",
    )


def test_lists_for_different_values_stand_side_by_side() -> None:
    rules = ValueRules([row(enumerated("A", number=1), enumerated("B", number=2))], ())

    assert [allowed.terms.number for allowed in rules.enumerated] == [1, 2]


def test_defined_terms_add_up() -> None:
    rules = ValueRules(
        [row(defined("A")), row(defined("B"), defined("C", when="x"))], ()
    )

    assert rules.known == {None: {"A", "B", "C"}}


def test_enumerated_values_make_defined_terms_needless() -> None:
    rules = ValueRules([row(defined("A", "B")), row(enumerated("A"))], ())

    assert not rules.known


def test_retired_terms_are_not_known() -> None:
    rules = ValueRules([row(defined("A"), defined("Z", retired=True))], ())

    assert (rules.known, rules.retired) == (
        {None: frozenset("A")},
        {None: frozenset("Z")},
    )


def test_nothing_asked_is_nothing() -> None:
    assert not ValueRules([], ())
    assert ValueRules([row(limits(above=0))], ())  # type: ignore[arg-type]
    assert ValueRules([row(vm="1")], ())
