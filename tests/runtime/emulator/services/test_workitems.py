"""Unified Procedure Steps as a peer has them: PS3.4 Annex CC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import generate_uid
from pynetdicom import evt

from iodize.peer.database import Database
from iodize.peer.workitems import KEPT

from .requests import (
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
from .running_peer import RunningPeer, running
from .test_services import Station, found, station

GLOBAL = "1.2.840.10008.5.1.4.34.5"


def subscribe(association: Any, ae: str, uid: str = GLOBAL, lock: bool = False) -> int:
    """Subscribe, and return the status."""
    asked = dataset(ReceivingAE=ae, DeletionLock="TRUE" if lock else "FALSE")
    answer, _ = association.send_n_action(asked, 3, UPS_PUSH, uid, meta_uid=UPS_WATCH)
    return int(answer.Status)


def test_a_workitem_is_watched_to_its_end(tmp_path: Path) -> None:
    """Push, watch, pull, perform; the watcher is told of every change."""
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
        station(UPS_EVENT) as (taken, address),
        running(tmp_path / "data", "ups", addresses=[address]) as peer,
    ):
        with peer.association(UPS_PUSH, UPS_PULL, UPS_WATCH, UPS_QUERY) as association:
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
            (item,) = found(association.send_c_find(query, UPS_QUERY))
            for request in (change_state("IN PROGRESS"), change_state("COMPLETED")):
                answer, _ = association.send_n_action(
                    request, 1, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
                )
                assert answer.Status == 0, [
                    (f.code, f.path, f.message)
                    for f in peer.heard.messages[-1].findings
                ]
                if request.ProcedureStepState == "IN PROGRESS":
                    changed, _ = association.send_n_set(
                        performed, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
                    )
            events = taken.wait(3)
        assert peer.heard.remarks == []

    assert (subscribed.Status, changed.Status) == (0, 0)
    assert item.PatientID == "P1"
    assert item.WorklistLabel  # Table CC.2.5-3: 3/1
    states = [each[2].ProcedureStepState for each in events if each[0] == 1]
    assert states == ["SCHEDULED", "IN PROGRESS", "COMPLETED"]


def test_a_receiver_without_an_address_is_refused(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "ups") as peer,
        peer.association(UPS_WATCH) as association,
    ):
        status, _ = association.send_n_action(
            dataset(ReceivingAE="NOBODY", DeletionLock="FALSE"),
            3,
            UPS_PUSH,
            GLOBAL,
            meta_uid=UPS_WATCH,
        )

    assert status.Status == 0xC308


def test_a_scheduled_workitem_is_cancelled_on_request(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "ups") as peer,
        peer.association(UPS_PUSH) as association,
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
    assert progress.ProcedureStepCancellationDateTime  # the provider's: CC.2.5-3


# Whom reports reach


def test_a_watcher_without_an_address_is_told_on_its_own_association(
    tmp_path: Path,
) -> None:
    """Not on the association of who made the change."""
    watcher, pusher = Station(), Station()
    with (
        running(tmp_path / "data", "ups") as peer,
        peer.association(
            UPS_WATCH,
            UPS_EVENT,
            calling_ae="WATCHER",
            handlers=[(evt.EVT_N_EVENT_REPORT, watcher.report)],
        ) as watching,
        peer.association(
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
    assert peer.heard.remarks == []


def test_reports_have_the_text_of_what_they_tell(tmp_path: Path) -> None:
    with (
        station(UPS_EVENT) as (taken, address),
        running(tmp_path / "data", "ups", addresses=[address]) as peer,
        peer.association(UPS_PUSH, UPS_WATCH) as association,
    ):
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        subscribe(association, "STATION", "1.2.3")
        reason = dataset(
            SpecificCharacterSet="ISO_IR 192", ReasonForCancellation="山田 sagt ab"
        )
        association.send_n_action(reason, 2, UPS_PUSH, "1.2.3")
        events = taken.wait(4)
        answered = peer.heard.wait("N-EVENT-REPORT-RSP", 4)

    requested, canceled = events[1][2], events[-1][2]
    assert requested.ReasonForCancellation == "山田 sagt ab"
    assert canceled.ReasonForCancellation == "山田 sagt ab"
    assert "SpecificCharacterSet" not in events[0][2]  # nothing of it needs one
    assert answered.findings == ()


# Deletion locks


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[RunningPeer]:
    """A peer with three workitems: two were cancelled long ago, the first is locked."""
    folder = tmp_path / "data"
    with (
        station(UPS_EVENT) as (_, address),
        running(folder, "ups", addresses=[address]) as peer,
    ):
        with peer.association(UPS_PUSH, UPS_WATCH) as association:
            for uid in ("1.1", "1.2", "1.3"):
                association.send_n_create(workitem(), UPS_PUSH, uid)
                assert subscribe(association, "STATION", uid, lock=uid == "1.1") == 0
            for uid in ("1.1", "1.2"):
                association.send_n_action(None, 2, UPS_PUSH, uid)
        database: Database = peer.run.peer.database
        long_ago = datetime.now(UTC) - KEPT - timedelta(hours=1)
        database.write(
            lambda transaction: transaction.execute(
                "UPDATE managed SET created = ?, dataset ="
                " json_set(dataset, '$.\"00404010\".Value[0]', ?)",
                (f"{long_ago:%Y-%m-%dT%H:%M:%S.000Z}", f"{long_ago:%Y%m%d%H%M%S}"),
            )
        )
        yield peer


def kept(peer: RunningPeer) -> list[str]:
    """Return the workitems that are there once another one was created."""
    with peer.association(UPS_PUSH) as association:
        created, _ = association.send_n_create(workitem(), UPS_PUSH, generate_uid())
    assert created.Status == 0
    rows = peer.run.peer.database.read("SELECT uid FROM managed WHERE length(uid) < 9")
    return sorted(uid for (uid,) in rows)


def test_an_ended_workitem_is_kept_as_long_as_it_is_locked(ended: RunningPeer) -> None:
    """PS3.4 CC.2.1.3; what has not ended stays anyhow."""
    assert kept(ended) == ["1.1", "1.3"]
    with ended.association(UPS_WATCH) as association:
        assert subscribe(association, "STATION", "1.1", lock=False) == 0
    assert kept(ended) == ["1.3"]
    subscriptions = ended.run.peer.database.read("SELECT uid FROM subscriptions")
    assert subscriptions == [("1.3",)]


def test_a_workitem_that_ended_just_now_is_kept(tmp_path: Path) -> None:
    with running(tmp_path / "data", "ups") as peer:
        with peer.association(UPS_PUSH) as association:
            association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
            association.send_n_action(None, 2, UPS_PUSH, "1.2.3")
        assert "1.2.3" in kept(peer)
