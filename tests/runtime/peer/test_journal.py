"""What a journal makes of associations that run side by side."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from iodize.peer import journal as journal_module
from iodize.peer.journal import Journal, Message, Visit
from iodize.validation import codes
from iodize.validation.findings import Finding

from .running_peer import Heard


class Slow(dict[int, Visit]):
    """Open associations, which are looked up slowly."""

    def get(self, key: int, default: Any = None) -> Any:
        found = super().get(key, default)
        time.sleep(0.05)
        return found


def test_a_journal_of_weeks_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond it is told of and counted all the same."""
    monkeypatch.setattr(journal_module, "MOST_FAULTY", 2)
    heard = Heard()
    journal = Journal(heard)
    code = codes.TYPE1_MISSING
    finding = Finding(code.severity, code.name, None, "", "", "", "", "")
    for number in range(4):
        visit = journal.visit(number, "CT1", "127.0.0.1")
        message = Message(visit, "N-SET-RQ", "x", "1.2", "1.3", 0, (finding,))
        journal.received(message)

    assert len(journal.report("2023a").files) == 2
    assert journal.tallies[0].errors == 4
    assert len(heard.messages) == 4
    assert len(heard.remarks) == 1


def test_requests_answered_side_by_side_are_of_one_association() -> None:
    journal = Journal()
    journal._open = Slow()
    visits: list[Visit] = []
    threads = [
        threading.Thread(
            target=lambda: visits.append(journal.visit(1, "CT1", "127.0.0.1"))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {visit.number for visit in visits} == {1}
    assert [tally.associations for tally in journal.tallies] == [1]
