"""Handlers: their failures, their context, and cancelled requests."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import ExplicitVRLittleEndian

from iodize.data_sets import transfer
from iodize.dimse.services.sides import Call, Refused
from iodize.network import (
    AssociationAbortedError,
    AssociationRejectedError,
    FailedStatusError,
    StorageProvider,
    UserIdentity,
    serve,
)
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist

from ..samples import (
    CT,
    VERIFICATION,
    Patients,
    Steps,
    association_with,
    connected,
    new_step,
    query_all,
)
from ..test_trouble import STORE, responds
from ..wire import ABORT, command_pdu, data_pdu, raw_association, read_pdu


def refuse_with(status: Any) -> Callable[[], None]:
    def refuse() -> None:
        raise Refused(status)

    return refuse


@pytest.mark.parametrize(
    "failing",
    [refuse_with(0x12345), refuse_with("0110"), lambda: sys.exit(3)],
    ids=["no status", "no number", "exit"],
)
def test_unusual_failure_of_a_handler_is_a_failure_status(
    failing: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    class Odd(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            failing()

    with association_with([Odd()], Step) as association:
        for _ in range(2):
            with pytest.raises(FailedStatusError) as failed:
                association.create(new_step(), "1.2.3")
            assert failed.value.code == 0x0110
        assert association.is_established

    assert "N-CREATE could not be handled" in caplog.text


def test_failing_callbacks_for_requests_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*facts: Any) -> None:
        raise RuntimeError("the journal is full")

    with (
        serve(0, [Patients()], on_answered=fail, on_end=fail) as server,
        connected(server, VERIFICATION) as association,
    ):
        for _ in range(2):
            association.echo()

    assert caplog.text.count("the journal is full") > 2


def test_failing_callback_for_rejections_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*facts: Any) -> None:
        raise RuntimeError("the journal is full")

    with (
        serve(0, [], allowed_ae=["CT1"], on_rejected=fail) as server,
        pytest.raises(AssociationRejectedError, match="calling AE title"),
    ):
        connected(server, VERIFICATION, calling_ae="CT2")

    assert "the journal is full" in caplog.text


def test_failing_verification_rejects_the_user(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(user: UserIdentity) -> bool:
        raise RuntimeError("no directory of users")

    with (
        serve(0, [], verify_user=fail) as server,
        pytest.raises(AssociationRejectedError),
    ):
        connected(server, VERIFICATION, user=UserIdentity(name="doe"))

    assert "iodize.network" in {each.name for each in caplog.records if each.exc_info}


def test_call_has_the_titles_and_the_negotiated_context() -> None:
    known: list[tuple[str, ...]] = []

    class Knowing(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            known.append((call.calling_ae, call.called_ae, call.address))
            known.append((call.service, call.abstract_syntax, call.move_destination))
            known.append(call.association.accepted[call.abstract_syntax])
            assert call.received is None

    with association_with(
        [Knowing()], Step, calling_ae="CT1", called_ae="RIS"
    ) as association:
        association.create(new_step(), "1.2.3")

    assert known == [
        ("CT1", "RIS", "127.0.0.1"),
        ("N-CREATE", Step.uid, ""),
        ("1.2.840.10008.1.2.1",),
    ]


def test_call_is_cancelled_when_the_association_ends() -> None:
    requested, left = threading.Event(), threading.Event()

    class Slow(Patients):
        def find(self, query: Worklist.Query, call: Call, /) -> list[Worklist.Answer]:
            requested.set()
            deadline = time.monotonic() + 5
            while not call.cancelled and time.monotonic() < deadline:
                time.sleep(0.01)
            if call.cancelled:
                left.set()
            return []

    def leave() -> None:
        requested.wait(5)
        association.abort()

    with association_with([Slow()], Worklist) as association:
        threading.Thread(target=leave).start()
        with pytest.raises(AssociationAbortedError):
            list(association.find(query_all()))
        assert left.wait(5)


def test_late_cancel_does_not_cancel_the_next_request() -> None:
    """Some peers use the same Message ID for all requests."""
    query = transfer.encode(query_all().to_dataset(), ExplicitVRLittleEndian)
    requested = command_pdu(
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
        connection.sendall(cancel + requested)
        _, answer = read_pdu(connection)

    assert answer.endswith(b"\0\0\0\x09\x02\0\0\0\x00\xff")  # Status FF00: pending


def test_requests_beyond_the_window_abort_the_association(
    tmp_path: Path,
) -> None:
    goes_on = threading.Event()
    with serve(
        0, [StorageProvider(tmp_path, stored=lambda *_: goes_on.wait(5))]
    ) as server:
        with raw_association(server.port, CT) as connection:
            kind = 0  # closed
            with suppress(ConnectionError):  # it may abort before the last request
                for number in range(50):
                    named = {**STORE, "AffectedSOPInstanceUID": f"1.2.{number}"}
                    connection.sendall(command_pdu(named) + data_pdu(b"", 2))
                kind, _ = read_pdu(connection)
            goes_on.set()
        assert kind in (ABORT, 0)
        assert responds(server)

    assert len(list(tmp_path.iterdir())) < 20
