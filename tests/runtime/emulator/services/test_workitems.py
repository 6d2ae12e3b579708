"""Unified Procedure Steps: PS3.4 Annex CC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import generate_uid
from pynetdicom import evt

from iodize.emulator.services.subscriptions import FILTERED, GLOBAL
from iodize.emulator.services.workitems import RETENTION

from ..requests import (
    UPS_EVENT,
    UPS_PULL,
    UPS_PUSH,
    UPS_QUERY,
    UPS_WATCH,
    change_state,
    code,
    dataset,
    workitem,
)
from ..running import RunningEmulator, running
from ..station import Station, matches, station


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "ups", strict=True) as server:
        yield server


def subscribe(association: Any, ae: str, uid: str = GLOBAL, lock: bool = False) -> int:
    """Subscribe, and return the status."""
    request = dataset(ReceivingAE=ae, DeletionLock="TRUE" if lock else "FALSE")
    answer, _ = association.send_n_action(request, 3, UPS_PUSH, uid, meta_uid=UPS_WATCH)
    return int(answer.Status)


def test_subscriber_receives_each_state_of_a_workitem(tmp_path: Path) -> None:
    """Push, subscribe, pull, perform."""
    performed = dataset(
        UnifiedProcedureStepPerformedProcedureSequence=[
            dataset(
                ActualHumanPerformersSequence=[],
                PerformedStationNameCodeSequence=[code()],
                PerformedProcedureStepStartDateTime="20260101120000",
                PerformedWorkitemCodeSequence=[code()],
                PerformedProcessingParametersSequence=[],
                PerformedProcedureStepEndDateTime="20260101121000",
                OutputInformationSequence=[],
            )
        ],
        TransactionUID="1.2.3.77",
    )
    with (
        station(UPS_EVENT) as (receiver, address),
        running(tmp_path / "data", "ups", addresses=[address]) as server,
    ):
        with server.association(
            UPS_PUSH, UPS_PULL, UPS_WATCH, UPS_QUERY
        ) as association:
            subscribed, _ = association.send_n_action(
                dataset(ReceivingAE="STATION", DeletionLock="FALSE"),
                3,
                UPS_PUSH,
                GLOBAL,
                meta_uid=UPS_WATCH,
            )
            association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
            query = dataset(
                ProcedureStepState="SCHEDULED", PatientID="", WorklistLabel=""
            )
            (item,) = matches(association.send_c_find(query, UPS_QUERY))
            for request in (change_state("IN PROGRESS"), change_state("COMPLETED")):
                answer, _ = association.send_n_action(
                    request, 1, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
                )
                assert answer.Status == 0, [
                    (f.code, f.path, f.message)
                    for f in server.listener.entries[-1].findings
                ]
                if request.ProcedureStepState == "IN PROGRESS":
                    changed, _ = association.send_n_set(
                        performed, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
                    )
            events = receiver.wait(3)
        assert server.listener.remarks == []

    assert (subscribed.Status, changed.Status) == (0, 0)
    assert item.PatientID == "P1"
    assert item.WorklistLabel  # Table CC.2.5-3: 3/1
    states = [each[2].ProcedureStepState for each in events if each[0] == 1]
    assert states == ["SCHEDULED", "IN PROGRESS", "COMPLETED"]


@pytest.mark.parametrize(
    ("states", "status", "code"),
    [
        (["COMPLETED"], 0xC310, "state-transition"),
        (["SCHEDULED"], 0xC303, "state-transition"),
        (["IN PROGRESS", "IN PROGRESS"], 0xC302, "state-transition"),
        (["IN PROGRESS", "CANCELED", "COMPLETED"], 0xC300, "state-final"),
        (["IN PROGRESS", "COMPLETED"], 0xC304, "type1c-empty"),
    ],
)
def test_invalid_transition_is_refused(
    server: RunningEmulator, states: list[str], status: int, code: str
) -> None:
    """PS3.4 Table CC.1.1-2."""
    progress = dataset(
        ProcedureStepDiscontinuationReasonCodeSequence=[
            dataset(
                CodeValue="110513",
                CodingSchemeDesignator="DCM",
                CodeMeaning="Discontinued for unspecified reason",
            )
        ],
    )
    with server.association(UPS_PUSH, UPS_PULL) as association:
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        for state in states:
            if state == "CANCELED":
                association.send_n_set(
                    dataset(
                        TransactionUID="1.2.3.77",
                        ProcedureStepProgressInformationSequence=[progress],
                    ),
                    UPS_PUSH,
                    "1.2.3",
                    meta_uid=UPS_PULL,
                )
            answer, _ = association.send_n_action(
                change_state(state), 1, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
            )

    assert answer.Status == status, f"{answer.Status:04X}"
    assert code in server.codes("N-ACTION-RQ", len(states))


def test_workitem_is_locked_by_its_transaction_uid(server: RunningEmulator) -> None:
    with server.association(UPS_PUSH, UPS_PULL) as association:
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        for uid in ("1.2.3.77", "1.2.3.78"):
            answer, _ = association.send_n_action(
                change_state("IN PROGRESS", uid),
                1,
                UPS_PUSH,
                "1.2.3",
                meta_uid=UPS_PULL,
            )
        _, got = association.send_n_get([], UPS_PUSH, "1.2.3", meta_uid=UPS_PULL)

    assert answer.Status == 0xC301
    assert server.codes("N-ACTION-RQ", 2) == ["transaction-uid"]
    assert "TransactionUID" not in got


def test_receiver_without_an_address_is_refused(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "ups") as server,
        server.association(UPS_WATCH) as association,
    ):
        status, _ = association.send_n_action(
            dataset(ReceivingAE="NOBODY", DeletionLock="FALSE"),
            3,
            UPS_PUSH,
            GLOBAL,
            meta_uid=UPS_WATCH,
        )

    assert status.Status == 0xC308


def test_scheduled_workitem_is_cancelled_on_request(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "ups") as server,
        server.association(UPS_PUSH) as association,
    ):
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        first, _ = association.send_n_action(
            dataset(ReasonForCancellation="x"), 2, UPS_PUSH, "1.2.3"
        )
        second, _ = association.send_n_action(None, 2, UPS_PUSH, "1.2.3")
        _, got = association.send_n_get([], UPS_PUSH, "1.2.3")

    assert (first.Status, second.Status) == (0, 0xB304)
    assert got.ProcedureStepState == "CANCELED"
    (progress,) = got.ProcedureStepProgressInformationSequence
    assert progress.ReasonForCancellation == "x"
    assert progress.ProcedureStepCancellationDateTime  # set by the SCP: Table CC.2.5-3


def test_suspend_requires_a_global_subscription(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "ups") as server,
        server.association(UPS_WATCH) as association,
    ):
        request = dataset(ReceivingAE="CT1")
        refused, _ = association.send_n_action(
            request, 5, UPS_PUSH, "1.2.3", meta_uid=UPS_WATCH
        )
        suspended, _ = association.send_n_action(
            request, 5, UPS_PUSH, GLOBAL, meta_uid=UPS_WATCH
        )

    assert (refused.Status, suspended.Status) == (0xC314, 0)


def test_filtered_subscription_reports_matching_workitems(tmp_path: Path) -> None:
    with (
        station(UPS_EVENT) as (receiver, address),
        running(tmp_path / "data", "ups", addresses=[address]) as server,
        server.association(UPS_PUSH, UPS_WATCH) as association,
    ):
        request = dataset(
            ReceivingAE="STATION", DeletionLock="FALSE", ProcedureStepLabel="Read"
        )
        association.send_n_action(request, 3, UPS_PUSH, FILTERED, meta_uid=UPS_WATCH)
        association.send_n_create(workitem(), UPS_PUSH, "1.1")
        matching = workitem(ProcedureStepLabel="Read")
        association.send_n_create(matching, UPS_PUSH, "1.2")
        events = receiver.wait(1)

    assert {uid for _, uid, _ in events} == {"1.2"}


def test_unsubscribed_system_receives_no_reports(tmp_path: Path) -> None:
    with (
        station(UPS_EVENT) as (receiver, address),
        running(tmp_path / "data", "ups", addresses=[address]) as server,
        server.association(UPS_PUSH, UPS_WATCH) as association,
    ):
        association.send_n_create(workitem(), UPS_PUSH, "1.1")
        subscribe(association, "STATION", "1.1")
        receiver.wait(1)
        association.send_n_action(
            dataset(ReceivingAE="STATION"), 4, UPS_PUSH, "1.1", meta_uid=UPS_WATCH
        )
        association.send_n_action(None, 2, UPS_PUSH, "1.1")
        association.send_n_create(workitem(), UPS_PUSH, "1.2")
        subscribe(association, "STATION", "1.2")
        events = receiver.wait(2)

    assert [uid for _, uid, _ in events] == ["1.1", "1.2"]


def test_subscriber_without_an_address_receives_reports_on_its_association(
    tmp_path: Path,
) -> None:
    """Not on the association of the request that made the change."""
    watcher, pusher = Station(), Station()
    with (
        running(tmp_path / "data", "ups") as server,
        server.association(
            UPS_WATCH,
            UPS_EVENT,
            calling_ae="WATCHER",
            handlers=[(evt.EVT_N_EVENT_REPORT, watcher.report)],
        ) as watching,
        server.association(
            UPS_PUSH,
            UPS_EVENT,
            calling_ae="PUSHER",
            handlers=[(evt.EVT_N_EVENT_REPORT, pusher.report)],
        ) as pushing,
    ):
        assert subscribe(watching, "WATCHER") == 0
        pushing.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        events = watcher.wait(1)

    assert [each[:2] for each in events] == [(1, "1.2.3")]
    assert pusher.events == []
    assert server.listener.remarks == []


def test_reports_have_a_character_set_that_can_encode_their_text(
    tmp_path: Path,
) -> None:
    with (
        station(UPS_EVENT) as (receiver, address),
        running(tmp_path / "data", "ups", addresses=[address]) as server,
        server.association(UPS_PUSH, UPS_WATCH) as association,
    ):
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        subscribe(association, "STATION", "1.2.3")
        reason = dataset(
            SpecificCharacterSet="ISO_IR 192", ReasonForCancellation="山田 sagt ab"
        )
        association.send_n_action(reason, 2, UPS_PUSH, "1.2.3")
        events = receiver.wait(4)
        answered = server.listener.wait("N-EVENT-REPORT-RSP", 4)

    requested, canceled = events[1][2], events[-1][2]
    assert requested.ReasonForCancellation == "山田 sagt ab"
    assert canceled.ReasonForCancellation == "山田 sagt ab"
    assert "SpecificCharacterSet" not in events[0][2]  # not required
    assert answered.findings == ()


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[RunningEmulator]:
    """Three workitems: the first two ended before the retention, the first is locked."""
    folder = tmp_path / "data"
    with (
        station(UPS_EVENT) as (_, address),
        running(folder, "ups", addresses=[address]) as server,
    ):
        with server.association(UPS_PUSH, UPS_WATCH) as association:
            for uid in ("1.1", "1.2", "1.3"):
                association.send_n_create(workitem(), UPS_PUSH, uid)
                assert subscribe(association, "STATION", uid, lock=uid == "1.1") == 0
            for uid in ("1.1", "1.2"):
                association.send_n_action(None, 2, UPS_PUSH, uid)
        database = server.emulator.database
        long_ago = datetime.now(UTC) - RETENTION - timedelta(hours=1)
        database.write(
            lambda transaction: transaction.execute(
                "UPDATE managed SET created = ?, dataset ="
                " json_set(dataset, '$.\"00404010\".Value[0]', ?)",
                (f"{long_ago:%Y-%m-%dT%H:%M:%S.000Z}", f"{long_ago:%Y%m%d%H%M%S}"),
            )
        )
        yield server


def kept(server: RunningEmulator) -> list[str]:
    """Create another workitem, and return the UIDs of the earlier ones."""
    with server.association(UPS_PUSH) as association:
        created, _ = association.send_n_create(workitem(), UPS_PUSH, generate_uid())
    assert created.Status == 0
    rows = server.emulator.database.read(
        "SELECT uid FROM managed WHERE length(uid) < 9"
    )
    return sorted(uid for (uid,) in rows)


def test_ended_workitem_is_kept_while_it_is_locked(ended: RunningEmulator) -> None:
    """PS3.4 CC.2.1.3. One that has not ended is kept as well."""
    assert kept(ended) == ["1.1", "1.3"]
    with ended.association(UPS_WATCH) as association:
        assert subscribe(association, "STATION", "1.1", lock=False) == 0
    assert kept(ended) == ["1.3"]
    subscriptions = ended.emulator.database.read("SELECT uid FROM subscriptions")
    assert subscriptions == [("1.3",)]


def test_recently_ended_workitem_is_kept(tmp_path: Path) -> None:
    with running(tmp_path / "data", "ups") as server:
        with server.association(UPS_PUSH) as association:
            association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
            association.send_n_action(None, 2, UPS_PUSH, "1.2.3")
        assert "1.2.3" in kept(server)
