"""SOP classes as the generator writes them, with a handful of attributes each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iodize.definitions import Item, attribute, enumerated, sequence
from iodize.dimse.attribute_lists import (
    ActionReply,
    ActionRequest,
    CreateReply,
    CreateRequest,
    DeleteRequest,
    EventReport,
    FindAnswer,
    FindRequest,
    GetReply,
    GetRequest,
    RetrieveRequest,
    SetReply,
    SetRequest,
)
from iodize.dimse.keys import key
from iodize.dimse.sop_classes import (
    MetaSopClass,
    NormalizedSopClass,
    QuerySopClass,
    RetrieveSopClass,
    operation,
)
from iodize.dimse.statuses import status

CT = "1.2.840.10008.5.1.4.1.1.2"
VERIFICATION = "1.2.840.10008.1.1"


class Worklist(
    QuerySopClass, name="Modality Worklist", uid="1.2.840.10008.5.1.4.31", section="K.6"
):
    """Modality Worklist: PS3.4 K."""

    class Answer(FindAnswer, section="K.6.1.2", table="K.6-1"):
        PatientName = attribute(0x00100010, "1")
        PatientID = attribute(0x00100020, "1")

    class Query(FindRequest[Any], section="K.6.1.2", table="K.6-1"):
        PatientName = key(0x00100010, "R")
        PatientID = key(0x00100020, "R")

    Query.reply = Answer
    operations = (
        operation(
            "C-FIND",
            "M",
            "M",
            Query,
            statuses=(
                status("A700", "Failure", "Out of resources"),
                status("Cxxx", "Failure", "Unable to process"),
            ),
        ),
    )


class Step(
    NormalizedSopClass,
    name="Modality Performed Procedure Step",
    uid="1.2.840.10008.3.1.2.3.3",
    section="F.7",
):
    """Modality Performed Procedure Step: PS3.4 F.7."""

    class Created(CreateReply, section="F.7.2.1", table="F.7.2-1"):
        pass

    class Create(CreateRequest[Any], section="F.7.2.1", table="F.7.2-1"):
        PerformedProcedureStepStatus = attribute(
            0x00400252, "1", enumerated("IN PROGRESS", "COMPLETED", "DISCONTINUED")
        )
        PerformedProcedureStepID = attribute(0x00400253, "1")

    Create.reply = Created

    class SetAnswer(SetReply, section="F.7.2.2", table="F.7.2-1"):
        pass

    class Set(SetRequest[Any], section="F.7.2.2", table="F.7.2-1"):
        PerformedProcedureStepStatus = attribute(0x00400252, "3")

    Set.reply = SetAnswer
    operations = (
        operation("N-CREATE", "M", "M", Create),
        operation(
            "N-SET",
            "M",
            "M",
            Set,
            statuses=(status("0110", "Failure", "No longer updated", error_id="A710"),),
        ),
    )


class Commitment(
    NormalizedSopClass,
    name="Storage Commitment Push Model",
    uid="1.2.840.10008.1.20.1",
    section="J.3",
):
    """Storage Commitment Push Model: PS3.4 J.3."""

    instance_uid = "1.2.840.10008.1.20.1.1"

    class RequestReply(ActionReply, section="J.3.2", table="J.3-1"):
        pass

    class RequestStorageCommitment(ActionRequest[Any], section="J.3.2", table="J.3-1"):
        class ReferencedSOPItem(Item):
            ReferencedSOPClassUID = attribute(0x00081150, "1")
            ReferencedSOPInstanceUID = attribute(0x00081155, "1")

        type_id = 1
        TransactionUID = attribute(0x00081195, "1")
        ReferencedSOPSequence = sequence(0x00081199, "1", ReferencedSOPItem)

    class Successful(EventReport, section="J.3.3", table="J.3-2"):
        type_id = 1
        TransactionUID = attribute(0x00081195, "1")

    RequestStorageCommitment.reply = RequestReply
    operations = (
        operation("N-ACTION", "M", "M", RequestStorageCommitment),
        operation("N-EVENT-REPORT", "M", "M", Successful),
    )


class Printer(
    NormalizedSopClass, name="Printer", uid="1.2.840.10008.5.1.1.16", section="H.4.6"
):
    """Printer: PS3.4 H.4.6."""

    instance_uid = "1.2.840.10008.5.1.1.17"

    class Attributes(GetReply, section="H.4.6", table="H.4-17"):
        PrinterStatus = attribute(0x21100010, "1")
        PrinterName = attribute(0x21100030, "3")

    class Get(GetRequest[Any], section="H.4.6", table="H.4-17"):
        pass

    Get.reply = Attributes
    operations = (operation("N-GET", "U", "M", Get),)


class FilmSession(
    NormalizedSopClass,
    name="Basic Film Session",
    uid="1.2.840.10008.5.1.1.1",
    section="H.4.1",
):
    """Basic Film Session: PS3.4 H.4.1."""

    class Created(CreateReply, section="H.4.1", table="H.4-2"):
        pass

    class Create(CreateRequest[Any], section="H.4.1", table="H.4-2"):
        NumberOfCopies = attribute(0x20000010, "3")

    Create.reply = Created

    class Delete(DeleteRequest, section="H.4.1", table="H.4-2"):
        pass

    operations = (
        operation("N-CREATE", "M", "M", Create),
        operation("N-DELETE", "U", "M", Delete),
    )


class GrayscalePrint(
    MetaSopClass,
    name="Basic Grayscale Print Management Meta",
    uid="1.2.840.10008.5.1.1.9",
    section="H.3.2.2.1",
):
    """Basic Grayscale Print Management Meta: PS3.4 H.3.2.2.1."""

    members = (FilmSession, Printer)


class Find(
    QuerySopClass,
    name="Study Root FIND",
    uid="1.2.840.10008.5.1.4.1.2.2.1",
    section="C.6.2",
):
    """Study Root FIND: PS3.4 C.6.2."""

    class StudyAnswer(FindAnswer, section="C.6.2", table="C.6-5"):
        level = "STUDY"
        StudyInstanceUID = attribute(0x0020000D, "1")

    class StudyQuery(FindRequest[Any], section="C.6.2", table="C.6-5"):
        level = "STUDY"
        QueryRetrieveLevel = key(0x00080052, "1")
        StudyInstanceUID = key(0x0020000D, "U")

    class SeriesQuery(FindRequest[Any], section="C.6.2", table="C.6-3"):
        level = "SERIES"
        QueryRetrieveLevel = key(0x00080052, "1")
        StudyInstanceUID = key(0x0020000D, "U")

    StudyQuery.reply = SeriesQuery.reply = StudyAnswer
    operations = (operation("C-FIND", "M", "M", StudyQuery, SeriesQuery),)


class Move(
    RetrieveSopClass,
    name="Study Root MOVE",
    uid="1.2.840.10008.5.1.4.1.2.2.2",
    section="C.6.2",
):
    """Study Root MOVE: PS3.4 C.6.2."""

    class StudyRetrieve(RetrieveRequest, section="C.6.2", table="C.6-5"):
        level = "STUDY"
        QueryRetrieveLevel = key(0x00080052, "1")
        StudyInstanceUID = key(0x0020000D, "U")

    operations = (operation("C-MOVE", "M", "M", StudyRetrieve),)


class Get(
    RetrieveSopClass,
    name="Study Root GET",
    uid="1.2.840.10008.5.1.4.1.2.2.3",
    section="C.6.2",
):
    """Study Root GET: PS3.4 C.6.2."""

    class StudyRetrieve(RetrieveRequest, section="C.6.2", table="C.6-5"):
        level = "STUDY"
        QueryRetrieveLevel = key(0x00080052, "1")
        StudyInstanceUID = key(0x0020000D, "U")

    operations = (operation("C-GET", "M", "M", StudyRetrieve),)


class Patients(Worklist.Provider):  # type: ignore[misc, name-defined]
    """A worklist of as many patients as are asked for by name: "Doe^3"."""

    def __init__(self, count: int = 3) -> None:
        self.count = count
        self.findings: list[Any] = []
        self.sent = 0
        self.cancelled = False

    def find(self, query: Any, call: Any) -> Iterable[Any]:
        """Yield patients until nobody wants more."""
        self.findings += call.findings
        try:
            for number in range(self.count):
                self.sent += 1
                yield Worklist.Answer(
                    PatientName=f"Doe^{number}", PatientID=str(number)
                )
        finally:
            self.cancelled = call.cancelled
