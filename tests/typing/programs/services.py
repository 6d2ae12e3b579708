"""Messages of services: what they need, what they may hold, and what answers them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import reveal_type

from pydicom.dataset import Dataset

from iodize.dimse.services.attribute_lists import CreateRequest, FindRequest
from iodize.dimse.services.sides import Call
from iodize.dimse.services.statuses import Status
from iodize.macros import Code
from iodize.services import (
    BasicFilmSession,
    BasicOptionalCodeKeys,
    CTImageStorage,
    ModalityPerformedProcedureStep,
    ModalityWorklist,
    PatientRootFind,
    Printer,
    StorageCommitmentPushModel,
    StudyRootMove,
    UnifiedProcedureStepPull,
    Verification,
)

Create = ModalityPerformedProcedureStep.Create
Query = ModalityWorklist.Query

create = Create(
    ScheduledStepAttributesSequence=[
        Create.ScheduledStepAttributesItem(
            StudyInstanceUID="1.2.3", ScheduledProcedureStepID="SPS1"
        )
    ],
    PerformedProcedureStepID="PPS1",
    PerformedStationAETitle="CT01",
    PerformedProcedureStepStartDate=date(2026, 1, 2),
    PerformedProcedureStepStartTime="1030",
    PerformedProcedureStepStatus="IN PROGRESS",
    Modality="CT",
)
reveal_type(create.PerformedProcedureStepStatus)  # type: Literal['IN PROGRESS', 'DISCONTINUED', 'COMPLETED']

Create(  # error: ScheduledStepAttributesSequence; PerformedProcedureStepStartDate
    PerformedProcedureStepID="PPS1",
    PerformedStationAETitle="CT01",
    PerformedProcedureStepStartTime="1030",
    PerformedProcedureStepStatus="IN PROGRESS",
    Modality="CT",
)
create.PerformedProcedureStepStatus = "DONE"  # error: Literal
ModalityPerformedProcedureStep.Set(PatientID="1")  # error: PatientID
ModalityPerformedProcedureStep.Set(Modality="CT")  # error: Modality
ModalityPerformedProcedureStep.Set(PerformedSeriesSequence=[Code("1", "DCM", "x")])  # error: PerformedSeriesItem
ModalityWorklist.Create()  # error: Create
UnifiedProcedureStepPull.FinishStep()  # error: FinishStep
ModalityPerformedProcedureStep.Get("Modality")  # error: Get

query = Query(
    PatientName="SMITH*",
    ScheduledProcedureStepSequence=Query.ScheduledProcedureStepItem(
        Modality="CT",
        ScheduledProcedureStepStartDate=(date(2026, 1, 1), None),
    ),
    RequestedLateralityCodeSequence=BasicOptionalCodeKeys(CodeValue="24028007"),
    StudyInstanceUID=["1.2.3", "1.2.4"],
    PatientID=None,
    returning="all",
)
reveal_type(query.PatientName)  # type: str | None
reveal_type(query.ScheduledProcedureStepSequence)  # type: ScheduledProcedureStepItem | None
query.PatientName = ""
Query(SliceThickness="1")  # error: SliceThickness
Query(ScheduledProcedureStepSequence=Query())  # error: ScheduledProcedureStepItem
Query(returning="nothing")  # error: Literal
PatientRootFind.StudyQuery(StudyDate="20260101-", PatientID="4711")
PatientRootFind.FrameQuery()  # error: FrameQuery
StudyRootMove.StudyRetrieve(StudyInstanceUID=["1.2.3", "1.2.4"])
StudyRootMove.StudyRetrieve()  # error: StudyInstanceUID

Printer.Get("PrinterStatus", "PrinterName")
Printer.Get("PatientName")  # error: Literal
BasicFilmSession.Create(NumberOfCopies="2", MediumType="PAPER")
BasicFilmSession.Create(NumberOfCopies=b"2")  # error: NumberOfCopies


def created(request: CreateRequest[ModalityPerformedProcedureStep.Created]) -> None: ...
def found(query: FindRequest[ModalityWorklist.Answer]) -> None: ...


created(create)
found(query)
created(query)  # error: Query
found(create)  # error: Create


class Steps(ModalityPerformedProcedureStep.Provider):
    def create(
        self, request: ModalityPerformedProcedureStep.Create, call: Call
    ) -> ModalityPerformedProcedureStep.Created | None:
        reveal_type(request.Modality)  # type: str
        return None


class Worklist(ModalityWorklist.Provider):
    def find(
        self, query: ModalityWorklist.Query, call: Call
    ) -> Iterator[ModalityWorklist.Answer]:
        yield from ()


class WrongWorklist(ModalityWorklist.Provider):
    def find(  # error: find
        self, query: ModalityWorklist.Query, call: Call
    ) -> Iterable[PatientRootFind.StudyAnswer]:
        return []


class WrongSteps(ModalityPerformedProcedureStep.Provider):
    def set(self, request: ModalityPerformedProcedureStep.Create, call: Call) -> Status:  # error: set
        raise NotImplementedError


class Outcome(StorageCommitmentPushModel.User):
    def storage_commitment_request_successful(
        self,
        event: StorageCommitmentPushModel.StorageCommitmentRequestSuccessful,
        call: Call,
    ) -> None:
        reveal_type(event.ReferencedSOPSequence)  # type: list[ReferencedSOPItem]


class Store(CTImageStorage.Provider):
    def store(self, instance: Dataset, call: Call) -> None:
        return None


class Echo(Verification.Provider):
    def echo(self, call: Call) -> None:
        return None
