"""Each kind of fault that a client of another maker can commit is told by the peer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from iodize.network import connect
from iodize.services import ModalityPerformedProcedureStep

from . import dcmjs as dcmjs_scripts
from .heard import Heard
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
from .own_peer import OwnPeer
from .processes import HOST
from .raw import associated

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"

Send = Callable[[OwnPeer, Sequence[dict[str, Any]], Path], list[int]]
"""Sends requests to a peer over one association; returns the statuses."""


def by_dcmjs(
    peer: OwnPeer, requests: Sequence[dict[str, Any]], place: Path
) -> list[int]:
    place.mkdir()
    return [answer.status for answer in dcmjs_scripts.send(peer.port, place, *requests)]


def by_pynetdicom(
    peer: OwnPeer, requests: Sequence[dict[str, Any]], place: Path
) -> list[int]:
    """Send the same with a client that checks nothing either."""
    statuses = []
    with associated(peer.port, MPPS, UPS_PUSH, UPS_PULL, COMMITMENT) as association:
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
    """Two clients, neither of which looks at what it sends."""
    if request.param == "dcmjs":
        request.getfixturevalue("dcmjs")
        return by_dcmjs
    return by_pynetdicom


def create(**changes: Any) -> dict[str, Any]:
    return dcmjs_scripts.request("NCreate", MPPS, UID, dataset=mpps_create(**changes))


def change(**changes: Any) -> dict[str, Any]:
    return dcmjs_scripts.request("NSet", MPPS, UID, dataset=mpps_complete(**changes))


def test_an_attribute_of_type_1_is_missing(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    statuses = send(peer, [create(PerformedProcedureStepID=None)], tmp_path / "a")

    assert statuses == [0x0120]
    assert peer.tells("N-CREATE-RQ", "PerformedProcedureStepID", "type1-missing")


def test_an_attribute_of_type_1_is_empty(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    statuses = send(peer, [create(PerformedStationAETitle="")], tmp_path / "a")

    assert statuses == [0x0121]
    assert peer.tells("N-CREATE-RQ", "PerformedStationAETitle", "type1-empty")


def test_a_step_is_created_in_another_state(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    wrong = create(PerformedProcedureStepStatus="COMPLETED")
    statuses = send(peer, [wrong], tmp_path / "a")

    assert statuses == [0x0106]
    assert peer.tells("N-CREATE-RQ", "PerformedProcedureStepStatus")


def test_a_step_is_changed_after_its_end(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    statuses = send(peer, [create(), change(), change()], tmp_path / "a")

    assert statuses == [0, 0, 0x0110]
    assert peer.tells("N-SET-RQ", "state")


def test_a_step_ends_without_what_its_end_needs(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    wrong = change(PerformedProcedureStepEndDate=None)
    statuses = send(peer, [create(), wrong], tmp_path / "a")

    assert statuses[0] == 0
    assert peer.tells("N-SET-RQ", "PerformedProcedureStepEndDate")


def test_an_attribute_is_not_allowed(send: Send, peer: OwnPeer, tmp_path: Path) -> None:
    """N-SET must not change what N-CREATE has said: PS3.4 Table F.7.2-1."""
    wrong = change(PatientName="Other^Peer")
    statuses = send(peer, [create(), wrong], tmp_path / "a")

    assert statuses == [0, 0x0105]
    assert peer.tells("N-SET-RQ", "PatientName", "not-allowed")


def test_a_value_is_none_of_the_enumerated(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    wrong = change(PerformedProcedureStepStatus="DONE")
    statuses = send(peer, [create(), wrong], tmp_path / "a")

    assert statuses == [0, 0x0106]
    assert peer.tells("N-SET-RQ", "PerformedProcedureStepStatus")


def test_an_action_is_unknown(send: Send, peer: OwnPeer, tmp_path: Path) -> None:
    wrong = dcmjs_scripts.request(
        "NAction",
        *(COMMITMENT, COMMITMENT_INSTANCE, 9),
        dataset=commitment((CT_IMAGE, "1.2.3"), transaction="1.2.4"),
    )
    statuses = send(peer, [wrong], tmp_path / "a")

    assert statuses == [0x0123]
    assert peer.tells("N-ACTION-RQ", "9")


def test_a_state_is_not_reached_from_another(
    send: Send, peer: OwnPeer, tmp_path: Path
) -> None:
    made = dcmjs_scripts.request("NCreate", UPS_PUSH, UID, dataset=workitem())
    wrong = dcmjs_scripts.request(
        "NAction",
        *(UPS_PUSH, UID, 1, UPS_PULL),
        dataset={"ProcedureStepState": "COMPLETED", "TransactionUID": "1.2.3"},
    )
    statuses = send(peer, [made, wrong], tmp_path / "a")

    assert statuses == [0, 0xC310]
    assert peer.tells("N-ACTION-RQ", "state")


def test_the_class_is_not_that_of_the_context(peer: OwnPeer) -> None:
    """A performed step is created in the context of storage commitment."""
    with associated(peer.port, COMMITMENT) as association:
        answer, _ = association.send_n_create(
            dataset(mpps_create()), MPPS, UID, meta_uid=COMMITMENT
        )

    assert int(answer.Status) in (0x0118, 0x0122, 0x0211)
    assert peer.tells("N-CREATE-RQ", "context")


def test_an_operation_is_not_of_the_class(peer: OwnPeer) -> None:
    """Performed steps cannot be deleted."""
    with associated(peer.port, MPPS) as association:
        answer = association.send_n_delete(MPPS, UID)

    assert int(answer.Status) == 0x0211
    assert peer.tells("N-DELETE-RQ")


def test_a_status_is_none_of_the_service(folder: Folder, dcmjs: None) -> None:
    """A fault of a server, told by this side's client."""
    heard = Heard()
    with (
        dcmjs_scripts.recorder(folder("server"), {"nSet": {"status": 0x0001}}) as other,
        connect(
            HOST,
            other.port,
            services=[ModalityPerformedProcedureStep],
            on_findings=heard,
        ) as association,
    ):
        association.set(
            ModalityPerformedProcedureStep.Set.from_dataset(dataset(mpps_complete())),
            UID,
        )

    assert any("0001" in line for line in heard), heard
