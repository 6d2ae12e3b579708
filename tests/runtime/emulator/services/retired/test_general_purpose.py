"""General purpose worklist and its procedure steps: PS3.4-2011 K.6.2, F.10, F.11."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iodize.network import FailedStatusError, connect
from iodize.services import (
    GeneralPurposePerformedProcedureStep,
    GeneralPurposeScheduledProcedureStep,
    GeneralPurposeWorklist,
    GeneralPurposeWorklistManagement,
)

from ...requests import dataset
from ...running import RunningEmulator, running
from .folder import UID, write

CLAIM = "1.2.3.1"
OTHER = "1.2.3.2"
Modify = GeneralPurposeScheduledProcedureStep.RequestModification


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "gpwl") as server:
        folder = server.emulator.layout.folder / "general-purpose-worklist"
        step = dataset(
            GeneralPurposeScheduledProcedureStepStatus="SCHEDULED", PatientID="P1"
        )
        write(folder, GeneralPurposeScheduledProcedureStep, step)
        yield server


@pytest.fixture
def scu(server: RunningEmulator) -> Iterator[Any]:
    services = [GeneralPurposeWorklistManagement]
    with connect("127.0.0.1", server.port, services) as association:
        yield association


def modify(state: Any, transaction: str = CLAIM) -> Any:
    return Modify(
        TransactionUID=transaction, GeneralPurposeScheduledProcedureStepStatus=state
    )


def state_of(scu: Any) -> str:
    (step,) = scu.find(GeneralPurposeWorklist.Query(PatientID="P1"))
    return str(step.GeneralPurposeScheduledProcedureStepStatus)


def test_claimed_step_can_be_suspended_continued_and_completed(scu: Any) -> None:
    states = [state_of(scu)]
    for state in ("IN PROGRESS", "SUSPENDED", "IN PROGRESS", "COMPLETED"):
        scu.action(modify(state), UID)
        states.append(state_of(scu))

    assert states == [
        *("SCHEDULED", "IN PROGRESS", "SUSPENDED", "IN PROGRESS", "COMPLETED")
    ]


def test_step_that_is_returned_can_be_claimed_by_another_performer(scu: Any) -> None:
    scu.action(modify("IN PROGRESS"), UID)
    scu.action(modify("SCHEDULED"), UID)
    scu.action(modify("IN PROGRESS", OTHER), UID)

    assert state_of(scu) == "IN PROGRESS"


@pytest.mark.parametrize(
    ("before", "state", "transaction", "status"),
    [
        (["IN PROGRESS"], "IN PROGRESS", OTHER, "A503"),
        (["IN PROGRESS"], "COMPLETED", OTHER, "A502"),
        (["IN PROGRESS", "COMPLETED"], "SUSPENDED", CLAIM, "A501"),
        (["IN PROGRESS", "DISCONTINUED"], "IN PROGRESS", CLAIM, "A501"),
    ],
)
def test_request_that_the_state_does_not_allow_is_refused(
    scu: Any,
    server: RunningEmulator,
    before: list[str],
    state: str,
    transaction: str,
    status: str,
) -> None:
    for each in before:
        scu.action(modify(each), UID)
    with pytest.raises(FailedStatusError, match=status):
        scu.action(modify(state, transaction), UID)

    assert server.codes("N-ACTION-RQ", len(before) + 1)
    assert state_of(scu) == before[-1]


def performed(transaction: str) -> Any:
    made = GeneralPurposePerformedProcedureStep.Create.example()
    made.GeneralPurposePerformedProcedureStepStatus = "IN PROGRESS"
    step = dataset(
        ReferencedSOPClassUID=GeneralPurposeScheduledProcedureStep.uid,
        ReferencedSOPInstanceUID=UID,
        ReferencedGeneralPurposeScheduledProcedureStepTransactionUID=transaction,
    )
    attributes = made.to_dataset()
    attributes.ReferencedGeneralPurposeScheduledProcedureStepSequence = [step]
    return GeneralPurposePerformedProcedureStep.Create.from_dataset(attributes)


def test_performed_step_is_named_by_the_scheduled_step(
    scu: Any, server: RunningEmulator
) -> None:
    scu.action(modify("IN PROGRESS"), UID)
    scu.create(performed(CLAIM), "1.2.4")
    scu.set(
        GeneralPurposePerformedProcedureStep.Set(
            GeneralPurposePerformedProcedureStepStatus="COMPLETED",
            PerformedProcedureStepEndDate="20110101",
            PerformedProcedureStepEndTime="1200",
            RequestedSubsequentWorkitemCodeSequence=[],
            NonDICOMOutputCodeSequence=[],
            OutputInformationSequence=[],
        ),
        "1.2.4",
    )
    query = GeneralPurposeWorklist.Query(PatientID="P1", returning="all")
    (step,) = scu.find(query)

    (resulting,) = step.ResultingGeneralPurposePerformedProcedureStepsSequence
    assert resulting.ReferencedSOPInstanceUID == "1.2.4"
    assert server.codes("N-CREATE-RQ") == []
    assert server.codes("N-SET-RQ") == []


def test_performed_step_of_another_claim_is_reported(
    scu: Any, server: RunningEmulator
) -> None:
    scu.create(performed(CLAIM), "1.2.4")
    scu.action(modify("IN PROGRESS"), UID)
    scu.create(performed(OTHER), "1.2.5")

    assert server.codes("N-CREATE-RQ") == ["step-unknown"]
    assert server.codes("N-CREATE-RQ", 2) == ["transaction-uid"]


def test_performed_step_must_begin_in_progress(scu: Any) -> None:
    made = performed(CLAIM)
    made.GeneralPurposePerformedProcedureStepStatus = "COMPLETED"
    with pytest.raises(FailedStatusError, match="0106"):
        scu.create(made, "1.2.4")
