"""A condition stays words until everything is read."""

from iodize.generator.docbook.conditions import Worded, read_condition


def test_words_are_kept_for_the_last_pass() -> None:
    condition = read_condition("Required if it rains.", needed=False)

    assert condition == Worded(words="Required if it rains.", needed=False)
