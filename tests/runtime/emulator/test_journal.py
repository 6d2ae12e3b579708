"""The journal counts messages and findings of associations that run in parallel."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from iodize.emulator import journal as journal_module
from iodize.emulator.journal import Journal, JournalAssociation, JournalEntry
from iodize.findings import codes
from iodize.findings.finding import Finding

from .running import RecordingListener

MISSING = Finding(
    codes.TYPE1_MISSING.severity, codes.TYPE1_MISSING.name, None, "", "", "", "", ""
)


def entry(association: JournalAssociation, *findings: Finding) -> JournalEntry:
    return JournalEntry(association, "N-SET-RQ", "Printer", "1.2", "1.3", 0, findings)


def test_associations_are_numbered_in_order() -> None:
    journal = Journal()
    first = journal.opened(10, "CT1", "10.0.0.1")
    second = journal.association(11, "CT2", "10.0.0.2")

    assert (first.number, second.number) == (1, 2)
    assert journal.association(11, "CT2", "10.0.0.2") is second


def test_key_of_a_closed_association_can_be_used_again() -> None:
    listener = RecordingListener()
    journal = Journal(listener)
    journal.opened(10, "CT1", "10.0.0.1")
    journal.closed(10)
    journal.closed(10)

    assert journal.association(10, "CT1", "10.0.0.1").number == 2
    assert listener.ended == 1


def test_title_of_an_entry_names_association_message_and_sender() -> None:
    association = JournalAssociation(3, "CT1", "10.0.0.1")

    assert entry(association).title == "association 3: N-SET-RQ from CT1"


def test_report_has_the_entries_in_order() -> None:
    journal = Journal()
    association = journal.opened(1, "CT1", "127.0.0.1")
    journal.received(entry(association, MISSING))
    journal.received(entry(association))

    first, second = journal.report("2023a").files
    assert (first.findings, second.findings) == ((MISSING,), ())
    assert (first.sop_class_uid, first.sop_instance_uid) == ("1.2", "1.3")


def test_errors_are_counted_by_calling_ae() -> None:
    journal = Journal()
    journal.received(entry(journal.opened(1, "CT1", "127.0.0.1")))
    assert not journal.has_errors
    journal.received(entry(journal.opened(2, "CT2", "127.0.0.1"), MISSING))

    assert journal.has_errors
    assert [(each.calling_ae, each.errors) for each in journal.totals] == [
        ("CT1", 0),
        ("CT2", 1),
    ]


def test_report_of_a_long_run_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further messages are counted and passed to the listener."""
    monkeypatch.setattr(journal_module, "MAX_FAULTY", 2)
    listener = RecordingListener()
    journal = Journal(listener)
    for number in range(4):
        association = journal.association(number, "CT1", "127.0.0.1")
        journal.received(entry(association, MISSING))

    assert len(journal.report("2023a").files) == 2
    assert journal.totals[0].errors == 4
    assert len(listener.entries) == 4
    assert listener.remarks == ["the report is limited to 2 messages with findings"]


class SlowDict(dict[int, JournalAssociation]):
    """Open associations with a slow look-up."""

    def get(self, key: int, default: Any = None) -> Any:
        found = super().get(key, default)
        time.sleep(0.05)
        return found


def test_parallel_requests_belong_to_one_association() -> None:
    journal = Journal()
    journal._open = SlowDict()
    associations: list[JournalAssociation] = []
    threads = [
        threading.Thread(
            target=lambda: associations.append(
                journal.association(1, "CT1", "127.0.0.1")
            )
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {each.number for each in associations} == {1}
    assert [each.associations for each in journal.totals] == [1]
