"""Queries on the files of a folder: worklist, patients, products."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from iodize.emulator.data.sample_worklist import fill

from ..requests import (
    MPPS,
    MPPS_RETRIEVE,
    WORKLIST,
    dataset,
    step_completed,
    step_in_progress,
)
from ..running import running
from ..station import matches

PATIENTS = "1.2.840.10008.5.1.4.37.1"
PRODUCTS = "1.2.840.10008.5.1.4.41"


def test_worklist_has_the_states_of_performed_steps(tmp_path: Path) -> None:
    """Worklist, step in progress, step completed."""
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
        (item,) = matches(association.send_c_find(query, WORKLIST))
        (step,) = item.ScheduledProcedureStepSequence
        return str(step.ScheduledProcedureStepStatus)

    with running(tmp_path / "data", "worklist", "mpps") as server:
        with server.association(WORKLIST, MPPS, MPPS_RETRIEVE) as association:
            (item,) = matches(association.send_c_find(query, WORKLIST))
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
        assert server.run.status == 0
        assert server.listener.remarks == []


def test_answer_has_the_requested_keys(tmp_path: Path) -> None:
    """With or without a value: pynetdicom issue 909."""
    fill(tmp_path / "data" / "worklist", 1)
    query = dataset(
        PatientID="",
        MedicalAlerts="",
        RequestedProcedureCodeSequence=[],
        ScheduledProcedureStepSequence=[dataset(ScheduledStationAETitle="")],
    )
    with (
        running(tmp_path / "data", "worklist") as server,
        server.association(WORKLIST) as association,
    ):
        (item,) = matches(association.send_c_find(query, WORKLIST))

    assert item.PatientID == "P0001"
    assert item.MedicalAlerts in ("", None)
    assert item.RequestedProcedureCodeSequence[0].CodeValue == "CTHEAD"
    assert item.ScheduledProcedureStepSequence[0].ScheduledStationAETitle == "CT1"


def test_worklist_query_with_an_invalid_key_is_reported(tmp_path: Path) -> None:
    query = dataset(
        PatientName="*",
        ScheduledProcedureStepSequence=[dataset(Modality="CT"), dataset()],
    )
    with (
        running(tmp_path / "data", "worklist") as server,
        server.association(WORKLIST) as association,
    ):
        list(association.send_c_find(query, WORKLIST))
        assert "key-items" in server.codes("C-FIND-RQ")


def test_several_matching_patients_are_refused(tmp_path: Path) -> None:
    """PS3.4 Q.2.1.1."""
    folder = tmp_path / "data" / "patients"
    folder.mkdir(parents=True)
    template = dataset(MappingResource="DCMR", TemplateIdentifier="9007")
    for number in range(2):
        patient = dataset(
            PatientID=f"P{number}",
            PatientName="Roe^Jane",
            ContentTemplateSequence=[template],
        )
        (folder / f"{number}.json").write_text(patient.to_json(), "utf-8")

    def query(patient_id: str) -> list[int]:
        keys = dataset(
            PatientID=patient_id, PatientName="", ContentTemplateSequence=[template]
        )
        return [status.Status for status, _ in association.send_c_find(keys, PATIENTS)]

    with (
        running(tmp_path / "data", "patients") as server,
        server.association(PATIENTS) as association,
    ):
        assert query("P1") == [0xFF00, 0]
        assert query("") == [0xC100]
        assert query("P9") == [0]


def test_products_are_read_from_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "products"
    folder.mkdir(parents=True)
    product = dataset(ProductPackageIdentifier="12345", ProductName="Contrast")
    (folder / "1.json").write_text(product.to_json(), "utf-8")
    query = dataset(ProductPackageIdentifier="12345", ProductName="")
    with (
        running(tmp_path / "data", "substances") as server,
        server.association(PRODUCTS) as association,
    ):
        (answer,) = matches(association.send_c_find(query, PRODUCTS))

    assert answer.ProductName == "Contrast"
