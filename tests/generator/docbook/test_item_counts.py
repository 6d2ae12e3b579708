import pytest

from iodize.generator.docbook.item_counts import CountNotUnderstood, read_item_count
from iodize.generator.model import ItemCount


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Only a single Item shall be present.", ItemCount(1, 1)),
        ("Things. Only one Item is allowed. More.", ItemCount(1, 1)),
        ("One or more Items are permitted.", ItemCount(1, None)),
        ("Zero or more Items shall be present.", ItemCount(0, None)),
        ("Zero or one Item is permitted.", ItemCount(0, 1)),
        ("Exactly two Items shall be present.", ItemCount(2, 2)),
        ("Two or more Items are permitted.", ItemCount(2, None)),
        ("One, two, or three Items are allowed.", ItemCount(1, 3)),
        ("At least one Item shall be present.", ItemCount(1, None)),
        ("No more than one Item is allowed.", ItemCount(0, 1)),
        (
            "The number of Items shall match Demo Count (0009,100a).",
            ItemCount(0, None, "(0009,100A)"),
        ),
        ("Things without a number of them.", None),
        ("If more than one Item is present, order matters.", None),
    ],
)
def test_a_number_of_items(text: str, count: ItemCount | None) -> None:
    assert read_item_count(text) == count


def test_what_another_attribute_tells_wins() -> None:
    text = (
        "One or more Items are permitted."
        " The number of Items shall equal Demo Count (0009,1001)."
    )

    assert read_item_count(text) == ItemCount(0, None, "(0009,1001)")


@pytest.mark.parametrize(
    "text",
    [
        "Two Items shall be present if it rains.",
        "Only one Item is permitted. Two Items are permitted.",
        "The number of Items depends on the demo.",
    ],
)
def test_what_is_not_certain_is_not_read(text: str) -> None:
    with pytest.raises(CountNotUnderstood):
        read_item_count(text)
