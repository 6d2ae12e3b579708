import pytest

from iodize.generator.docbook.values.values import short_label
from iodize.generator.model import Value

from ...demo import Reading


def test_enumerated_values_allow_no_other(reading: Reading) -> None:
    (terms,) = reading.attribute("C.7-5a", "Laterality").terms

    assert terms.enumerated
    assert terms.values == (Value("R", "right"), Value("L", "left"))


def test_defined_terms_may_be_extended(reading: Reading) -> None:
    (terms,) = reading.attribute("C.7-5a", "Modality").terms

    assert not terms.enumerated
    assert terms.values == (Value("DM", "demo machine"), Value("OT"))


def test_list_can_apply_to_one_value(reading: Reading) -> None:
    """The number stands after the title, or before it."""
    first, second, third = reading.attribute("C.7-9", "Image Type").terms

    assert (first.number, first.enumerated) == (1, True)
    assert (second.number, second.enumerated) == (2, False)
    assert third.number == 3


def test_a_list_may_be_conditional(reading: Reading) -> None:
    first, _, third = reading.attribute("C.7-9", "Image Type").terms

    assert first.condition is None
    assert third.condition is not None


def test_a_label_that_is_a_sentence_is_not_kept(reading: Reading) -> None:
    (terms,) = reading.attribute("C.7-1", "Patient's Sex").terms

    assert [value.term for value in terms.values] == ["M", "F", "O"]
    assert [value.label for value in terms.values] == ["male", "female", None]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("female", "female"),
        ("left breast.", "left breast"),
        ("one two three four", "one two three four"),
        ("one two three four five", None),
        ("Yes. Really", None),
        ("", None),
    ],
)
def test_a_label_has_a_few_words(text: str, label: str | None) -> None:
    assert short_label(text) == label
