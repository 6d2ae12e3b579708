"""What a peer does when it is spoken to as it should be."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pynetdicom import AE, evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    PatientRootQueryRetrieveInformationModelFind as PatientRoot,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelFind as StudyRoot,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelGet as StudyRootGet,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelMove as StudyRootMove,
)

from iodize import example
from iodize.peer.outbox import Address

from .requests import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    MPPS_RETRIEVE,
    WORKLIST,
    commitment,
    dataset,
    step_completed,
    step_in_progress,
)
from .running_peer import PATIENCE, RunningPeer, running

REPOSITORY = "1.2.840.10008.5.1.4.1.1.201.6"
NOTIFICATION = "1.2.840.10008.3.1.2.3.5"


class Station:
    """A system that a peer calls."""

    def __init__(self) -> None:
        self.events: list[tuple[int, str, Dataset]] = []
        self.objects: list[Dataset] = []
        self.news = threading.Condition()

    def report(self, event: Any) -> tuple[int, None]:
        """Take a report of an event."""
        with self.news:
            request = event.request
            self.events.append(
                (
                    request.EventTypeID,
                    str(request.AffectedSOPInstanceUID),
                    event.event_information,
                )
            )
            self.news.notify_all()
        return 0, None

    def store(self, event: Any) -> int:
        with self.news:
            self.objects.append(event.dataset)
            self.news.notify_all()
        return 0

    def wait(self, number: int) -> list[tuple[int, str, Dataset]]:
        """Return the reports, once there are so many."""
        with self.news:
            assert self.news.wait_for(
                lambda: len(self.events) >= number, PATIENCE
            ), self.events
            return list(self.events)


@contextmanager
def station(*contexts: str) -> Iterator[tuple[Station, Address]]:
    """Run a system that takes reports of events, and objects."""
    taken = Station()
    ae = AE("STATION")
    for uid in contexts:
        ae.add_supported_context(uid, scu_role=True, scp_role=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server: Any = ae.start_server(
        ("127.0.0.1", port),
        block=False,
        evt_handlers=[
            (evt.EVT_N_EVENT_REPORT, taken.report),
            (evt.EVT_C_STORE, taken.store),
        ],
    )
    try:
        yield taken, Address("STATION", "127.0.0.1", port)
    finally:
        server.shutdown()


def found(answers: Any) -> list[Dataset]:
    """Return the matches of a query, which ended with success."""
    *pending, (last, _) = list(answers)
    assert last.Status == 0, f"{last.Status:04X}"
    assert all(status.Status in (0xFF00, 0xFF01) for status, _ in pending)
    return [identifier for _, identifier in pending]


# Storage and Query/Retrieve


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[RunningPeer]:
    """A peer with two studies, of one and of two scans."""
    with (
        station(CT_IMAGE) as (taken, address),
        running(
            tmp_path / "data", "storage", "qr", addresses=[address], validates=False
        ) as peer,
    ):
        peer.station = taken  # type: ignore[attr-defined]
        with peer.association(CT_IMAGE) as association:
            for number, (study, series) in enumerate(
                [("1.1", "1.1.1"), ("1.2", "1.2.1"), ("1.2", "1.2.2")]
            ):
                scan = example.build("CTImage", seed=number)
                scan.StudyInstanceUID, scan.SeriesInstanceUID = study, series
                scan.PatientID, scan.PatientName = f"P{study[-1]}", "Müller^Käthe"
                scan.SpecificCharacterSet = "ISO_IR 192"
                scan.StudyDate = f"2026010{study[-1]}"
                scan.SOPInstanceUID = f"{series}.{number}"
                scan.file_meta.MediaStorageSOPInstanceUID = scan.SOPInstanceUID
                assert association.send_c_store(scan).Status == 0
        yield peer


def test_studies_are_found_by_date_and_by_name(archive: RunningPeer) -> None:
    query = dataset(
        QueryRetrieveLevel="STUDY",
        StudyDate="20260102-",
        PatientName="muller*",
        StudyInstanceUID="",
        ModalitiesInStudy="",
        NumberOfStudyRelatedInstances="",
    )
    with archive.association(StudyRoot) as association:
        (study,) = found(association.send_c_find(query, StudyRoot))

    assert study.StudyInstanceUID == "1.2"
    assert study.PatientName == "Müller^Käthe"
    assert study.ModalitiesInStudy == "CT"
    assert study.NumberOfStudyRelatedInstances == 2
    assert study.QueryRetrieveLevel == "STUDY"


def test_an_object_whose_file_is_gone_is_not_found(archive: RunningPeer) -> None:
    (gone,) = archive.run.peer.archive.select("series.uid = ?", ("1.2.1",))
    gone.file.unlink()
    query = dataset(
        QueryRetrieveLevel="IMAGE",
        StudyInstanceUID="1.2",
        SeriesInstanceUID="1.2.1",
        SOPInstanceUID="",
    )
    with archive.association(StudyRoot) as association:
        assert found(association.send_c_find(query, StudyRoot)) == []


def test_each_level_is_found(archive: RunningPeer) -> None:
    levels = {
        "PATIENT": dataset(QueryRetrieveLevel="PATIENT", PatientID="P2"),
        "STUDY": dataset(
            QueryRetrieveLevel="STUDY", PatientID="P2", StudyInstanceUID=""
        ),
        "SERIES": dataset(
            QueryRetrieveLevel="SERIES",
            PatientID="P2",
            StudyInstanceUID="1.2",
            SeriesInstanceUID="",
        ),
        "IMAGE": dataset(
            QueryRetrieveLevel="IMAGE",
            PatientID="P2",
            StudyInstanceUID="1.2",
            SeriesInstanceUID="1.2.2",
            SOPInstanceUID="",
        ),
    }
    with archive.association(PatientRoot) as association:
        numbers = {
            level: len(found(association.send_c_find(query, PatientRoot)))
            for level, query in levels.items()
        }

    assert numbers == {"PATIENT": 1, "STUDY": 1, "SERIES": 2, "IMAGE": 1}


def test_relational_queries_are_agreed_to(archive: RunningPeer) -> None:
    """PS3.4 C.4.1.2.2: series of any study, if both sides want that."""
    from iodize.network import Extended, connect
    from iodize.services import StudyRootFind

    with connect(
        "127.0.0.1",
        archive.port,
        [StudyRootFind],
        extended=Extended(relational=True),
    ) as association:
        query = StudyRootFind.SeriesQuery(SeriesInstanceUID="", Modality="CT")
        query.StudyInstanceUID = ""
        series = {each.SeriesInstanceUID for each in association.find(query)}

    assert series == {"1.1.1", "1.2.1", "1.2.2"}
    assert archive.run.status == 0


def test_a_repository_is_queried(archive: RunningPeer) -> None:
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="", PatientID="P1")
    with archive.association(REPOSITORY) as association:
        (study,) = found(association.send_c_find(query, REPOSITORY))

    assert study.StudyInstanceUID == "1.1"


def test_a_query_without_the_keys_of_the_levels_above_is_refused(
    archive: RunningPeer,
) -> None:
    query = dataset(QueryRetrieveLevel="SERIES", SeriesInstanceUID="")
    with archive.association(StudyRoot) as association:
        *_, (status, _) = association.send_c_find(query, StudyRoot)

    assert status.Status == 0xA900
    assert "unique-key-missing" in archive.codes("C-FIND-RQ")


def test_instances_are_moved_to_a_known_system(archive: RunningPeer) -> None:
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2")
    with archive.association(StudyRootMove) as association:
        *_, (last, _) = association.send_c_move(query, "STATION", StudyRootMove)
        *_, (unknown, _) = association.send_c_move(query, "NOBODY", StudyRootMove)

    assert last.Status == 0
    assert last.NumberOfCompletedSuboperations == 2
    assert unknown.Status == 0xA801  # Move Destination unknown
    taken: Station = archive.station  # type: ignore[attr-defined]
    assert {each.SeriesInstanceUID for each in taken.objects} == {"1.2.1", "1.2.2"}


def test_instances_are_brought_on_the_same_association(archive: RunningPeer) -> None:
    taken = Station()
    query = dataset(
        QueryRetrieveLevel="SERIES", StudyInstanceUID="1.2", SeriesInstanceUID="1.2.1"
    )
    with archive.association(
        StudyRootGet,
        CT_IMAGE,
        provides=(CT_IMAGE,),
        handlers=[(evt.EVT_C_STORE, taken.store)],
    ) as association:
        *_, (last, _) = association.send_c_get(query, StudyRootGet)

    assert last.Status == 0
    assert [each.SeriesInstanceUID for each in taken.objects] == ["1.2.1"]


# Worklist and performed steps


def test_a_scheduled_step_is_followed_to_its_end(tmp_path: Path) -> None:
    """Worklist, step in progress, step completed: the worklist knows."""
    from iodize.peer.filling import fill

    fill(tmp_path / "data" / "worklist", 4)
    query = dataset(
        PatientName="",
        StudyInstanceUID="",
        RequestedProcedureID="",
        ScheduledProcedureStepSequence=[
            dataset(
                Modality="MR",
                ScheduledProcedureStepID="",
                ScheduledProcedureStepStatus="",
                ScheduledProcedureStepStartDate="",
            )
        ],
    )

    def status(association: Any) -> str:
        (item,) = found(association.send_c_find(query, WORKLIST))
        (step,) = item.ScheduledProcedureStepSequence
        return str(step.ScheduledProcedureStepStatus)

    with running(tmp_path / "data", "worklist", "mpps") as peer:
        with peer.association(WORKLIST, MPPS, MPPS_RETRIEVE) as association:
            (item,) = found(association.send_c_find(query, WORKLIST))
            step = step_in_progress()
            scheduled = step.ScheduledStepAttributesSequence[0]
            scheduled.StudyInstanceUID = item.StudyInstanceUID
            scheduled.ScheduledProcedureStepID = item.ScheduledProcedureStepSequence[
                0
            ].ScheduledProcedureStepID
            states = [status(association)]
            association.send_n_create(step, MPPS, "1.2.3")
            states.append(status(association))
            association.send_n_set(step_completed(), MPPS, "1.2.3")
            states.append(status(association))
            _, got = association.send_n_get([0x00400252], MPPS_RETRIEVE, "1.2.3")

        assert states == ["SCHEDULED", "STARTED", "COMPLETED"]
        assert got.PerformedProcedureStepStatus == "COMPLETED"
        assert len(got) == 1
        assert peer.run.status == 0
        assert peer.heard.remarks == []


def test_an_answer_returns_the_keys_that_it_owes(tmp_path: Path) -> None:
    """pynetdicom issue 909: what was asked for is there, with or without a value."""
    from iodize.peer.filling import fill

    fill(tmp_path / "data" / "worklist", 1)
    query = dataset(
        PatientID="",
        MedicalAlerts="",
        RequestedProcedureCodeSequence=[],
        ScheduledProcedureStepSequence=[dataset(ScheduledStationAETitle="")],
    )
    with (
        running(tmp_path / "data", "worklist") as peer,
        peer.association(WORKLIST) as association,
    ):
        (item,) = found(association.send_c_find(query, WORKLIST))

    assert item.PatientID == "P0001"
    assert item.MedicalAlerts in ("", None)
    assert item.RequestedProcedureCodeSequence[0].CodeValue == "CTHEAD"
    assert item.ScheduledProcedureStepSequence[0].ScheduledStationAETitle == "CT1"


def test_an_unscheduled_step_is_told(tmp_path: Path) -> None:
    from iodize.peer.filling import fill

    fill(tmp_path / "data" / "worklist", 1)
    with running(tmp_path / "data", "worklist", "mpps") as peer:
        with peer.association(MPPS) as association:
            association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        assert peer.codes("N-CREATE-RQ") == ["step-unknown"]


def test_text_of_several_character_sets_is_kept(tmp_path: Path) -> None:
    created = step_in_progress(
        SpecificCharacterSet="ISO_IR 192", PatientName="山田^太郎"
    )
    completed = step_completed(
        SpecificCharacterSet="ISO_IR 100", PerformedProcedureStepDescription="Schädel"
    )
    with (
        running(tmp_path / "data", "mpps") as peer,
        peer.association(MPPS, MPPS_RETRIEVE) as association,
    ):
        association.send_n_create(created, MPPS, "1.2.3")
        association.send_n_set(completed, MPPS, "1.2.3")
        _, got = association.send_n_get(
            [0x00100010, 0x00400254], MPPS_RETRIEVE, "1.2.3"
        )

    assert got.PatientName == "山田^太郎"
    assert got.PerformedProcedureStepDescription == "Schädel"


def test_performed_steps_are_notified(tmp_path: Path) -> None:
    with (
        station(NOTIFICATION) as (taken, address),
        running(
            tmp_path / "data", "mpps", addresses=[address], notified=["STATION"]
        ) as peer,
        peer.association(MPPS) as association,
    ):
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        association.send_n_set(step_completed(), MPPS, "1.2.3")
        events = taken.wait(2)

    assert [(each[0], each[1]) for each in events] == [(1, "1.2.3"), (2, "1.2.3")]


# Storage commitment


def test_commitment_on_the_same_association(tmp_path: Path) -> None:
    """A system that nobody knows is told on the association on which it asked."""
    taken = Station()
    scan = example.build("CTImage")
    with (
        running(tmp_path / "data", "storage", "commit") as peer,
        peer.association(
            CT_IMAGE, COMMITMENT, handlers=[(evt.EVT_N_EVENT_REPORT, taken.report)]
        ) as association,
    ):
        association.send_c_store(scan)
        status, _ = association.send_n_action(
            commitment((CT_IMAGE, scan.SOPInstanceUID), (CT_IMAGE, "1.2.3")),
            1,
            COMMITMENT,
            COMMITMENT_INSTANCE,
        )
        ((event, uid, information),) = taken.wait(1)
        answer = peer.heard.wait("N-EVENT-REPORT-RSP")

    assert status.Status == 0
    assert (answer.visit.number, answer.visit.called) == (1, False)
    assert (event, uid) == (2, COMMITMENT_INSTANCE)
    (kept,) = information.ReferencedSOPSequence
    (failed,) = information.FailedSOPSequence
    assert kept.ReferencedSOPInstanceUID == scan.SOPInstanceUID
    assert (failed.ReferencedSOPInstanceUID, failed.FailureReason) == ("1.2.3", 0x0112)
    assert "reference-not-stored" in peer.codes("N-ACTION-RQ")


def test_commitment_on_a_new_association(tmp_path: Path) -> None:
    """pynetdicom issue 617: the peer calls, as the SCP."""
    scan = example.build("CTImage")
    with (
        station(COMMITMENT) as (taken, address),
        running(tmp_path / "data", "storage", "commit", addresses=[address]) as peer,
    ):
        with peer.association(
            CT_IMAGE, COMMITMENT, calling_ae="STATION"
        ) as association:
            association.send_c_store(scan)
            association.send_n_action(
                commitment((CT_IMAGE, scan.SOPInstanceUID)),
                1,
                COMMITMENT,
                COMMITMENT_INSTANCE,
            )
        ((event, _, information),) = taken.wait(1)
        answer = peer.heard.wait("N-EVENT-REPORT-RSP")

    assert event == 1
    assert information.TransactionUID == "1.2.3.99"
    assert (answer.visit.number, answer.visit.called) == (2, True)
    assert (answer.status, answer.findings) == (0, ())


# What they have in common


def test_what_was_stored_is_there_after_a_restart(tmp_path: Path) -> None:
    scan = example.build("CTImage")
    with (
        running(tmp_path / "data", "storage", "mpps") as peer,
        peer.association(CT_IMAGE, MPPS) as association,
    ):
        association.send_c_store(scan)
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")

    with running(tmp_path / "data", "storage", "mpps") as peer:
        (entry,) = peer.run.peer.archive.entries([scan.SOPInstanceUID])
        with peer.association(MPPS) as association:
            status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert dcmread(entry.file).SOPInstanceUID == scan.SOPInstanceUID
    assert status.Status == 0
