"""The order of the parts changes how soon a condition is decided, and nothing else."""

import pytest

from iodize.conditions import parse
from iodize.conditions.order import cheapest_first


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        (
            'frame.FrameType[1] == "ORIGINAL" and top.SOPClassUID == "1.2"',
            'top.SOPClassUID == "1.2" and frame.FrameType[1] == "ORIGINAL"',
        ),
        (
            "not (present(everywhere.KVP) or present(Exposure)) or present(near.Rows)",
            "present(near.Rows) or not (present(Exposure) or present(everywhere.KVP))",
        ),
        ("present(Rows) and present(Columns)", "present(Rows) and present(Columns)"),
        ('present(near.Rows) and unknown("x")', 'unknown("x") and present(near.Rows)'),
    ],
)
def test_cheapest_part_comes_first(text: str, ordered: str) -> None:
    assert cheapest_first(parse(text)) == parse(ordered)
