"""Reports on their way: each system gets its own in order, whatever becomes of one."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from iodize.peer.outbox import Address, Letter, Outbox, Receipt
from iodize.services import (
    ModalityPerformedProcedureStepNotification,
    UnifiedProcedureStepEvent,
)

from .running_peer import PATIENCE

STATION = Address("STATION", "127.0.0.1", 1)


class Association:
    """Takes reports, but for one that cannot be encoded."""

    def __init__(self) -> None:
        self.reported: list[str] = []

    def __enter__(self) -> Association:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def report(self, event: Any, uid: str) -> Any:
        if uid == "bad":
            raise ValueError("not to be encoded")
        self.reported.append(uid)
        return type("Outcome", (), {"status_code": 0})


@pytest.fixture
def association(monkeypatch: pytest.MonkeyPatch) -> Association:
    made = Association()
    monkeypatch.setattr("iodize.peer.outbox.connect", lambda *args, **options: made)
    return made


def letter(uid: str, ae: str = "STATION") -> Letter:
    """Return a letter; of performed steps if its name begins so."""
    step = uid.startswith("step")
    cls: Any = ModalityPerformedProcedureStepNotification
    event: Any = None
    return Letter(ae, cls if step else UnifiedProcedureStepEvent, uid, event)


def delivered(*uids: str) -> list[Receipt]:
    """Send letters that wait for each other, and return what became of them."""
    receipts: list[Receipt] = []
    begun, done = threading.Event(), threading.Event()

    def told(receipt: Receipt) -> None:
        receipts.append(receipt)
        if len(receipts) == 1:
            begun.wait(PATIENCE)
        if len(receipts) == len(uids):
            done.set()

    outbox = Outbox("PEER", {"STATION": STATION}, told)
    for uid in uids:
        outbox.put(letter(uid))
    begun.set()
    assert done.wait(PATIENCE), receipts
    outbox.close()
    return receipts


def test_reports_of_a_sop_class_keep_their_order(association: Association) -> None:
    delivered("item 1", "item 2", "step 1", "step 2", "item 3", "step 3")

    for kind in ("item", "step"):
        order = [each for each in association.reported if each.startswith(kind)]
        assert order == sorted(order)


def test_what_cannot_be_sent_holds_up_nothing_else(association: Association) -> None:
    first, second, third = delivered("item 1", "bad", "step 1")

    assert (first.status, second.status, third.status) == (0, None, 0)
    assert str(second.error) == "not to be encoded"


def test_stopping_waits_for_slow_systems_together_and_tells_what_is_left(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts: list[Receipt] = []
    hanging = threading.Event()
    taken = threading.Semaphore(0)

    def report(event: Any, uid: str) -> Any:
        taken.release()
        hanging.wait(PATIENCE)
        return type("Outcome", (), {"status_code": 0})

    monkeypatch.setattr(association, "report", report)
    names = [f"STATION{number}" for number in range(4)]
    outbox = Outbox("PEER", dict.fromkeys(names, STATION), receipts.append)
    for name in names:
        outbox.put(letter("item 1", name))
    for _ in names:
        assert taken.acquire(timeout=PATIENCE)
    outbox.put(letter("item 2", names[0]))
    began = time.monotonic()
    outbox.close(0.5)
    took = time.monotonic() - began
    hanging.set()

    (left,) = receipts[:1]
    assert (left.letter.uid, str(left.error)) == ("item 2", "the peer has stopped")
    assert took < 1.5  # not so long for each
