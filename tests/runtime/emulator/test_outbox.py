"""Event reports are delivered in order, and failures do not affect other systems."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from iodize.emulator.outbox import Address, Delivery, Outbox, OutgoingReport
from iodize.network.link.checks import CheckedMessage
from iodize.services import (
    ModalityPerformedProcedureStepNotification,
    UnifiedProcedureStepEvent,
)

from .running import TIMEOUT

STATION = Address("STATION", "127.0.0.1", 1)
STEP: Any = ModalityPerformedProcedureStepNotification
WORKITEM: Any = UnifiedProcedureStepEvent


class Association:
    """Accepts reports, except for one that cannot be encoded."""

    def __init__(self) -> None:
        self.reported: list[str] = []

    def __enter__(self) -> Association:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def report(self, event: Any, uid: str) -> Any:
        if uid == "bad":
            raise ValueError("cannot be encoded")
        self.reported.append(uid)
        return type("Outcome", (), {"status_code": 0})


@pytest.fixture
def association(monkeypatch: pytest.MonkeyPatch) -> Association:
    made = Association()
    monkeypatch.setattr("iodize.emulator.outbox.connect", lambda *args, **options: made)
    return made


def report(sop_class: Any, uid: str, ae: str = "STATION") -> OutgoingReport:
    event: Any = None
    return OutgoingReport(ae, sop_class, uid, event)


def delivered(*reports: OutgoingReport) -> list[Delivery]:
    """Queue reports before the first one is delivered; return the deliveries."""
    deliveries: list[Delivery] = []
    queued, done = threading.Event(), threading.Event()

    def on_delivery(delivery: Delivery) -> None:
        deliveries.append(delivery)
        if len(deliveries) == 1:
            queued.wait(TIMEOUT)
        if len(deliveries) == len(reports):
            done.set()

    outbox = Outbox("EMULATOR", {"STATION": STATION}, on_delivery)
    for each in reports:
        outbox.put(each)
    queued.set()
    assert done.wait(TIMEOUT), deliveries
    outbox.close()
    return deliveries


def test_reports_of_a_sop_class_keep_their_order(association: Association) -> None:
    delivered(
        report(WORKITEM, "item 1"),
        report(WORKITEM, "item 2"),
        report(STEP, "step 1"),
        report(STEP, "step 2"),
        report(WORKITEM, "item 3"),
        report(STEP, "step 3"),
    )

    for kind in ("item", "step"):
        order = [each for each in association.reported if each.startswith(kind)]
        assert order == sorted(order)


def test_report_that_cannot_be_sent_does_not_block_others(
    association: Association,
) -> None:
    first, second, third = delivered(
        report(WORKITEM, "item 1"), report(WORKITEM, "bad"), report(STEP, "step 1")
    )

    assert (first.status, second.status, third.status) == (0, None, 0)
    assert str(second.error) == "cannot be encoded"


def test_report_without_address_or_request_fails(association: Association) -> None:
    (delivery,) = delivered(report(STEP, "step 1", "OTHER"))

    assert str(delivery.error) == "no address of OTHER"
    assert association.reported == []


def test_all_reports_fail_if_there_is_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: Any, **options: Any) -> Any:
        raise ConnectionError("refused")

    monkeypatch.setattr("iodize.emulator.outbox.connect", refuse)
    deliveries = delivered(report(STEP, "step 1"), report(STEP, "step 2"))

    assert [str(each.error) for each in deliveries] == ["refused"] * 2


def test_closing_waits_for_slow_systems_in_parallel(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports that are still queued fail."""
    deliveries: list[Delivery] = []
    hanging = threading.Event()
    started = threading.Semaphore(0)

    def hang(event: Any, uid: str) -> Any:
        started.release()
        hanging.wait(TIMEOUT)
        return type("Outcome", (), {"status_code": 0})

    monkeypatch.setattr(association, "report", hang)
    names = [f"STATION{number}" for number in range(4)]
    outbox = Outbox("EMULATOR", dict.fromkeys(names, STATION), deliveries.append)
    for name in names:
        outbox.put(report(WORKITEM, "item 1", name))
    for _ in names:
        assert started.acquire(timeout=TIMEOUT)
    outbox.put(report(WORKITEM, "item 2", names[0]))
    begin = time.monotonic()
    outbox.close(0.5)
    elapsed = time.monotonic() - begin
    hanging.set()

    (failed,) = deliveries[:1]
    assert (failed.report.uid, str(failed.error)) == (
        "item 2",
        "the emulator was stopped",
    )
    assert elapsed < 1.5  # less than 0.5 seconds for each


def test_findings_are_collected_only_by_threads_that_send_reports() -> None:
    outbox = Outbox("EMULATOR", {}, lambda delivery: None)
    message = CheckedMessage("C-STORE", "CT Image Storage", is_response=True)

    assert not outbox.collect(message, ())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("CT1=192.168.0.5:104", Address("CT1", "192.168.0.5", 104)),
        ("CT1=[::1]:104", Address("CT1", "::1", 104)),
    ],
)
def test_address_is_parsed(text: str, address: Address) -> None:
    assert Address.parse(text) == address


@pytest.mark.parametrize(
    "text", ["CT1", "CT1=host", "=host:104", "CT1=host:0", "CT1=host:65536", "CT1=h:x"]
)
def test_invalid_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        Address.parse(text)
