"""What a run of the proxy amounts to."""

from __future__ import annotations

import pytest

from iodize.proxy import ledger
from iodize.proxy.ledger import Ledger
from iodize.proxy.negotiation import Side
from iodize.proxy.observation import Observation, findings, place
from iodize.report import FileReport
from iodize.validation import codes
from iodize.validation.codes import Code
from iodize.validation.elements import Problem


def observation(
    number: int, name: str = "C-ECHO-RQ", detail: str = "", *found: Code
) -> Observation:
    side = Side.REQUESTOR
    report = FileReport(
        place(number, 1, side, name),
        "",
        "",
        findings(Problem(code, "so it is") for code in found),
    )
    return Observation(number, 1, side, name, detail, report)


def test_every_association_is_in_the_report_and_messages_with_findings() -> None:
    kept = Ledger()
    kept.add(observation(1, "A-ASSOCIATE-RQ", "CT to PACS"))
    kept.add(observation(1))
    kept.add(observation(2, "C-ECHO-RQ", "", codes.MESSAGE_ID_REUSED))

    assert [file.path for file in kept.report("2023a").files] == [
        "association 1: CT to PACS, 2 heard",
        "association 2: 1 heard",
        "association 2, 1: requestor C-ECHO-RQ",
    ]
    assert kept.status("2023a") == 1


def test_a_run_of_weeks_keeps_no_more_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledger, "KEPT", 2)
    kept = Ledger()
    for _ in range(3):
        kept.add(observation(1, "C-ECHO-RQ", "", codes.CONTEXT_REFUSED))
    assert kept.dropped == 1
    assert kept.status("2023a") == 0

    kept.add(observation(1, "C-ECHO-RQ", "", codes.MESSAGE_ID_REUSED))
    assert len(list(kept.report("2023a").findings)) == 2
    assert kept.status("2023a") == 1
