"""The observer decodes relayed bytes in a thread of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest

from iodize.findings.report import FileReport
from iodize.proxy import observing
from iodize.proxy.assembly import RelayedMessage
from iodize.proxy.exchanges import Exchange
from iodize.proxy.negotiation import Negotiation
from iodize.proxy.observation import Observation
from iodize.proxy.observing import Observer
from iodize.proxy.sides import Side

from . import encoded

A, B = Side.REQUESTOR, Side.ACCEPTOR


class Checks:
    """Waits until `go` is set; fails at messages with ID 13."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def check(
        self,
        message: RelayedMessage,
        exchange: Exchange | None,
        negotiation: Negotiation,
    ) -> FileReport:
        assert self.go.wait(20)
        if message.message_id == 13:
            raise ZeroDivisionError("thirteen")
        return FileReport("", "", "", ())

    def status(self, message: RelayedMessage, exchange: Exchange | None) -> None:
        return None


def names(observations: list[Observation], association: int) -> list[str]:
    return [each.name for each in observations if each.association == association]


def test_failure_of_a_check_ends_the_checks_of_its_association_only() -> None:
    observations: list[Observation] = []
    observer = Observer(Checks(), observations.append)

    async def talk() -> None:
        for number in (13, 1):
            connection = observer.connected("127.0.0.1:1")
            await connection.received(A, encoded.request())
            await connection.received(B, encoded.answer(1))
            await connection.received(A, encoded.echo(number))
            await connection.received(B, encoded.echo_response(number))
            await connection.ended()

    asyncio.run(talk())
    assert observer.close(20)

    ((finding,),) = (
        each.findings
        for each in observations
        if each.association == 1 and each.findings
    )
    assert finding.code == "not-checked"
    assert "thirteen" in finding.message
    assert names(observations, 2)[2:4] == ["C-ECHO-RQ", "C-ECHO-RSP"]


def test_relay_waits_for_a_full_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "BACKLOG", 1000)
    checks = Checks()
    checks.go.clear()
    observer = Observer(checks, lambda observation: None)

    async def talk() -> bool:
        connection = observer.connected("127.0.0.1:1")
        await connection.received(A, encoded.request())
        await connection.received(B, encoded.answer(1))
        await connection.received(A, encoded.echo())
        long = asyncio.create_task(connection.received(A, bytes(2000)))
        done, _ = await asyncio.wait([long], timeout=0.2)
        checks.go.set()
        await asyncio.wait_for(long, 20)
        return bool(done)

    assert asyncio.run(talk()) is False
    assert observer.close(20)
