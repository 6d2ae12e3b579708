import pytest

from iodize.generator.docbook.values.item_counts import (
    CountNotUnderstood,
    read_item_counts,
    reasons_left_out,
)
from iodize.generator.docbook.values.left_out import (
    EQUIPMENT,
    OTHER_OBJECT,
    RELATION,
)
from iodize.generator.model import ItemCount, Worded


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
    assert read_item_counts(text) == (() if count is None else (count,))


def test_number_of_another_attribute_takes_precedence() -> None:
    text = (
        "One or more Items are permitted."
        " The number of Items shall equal Demo Count (0009,1001)."
    )

    assert read_item_counts(text) == (ItemCount(0, None, "(0009,1001)"),)


COUNT = "Demo Count (0009,1001)"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            f"If {COUNT} is NO or is absent, only a single Item shall be present."
            f" If {COUNT} is YES, one or more Items are allowed.",
            [(1, 1, f"if {COUNT} is NO or is absent"), (1, None, f"if {COUNT} is YES")],
        ),
        (
            f"Two Items are allowed in this Sequence if {COUNT} equals TWO.",
            [(2, 2, f"if {COUNT} equals TWO")],
        ),
        (
            f"Only one Item is permitted in this Sequence unless {COUNT} is MORE, in"
            " which case two or more Items are allowed in this Sequence.",
            [(1, 1, f"if {COUNT} is not MORE"), (2, None, f"if {COUNT} is MORE")],
        ),
        (
            "Two Items shall be included if the demo mode is PAIRED.",
            [(2, 2, "if Demo Mode is PAIRED")],
        ),
    ],
)
def test_a_number_under_a_condition(
    text: str, counts: list[tuple[int, int | None, str]]
) -> None:
    found = [
        (count.minimum, count.maximum, count.condition.words)
        for count in read_item_counts(text)
        if isinstance(count.condition, Worded)
    ]
    assert found == counts


def test_the_value_of_another_attribute_if_it_is_present() -> None:
    text = f"Shall have the same number of Items as the value of {COUNT}"
    other = "(0009,1002)"

    assert read_item_counts(f"{text}.") == (ItemCount(0, None, "(0009,1001)"),)
    first, second = read_item_counts(
        f"{text} if present, or otherwise the value of Demos {other}."
    )
    assert (first.equals, second.equals) == ("(0009,1001)", other)
    assert first.condition is not None
    assert second.condition is not None


def test_statement_about_some_items_is_ignored() -> None:
    text = "One or more Items are permitted. At least one Item shall have a name."

    assert read_item_counts(text) == (ItemCount(1, None),)


@pytest.mark.parametrize(
    "text",
    [
        "Two Items shall be present if it rains.",
        "Only one Item is permitted. Two Items are permitted.",
        "The number of Items depends on the demo.",
    ],
)
def test_ambiguous_statement_is_not_read(text: str) -> None:
    with pytest.raises(CountNotUnderstood):
        read_item_counts(text)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "The maximum number of Items is the number of demos in the referenced Demo"
            " Instance.",
            OTHER_OBJECT,
        ),
        (
            "One Item shall be present for each lamp present in the Hall System.",
            EQUIPMENT,
        ),
        (
            "The number of Items shall be one less than the number of Items in Demo"
            " Sequence (0009,1002).",
            RELATION,
        ),
        (
            "For every SOP Instance referenced in Demo Sequence (0009,1002) exactly one"
            " Item shall be present in this Sequence.",
            RELATION,
        ),
    ],
)
def test_a_sentence_left_out_has_a_reason_and_the_others_are_read(
    sentence: str, reason: str
) -> None:
    text = f"One or more Items are permitted. {sentence}"

    assert [*reasons_left_out(text)] == [reason]
    assert read_item_counts(text) == (ItemCount(1, None),)
