from collections import Counter

import pytest

from iodize.generator.model import ServiceCondition

from ..demo import Reading

N_CREATE = "Req. Type N-CREATE (SCU/SCP)"
N_SET = "Req. Type N-SET (SCU/SCP)"
SEX = "(0010,0040)"
IMAGES, CLASS = "(0008,1140)", "(0008,1150)"


def asked(reading: Reading, tag: str, column: str) -> ServiceCondition:
    (found,) = (
        one
        for one in reading.standard.service_conditions
        if one.path[-1] == tag and one.column == column
    )
    return found


def required(found: ServiceCondition) -> str | None:
    assert found.condition is not None
    return found.condition.required


def test_a_condition_follows_its_notation(reading: Reading) -> None:
    sex = asked(reading, SEX, N_CREATE)

    assert (sex.table, sex.path, sex.requirement) == ("GG.3-3", (SEX,), "1C/1C")
    assert required(sex) == "not present(near.PatientID)"


def test_a_condition_may_stand_in_the_same_paragraph(reading: Reading) -> None:
    found = asked(reading, CLASS, N_CREATE)

    assert (found.path, found.requirement) == ((IMAGES, CLASS), "-/1C")
    assert required(found) == "present(near.PatientID)"


def test_a_condition_may_stand_in_the_remarks(reading: Reading) -> None:
    found = asked(reading, CLASS, N_SET)

    assert found.requirement == "1C/1"
    assert required(found) == "present(near.PatientID)"


def test_a_condition_that_is_nowhere_is_unknown(reading: Reading) -> None:
    assert required(asked(reading, "(0010,0020)", N_CREATE)) == 'unknown("unread")'


def test_what_has_no_condition_is_no_part_of_it(reading: Reading) -> None:
    assert len(reading.standard.service_conditions) == 4


def test_they_are_counted_by_themselves(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert (
        "conditions of services: 4; the object decides 3 fully, 0 partly, 1 not"
        in lines
    )
    assert "conditions of services not understood: 1 (25.0%)" in lines


@pytest.mark.parametrize(
    ("column", "count"),
    [(N_CREATE, 70), (N_SET, 31), ("N-SET Usage SCU/SCP", 28), ("Usage SCU/SCP", 45)],
)
def test_every_conditional_cell_of_a_column_is_read(
    reading_2023a: Reading, column: str, count: int
) -> None:
    """The numbers come from a count of the published cells, by their notations."""
    found = Counter(one.column for one in reading_2023a.standard.service_conditions)

    assert found[column] == count
