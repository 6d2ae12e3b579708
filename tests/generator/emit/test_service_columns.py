"""The letters of requirement columns: their side and their requirement."""

from __future__ import annotations

import pytest

from iodize.generator.emit.service_columns import Side, as_made, never_returned
from iodize.generator.model import AttributeList, Condition, Operation, Requirement


def side(service: str, role: str = "request") -> Side:
    operation = Operation(service, "M", "M", "F.1")
    return Side.of(AttributeList("Name", role), operation)


def asked(user: str, provider: str | None = None, column: str = "usage") -> Requirement:
    return Requirement(column, user, provider)


@pytest.mark.parametrize(
    ("service", "role", "letter"),
    [
        ("N-CREATE", "request", "1"),
        ("N-ACTION", "request", "1"),
        ("N-ACTION", "reply", "2"),
        ("N-GET", "reply", "2"),
        ("N-EVENT-REPORT", "request", "2"),
        ("N-EVENT-REPORT", "reply", "1"),
    ],
)
def test_letter_is_that_of_the_sending_side(
    service: str, role: str, letter: str
) -> None:
    assert side(service, role).letter(asked("1", "2")) == letter


@pytest.mark.parametrize(
    ("letter", "type_"),
    [("1", "1"), ("2C", "2C"), ("M", "1"), ("MC", "1C"), ("U", "3"), ("-", None)],
)
def test_a_letter_is_a_type_of_ps3_3(letter: str, type_: str | None) -> None:
    assert side("N-CREATE").type(asked(letter, "1"), ()) == type_


@pytest.mark.parametrize(
    ("letters", "path", "type_"),
    [
        (("1", "1"), (), "3"),
        (("-", "1"), (), "3"),  # PS3.7 10.1.5.1.5: the reply may do without
        (("-", "M"), (), "1"),  # Table H.4-6: the boxes of a film box
        (("1", "1"), ("(0040,0270)",), "1"),
    ],
)
def test_attributes_of_the_request_are_optional_in_the_reply(
    letters: tuple[str, str], path: tuple[str, ...], type_: str
) -> None:
    assert side("N-CREATE", "reply").type(asked(*letters), path) == type_


@pytest.mark.parametrize(
    ("letter", "type_"), [("U", "1"), ("R", "2"), ("O", "3"), ("1C", "1C")]
)
def test_query_retrieve_returns_its_keys(letter: str, type_: str) -> None:
    """PS3.4 C.2.2.1: a unique key has a value, a required one may be unknown."""
    assert side("C-FIND", "reply").type(asked(letter), ()) == type_


@pytest.mark.parametrize(
    ("letter", "type_"),
    [("1", "1"), ("R", "1"), ("RC", "1C"), ("P", "1C"), ("X", "1C"), ("O", None)],
)
def test_letters_of_final_states(letter: str, type_: str | None) -> None:
    assert side("N-SET", "final").type(asked(letter, column="final"), ()) == type_


def test_attribute_that_is_neither_matched_nor_returned_is_not_a_key() -> None:
    match, returned = asked("-", column="match"), asked("-", column="return")

    assert never_returned((match, returned))
    assert not never_returned((match, asked("2", column="return")))
    assert not never_returned((match,))


@pytest.mark.parametrize(
    ("sent", "returned", "letter"),
    [("1C", "1", "1C"), ("2C", "2", "2C"), ("1", "1", "1"), ("1C", "3", "3")],
)
def test_optional_attribute_of_an_item_is_conditional_in_n_get(
    sent: str, returned: str, letter: str
) -> None:
    """Table CC.2.5-2c: the five ways to retrieve are 1 each in the column of N-GET."""
    condition = Condition('TypeOfInstances == "DICOM"')
    created = Requirement("N-CREATE", sent, "1", condition=condition)
    asked_for = Requirement("N-GET", "-", returned)

    made = as_made(asked_for, (created, asked_for))

    assert made.provider == letter
    assert made.condition == (condition if letter.endswith("C") else None)


@pytest.mark.parametrize(
    ("sent", "returned", "letter"), [("3", "1", "1C"), ("3", "2", "2"), ("1", "1", "1")]
)
def test_attribute_that_is_optional_for_the_scu_is_conditional_in_n_get(
    sent: str, returned: str, letter: str
) -> None:
    """Table CC.2.5-3: a step in progress has no Procedure Step Cancellation DateTime."""
    created, changed = asked("not-allowed", None, "N-CREATE"), asked(sent, "1", "N-SET")
    asked_for = asked("-", returned, "N-GET")

    made = as_made(asked_for, (created, changed, asked_for))

    assert made.provider == letter
