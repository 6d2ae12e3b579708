"""Retired services: pynetdicom sends their messages to our emulator.

pynetdicom has no names for them, but sends any message in any presentation context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian

from iodize.iods import BasicStudyDescriptor
from iodize.services import (
    BasicStudyContentNotification,
    DetachedPatientManagement,
    DetachedStudyManagement,
    GeneralPurposeScheduledProcedureStep,
    GeneralPurposeWorklist,
    PrintQueueManagement,
    StorageCommitmentPullModel,
)
from tests.runtime.emulator.requests import dataset
from tests.runtime.emulator.running import RunningEmulator, running

SERVICES = ("storage", "commit", "print", "detached", "gpwl")
UID = "1.2.3"
STUDY = DetachedStudyManagement.uid
PATIENT = DetachedPatientManagement.uid
STEP = GeneralPurposeScheduledProcedureStep.uid


@pytest.fixture
def server(folder: Callable[[str], Path]) -> Iterator[RunningEmulator]:
    with running(folder("data"), *SERVICES, strict=True) as server:
        yield server


def write(server: RunningEmulator, folder: str, attributes: Dataset) -> None:
    place = server.emulator.layout.folder / folder
    place.mkdir(exist_ok=True)
    (place / "one.json").write_text(attributes.to_json(), "utf-8")


def test_patient_is_returned(server: RunningEmulator) -> None:
    patient = dataset(
        SOPClassUID=PATIENT,
        SOPInstanceUID=UID,
        PatientName="Müller^Käthe",
        PatientID="P1",
        SpecificCharacterSet="ISO_IR 192",
    )
    write(server, "detached", patient)
    with server.association(PATIENT) as association:
        status, returned = association.send_n_get([0x00100010], PATIENT, UID)

    assert status.Status == 0
    assert returned.PatientName == "Müller^Käthe"
    assert "PatientID" not in returned


def test_study_is_changed(server: RunningEmulator) -> None:
    write(server, "detached", dataset(SOPClassUID=STUDY, SOPInstanceUID=UID))
    with server.association(STUDY) as association:
        changed, _ = association.send_n_set(
            dataset(StudyStatusID="ARRIVED"), STUDY, UID
        )
        refused, _ = association.send_n_set(dataset(StudyStatusID="LOST"), STUDY, UID)

    assert changed.Status == 0
    assert refused.Status == 0x0106
    assert server.codes("N-SET-RQ", 2) == ["value-not-enumerated"]


def test_step_is_found_and_claimed_once(server: RunningEmulator) -> None:
    step = dataset(
        SOPInstanceUID=UID,
        PatientID="P1",
        GeneralPurposeScheduledProcedureStepStatus="SCHEDULED",
    )
    write(server, "general-purpose-worklist", step)
    find = GeneralPurposeWorklist.uid
    query = dataset(PatientID="P1", GeneralPurposeScheduledProcedureStepStatus="")
    with server.association(find, STEP) as association:
        statuses = []
        for claim in ("1.2.4", "1.2.5"):
            request = dataset(
                TransactionUID=claim,
                GeneralPurposeScheduledProcedureStepStatus="IN PROGRESS",
            )
            status, _ = association.send_n_action(request, 1, STEP, UID)
            statuses.append(status.Status)
        (_, found), *_ = association.send_c_find(query, find)

    assert statuses == [0, 0xA503]
    assert found.GeneralPurposeScheduledProcedureStepStatus == "IN PROGRESS"


def test_print_queue_is_returned(server: RunningEmulator) -> None:
    queue = PrintQueueManagement
    with server.association(queue.uid) as association:
        status, returned = association.send_n_get([], queue.uid, queue.instance_uid)

    assert status.Status == 0
    assert returned.QueueStatus == "NORMAL"


def test_pull_commitment_is_accepted(server: RunningEmulator) -> None:
    pull = StorageCommitmentPullModel
    item = dataset(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2")
    item.ReferencedSOPInstanceUID = "1.2.9"
    request = dataset(TransactionUID="1.2.8", ReferencedSOPSequence=[item])
    with server.association(pull.uid) as association:
        status, _ = association.send_n_action(request, 1, pull.uid, pull.instance_uid)

    assert status.Status == 0
    assert "reference-not-stored" in server.codes("N-ACTION-RQ")


def test_study_content_notification_is_stored(server: RunningEmulator) -> None:
    notification = BasicStudyDescriptor.example().to_dataset()
    notification.ensure_file_meta()
    notification.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    with server.association(BasicStudyContentNotification.uid) as association:
        status = association.send_c_store(notification)

    assert status.Status == 0
    assert set(server.codes("C-STORE-RQ")) <= {"sop-class-retired"}
