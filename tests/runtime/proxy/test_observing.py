"""Reading along, apart from the relay."""

from __future__ import annotations

import asyncio
import threading

import pytest

from iodize.proxy import observing
from iodize.proxy.assembly import Message
from iodize.proxy.exchanges import Exchange
from iodize.proxy.negotiation import Negotiation, Side
from iodize.proxy.observation import Observation
from iodize.proxy.observing import Observer
from iodize.report import FileReport

from . import speech

A, B = Side.REQUESTOR, Side.ACCEPTOR


class Judge:
    """Waits until it may go on; fails at messages with ID 13."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def check(
        self, message: Message, exchange: Exchange | None, negotiation: Negotiation
    ) -> FileReport:
        assert self.go.wait(20)
        if message.message_id == 13:
            raise ZeroDivisionError("thirteen")
        return FileReport("", "", "", ())

    def status(self, message: Message, exchange: Exchange | None) -> str:
        return ""


def names(heard: list[Observation], association: int) -> list[str]:
    return [each.name for each in heard if each.association == association]


def test_a_failure_of_the_judge_is_told_and_others_are_heard_on() -> None:
    heard: list[Observation] = []
    observer = Observer(Judge(), heard.append)

    async def talk() -> None:
        for number in (13, 1):
            ear = observer.connected("127.0.0.1:1")
            await ear.heard(A, speech.request())
            await ear.heard(B, speech.answer(1))
            await ear.heard(A, speech.echo(number))
            await ear.heard(B, speech.echoed(number))
            await ear.ended()

    asyncio.run(talk())
    assert observer.close(20)

    (told,) = (each for each in heard if each.association == 1 and each.findings)
    assert told.findings[0].code == "not-checked"
    assert "thirteen" in told.findings[0].message
    assert names(heard, 2)[2:4] == ["C-ECHO-RQ", "C-ECHO-RSP"]


def test_who_is_too_far_ahead_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "BACKLOG", 1000)
    judge = Judge()
    judge.go.clear()
    observer = Observer(judge, lambda observation: None)

    async def talk() -> bool:
        ear = observer.connected("127.0.0.1:1")
        await ear.heard(A, speech.request())
        await ear.heard(B, speech.answer(1))
        await ear.heard(A, speech.echo())
        long = asyncio.create_task(ear.heard(A, bytes(2000)))
        done, _ = await asyncio.wait([long], timeout=0.2)
        judge.go.set()
        await asyncio.wait_for(long, 20)
        return bool(done)

    assert asyncio.run(talk()) is False
    assert observer.close(20)
