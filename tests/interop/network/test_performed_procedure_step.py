"""Performed procedure steps with dcmjs-dimse, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.network import FailedStatusError, connect
from iodize.services import (
    ModalityPerformedProcedureStep,
    ModalityPerformedProcedureStepRetrieve,
    ModalityWorklist,
)

from .messages import MPPS, MPPS_RETRIEVE, dataset, mpps_complete, mpps_create
from .objects import worklist_item, write_worklist
from .systems import dcmjs as dcmjs_scripts
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.processes import HOST, wait_until

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"

create = ModalityPerformedProcedureStep.Create.from_dataset(dataset(mpps_create()))
complete = ModalityPerformedProcedureStep.Set.from_dataset(dataset(mpps_complete()))


def test_step_is_created_and_completed(recorder: dcmjs_scripts.Recorder) -> None:
    with connect(
        HOST, recorder.port, services=[ModalityPerformedProcedureStep]
    ) as association:
        created = association.create(create, UID)
        association.set(complete, UID)

    assert created.findings == ()
    first, second = recorder.messages()
    assert (first.kind, second.kind) == ("nCreate", "nSet")
    assert first.command["AffectedSOPInstanceUID"] == UID
    assert second.command["RequestedSOPInstanceUID"] == UID
    assert first.dataset is not None
    assert first.dataset["PerformedProcedureStepStatus"] == "IN PROGRESS"
    (step,) = first.dataset["ScheduledStepAttributesSequence"]
    assert step["StudyInstanceUID"] == "1.2.3.4.1"
    assert second.dataset is not None
    assert second.dataset["PerformedProcedureStepStatus"] == "COMPLETED"
    assert len(second.dataset["PerformedSeriesSequence"]) == 1


def test_step_is_retrieved(dcmjs: None, folder: Folder) -> None:
    answer = {"PerformedProcedureStepStatus": "IN PROGRESS", "Modality": "CT"}
    with (
        dcmjs_scripts.recorder(
            folder("server"), {"nGet": {"dataset": answer}}
        ) as recorder,
        connect(
            HOST, recorder.port, services=[ModalityPerformedProcedureStepRetrieve]
        ) as association,
    ):
        found = association.get(
            ModalityPerformedProcedureStepRetrieve.Get(
                "PerformedProcedureStepStatus", "Modality"
            ),
            UID,
        )

    assert found.PerformedProcedureStepStatus == "IN PROGRESS"
    assert found.findings == ()


def test_refusal_has_its_comment(dcmjs: None, folder: Folder) -> None:
    """An N-SET after the end of a step."""
    refusal = {"status": 0x0110, "comment": "it is over"}
    with (
        dcmjs_scripts.recorder(folder("server"), {"nSet": refusal}) as recorder,
        connect(
            HOST, recorder.port, services=[ModalityPerformedProcedureStep]
        ) as association,
        pytest.raises(FailedStatusError) as caught,
    ):
        association.set(complete, UID)

    assert caught.value.code == 0x0110
    assert caught.value.comment == "it is over"


def test_dcmjs_creates_and_completes(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    """The modified step is returned, and cannot be modified again."""
    created, completed, got, again = dcmjs_scripts.send(
        emulator.port,
        folder("client"),
        dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create()),
        dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete()),
        dcmjs_scripts.request(
            "NGet", MPPS_RETRIEVE, UID, ["PerformedProcedureStepStatus", "Modality"]
        ),
    ) + dcmjs_scripts.send(
        emulator.port,
        folder("second"),
        dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete()),
    )

    assert (created.status, completed.status, got.status) == (0, 0, 0)
    assert got.dataset is not None
    assert got.dataset["PerformedProcedureStepStatus"] == "COMPLETED"
    assert got.dataset["Modality"] == "CT"
    assert again.status == 0x0110
    assert again.command["ErrorID"] == 0xA710


def test_messages_of_dcmjs_have_no_findings(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    dcmjs_scripts.send(
        emulator.port,
        folder("client"),
        dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create()),
        dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete()),
        dcmjs_scripts.request("NGet", MPPS_RETRIEVE, UID, ["Modality"]),
    )

    assert emulator.findings() == []


def test_worklist_reflects_a_performed_step(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    """A performed step is not scheduled any more."""
    write_worklist(emulator.folder / "worklist", worklist_item(1), worklist_item(2))
    dcmjs_scripts.send(
        emulator.port,
        folder("client"),
        dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create()),
        dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete()),
    )
    with connect(HOST, emulator.port, services=[ModalityWorklist]) as association:
        found = [
            *association.find(
                ModalityWorklist.Query(
                    ScheduledProcedureStepSequence=(
                        ModalityWorklist.Query.ScheduledProcedureStepItem(
                            ScheduledProcedureStepStatus=None
                        )
                    )
                )
            )
        ]

    states = {
        str(item.PatientID): item.ScheduledProcedureStepSequence[
            0
        ].ScheduledProcedureStepStatus
        for item in found
    }
    assert states.get("P1") in (None, "COMPLETED")
    assert states["P2"] != "COMPLETED"


def test_dcmjs_is_notified(
    dcmjs: None, folder: Folder, recorder: dcmjs_scripts.Recorder
) -> None:
    """At the start and the end of a step: PS3.4 F.9."""
    with own_emulator(
        folder("peer"), {"DCMJS": recorder.port}, notified=["DCMJS"]
    ) as emulator:
        dcmjs_scripts.send(
            emulator.port,
            folder("client"),
            dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create()),
            dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete()),
        )
        assert wait_until(lambda: len(recorder.messages()) == 2)

    begun, ended = recorder.messages()
    assert (begun.kind, ended.kind) == ("nEventReport", "nEventReport")
    assert (begun.command["EventTypeID"], ended.command["EventTypeID"]) == (1, 2)
    assert begun.command["AffectedSOPInstanceUID"] == UID
