"""Unified procedure steps with dcmjs-dimse, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.network import FailedStatusError, connect
from iodize.services import (
    UnifiedProcedureStepPull,
    UnifiedProcedureStepPush,
    UnifiedProcedureStepQuery,
)

from .messages import UPS_PULL, UPS_PUSH, dataset, workitem
from .systems import dcmjs as dcmjs_scripts
from .systems import pynetdicom_apps as apps
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.processes import HOST, wait_until

Folder = Callable[[str], Path]
GLOBAL = "1.2.840.10008.5.1.4.34.5"
UPS_WATCH = "1.2.840.10008.5.1.4.34.6.2"
UID, LOCK = "1.2.3.4.5", "1.2.3.4.5.6"

CODE = {"CodeValue": "C1", "CodingSchemeDesignator": "99X", "CodeMeaning": "Code"}

create = UnifiedProcedureStepPush.Create.from_dataset(dataset(workitem()))
start = UnifiedProcedureStepPull.ChangeUPSState(
    ProcedureStepState="IN PROGRESS", TransactionUID=LOCK
)


def test_workitem_is_created_and_started(recorder: dcmjs_scripts.Recorder) -> None:
    """All messages name the Push SOP class: PS3.4 CC.3.1."""
    with connect(
        HOST,
        recorder.port,
        services=[UnifiedProcedureStepPush, UnifiedProcedureStepPull],
    ) as association:
        association.create(create, UID)
        association.action(start, UID)

    created, started = recorder.messages()
    assert created.command["AffectedSOPClassUID"] == UPS_PUSH
    assert created.dataset is not None
    assert created.dataset["ProcedureStepState"] == "SCHEDULED"
    assert started.command["RequestedSOPClassUID"] == UPS_PUSH
    assert started.command["ActionTypeID"] == 1
    assert started.dataset is not None
    assert started.dataset["TransactionUID"] == LOCK


def test_workitem_is_found(dcmjs: None, folder: Folder) -> None:
    answers = {"cFind": [{"SOPInstanceUID": UID, "ProcedureStepState": "SCHEDULED"}]}
    with (
        dcmjs_scripts.recorder(folder("server"), answers) as recorder,
        connect(
            HOST, recorder.port, services=[UnifiedProcedureStepQuery]
        ) as association,
    ):
        (found,) = association.find(
            UnifiedProcedureStepQuery.Query(ProcedureStepState="SCHEDULED")
        )

    assert found.ProcedureStepState == "SCHEDULED"
    lacks = {finding.keyword for finding in found.findings}
    assert {"ProcedureStepLabel", "ScheduledProcedureStepPriority"} <= lacks


def test_refusal_has_its_label(dcmjs: None, folder: Folder) -> None:
    """C302: the step is in progress already."""
    with (
        dcmjs_scripts.recorder(
            folder("server"), {"nAction": {"status": 0xC302}}
        ) as recorder,
        connect(
            HOST, recorder.port, services=[UnifiedProcedureStepPull]
        ) as association,
        pytest.raises(FailedStatusError) as caught,
    ):
        association.action(start, UID)

    assert caught.value.code == 0xC302
    assert caught.value.status is not None


def change(state: str, lock: str = LOCK) -> dict[str, object]:
    """Return a request of dcmjs-dimse to change the state of the workitem."""
    return dcmjs_scripts.request(
        "NAction",
        *(UPS_PUSH, UID, 1, UPS_PULL),
        dataset={"ProcedureStepState": state, "TransactionUID": lock},
    )


def push(**changes: object) -> dict[str, object]:
    return dcmjs_scripts.request("NCreate", UPS_PUSH, UID, dataset=workitem(**changes))


def test_dcmjs_pushes_and_starts(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    answers = dcmjs_scripts.send(
        emulator.port,
        folder("client"),
        push(),
        change("IN PROGRESS"),
        dcmjs_scripts.request(
            "NGet", *(UPS_PUSH, UID, ["ProcedureStepState"], UPS_PULL)
        ),
    )

    assert [answer.status for answer in answers] == [0, 0, 0]
    assert answers[-1].dataset is not None
    assert answers[-1].dataset["ProcedureStepState"] == "IN PROGRESS"
    assert emulator.findings() == []


def test_states_and_locks_are_enforced(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    """PS3.4 Table CC.1.1-2."""
    statuses = [
        answer.status
        for answer in dcmjs_scripts.send(
            emulator.port,
            folder("client"),
            change("IN PROGRESS"),
            push(),
            push(),
            change("COMPLETED"),
            change("IN PROGRESS"),
            change("IN PROGRESS"),
            change("COMPLETED", lock="1.2.9"),
            change("SCHEDULED"),
            change("COMPLETED"),
            change("CANCELED"),
        )
    ]

    assert statuses == [
        0xC307,  # it does not exist
        0x0000,
        0x0111,  # it exists
        0xC310,  # it has not started
        0x0000,
        0xC302,  # it is in progress
        0xC301,  # another lock
        0xC303,  # SCHEDULED is the initial state only
        0xC304,  # attributes of the final state are missing
        0xC304,
    ]


def test_dcmjs_completes(dcmjs: None, folder: Folder, emulator: OwnEmulator) -> None:
    """The performed procedure is set before the completion."""
    performed = {
        "PerformedStationNameCodeSequence": [CODE],
        "PerformedStationClassCodeSequence": [],
        "PerformedStationGeographicLocationCodeSequence": [],
        "PerformedProcedureStepStartDateTime": "20260102080000",
        "PerformedWorkitemCodeSequence": [CODE],
        "PerformedProcedureStepEndDateTime": "20260102081500",
        "OutputInformationSequence": [],
    }
    performed_step = dcmjs_scripts.request(
        "NSet",
        *(UPS_PUSH, UID, UPS_PULL),
        dataset={
            "TransactionUID": LOCK,
            "UnifiedProcedureStepPerformedProcedureSequence": [performed],
        },
    )
    answers = dcmjs_scripts.send(
        emulator.port,
        folder("client"),
        push(),
        change("IN PROGRESS"),
        performed_step,
        change("COMPLETED"),
    )

    assert [answer.status for answer in answers] == [0, 0, 0, 0]
    assert emulator.findings() == []


def test_pynetdicom_finds(dcmjs: None, folder: Folder, emulator: OwnEmulator) -> None:
    dcmjs_scripts.send(emulator.port, folder("client"), push())
    done = apps.client(
        "findscu",
        emulator.port,
        *("-U", "-k", "ProcedureStepState=SCHEDULED", "-k", "ProcedureStepLabel"),
    )

    assert done.status == 0
    assert "Reconstruct" in done.text


def test_dcmjs_gets_reports_of_every_workitem(
    dcmjs: None, folder: Folder, recorder: dcmjs_scripts.Recorder
) -> None:
    """A global subscription reports the creation and the start."""
    subscribe = dcmjs_scripts.request(
        "NAction",
        *(UPS_PUSH, GLOBAL, 3, UPS_WATCH),
        dataset={"ReceivingAE": "DCMJS", "DeletionLock": "FALSE"},
    )
    with own_emulator(folder("peer"), {"DCMJS": recorder.port}) as emulator:
        answers = dcmjs_scripts.send(
            emulator.port, folder("client"), subscribe, push(), change("IN PROGRESS")
        )
        assert wait_until(lambda: len(recorder.messages()) >= 2)
        findings = emulator.findings()

    assert [answer.status for answer in answers] == [0, 0, 0]
    events = [message for message in recorder.messages() if message.dataset]
    assert {message.kind for message in events} == {"nEventReport"}
    assert {message.command["AffectedSOPInstanceUID"] for message in events} == {UID}
    states = [
        message.dataset["ProcedureStepState"]
        for message in events
        if message.dataset and message.command["EventTypeID"] == 1
    ]
    assert states == ["SCHEDULED", "IN PROGRESS"]
    assert findings == []
