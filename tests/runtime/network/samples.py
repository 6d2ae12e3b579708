"""Associations, messages and handlers for several tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from iodize.dimse.services.sides import Call, Refused
from iodize.findings.finding import Finding
from iodize.network import Association, Server, Timeouts, connect, serve
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist
from iodize.services import StorageCommitmentPushModel as Commitment

CT = "1.2.840.10008.5.1.4.1.1.2"
VERIFICATION = "1.2.840.10008.1.1"
WELL_KNOWN = "1.2.840.10008.1.20.1.1"
"""The instance of Storage Commitment."""


PATIENCE = Timeouts(connection=5, acse=5, dimse=10, network=10)


@contextmanager
def association_with(
    handlers: list[Any], *services: Any, **options: Any
) -> Iterator[Association]:
    """Provide an association with a server of handlers."""
    with serve(0, handlers) as server, connected(server, *services, **options) as made:
        yield made


def connected(server: Server, *services: Any, **options: Any) -> Association:
    """Return an association with a server of this process."""
    return connect("127.0.0.1", server.port, services, timeout=PATIENCE, **options)


def query_all() -> Worklist.Query:
    """Return a query that every item of the worklist matches."""
    return Worklist.Query(PatientName="Doe*", returning="given")


def scheduled(number: int) -> Worklist.Answer:
    """Return an item of a worklist."""
    step = Worklist.Answer.ScheduledProcedureStepItem(
        ScheduledStationAETitle=["CT1"],
        ScheduledProcedureStepStartDate="20260101",
        ScheduledProcedureStepStartTime="0800",
        Modality="CT",
        ScheduledProcedureStepID=f"S{number}",
        ScheduledProcedureStepDescription="Thorax",
    )
    return Worklist.Answer(
        ScheduledProcedureStepSequence=[step],
        RequestedProcedureID=f"R{number}",
        RequestedProcedureDescription="Thorax",
        StudyInstanceUID=f"1.2.{number}",
        PatientName=f"Doe^{number}",
        PatientID=str(number),
    )


def new_step() -> Step.Create:
    """Return the N-CREATE of a step in progress."""
    item = Step.Create.ScheduledStepAttributesItem(StudyInstanceUID="1.2")
    return Step.Create(
        ScheduledStepAttributesSequence=[item],
        PerformedProcedureStepID="1",
        PerformedStationAETitle="CT1",
        PerformedProcedureStepStartDate="20260101",
        PerformedProcedureStepStartTime="0800",
        PerformedProcedureStepStatus="IN PROGRESS",
        Modality="CT",
    )


def completed() -> Step.Set:
    """Return the N-SET that completes a step, without its instances."""
    return Step.Set(PerformedProcedureStepStatus="COMPLETED")


def commitment(transaction: str) -> Commitment.RequestStorageCommitment:
    """Return a request for storage commitment."""
    cls = Commitment.RequestStorageCommitment
    item = cls.ReferencedSOPItem(
        ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID="1.2.3"
    )
    return cls(TransactionUID=transaction, ReferencedSOPSequence=[item])


def committed(transaction: str) -> Commitment.StorageCommitmentRequestSuccessful:
    """Return a report of success."""
    cls = Commitment.StorageCommitmentRequestSuccessful
    item = cls.ReferencedSOPItem(
        ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID="1.2.3"
    )
    return cls(TransactionUID=transaction, ReferencedSOPSequence=[item])


class Patients(Worklist.Provider):
    """A worklist with a number of patients."""

    def __init__(self, count: int = 3) -> None:
        self.count = count
        self.sent = 0

    def find(self, query: Worklist.Query, call: Call, /) -> Iterable[Worklist.Answer]:
        """Yield all patients."""
        for number in range(self.count):
            self.sent += 1
            yield scheduled(number)


class Steps(Step.Provider):
    """Performed procedure steps, in memory."""

    def __init__(self) -> None:
        self.status: dict[str, str | None] = {}
        self.findings: list[Finding] = []

    def create(self, request: Step.Create, call: Call, /) -> None:
        """Keep a new step."""
        self.findings += call.findings
        if call.sop_instance_uid in self.status:
            raise Refused(0x0111, "it exists")
        self.status[call.sop_instance_uid] = request.PerformedProcedureStepStatus

    def set(self, request: Step.Set, call: Call, /) -> None:
        """Modify a step, unless it is completed."""
        if self.status[call.sop_instance_uid] == "COMPLETED":
            raise Refused(0x0110, "final", error_id=0xA710)
        self.status[call.sop_instance_uid] = request.PerformedProcedureStepStatus


class Archive(Commitment.Provider):
    """Commits to all instances at once."""

    def request_storage_commitment(
        self, request: Commitment.RequestStorageCommitment, call: Call, /
    ) -> None:
        """Commit to storage."""
        call.report(committed(request.TransactionUID or ""), WELL_KNOWN)


class Outcomes(Commitment.User):
    """Collects reports of commitment."""

    def __init__(self) -> None:
        self.transactions: list[str | None] = []

    def storage_commitment_request_successful(
        self, event: Commitment.StorageCommitmentRequestSuccessful, call: Call, /
    ) -> None:
        """Add a transaction."""
        self.transactions.append(event.TransactionUID)
