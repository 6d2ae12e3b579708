"""Output of the journal: one line for each message and finding."""

from __future__ import annotations

from datetime import datetime
from io import StringIO

import pytest
from rich.console import Console

from iodize.emulator.journal import Journal, JournalAssociation, JournalEntry
from iodize.emulator.terminal import Terminal
from iodize.findings import codes
from iodize.findings.finding import Finding, Severity

NOW = datetime(2026, 1, 2, 10, 41, 7, 318_000)
TIME = "10:41:07.318"
CT1 = JournalAssociation(1, "CT1", "10.0.0.5")
MISSING = Finding(
    Severity.ERROR,
    codes.TYPE1_MISSING.name,
    0x00400253,
    "PerformedProcedureStepID",
    "PerformedProcedureStepID",
    "",
    "absent",
    "PS3.4 F.7.2.1",
)
WRONG = Finding(
    Severity.WARNING,
    codes.VALUE_INVALID.name,
    0x00100020,
    "PatientID",
    "PatientID",
    "",
    "is 'secret'",
    "PS3.5 6.2",
    value="secret",
)


class Output:
    """A terminal that writes into a string."""

    def __init__(
        self,
        lowest: Severity = Severity.INFO,
        show_values: bool = False,
        repeats: bool = False,
    ) -> None:
        self._file = StringIO()
        console = Console(file=self._file, width=200, highlight=False)
        self.terminal = Terminal(
            console, lowest, show_values, repeats=repeats, now=lambda: NOW
        )

    def lines(self) -> list[str]:
        """Return the printed lines, without the time."""
        lines = self._file.getvalue().splitlines()
        return [line.removeprefix(f"{TIME} ").rstrip() for line in lines]

    def text(self) -> str:
        return self._file.getvalue()


def entry(
    message: str = "N-CREATE-RQ",
    status: int | None = 0,
    *findings: Finding,
    association: JournalAssociation = CT1,
    meaning: str = "Success",
    pending: int = 0,
) -> JournalEntry:
    return JournalEntry(
        association,
        message,
        "Printer",
        "1.2",
        "1.3",
        status,
        findings,
        meaning,
        pending,
    )


def test_association_is_printed_before_its_first_message() -> None:
    output = Output()
    output.terminal.received(entry())
    output.terminal.received(entry("N-GET-RQ"))
    output.terminal.closed(CT1)

    assert output.lines() == [
        "#1 CT1 from 10.0.0.5",
        "#1  N-CREATE-RQ Printer: 0000 Success",
        "#1  N-GET-RQ Printer: 0000 Success",
        "#1 ended",
    ]


def test_outgoing_association_is_printed_as_such() -> None:
    output = Output()
    output.terminal.received(entry(association=CT1._replace(outgoing=True)))

    assert output.lines()[0] == "#1 to CT1 at 10.0.0.5"


def test_association_without_messages_is_not_printed() -> None:
    output = Output()
    output.terminal.closed(CT1)

    assert output.lines() == []


def test_findings_follow_their_message() -> None:
    output = Output()
    output.terminal.received(entry("N-CREATE-RQ", 0x0120, MISSING, meaning="Missing"))

    _, message, finding = output.lines()
    assert message == "#1  N-CREATE-RQ Printer: 0120 Missing"
    assert "error" in finding
    assert "PerformedProcedureStepID" in finding


def test_findings_of_lower_severity_are_left_out() -> None:
    output = Output(Severity.ERROR)
    output.terminal.received(entry("N-CREATE-RQ", 0, WRONG, MISSING))

    assert len(output.lines()) == 3
    assert "PatientID" not in output.lines()[2]


@pytest.mark.parametrize("show_values", [True, False])
def test_values_of_patients_are_masked_unless_they_are_requested(
    show_values: bool,
) -> None:
    output = Output(show_values=show_values)
    output.terminal.received(entry("N-CREATE-RQ", 0, WRONG))

    assert ("secret" in output.lines()[2]) is show_values


def test_every_line_of_a_run_has_its_time() -> None:
    output = Output()
    output.terminal.received(entry("N-CREATE-RQ", 0, WRONG))
    output.terminal.remarked("no report")
    output.terminal.closed(CT1)

    lines = output.text().splitlines()
    assert len(lines) == 5
    assert all(line.startswith(f"{TIME} ") for line in lines)


def test_warning_is_printed_once_for_an_association() -> None:
    output = Output()
    other = CT1._replace(number=2)
    for association in (CT1, other):
        for value in ("a", "b", "c"):
            wrong = WRONG._replace(value=value)
            output.terminal.received(
                entry("C-STORE-RQ", 0, wrong, MISSING, association=association)
            )
        output.terminal.closed(association)

    assert output.text().count("PatientID") == 2
    assert output.text().count("PerformedProcedureStepID") == 6
    assert [line for line in output.lines() if "ended" in line] == [
        "#1 ended; 2 repetitions not shown (-v)",
        "#2 ended; 2 repetitions not shown (-v)",
    ]


def test_repeated_warnings_are_printed_if_requested() -> None:
    output = Output(repeats=True)
    for _ in range(3):
        output.terminal.received(entry("C-STORE-RQ", 0, WRONG))
    output.terminal.closed(CT1)

    assert output.text().count("PatientID") == 3
    assert output.lines()[-1] == "#1 ended"


def test_error_comment_follows_the_status() -> None:
    output = Output()
    refused = entry("C-MOVE-RQ", 0xA801, meaning="Unknown")
    output.terminal.received(refused._replace(comment="no address of X"))

    assert output.lines()[1].startswith(
        "#1  C-MOVE-RQ Printer: A801 Unknown (no address of X)"
    )


def test_answers_and_objects_are_counted() -> None:
    output = Output()
    output.terminal.received(entry("C-FIND-RQ", pending=1))
    output.terminal.received(entry("C-MOVE-RQ", pending=3))

    assert output.lines()[1].endswith("0000 Success, 1 answer")
    assert output.lines()[2].endswith("0000 Success, 3 objects")


def test_message_without_a_status_is_printed() -> None:
    output = Output()
    output.terminal.received(entry("A-ASSOCIATE-RQ", None))

    assert output.lines()[1] == "#1  A-ASSOCIATE-RQ Printer"


def test_control_characters_of_remote_systems_are_not_printed() -> None:
    output = Output()
    output.terminal.received(entry(association=CT1._replace(calling_ae="\x1b[31mCT1")))
    output.terminal.remarked("broken\x1b[2J.json")

    assert "\x1b" not in "".join(output.lines())


def test_summary_has_the_totals_of_each_ae_title() -> None:
    journal = Journal()
    association = journal.opened(1, "CT1", "10.0.0.5")
    journal.received(entry("N-SET-RQ", 0, MISSING, WRONG, association=association))
    output = Output()
    output.terminal.summary(journal)

    header, row = output.lines()
    assert header.split() == [
        *("AE", "title", "associations", "messages", "errors", "warnings"),
    ]
    assert row.split() == ["CT1", "1", "1", "1", "1"]


def test_summary_without_associations_says_so() -> None:
    output = Output()
    output.terminal.summary(Journal())

    assert output.lines() == ["no associations"]
