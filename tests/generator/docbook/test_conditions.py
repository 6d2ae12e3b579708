import pytest
from iodize.generator.docbook.conditions import UNREAD, read_condition
from iodize.generator.model import Otherwise


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Required if it rains.", Otherwise.UNSPECIFIED),
        ("Required if it rains. May be present otherwise.", Otherwise.MAY),
        ("Required if it rains. Maybe be present otherwise.", Otherwise.MAY),
        ("Required if it rains. May be included otherwise.", Otherwise.MAY),
        ("Required if it rains; shall not be present otherwise.", Otherwise.SHALL_NOT),
        (
            "Required if it rains. May be present otherwise only if it snows.",
            Otherwise.UNSPECIFIED,
        ),
    ],
)
def test_what_holds_otherwise(text: str, otherwise: Otherwise) -> None:
    condition = read_condition(text)

    assert condition.expression == UNREAD
    assert condition.otherwise is otherwise
