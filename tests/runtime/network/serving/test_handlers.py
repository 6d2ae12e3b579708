"""Whatever handlers do, their association lives on; whatever peers do, handlers learn it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import ExplicitVRLittleEndian

from iodize.dimse.providers import Call, Refused
from iodize.network import (
    AssociationAbortedError,
    AssociationRejectedError,
    FailedStatusError,
    StorageProvider,
    UserIdentity,
    data_sets,
    serve,
)
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist

from .samples import CT, VERIFICATION, Patients, Steps, begun, everybody
from .test_operations import between, joined
from .test_trouble import STORE, lives
from .wire import ABORT, command_pdu, data_pdu, raw_association, read_pdu


def refuse_with(status: Any) -> Callable[[], None]:
    def refuse() -> None:
        raise Refused(status)

    return refuse


@pytest.mark.parametrize(
    "failing",
    [refuse_with(0x12345), refuse_with("0110"), lambda: sys.exit(3)],
    ids=["no status", "no number", "exit"],
)
def test_a_handler_that_fails_in_an_odd_way_is_a_failure_status(
    failing: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    class Odd(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            failing()

    with between([Odd()], Step) as association:
        for _ in range(2):
            with pytest.raises(FailedStatusError) as failed:
                association.create(begun(), "1.2.3")
            assert failed.value.code == 0x0110
        assert association.is_established

    assert "N-CREATE could not be handled" in caplog.text


def test_who_is_told_of_requests_may_fail(caplog: pytest.LogCaptureFixture) -> None:
    def fail(*facts: Any) -> None:
        raise RuntimeError("the journal is full")

    with (
        serve(0, [Patients()], on_answered=fail, on_end=fail) as server,
        joined(server, VERIFICATION) as association,
    ):
        for _ in range(2):
            association.echo()

    assert caplog.text.count("the journal is full") > 2


def test_who_is_told_of_rejections_may_fail(caplog: pytest.LogCaptureFixture) -> None:
    def fail(*facts: Any) -> None:
        raise RuntimeError("the journal is full")

    with (
        serve(0, [], allowed_ae=["CT1"], on_rejected=fail) as server,
        pytest.raises(AssociationRejectedError, match="Calling AE title"),
    ):
        joined(server, VERIFICATION, calling_ae="CT2")

    assert "the journal is full" in caplog.text


def test_who_cannot_verify_a_user_lets_none_in(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(user: UserIdentity) -> bool:
        raise RuntimeError("no directory of users")

    with (
        serve(0, [], verify_user=fail) as server,
        pytest.raises(AssociationRejectedError),
    ):
        joined(server, VERIFICATION, user=UserIdentity(name="doe"))

    assert "iodize.network" in {each.name for each in caplog.records if each.exc_info}


def test_a_handler_knows_who_asks_and_for_what() -> None:
    known: list[tuple[str, ...]] = []

    class Knowing(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            known.append((call.calling_ae, call.called_ae, call.address))
            known.append((call.service, call.abstract_syntax, call.move_destination))
            known.append(call.association.accepted[call.abstract_syntax])
            assert call.received is None

    with between([Knowing()], Step, calling_ae="CT1", called_ae="RIS") as association:
        association.create(begun(), "1.2.3")

    assert known == [
        ("CT1", "RIS", "127.0.0.1"),
        ("N-CREATE", Step.uid, ""),
        ("1.2.840.10008.1.2.1",),
    ]


def test_a_handler_learns_that_its_peer_has_gone() -> None:
    asked, left = threading.Event(), threading.Event()

    class Slow(Patients):
        def find(self, query: Worklist.Query, call: Call, /) -> list[Worklist.Answer]:
            asked.set()
            deadline = time.monotonic() + 5
            while not call.cancelled and time.monotonic() < deadline:
                time.sleep(0.01)
            if call.cancelled:
                left.set()
            return []

    def leave() -> None:
        asked.wait(5)
        association.abort()

    with between([Slow()], Worklist) as association:
        threading.Thread(target=leave).start()
        with pytest.raises(AssociationAbortedError):
            list(association.find(everybody()))
        assert left.wait(5)


def test_a_cancel_that_comes_late_ends_no_other_operation() -> None:
    """Some peers give all their requests the same Message ID."""
    query = data_sets.encode(everybody().to_dataset(), ExplicitVRLittleEndian)
    asked = command_pdu(
        {
            "CommandField": 0x20,
            "MessageID": 1,
            "AffectedSOPClassUID": Worklist.uid,
            "Priority": 0,
            "CommandDataSetType": 1,
        }
    ) + data_pdu(query, 2)
    cancel = command_pdu(
        {
            "CommandField": 0xFFF,
            "MessageIDBeingRespondedTo": 1,
            "CommandDataSetType": 0x101,
        }
    )
    with (
        serve(0, [Patients(1)], check="off") as server,
        raw_association(server.port, Worklist.uid) as connection,
    ):
        connection.sendall(cancel + asked)
        _, answer = read_pdu(connection)

    assert answer.endswith(b"\0\0\0\x09\x02\0\0\0\x00\xff")  # Status FF00: pending


def test_requests_beyond_what_was_agreed_on_do_not_fill_the_memory(
    tmp_path: Path,
) -> None:
    goes_on = threading.Event()
    with serve(
        0, [StorageProvider(tmp_path, stored=lambda *_: goes_on.wait(5))]
    ) as server:
        with raw_association(server.port, CT) as connection:
            for number in range(50):
                named = {**STORE, "AffectedSOPInstanceUID": f"1.2.{number}"}
                connection.sendall(command_pdu(named) + data_pdu(b"", 2))
            kind, _ = read_pdu(connection)
            goes_on.set()
        assert kind in (ABORT, 0)
        assert lives(server)

    assert len(list(tmp_path.iterdir())) < 20
