"""The emulator reports each kind of fault of a client."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from iodize.network import connect
from iodize.services import ModalityPerformedProcedureStep

from .messages import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    UPS_PULL,
    UPS_PUSH,
    commitment,
    dataset,
    mpps_complete,
    mpps_create,
    workitem,
)
from .systems import dcmjs as dcmjs_scripts
from .systems.collected_findings import CollectedFindings
from .systems.own_emulator import OwnEmulator
from .systems.processes import HOST
from .systems.raw import associated

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"

Send = Callable[[OwnEmulator, Sequence[dict[str, Any]], Path], list[int]]
"""Sends requests to an emulator on one association; returns the statuses."""


def by_dcmjs(
    emulator: OwnEmulator, requests: Sequence[dict[str, Any]], place: Path
) -> list[int]:
    place.mkdir()
    return [
        answer.status for answer in dcmjs_scripts.send(emulator.port, place, *requests)
    ]


def by_pynetdicom(
    emulator: OwnEmulator, requests: Sequence[dict[str, Any]], place: Path
) -> list[int]:
    """Send the same with pynetdicom, which checks nothing either."""
    statuses = []
    with associated(emulator.port, MPPS, UPS_PUSH, UPS_PULL, COMMITMENT) as association:
        for request in requests:
            sop_class, uid, *more = request["args"]
            content = dataset(request["dataset"])
            meta = None
            if request["kind"] == "NCreate":
                answer, _ = association.send_n_create(content, sop_class, uid)
            elif request["kind"] == "NSet":
                answer, _ = association.send_n_set(content, sop_class, uid)
            else:
                meta = more[1] if len(more) > 1 else None
                answer, _ = association.send_n_action(
                    content, more[0], sop_class, uid, meta_uid=meta
                )
            statuses.append(int(answer.Status))
    return statuses


@pytest.fixture(params=["dcmjs", "pynetdicom"])
def send(request: pytest.FixtureRequest) -> Send:
    """Two clients that do not check messages."""
    if request.param == "dcmjs":
        request.getfixturevalue("dcmjs")
        return by_dcmjs
    return by_pynetdicom


def create(**changes: Any) -> dict[str, Any]:
    return dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create(**changes))


def change(**changes: Any) -> dict[str, Any]:
    return dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete(**changes))


def test_missing_type_1_attribute_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    statuses = send(emulator, [create(PerformedProcedureStepID=None)], tmp_path / "a")

    assert statuses == [0x0120]
    assert emulator.reports("N-CREATE-RQ", "PerformedProcedureStepID", "type1-missing")


def test_empty_type_1_attribute_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    statuses = send(emulator, [create(PerformedStationAETitle="")], tmp_path / "a")

    assert statuses == [0x0121]
    assert emulator.reports("N-CREATE-RQ", "PerformedStationAETitle", "type1-empty")


def test_creation_in_another_state_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    wrong = create(PerformedProcedureStepStatus="COMPLETED")
    statuses = send(emulator, [wrong], tmp_path / "a")

    assert statuses == [0x0106]
    assert emulator.reports("N-CREATE-RQ", "PerformedProcedureStepStatus")


def test_modification_of_a_final_state_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    statuses = send(emulator, [create(), change(), change()], tmp_path / "a")

    assert statuses == [0, 0, 0x0110]
    assert emulator.reports("N-SET-RQ", "state")


def test_final_state_without_its_attributes_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    wrong = change(PerformedProcedureStepEndDate=None)
    statuses = send(emulator, [create(), wrong], tmp_path / "a")

    assert statuses[0] == 0
    assert emulator.reports("N-SET-RQ", "PerformedProcedureStepEndDate")


def test_attribute_that_n_set_may_not_have_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    """N-SET may not modify attributes of N-CREATE: PS3.4 Table F.7.2-1."""
    wrong = change(PatientName="Other^Peer")
    statuses = send(emulator, [create(), wrong], tmp_path / "a")

    assert statuses == [0, 0x0105]
    assert emulator.reports("N-SET-RQ", "PatientName", "not-allowed")


def test_value_outside_the_enumeration_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    wrong = change(PerformedProcedureStepStatus="DONE")
    statuses = send(emulator, [create(), wrong], tmp_path / "a")

    assert statuses == [0, 0x0106]
    assert emulator.reports("N-SET-RQ", "PerformedProcedureStepStatus")


def test_unknown_action_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    wrong = dcmjs_scripts.request(
        "NAction",
        *(COMMITMENT, COMMITMENT_INSTANCE, 9),
        dataset=commitment((CT_IMAGE, "1.2.3"), transaction="1.2.4"),
    )
    statuses = send(emulator, [wrong], tmp_path / "a")

    assert statuses == [0x0123]
    assert emulator.reports("N-ACTION-RQ", "9")


def test_forbidden_transition_is_reported(
    send: Send, emulator: OwnEmulator, tmp_path: Path
) -> None:
    made = dcmjs_scripts.request("NCreate", UPS_PUSH, UID, dataset=workitem())
    wrong = dcmjs_scripts.request(
        "NAction",
        *(UPS_PUSH, UID, 1, UPS_PULL),
        dataset={"ProcedureStepState": "COMPLETED", "TransactionUID": "1.2.3"},
    )
    statuses = send(emulator, [made, wrong], tmp_path / "a")

    assert statuses == [0, 0xC310]
    assert emulator.reports("N-ACTION-RQ", "state")


def test_sop_class_of_another_context_is_reported(emulator: OwnEmulator) -> None:
    """A performed step is created in the context of storage commitment."""
    with associated(emulator.port, COMMITMENT) as association:
        answer, _ = association.send_n_create(
            dataset(mpps_create()), MPPS, UID, meta_uid=COMMITMENT
        )

    assert int(answer.Status) in (0x0118, 0x0122, 0x0211)
    assert emulator.reports("N-CREATE-RQ", "context")


def test_operation_that_the_sop_class_lacks_is_reported(emulator: OwnEmulator) -> None:
    """Performed steps cannot be deleted."""
    with associated(emulator.port, MPPS) as association:
        answer = association.send_n_delete(MPPS, UID)

    assert int(answer.Status) == 0x0211
    assert emulator.reports("N-DELETE-RQ")


def test_status_that_the_service_lacks_is_reported(folder: Folder, dcmjs: None) -> None:
    """A fault of a server, reported by the client of iodize."""
    reported = CollectedFindings()
    with (
        dcmjs_scripts.recorder(folder("server"), {"nSet": {"status": 0x0001}}) as other,
        connect(
            HOST,
            other.port,
            services=[ModalityPerformedProcedureStep],
            on_findings=reported,
        ) as association,
    ):
        association.set(
            ModalityPerformedProcedureStep.Set.from_dataset(dataset(mpps_complete())),
            UID,
        )

    assert any("0001" in line for line in reported), reported
