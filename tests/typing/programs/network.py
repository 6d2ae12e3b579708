"""Associations: which message goes to which operation, and what comes back."""

from collections.abc import Iterable
from typing import reveal_type

from iodize.dimse.queries.matching import answers
from iodize.dimse.services.sides import Call
from iodize.iods import CTImage
from iodize.network import Association, Service, StorageProvider, connect, serve
from iodize.services import (
    ModalityPerformedProcedureStep,
    ModalityWorklist,
    Printer,
    StorageCommitmentPushModel,
    StudyRootFind,
    StudyRootGet,
    StudyRootMove,
    UnifiedProcedureStepEvent,
)

Commitment = StorageCommitmentPushModel


class Worklist(ModalityWorklist.Provider):
    """A worklist without items."""

    def find(self, query: ModalityWorklist.Query, call: Call, /) -> Iterable[ModalityWorklist.Answer]:
        return []


class Archive(StudyRootFind.Provider):
    """Answers on all levels."""

    def find(self, query: StudyRootFind.StudyQuery | StudyRootFind.SeriesQuery | StudyRootFind.ImageQuery, call: Call, /) -> Iterable[StudyRootFind.StudyAnswer | StudyRootFind.SeriesAnswer | StudyRootFind.ImageAnswer]:
        reveal_type(answers(StudyRootFind.SeriesQuery(StudyInstanceUID="1.2"), []))  # type: Iterator[SeriesAnswer]
        return answers(query, [])


def talk(association: Association, create: ModalityPerformedProcedureStep.Create, event: Commitment.StorageCommitmentRequestSuccessful) -> None:
    """Use every operation."""
    reveal_type(association.find(ModalityWorklist.Query(PatientName="A*")))  # type: Iterator[Answer]
    for item in association.find(ModalityWorklist.Query()):
        reveal_type(item.PatientID)  # type: str
    reveal_type(association.create(create, "1.2.3"))  # type: Created
    reveal_type(association.get(Printer.Get("PrinterStatus")))  # type: Attributes
    reveal_type(association.action(Commitment.RequestStorageCommitment.from_dataset(CTImage.example().to_dataset())))  # type: RequestStorageCommitmentReply
    reveal_type(association.report(event))  # type: EventReply
    reveal_type(association.store(CTImage.example()))  # type: Outcome
    reveal_type(association.move(StudyRootMove.StudyRetrieve(StudyInstanceUID="1.2"), "PACS"))  # type: Iterator[Progress]
    reveal_type(association.retrieve(StudyRootGet.StudyRetrieve(StudyInstanceUID="1.2")))  # type: Iterator[Received]

    association.set(create, "1.2.3")  # error: Create
    association.find(create)  # error: FindRequest
    association.create(ModalityWorklist.Query())  # error: Query
    association.action(event)  # error: StorageCommitmentRequestSuccessful
    Commitment.CancelStorageCommitment()  # error: CancelStorageCommitment
    ModalityPerformedProcedureStep.Get("Modality")  # error: Get
    association.store(create)  # error: Create
    association.move(StudyRootMove.StudyRetrieve(StudyInstanceUID="1.2"))  # error: destination


def stand(path: str) -> None:
    """Name services; sides, classes and IODs are mixed."""
    reveal_type(connect("pacs", 104, [ModalityWorklist, CTImage, Worklist()]))  # type: Association
    services: list[Service] = [ModalityWorklist, CTImage, Worklist(), UnifiedProcedureStepEvent.Provider()]
    connect("pacs", 104, services)
    reveal_type(serve(0, [Worklist(), StorageProvider(path)]))  # type: Server
    serve(0, [Worklist()], check="always")  # error: check
