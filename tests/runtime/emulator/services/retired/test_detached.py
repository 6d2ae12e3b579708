"""Detached patients, visits, studies, results and interpretations: PS3.4-2004 E, F, G."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iodize.network import FailedStatusError, connect
from iodize.services import (
    DetachedInterpretationManagement,
    DetachedPatientManagement,
    DetachedPatientManagementMeta,
    DetachedStudyManagement,
    DetachedVisitManagement,
    StudyComponentManagement,
)

from ...requests import dataset
from ...running import RunningEmulator, running
from .folder import UID, write
from .receiver import Reports, receiver

NOTIFIED = (
    DetachedVisitManagement,
    DetachedStudyManagement,
    DetachedInterpretationManagement,
)


@pytest.fixture
def notified(tmp_path: Path) -> Iterator[tuple[Reports, RunningEmulator]]:
    with (
        receiver(*NOTIFIED) as (reports, address),
        running(
            tmp_path / "data",
            "detached",
            addresses=[address],
            notified=[address.ae],
        ) as server,
    ):
        yield reports, server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "detached") as server:
        yield server


def detached(server: RunningEmulator) -> Path:
    return server.emulator.layout.folder / "detached"


def test_patient_in_the_folder_is_returned_with_the_requested_attributes(
    server: RunningEmulator,
) -> None:
    write(
        detached(server),
        DetachedPatientManagement,
        dataset(PatientName="Doe^Jane", PatientID="P1", PatientWeight="70"),
    )
    get = DetachedPatientManagement.Get("PatientName", "PatientID")
    with connect("127.0.0.1", server.port, [DetachedPatientManagementMeta]) as scu:
        patient = scu.get(get, UID)

    assert (str(patient.PatientName), patient.PatientID) == ("Doe^Jane", "P1")
    assert patient.PatientWeight is None
    assert patient.findings == ()


def test_patient_that_is_not_in_the_folder_is_refused(server: RunningEmulator) -> None:
    with (
        connect("127.0.0.1", server.port, [DetachedPatientManagement]) as scu,
        pytest.raises(FailedStatusError, match="0112"),
    ):
        scu.get(DetachedPatientManagement.Get(), "1.2.99")

    assert server.codes("N-GET-RQ") == ["instance-unknown"]


@pytest.mark.parametrize(
    ("sop_class", "keyword", "value", "event"),
    [
        (DetachedVisitManagement, "VisitStatusID", "ADMITTED", 3),
        (DetachedVisitManagement, "CurrentPatientLocation", "Ward 3", 7),
        (DetachedStudyManagement, "StudyStatusID", "ARRIVED", 3),
        (DetachedStudyManagement, "StudyStatusID", "READ", 7),
        (DetachedStudyManagement, "StudyArrivalDate", "20040131", 9),
        (DetachedInterpretationManagement, "InterpretationStatusID", "APPROVED", 4),
    ],
)
def test_change_is_kept_and_reported_with_its_event(
    notified: tuple[Reports, RunningEmulator],
    sop_class: Any,
    keyword: str,
    value: str,
    event: int,
) -> None:
    reports, server = notified
    write(detached(server), sop_class, dataset(SpecificCharacterSet="ISO_IR 192"))
    with connect("127.0.0.1", server.port, [sop_class]) as association:
        association.set(sop_class.Set(**{keyword: value}), UID)
        changed = association.get(sop_class.Get(), UID).to_dataset()
    type_id, uid, information = reports.wait()

    assert changed[keyword].value == value
    assert (type_id, uid) == (event, UID)
    assert information[keyword].value == value


def test_study_component_is_created_changed_and_returned(
    server: RunningEmulator,
) -> None:
    made = StudyComponentManagement.Create.example()
    made.StudyComponentStatusID = "INCOMPLETE"
    with connect("127.0.0.1", server.port, [StudyComponentManagement]) as scu:
        scu.create(made, UID)
        scu.set(StudyComponentManagement.Set(StudyComponentStatusID="COMPLETED"), UID)
        component = scu.get(StudyComponentManagement.Get(), UID)

    assert component.StudyComponentStatusID == "COMPLETED"
    assert component.Modality == made.Modality
