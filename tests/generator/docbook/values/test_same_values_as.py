from iodize.generator.docbook.values.same_values_as import (
    Alike,
    read_alike,
    read_elsewhere,
)
from iodize.generator.model import Terms, Value, Worded

MOOD = "(0009,1001)"


def test_the_values_of_another_attribute() -> None:
    text = "A mood. Enumerated Values and Defined Terms are the same as those for the"

    assert read_alike(f"{text} four values of Mood {MOOD}. See Section C.2.") == Alike(
        MOOD, "Mood", count=4
    )
    assert read_alike(f"Defined Terms are the same as Mood {MOOD}.") == Alike(
        MOOD, "Mood"
    )
    assert read_alike(f"The mood is the same as Mood {MOOD}.") is None


def test_number_of_the_values_is_not_always_stated() -> None:
    text = "Enumerated Values and Defined Terms are the same as those for the"

    for words in ("four or five values of", "values of"):
        alike = read_alike(f"{text} {words} Mood {MOOD}.")
        assert alike == Alike(MOOD, "Mood")


def test_a_value_is_left_out() -> None:
    text = "Enumerated Values are the same as those for the values of Mood"
    alike = read_alike(f"{text} {MOOD}, except that the value BAD is not allowed.")
    assert alike is not None

    (terms,) = alike.narrowed([Terms(True, (Value("GOOD"), Value("BAD")))])
    assert [value.term for value in terms.values] == ["GOOD"]


def test_a_value_that_one_sop_class_may_have() -> None:
    text = "Enumerated Values are the same as those for the values of Mood"
    alike = read_alike(
        f"{text} {MOOD}, except that the value BAD is not allowed unless the SOP Class"
        ' UID is "1.2.3" (Demo).'
    )
    assert alike is not None
    whole = Terms(True, (Value("GOOD"), Value("BAD")), number=1)

    first, second = alike.narrowed([whole])
    assert first == whole
    assert [value.term for value in second.values] == ["GOOD"]
    assert isinstance(second.condition, Worded)
    assert second.condition.words == 'if SOP Class UID is not "1.2.3"'


def test_list_without_the_excluded_value_is_unchanged() -> None:
    alike = Alike(MOOD, "Mood", without="BAD", unless="1.2.3")

    assert len(alike.narrowed([Terms(True, (Value("GOOD"),))])) == 1


def test_the_section_that_has_the_values() -> None:
    assert read_elsewhere("A mood. See Section C.2.1 for Defined Terms.") == "C.2.1"
    text = "See Attribute Description in Section C.2.1 for Defined Terms."
    assert read_elsewhere(text) == "C.2.1"
    assert read_elsewhere("See Section C.2.1 for further explanation.") is None
