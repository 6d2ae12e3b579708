"""Storage commitment with Orthanc and dcmjs-dimse, on one association and on two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydicom.uid import generate_uid

from iodize.network import connect, serve
from iodize.services import StorageCommitmentPushModel

from .differences import unexplained
from .messages import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    commitment,
    dataset,
)
from .objects import CT, sample
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems.collected_findings import CollectedFindings
from .systems.orthanc import OTHER, TITLE, Orthanc
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.processes import HOST, wait_until

Folder = Callable[[str], Path]
ABSENT = "1.2.3.4.5.6.7"
"""SOP Instance UID of a missing instance."""


class Outcome(StorageCommitmentPushModel.User):
    """Collects reported events."""

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
    """It reports on another association, in the role of the SCP."""
    ct = sample(CT)
    orthanc.add(ct.path)
    outcome, reported = Outcome(), CollectedFindings()
    transaction = str(generate_uid())
    with serve(0, services=[outcome], on_findings=reported) as server:
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
    assert reported == []


def test_orthanc_reports_missing_instances(orthanc: Orthanc) -> None:
    outcome, reported = Outcome(), CollectedFindings()
    with serve(0, services=[outcome], on_findings=reported) as server:
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
    assert unexplained(reported) == []


@contextmanager
def committing(folder: Folder, port: int | None) -> Iterator[dcmjs_scripts.Recorder]:
    """Run a server of dcmjs-dimse that commits to all instances.

    Args:
        port: Port that it reports to; None for the association of the request.
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
    outcome, reported = Outcome(), CollectedFindings()
    transaction = str(generate_uid())
    with (
        committing(folder, None) as other,
        connect(
            HOST,
            other.port,
            services=[StorageCommitmentPushModel, outcome],
            on_findings=reported,
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
    assert reported == []


def test_dcmjs_commits_on_another_association(dcmjs: None, folder: Folder) -> None:
    """Like many tools it proposes no roles; its report is accepted."""
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


def test_dcmjs_sends_requests(
    dcmjs: None, folder: Folder, dcmtk: None, emulator: OwnEmulator
) -> None:
    """The event is reported on the same association, as the address is unknown."""
    ct = sample(CT)
    dcmtk_programs.client("storescu", emulator.port, files=[ct.path])
    asked = commitment((CT_IMAGE, ct.uid), (CT_IMAGE, ABSENT), transaction="1.2.3.4")
    answers = dcmjs_scripts.send(
        emulator.port,
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


def test_dcmjs_gets_the_report_on_another_association(
    dcmjs: None, folder: Folder, recorder: dcmjs_scripts.Recorder
) -> None:
    with own_emulator(folder("peer"), {"DCMJS": recorder.port}) as emulator:
        dcmjs_scripts.send(
            emulator.port,
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


def test_orthanc_sends_requests(folder: Folder, dcmtk: None, orthanc: Orthanc) -> None:
    """It sends an object, and requests its commitment."""
    orthanc.add(sample(CT).path)
    with own_emulator(folder("peer"), {TITLE: orthanc.port}) as emulator:
        orthanc.introduce("IODIZE", emulator.port)
        done = orthanc.request(
            f"modalities/{OTHER}/store",
            {"Resources": orthanc.request("instances"), "StorageCommitment": True},
        )
        path = f"storage-commitment/{done['StorageCommitmentTransactionUID']}"
        assert wait_until(lambda: orthanc.request(path)["Status"] != "Pending")
        report = orthanc.request(path)
        findings = emulator.findings()

    assert report["Status"] == "Success"
    assert len(report["Success"]) == 1
    assert findings == []


def test_orthanc_requests_commitment_of_missing_instances(
    folder: Folder, orthanc: Orthanc
) -> None:
    with own_emulator(folder("peer"), {TITLE: orthanc.port}) as emulator:
        orthanc.introduce("IODIZE", emulator.port)
        asked = orthanc.request(
            f"modalities/{OTHER}/storage-commitment",
            {"DicomInstances": [[CT_IMAGE, ABSENT]]},
        )
        path = f"storage-commitment/{asked['ID']}"
        assert wait_until(lambda: orthanc.request(path)["Status"] != "Pending")
        report = orthanc.request(path)

    assert report["Status"] == "Failure"
    (failure,) = report["Failures"]
    assert failure["SOPInstanceUID"] == ABSENT
