"""Performed procedure steps with dcmjs-dimse, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.network import FailedStatusError, connect
from iodize.services import (
    ModalityPerformedProcedureStep,
    ModalityPerformedProcedureStepRetrieve,
)

from . import dcmjs as dcmjs_scripts
from .messages import dataset, mpps_complete, mpps_create
from .processes import HOST

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"

create = ModalityPerformedProcedureStep.Create.from_dataset(dataset(mpps_create()))
complete = ModalityPerformedProcedureStep.Set.from_dataset(dataset(mpps_complete()))


def test_a_step_is_created_and_completed(recorder: dcmjs_scripts.Recorder) -> None:
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


def test_a_step_is_retrieved(dcmjs: None, folder: Folder) -> None:
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


def test_a_refusal_tells_why(dcmjs: None, folder: Folder) -> None:
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
