"""The account of a small edition, whose sentences are written for these tests."""

from iodize.generator.conditions import Vocabulary
from iodize.generator.conditions.ledger import ledger_of
from iodize.generator.model import Attribute, Macro, Part, Standard, Type, Worded
from iodize.generator.report import Report


def standard(*texts: str) -> Standard:
    rows = tuple(
        Attribute("(0018,0060)", f"Row {n}", Type.OPTIONAL, Worded(words=text))
        for n, text in enumerate(texts, start=1)
    )
    macro = Macro("Shape", "C.1-2", "C.1", rows)
    return Standard("2020a", (Part(3, "2020a"),), macros=(macro,))


def test_sentences_are_counted_by_treatment(vocabulary: Vocabulary) -> None:
    edition = standard(
        "A number. Required if Modality (0008,0060) is CT (green).",
        "A colour. Shall be equal to the sum.",
        "Unicorns must dance.",
    )

    ledger = ledger_of(edition, vocabulary)

    assert ledger.sentences == {"read": 1, "values": 1, "not-understood": 1}
    assert ledger.attributes == {"read": 1}
    assert ledger.parentheses == {"other-name": 1}


def test_sentences_that_were_left_out_have_a_place(vocabulary: Vocabulary) -> None:
    edition = standard("Shall be equal to the sum.", "Unicorns must dance.")

    assert ledger_of(edition, vocabulary).left_out == [
        ("PS3.3 Table C.1-2 Row 1", "values", "Shall be equal to the sum."),
        ("PS3.3 Table C.1-2 Row 2", "not-understood", "Unicorns must dance."),
    ]


def test_condition_that_lost_an_attribute_is_listed(vocabulary: Vocabulary) -> None:
    edition = standard("Required if unicorns like KVP (0018,0060).")

    ledger = ledger_of(edition, vocabulary)

    assert ledger.attributes == {"not-understood": 1}
    assert [kind for _, kind, _ in ledger.left_out] == ["not-understood"]


def test_report_states_the_account_and_lists_it_on_demand(
    vocabulary: Vocabulary,
) -> None:
    edition = standard("Required if Modality (0008,0060) is CT.", "Shall be equal.")
    report = Report(ledger=ledger_of(edition, vocabulary))

    short = [*report.lines(edition, verbose=False)]
    long = [*report.lines(edition, verbose=True)]

    assert (
        "sentences that require, permit or forbid: 2; 1 read, 1 left out for a stated"
        " reason, 0 not understood"
    ) in short
    assert "  values: 1" in long
    assert "  PS3.3 Table C.1-2 Row 2: values: Shall be equal." in long
    assert "  values: 1" not in short
