from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import (
    Condition,
    Message,
    MessageField,
    Otherwise,
    ParameterUsage,
    Presence,
    Standard,
    Value,
)
from iodize.generator.passes import add_messages, read_tables
from iodize.generator.pipeline import MESSAGES
from iodize.generator.report import Report
from iodize.generator.run import Run

from ...demo import Copy, Reading

READ_MESSAGES = (read_tables(MESSAGES), add_messages)


def message(standard: Standard, name: str) -> Message:
    return next(each for each in standard.messages if each.name == name)


def field(standard: Standard, name: str, tag: str) -> MessageField:
    return next(f for f in message(standard, name).fields if f.tag == tag)


@pytest.fixture(scope="module", params=["2025e", "2013"])
def edition(real_docbook: Path, request: pytest.FixtureRequest) -> Reading:
    """PS3.7 alone, of either edition."""
    report = Report()
    run = Run.of([Book(real_docbook / request.param / "part07.xml")], report)
    for each in READ_MESSAGES:
        each(run)
    return Reading(run.standard, report)


def test_a_message_has_its_fields_in_order(reading: Reading) -> None:
    store = message(reading.standard, "C-STORE-RQ")

    assert (store.name, store.table) == ("C-STORE-RQ", "9.3-1")
    assert [field.name for field in store.fields] == [
        "Command Group Length",
        "Affected SOP Class UID",
        "Command Field",
        "Command Data Set Type",
        "Priority",
    ]


def test_a_field_may_have_a_fixed_value(reading: Reading) -> None:
    assert field(reading.standard, "C-STORE-RQ", "(0000,0100)") == MessageField(
        "(0000,0100)", "Command Field", "US", "1", 0x0001
    )
    report = field(reading.standard, "N-EVENT-REPORT-RSP", "(0000,0100)")
    assert report.value == 0x8100


def test_a_value_under_a_condition_is_not_fixed(reading: Reading) -> None:
    """Nor is a value that a field must not have."""
    for name in ("C-STORE-RQ", "N-EVENT-REPORT-RSP"):
        assert field(reading.standard, name, "(0000,0800)").value is None


def test_the_values_of_a_field_are_decimal(reading: Reading) -> None:
    priority = field(reading.standard, "C-STORE-RQ", "(0000,0700)")

    assert priority.values == (Value("0", "CALM"), Value("1", "URGENT"))


def test_a_row_without_a_tag_is_the_data_set(reading: Reading) -> None:
    found = {m.name: (m.data_set, m.presence) for m in reading.standard.messages}

    assert found == {
        "C-STORE-RQ": ("Data Set", Presence.ALWAYS),
        "C-CANCEL-FIND-RQ": (None, Presence.NEVER),
        "C-CANCEL-GET-RQ": (None, Presence.NEVER),
        "N-EVENT-REPORT-RSP": ("Event Reply", Presence.EITHER),
    }


def test_hyphens_that_do_not_break_are_hyphens(reading: Reading) -> None:
    assert reading.standard.messages[-1].name == "N-EVENT-REPORT-RSP"


def test_usages_are_read_from_the_table_of_the_service(reading: Reading) -> None:
    store = message(reading.standard, "C-STORE-RQ")

    assert store.parameters == "9.1-1"
    assert store.usage is ParameterUsage.MANDATORY
    assert [f.usage and f.usage.value for f in store.fields] == [
        None,
        "M",
        None,
        None,
        "M",
    ]


def test_condition_is_read_from_the_section_of_the_parameter(reading: Reading) -> None:
    report = message(reading.standard, "N-EVENT-REPORT-RSP")
    event = field(reading.standard, report.name, "(0000,1002)")

    assert event.usage is ParameterUsage.CONDITIONAL
    assert event.condition == Condition(
        'not CommandDataSetType == "257"', permitted='Status == "0"'
    )
    assert report.condition == Condition(
        permitted='Status == "0"', otherwise=Otherwise.SHALL_NOT
    )


def test_messages_of_one_command_field_have_one_registered_name(
    reading: Reading,
) -> None:
    assert [each.command for each in reading.standard.messages] == [
        "C-STORE-RQ",
        "C-CANCEL-RQ",
        "C-CANCEL-RQ",
        "N-EVENT-REPORT-RSP",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "<para>Affected SOP Class UID</para></td><td><para>(0000,0002)</para></td>",
            "<para>Affected SOP Class UID</para></td><td><para>(0008,0002)</para></td>",
            "Table 9.3-1 row 2: not a tag: '(0008,0002)'",
        ),
        (
            "C-STORE-RQ Message Fields",
            "Some Message Fields",
            "Table 9.3-1: caption 'Some Message Fields' does not contain a message",
        ),
        (
            "This indicates that a Data Set is present",
            "This is about a Data Set",
            "Table 9.3-1: presence of a data set not stated",
        ),
        (
            "<para>Affected SOP Class UID</para></td><td><para>M</para></td>",
            "<para>Affected Class UID</para></td><td><para>M</para></td>",
            "Table 9.3-1: Affected SOP Class UID is not a parameter in Table 9.1-1",
        ),
        (
            "<para>Affected SOP Class UID</para></td><td><para>M</para></td>",
            "<para>Affected SOP Class UID</para></td><td><para>X</para></td>",
            "Table 9.1-1 row 1: not a usage: 'X'",
        ),
        (
            "<para>Event Type ID</para></td><td><para>(0000,1002)</para></td>"
            "<td><para>US</para></td><td><para>1</para></td><td><para>What happened.",
            "<para>Event</para></td><td><para>(0000,1002)</para></td>"
            "<td><para>US</para></td><td><para>1</para></td><td><para>What happened.",
            "Table 10.3-1: parameter 'eventtypeid' of Table 10.1-1 is not a field",
        ),
        (
            "C-STORE Parameters</caption>",
            "C-STORE Things</caption>",
            "Table 9.3-1: the table of the parameters of C-STORE-RQ was not found",
        ),
        (
            "This may only be included in the success response of the demo.",
            "It may be included if the sun shines.",
            "Table 10.1-1 row 2: condition of Event Reply not understood",
        ),
        (
            "<para>0001H C-STORE-RQ</para>",
            "",
            "Table 9.3-1: Command Field 1 is not in Table E.1-1",
        ),
        (
            "<para>0001H C-STORE-RQ</para>",
            "<para>0001H C-KEEP-RQ</para>",
            "Table 9.3-1: its Command Field is that of C-KEEP-RQ in Table E.1-1",
        ),
        (
            "<para>0001H C-STORE-RQ</para>",
            "<para>0001H C-STORE-RQ</para><para>0002H C-KEEP-RQ</para>",
            "Table E.1-1: the table of C-KEEP-RQ was not found",
        ),
    ],
)
def test_rows_that_are_not_understood_are_reported(
    copy: Copy, old: str, new: str, problem: str
) -> None:
    copy.edit(7, old, new)

    assert f"PS3.7 {problem}" in copy.read().problems()


def test_condition_without_a_section_is_noted(copy: Copy) -> None:
    copy.edit(7, "<title>Event Reply</title>", "<title>Other</title>")
    reading = copy.read()

    assert reading.problems() == []
    assert (
        "PS3.7 Table 10.1-1 row 2: condition of Event Reply not stated in a section"
        in reading.notes()
    )
    condition = message(reading.standard, "N-EVENT-REPORT-RSP").condition
    assert condition == Condition('unknown("not-stated")')


def test_contradicting_tables_about_the_data_set_are_noted(copy: Copy) -> None:
    copy.edit(7, "that a Data Set is present:", "if a Data Set is present:")
    note = "PS3.7 Table 9.3-1: a data set follows either, but its usage is M"

    assert note in copy.read().notes()


class TestRealEditions:
    def test_nothing_is_misunderstood(self, edition: Reading) -> None:
        assert edition.problems() == []

    def test_probable_errata_are_noted(self, edition: Reading) -> None:
        """The lists of statuses of 2013 have no codes, its C-FIND lacks a section."""
        notes = [note for note in edition.notes() if "do not have codes" not in note]
        lists = len(edition.notes()) - len(notes)

        if edition.standard.edition == "2025e":
            assert (notes, lists) == ([], 0)
        else:
            assert notes == [
                "PS3.7 Table 9.1-2 row 5: condition of Identifier not stated in a section",
                "PS3.7 Table C row 6: 01xx and 02xx are of"
                " PS3.7 Annex C assigned Warning and Failure",
            ]
            assert lists == 11

    def test_every_message_is_read(self, edition: Reading) -> None:
        found = {m.name: m for m in edition.standard.messages}

        assert len(found) == 25
        assert (
            sum(len(m.fields) + (m.data_set is not None) for m in found.values()) == 183
        )
        assert len({m.command for m in found.values()}) == 23
        assert edition.report.rows[7, "parameters of services"] == 89

    def test_every_field_is_a_parameter_or_encodes(self, edition: Reading) -> None:
        usages = Counter(
            f.usage.value if f.usage else "-"
            for m in edition.standard.messages
            for f in m.fields
        )
        data_sets = Counter(
            m.usage.value if m.usage else "-" for m in edition.standard.messages
        )

        assert usages == {"-": 3 * 25, "M": 60, "U": 21, "C": 11}
        assert data_sets == {"-": 9, "M": 5, "U": 7, "C": 4}

    def test_presence_of_the_data_set_matches_its_usage(self, edition: Reading) -> None:
        counts = Counter(m.presence for m in edition.standard.messages)

        assert counts == {Presence.ALWAYS: 5, Presence.NEVER: 9, Presence.EITHER: 11}

    def test_repeated_fields_of_responses(self, edition: Reading) -> None:
        delete = field(edition.standard, "N-DELETE-RSP", "(0000,0002)")
        store = field(edition.standard, "C-STORE-RSP", "(0000,0002)")

        assert (delete.repeats, store.repeats) == ("(0000,0003)", "(0000,0002)")

    def test_conditions(self, edition: Reading) -> None:
        warned = field(edition.standard, "C-MOVE-RSP", "(0000,1023)")
        created = field(edition.standard, "N-CREATE-RSP", "(0000,1000)")

        assert warned.condition == Condition(
            'Status in ("65280", "65281")', otherwise=Otherwise.MAY
        )
        assert created.condition == Condition(
            'Status == "0" and unknown("not-in-request")',
            permitted='Status == "0"',
            otherwise=Otherwise.SHALL_NOT,
        )
