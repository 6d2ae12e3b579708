"""Storage commitment with Orthanc and dcmjs-dimse, on one association and on two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydicom.uid import generate_uid

from iodize.network import connect, serve
from iodize.services import StorageCommitmentPushModel

from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from .differences import unexplained
from .heard import Heard
from .messages import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    commitment,
    dataset,
)
from .objects import CT, sample
from .orthanc import OTHER, TITLE, Orthanc
from .own_peer import OwnPeer, own_peer
from .processes import HOST, wait_until

Folder = Callable[[str], Path]
ABSENT = "1.2.3.4.5.6.7"
"""SOP Instance UID of what nobody has."""


class Outcome(StorageCommitmentPushModel.User):
    """Keeps the outcomes that are reported."""

    def __init__(self) -> None:
        self.events: list[Any] = []

    def storage_commitment_request_successful(self, event: Any, call: Any) -> None:
        self.events.append(event)

    def storage_commitment_request_complete_failures_exist(
        self, event: Any, call: Any
    ) -> None:
        self.events.append(event)


def request(
    *references: tuple[str, str], transaction: str
) -> StorageCommitmentPushModel.RequestStorageCommitment:
    return StorageCommitmentPushModel.RequestStorageCommitment.from_dataset(
        dataset(commitment(*references, transaction=transaction))
    )


def test_orthanc_commits(orthanc: Orthanc) -> None:
    """It reports on an association of its own, in the role of the SCP."""
    ct = sample(CT)
    orthanc.add(ct.path)
    outcome, heard = Outcome(), Heard()
    transaction = str(generate_uid())
    with serve(0, services=[outcome], on_findings=heard) as server:
        orthanc.introduce("IODIZE", server.port)
        with connect(
            HOST, orthanc.port, services=[StorageCommitmentPushModel]
        ) as association:
            association.action(request((CT_IMAGE, ct.uid), transaction=transaction))
        assert wait_until(lambda: bool(outcome.events))

    (event,) = outcome.events
    assert isinstance(
        event, StorageCommitmentPushModel.StorageCommitmentRequestSuccessful
    )
    assert event.TransactionUID == transaction
    (item,) = event.ReferencedSOPSequence
    assert item.ReferencedSOPInstanceUID == ct.uid
    assert heard == []


def test_orthanc_tells_what_it_does_not_have(orthanc: Orthanc) -> None:
    outcome, heard = Outcome(), Heard()
    with serve(0, services=[outcome], on_findings=heard) as server:
        orthanc.introduce("IODIZE", server.port)
        with connect(
            HOST, orthanc.port, services=[StorageCommitmentPushModel]
        ) as association:
            association.action(
                request((CT_IMAGE, ABSENT), transaction=str(generate_uid()))
            )
        assert wait_until(lambda: bool(outcome.events))

    (event,) = outcome.events
    assert isinstance(
        event, StorageCommitmentPushModel.StorageCommitmentRequestCompleteFailuresExist
    )
    (item,) = event.FailedSOPSequence
    assert (item.ReferencedSOPInstanceUID, item.FailureReason) == (ABSENT, 0x0112)
    assert unexplained(heard) == []


@contextmanager
def committing(folder: Folder, port: int | None) -> Iterator[dcmjs_scripts.Recorder]:
    """Run a server of dcmjs-dimse that commits to all it is asked for.

    Args:
        port: Where it reports; on the association of the request if None.
    """
    event = {
        "sopClass": COMMITMENT,
        "sopInstance": COMMITMENT_INSTANCE,
        "type": 1,
        "echoes": ["TransactionUID", "ReferencedSOPSequence"],
        "dataset": {},
        "port": port,
    }
    with dcmjs_scripts.recorder(folder("dcmjs"), {"events": [event]}) as recorder:
        yield recorder


def test_dcmjs_commits_on_the_same_association(dcmjs: None, folder: Folder) -> None:
    outcome, heard = Outcome(), Heard()
    transaction = str(generate_uid())
    with (
        committing(folder, None) as other,
        connect(
            HOST,
            other.port,
            services=[StorageCommitmentPushModel, outcome],
            on_findings=heard,
        ) as association,
    ):
        association.action(request((CT_IMAGE, ABSENT), transaction=transaction))
        assert wait_until(lambda: bool(outcome.events))
        assert wait_until(lambda: len(other.messages()) == 2)

    assert outcome.events[0].TransactionUID == transaction
    assert [message.kind for message in other.messages()] == [
        "nAction",
        "nEventReportResponse",
    ]
    assert other.messages()[-1].status == 0
    assert heard == []


def test_dcmjs_commits_on_another_association(dcmjs: None, folder: Folder) -> None:
    """It proposes no roles, as many peers do not: its report is taken all the same."""
    outcome = Outcome()
    with (
        serve(0, services=[outcome]) as server,
        committing(folder, server.port) as other,
    ):
        with connect(
            HOST, other.port, services=[StorageCommitmentPushModel]
        ) as association:
            association.action(
                request((CT_IMAGE, ABSENT), transaction=str(generate_uid()))
            )
        assert wait_until(lambda: bool(outcome.events))


def test_dcmjs_asks(dcmjs: None, folder: Folder, dcmtk: None, peer: OwnPeer) -> None:
    """The outcome comes on the association of the request: its address is unknown."""
    ct = sample(CT)
    dcmtk_programs.client("storescu", peer.port, files=[ct.path])
    asked = commitment((CT_IMAGE, ct.uid), (CT_IMAGE, ABSENT), transaction="1.2.3.4")
    answers = dcmjs_scripts.send(
        peer.port,
        folder("client"),
        dcmjs_scripts.request(
            "NAction", COMMITMENT, COMMITMENT_INSTANCE, 1, dataset=asked
        ),
        linger=1500,
    )

    assert [answer.kind for answer in answers] == ["NAction", "nEventReport"]
    assert answers[0].status == 0
    event = answers[1]
    assert event.command["EventTypeID"] == 2
    assert event.dataset is not None
    assert event.dataset["TransactionUID"] == "1.2.3.4"
    (kept,) = event.dataset["ReferencedSOPSequence"]
    assert kept["ReferencedSOPInstanceUID"] == ct.uid
    (failed,) = event.dataset["FailedSOPSequence"]
    assert failed["FailureReason"] == 0x0112


def test_dcmjs_is_told_on_another_association(
    dcmjs: None, folder: Folder, recorder: dcmjs_scripts.Recorder
) -> None:
    with own_peer(folder("peer"), {"DCMJS": recorder.port}) as peer:
        dcmjs_scripts.send(
            peer.port,
            folder("client"),
            dcmjs_scripts.request(
                "NAction",
                *(COMMITMENT, COMMITMENT_INSTANCE, 1),
                dataset=commitment((CT_IMAGE, ABSENT), transaction="1.2.3.4"),
            ),
        )
        assert wait_until(lambda: bool(recorder.messages()))

    (event,) = recorder.messages()
    assert event.kind == "nEventReport"
    assert event.command["EventTypeID"] == 2


def test_orthanc_asks(folder: Folder, dcmtk: None, orthanc: Orthanc) -> None:
    """It sends an object, and asks whether it is kept."""
    orthanc.add(sample(CT).path)
    with own_peer(folder("peer"), {TITLE: orthanc.port}) as peer:
        orthanc.introduce("IODIZE", peer.port)
        done = orthanc.ask(
            f"modalities/{OTHER}/store",
            {"Resources": orthanc.ask("instances"), "StorageCommitment": True},
        )
        path = f"storage-commitment/{done['StorageCommitmentTransactionUID']}"
        assert wait_until(lambda: orthanc.ask(path)["Status"] != "Pending")
        report = orthanc.ask(path)
        findings = peer.findings()

    assert report["Status"] == "Success"
    assert len(report["Success"]) == 1
    assert findings == []


def test_orthanc_asks_for_what_is_not_there(folder: Folder, orthanc: Orthanc) -> None:
    with own_peer(folder("peer"), {TITLE: orthanc.port}) as peer:
        orthanc.introduce("IODIZE", peer.port)
        asked = orthanc.ask(
            f"modalities/{OTHER}/storage-commitment",
            {"DicomInstances": [[CT_IMAGE, ABSENT]]},
        )
        path = f"storage-commitment/{asked['ID']}"
        assert wait_until(lambda: orthanc.ask(path)["Status"] != "Pending")
        report = orthanc.ask(path)

    assert report["Status"] == "Failure"
    (failure,) = report["Failures"]
    assert failure["SOPInstanceUID"] == ABSENT
