"""The ledger collects the observations of a run into a report."""

from __future__ import annotations

import pytest

from iodize.findings import codes
from iodize.findings.codes import Code
from iodize.findings.report import FileReport
from iodize.proxy import ledger
from iodize.proxy.ledger import Ledger
from iodize.proxy.observation import Observation, finding, path_of
from iodize.proxy.sides import Side


def observation(
    number: int, name: str = "C-ECHO-RQ", detail: str = "", *found: Code
) -> Observation:
    side = Side.REQUESTOR
    report = FileReport(
        path_of(number, 1, side, name),
        "",
        "",
        tuple(finding(code, "text") for code in found),
    )
    return Observation(number, 1, side, name, detail, report)


def test_report_has_all_associations_and_the_messages_with_findings() -> None:
    kept = Ledger()
    kept.add(observation(1, "A-ASSOCIATE-RQ", "CT to PACS"))
    kept.add(observation(1))
    kept.add(observation(2, "C-ECHO-RQ", "", codes.MESSAGE_ID_REUSED))

    assert [file.path for file in kept.report("2023a").files] == [
        "association 1: CT to PACS, 2 observed",
        "association 2: 1 observed",
        "association 2, 1: requestor C-ECHO-RQ",
    ]
    assert kept.status("2023a") == 1


def test_findings_beyond_the_limit_are_only_counted(
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
