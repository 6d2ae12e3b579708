from pathlib import Path

import pytest

from iodize.generator.docbook.values.item_tables import (
    read_item_table,
    section_of_counts,
)
from iodize.generator.model import Worded

from ...demo import Reading
from ..fragments import book_of, section

CELL = "<td><para>{}</para></td>"


def row(*cells: str) -> str:
    return f"<tr>{''.join(CELL.format(cell) for cell in cells)}</tr>"


def table(*headings: str) -> str:
    rows = row("DEMO_1", "1") + row("DEMO_2", "2") + row("DEMO_3", "1")
    return (
        '<table label="C.1-1" xml:id="table_C.1-1"><caption>Demos</caption>'
        f"<thead>{row(*headings)}</thead><tbody>{rows}</tbody></table>"
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Demos. The number of Items shall be as defined in C.1.2.", "C.1.2"),
        ("The number of Items shall be as defined in Section C.1.", "C.1"),
        ("One Item is as defined in Section C.1.", None),
    ],
)
def test_the_section_of_the_numbers(text: str, label: str | None) -> None:
    assert section_of_counts(text) == label


def test_a_number_for_several_codes(tmp_path: Path) -> None:
    content = table("Demo Sequence(0009,1001)", "Number of Sequence Items")
    (found,) = book_of(tmp_path, section("C.1", "Demos", content)).tables

    assert [
        (count.minimum, count.maximum, count.condition.words)
        for count in read_item_table(found)
        if isinstance(count.condition, Worded)
    ] == [
        (1, 1, 'if Demo Sequence (0009,1001) is (1, DEMO, "") or (3, DEMO, "")'),
        (2, 2, 'if Demo Sequence (0009,1001) is (2, DEMO, "")'),
    ]


def test_a_table_of_other_numbers(tmp_path: Path) -> None:
    content = table("Demo Sequence(0009,1001)", "Weight")
    (found,) = book_of(tmp_path, section("C.1", "Demos", content)).tables

    assert not [*read_item_table(found)]


class Test2023a:
    def test_subtasks_of_an_acquisition(self, reading_2023a: Reading) -> None:
        tasks = reading_2023a.attribute("C.36.29-1", "Acquisition Task Sequence")
        (subtasks,) = [
            row for row in tasks.content if getattr(row, "tag", None) == "(3002,011A)"
        ]
        counts = getattr(subtasks, "item_counts", ())

        assert [(each.minimum, each.maximum) for each in counts] == [
            (1, None),
            (1, 1),
            (2, 2),
        ]
