"""Reports on their way: each system gets its own in order, whatever becomes of one."""

from __future__ import annotations

import threading
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


def letter(uid: str) -> Letter:
    """Return a letter; of performed steps if its name begins so."""
    step = uid.startswith("step")
    cls: Any = ModalityPerformedProcedureStepNotification
    event: Any = None
    return Letter("STATION", cls if step else UnifiedProcedureStepEvent, uid, event)


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
