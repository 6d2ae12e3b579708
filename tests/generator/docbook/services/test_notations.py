import pytest

from iodize.generator.docbook.services.notations import (
    NOT_ALLOWED,
    Notation,
    NotationNotUnderstood,
    column_of,
    read_notation,
    read_requirement,
)
from iodize.generator.model import ItemCount, Requirement, Worded


def asked(cell: str, remark: str = "") -> Requirement:
    notation = read_notation(cell)
    assert notation is not None
    return read_requirement("usage", notation, remark)


def words(requirement: Requirement) -> str:
    assert isinstance(requirement.condition, Worded)
    return requirement.condition.words


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Req. Type N-CREATE (SCU/SCP)", "N-CREATE"),
        ("N-SET Usage SCU/SCP", "N-SET"),
        ("Req. Type N-GET (SCU/SCP)", "N-GET"),
        ("Requirement Type Final State (see Note 1)", "final"),
        ("Final State", "final"),
        ("Matching Key Type", "match"),
        ("Match Key Type", "match"),
        ("Return Key Type", "return"),
        ("Type in Request Identifier", "request"),
        ("Response Identifier", "response"),
        ("Requirement Type (SCU/SCP)", "usage"),
        ("Usage SCU/SCP", "usage"),
        ("Type", "usage"),
        ("Remark / Matching Type", None),
        ("Remark / Return Key Type", None),
        ("Action Type ID", None),
        ("Tag", None),
    ],
)
def test_headings_of_one_meaning_are_one_column(
    heading: str, column: str | None
) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("cell", "sides"),
    [
        ("1/1", ("1", "1")),
        ("3 / 2", ("3", "2")),
        ("-/1C\nRequired if it rains.", ("-", "1C")),
        ("-/-", ("-", "-")),
        ("MC/M (Required if it rains)", ("MC", "M")),
        ("U/U", ("U", "U")),
        ("RC\nRequired if it rains.", ("RC", None)),
        ("OC - May be present only if it rains.", ("OC", None)),
        ("*", ("*", None)),
        ("-", ("-", None)),
        ("P", ("P", None)),
        ("1 (see note 2)", ("1", None)),
        ("Not Allowed", (NOT_ALLOWED, None)),
        ("Not allowed. Use another service", (NOT_ALLOWED, None)),
    ],
)
def test_a_cell_begins_with_its_notation(
    cell: str, sides: tuple[str, str | None]
) -> None:
    requirement = asked(cell)

    assert (requirement.user, requirement.provider) == sides


def test_empty_cell_is_not_a_requirement() -> None:
    assert read_notation("") is None


@pytest.mark.parametrize("cell", ["See Section 5", "Required if it rains", "4/4", "1/"])
def test_cell_without_a_notation_is_not_understood(cell: str) -> None:
    with pytest.raises(NotationNotUnderstood):
        read_notation(cell)


@pytest.mark.parametrize(
    ("cell", "remark", "condition"),
    [
        ("1C/1\nRequired if it rains.", "", "Required if it rains"),
        ("1C/1 (required if it rains). See Section A.1", "", "Required if it rains"),
        (
            "OC - May be present only if it rains.",
            "",
            "May be present only if it rains",
        ),
        ("1C/1C", "Required if it rains.", "Required if it rains."),
        (
            "1C/1 (required if it rains,one or more Items may be included)",
            "",
            "Required if it rains",
        ),
    ],
)
def test_condition_is_in_the_cell_or_in_the_remark(
    cell: str, remark: str, condition: str
) -> None:
    assert words(asked(cell, remark)) == condition


def test_unconditional_requirement_ignores_the_condition_of_the_remark() -> None:
    assert asked("1/1", "Required if it rains.").condition is None


def test_cell_can_require_an_empty_value() -> None:
    assert asked("2/2\nShall be empty").empty
    assert asked("2/2 (sequence shall contain zero items)").empty
    assert not asked("2/2").empty


def test_cell_can_require_one_value() -> None:
    assert asked('1/1\nShall be created with a value of "SCHEDULED"').values == (
        "SCHEDULED",
    )
    assert asked("1/1 (value shall be 1)").values == ("1",)


@pytest.mark.parametrize(
    ("cell", "remark", "count"),
    [
        ("1/1 (only a single Item shall be permitted)", "", ItemCount(1, 1)),
        ("1/1", "The Sequence shall contain only a single Item.", ItemCount(1, 1)),
        ("3", "Two Items may be returned in this Sequence.", ItemCount(2, 2)),
        (
            "-/2 (two or three items shall be included)",
            "",
            ItemCount(2, 3),
        ),
        (
            "1C/1 (required if it rains,one or more Items may be included)",
            "",
            ItemCount(1),
        ),
        ("1/1", "", None),
    ],
)
def test_row_can_state_the_number_of_items(
    cell: str, remark: str, count: ItemCount | None
) -> None:
    assert asked(cell, remark).item_count == count


def test_only_a_notation_with_a_c_is_conditional() -> None:
    assert Notation("1", "2C", "").is_conditional
    assert Notation("RC", None, "").is_conditional
    assert not Notation("1", "1", "").is_conditional


def test_key_that_is_not_asked_for_can_be_required_in_responses() -> None:
    remark = "A sum.\nRequired in Response Identifier if it rains."

    found = asked("-", remark)

    assert (found.user, found.provider) == ("-", "1C")
    assert words(found) == remark
    assert asked("-", "A sum.").provider is None
