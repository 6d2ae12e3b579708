"""SOP classes for these tests, with some attributes of the real ones."""

from __future__ import annotations

from typing import Any

from iodize.definitions import Item, attribute, enumerated, sequence, when
from iodize.dimse.services.attribute_lists import (
    ActionRequest,
    CreateReply,
    CreateRequest,
    EventReport,
    FinalState,
    FindAnswer,
    FindRequest,
    GetReply,
    GetRequest,
    RetrieveRequest,
    SetRequest,
)
from iodize.dimse.services.keys import KeysItem, key
from iodize.dimse.services.sop_classes import (
    NormalizedSopClass,
    QuerySopClass,
    RetrieveSopClass,
    operation,
)
from iodize.dimse.services.states import StateMachine, Transition
from iodize.dimse.services.statuses import status


def new(cls: Any, /, **values: object) -> Any:
    """Return an object of a class of this module, whose arguments have no types."""
    return cls(**values)


class Step(
    NormalizedSopClass,
    name="Modality Performed Procedure Step",
    uid="1.2.840.10008.3.1.2.3.3",
    section="F.7",
):
    """Modality performed procedure step."""

    class Created(CreateReply, section="F.7.2.1", table="F.7.2-1"):
        """Reply to N-CREATE."""

    class Create(CreateRequest[Created], section="F.7.2.1", table="F.7.2-1"):
        """Request of N-CREATE."""

        class ScheduledStepAttributesItem(Item):
            """A scheduled step."""

            StudyInstanceUID = attribute(0x0020000D, "1")
            AccessionNumber = attribute(0x00080050, "2")
            RequestedProcedureID = attribute(0x00401001, "2")

        class PerformedSeriesItem(Item):
            """A series."""

            SeriesInstanceUID = attribute(0x0020000E, "1")
            ProtocolName = attribute(0x00181030, "1")

        SpecificCharacterSet = attribute(
            0x00080005, "1C", when=when('unknown("character-set-extended")')
        )
        Modality = attribute(0x00080060, "1")
        PatientName = attribute(0x00100010, "2")
        PatientID = attribute(0x00100020, "2")
        PatientSex = attribute(0x00100040, "2", enumerated("M", "F", "O"))
        PerformedProcedureStepEndDate = attribute(0x00400250, "2")
        PerformedProcedureStepEndTime = attribute(0x00400251, "2")
        PerformedProcedureStepStatus = attribute(
            0x00400252, "1", enumerated("IN PROGRESS", "COMPLETED", "DISCONTINUED")
        )
        PerformedProcedureStepID = attribute(0x00400253, "1")
        ScheduledStepAttributesSequence = sequence(
            0x00400270, "1", ScheduledStepAttributesItem, items=(1, None)
        )
        PerformedSeriesSequence = sequence(0x00400340, "2", PerformedSeriesItem)

    class Set(SetRequest[CreateReply], section="F.7.2.2", table="F.7.2-1"):
        """Request of N-SET."""

        not_allowed = (
            "Modality",
            "PatientName",
            "PatientID",
            "PerformedProcedureStepID",
            "ScheduledStepAttributesSequence",
            "PerformedSeriesSequence.StudyInstanceUID",
        )

        class PerformedSeriesItem(Item):
            """A series."""

            SeriesInstanceUID = attribute(0x0020000E, "1")
            ProtocolName = attribute(0x00181030, "1")

        PerformedProcedureStepEndDate = attribute(0x00400250, "3")
        PerformedProcedureStepEndTime = attribute(0x00400251, "3")
        PerformedProcedureStepStatus = attribute(
            0x00400252, "3", enumerated("IN PROGRESS", "COMPLETED", "DISCONTINUED")
        )
        PerformedSeriesSequence = sequence(0x00400340, "3", PerformedSeriesItem)

    class Final(FinalState, section="F.7.2.2", table="F.7.2-1"):
        """Attributes in a final state."""

        class PerformedSeriesItem(Item):
            """A series."""

            OperatorsName = attribute(0x00081070, "2")

        PerformedProcedureStepEndDate = attribute(0x00400250, "1")
        PerformedProcedureStepEndTime = attribute(0x00400251, "1")
        PerformedSeriesSequence = sequence(0x00400340, "1", PerformedSeriesItem)

    operations = (
        operation("N-CREATE", "M", "M", Create),
        operation(
            "N-SET",
            "M",
            "M",
            Set,
            statuses=(status("0110", "Failure", "final", error_id="A710"),),
        ),
    )
    states = StateMachine(
        0x00400252,
        "IN PROGRESS",
        ("COMPLETED", "DISCONTINUED"),
        (
            Transition(None, "create", "IN PROGRESS"),
            Transition(None, "create otherwise", None, "0106"),
            Transition("IN PROGRESS", "set", "IN PROGRESS"),
            Transition("IN PROGRESS", "to COMPLETED", "COMPLETED"),
            Transition("IN PROGRESS", "to DISCONTINUED", "DISCONTINUED"),
            Transition("COMPLETED", "set", None, "0110"),
            Transition("COMPLETED", "to COMPLETED", None, "0110"),
            Transition("DISCONTINUED", "set", None, "0110"),
        ),
    )


class Retrieve(
    NormalizedSopClass,
    name="Modality Performed Procedure Step Retrieve",
    uid="1.2.840.10008.3.1.2.3.4",
    section="F.8",
):
    """Retrieval of attributes of a step."""

    class Attributes(GetReply, section="F.8.2.1", table="F.8.2-1"):
        """Reply to N-GET."""

        Modality = attribute(0x00080060, "1")
        PatientName = attribute(0x00100010, "2")
        PerformedProcedureStepStatus = attribute(0x00400252, "1")

    class Get(GetRequest[Attributes], section="F.8.2.1", table="F.8.2-1"):
        """Request of N-GET."""

    Get.reply = Attributes
    operations = (operation("N-GET", "M", "M", Get),)


class Commitment(
    NormalizedSopClass,
    name="Storage Commitment Push Model",
    uid="1.2.840.10008.1.20.1",
    section="J.3",
):
    """One action and two events."""

    instance_uid = "1.2.840.10008.1.20.1.1"

    class Reference(Item):
        """A stored instance."""

        ReferencedSOPClassUID = attribute(0x00081150, "1")
        ReferencedSOPInstanceUID = attribute(0x00081155, "1")

    class Request(
        ActionRequest[CreateReply], name="Request", section="J.3.2", table="J.3-1"
    ):
        """Request for storage commitment."""

        type_id = 1
        TransactionUID = attribute(0x00081195, "1")

    class Succeeded(EventReport, name="Success", section="J.3.3", table="J.3-2"):
        """Report of success."""

        type_id = 1
        TransactionUID = attribute(0x00081195, "1")

    operations = (
        operation("N-ACTION", "M", "M", Request),
        operation("N-EVENT-REPORT", "M", "M", Succeeded),
    )


class Worklist(
    QuerySopClass,
    name="Modality Worklist Information Model - FIND",
    uid="1.2.840.10008.5.1.4.31",
    section="K.6.1",
):
    """Modality worklist."""

    class Answer(FindAnswer, section="K.6.1.2", table="K.6-1"):
        """A scheduled procedure."""

        class ScheduledProcedureStepItem(Item):
            """A step."""

            Modality = attribute(0x00080060, "1")
            ScheduledStationAETitle = attribute(0x00400001, "1")
            ScheduledProcedureStepStartDate = attribute(0x00400002, "1")
            ScheduledProcedureStepStartTime = attribute(0x00400003, "1")
            ScheduledPerformingPhysicianName = attribute(0x00400006, "2")
            ScheduledProcedureStepDescription = attribute(
                0x00400007,
                "1C",
                when=when("not present(ScheduledProtocolCodeSequence)"),
            )
            ScheduledProcedureStepID = attribute(0x00400009, "1")
            CommentsOnTheScheduledProcedureStep = attribute(0x00400400, "3")

        AccessionNumber = attribute(0x00080050, "2")
        ReferringPhysicianName = attribute(0x00080090, "2")
        PatientName = attribute(0x00100010, "1")
        PatientID = attribute(0x00100020, "1")
        PatientBirthDate = attribute(0x00100030, "2")
        PatientSex = attribute(0x00100040, "2", enumerated("M", "F", "O"))
        StudyInstanceUID = attribute(0x0020000D, "1")
        RequestedProcedureID = attribute(0x00401001, "1")
        ScheduledProcedureStepSequence = sequence(
            0x00400100, "1", ScheduledProcedureStepItem
        )

    class Query(FindRequest[Answer], section="K.6.1.2", table="K.6-1"):
        """Keys of a query."""

        class ScheduledProcedureStepKeys(KeysItem):
            """Keys of a step."""

            Modality = key(0x00080060, "R")
            ScheduledStationAETitle = key(0x00400001, "R")
            ScheduledProcedureStepStartDate = key(0x00400002, "R")
            ScheduledProcedureStepStartTime = key(0x00400003, "R")
            ScheduledPerformingPhysicianName = key(0x00400006, "R")
            ScheduledProcedureStepDescription = key(0x00400007, "O")
            ScheduledProcedureStepID = key(0x00400009, "O")
            CommentsOnTheScheduledProcedureStep = key(0x00400400, "O")

        AccessionNumber = key(0x00080050, "O")
        ReferringPhysicianName = key(0x00080090, "O")
        PatientName = key(0x00100010, "R")
        PatientID = key(0x00100020, "R")
        PatientBirthDate = key(0x00100030, "O")
        PatientSex = key(0x00100040, "O")
        StudyInstanceUID = key(0x0020000D, "O")
        RequestedProcedureID = key(0x00401001, "O")
        ScheduledProcedureStepSequence = key(
            0x00400100, "R", ScheduledProcedureStepKeys
        )

    Query.reply = Answer
    operations = (operation("C-FIND", "M", "M", Query),)


class Studies(
    QuerySopClass,
    name="Study Root Query/Retrieve Information Model - FIND",
    uid="1.2.840.10008.5.1.4.1.2.2.1",
    section="C.6.2",
):
    """Two levels of a query."""

    class StudyAnswer(FindAnswer, section="C.6.2.1.2", table="C.6-5"):
        """A study."""

        level = "STUDY"
        StudyDate = attribute(0x00080020, "2")
        PatientName = attribute(0x00100010, "2")
        StudyInstanceUID = attribute(0x0020000D, "1")
        StudyID = attribute(0x00200010, "2")
        StudyDescription = attribute(0x00081030, "3")

    class StudyQuery(FindRequest[StudyAnswer], section="C.6.2.1.2", table="C.6-5"):
        """Keys of studies."""

        level = "STUDY"
        StudyDate = key(0x00080020, "R")
        StudyTime = key(0x00080030, "R")
        ModalitiesInStudy = key(0x00080061, "O")
        PatientName = key(0x00100010, "R")
        PatientID = key(0x00100020, "R")
        StudyInstanceUID = key(0x0020000D, "U")
        StudyID = key(0x00200010, "R")
        StudyDescription = key(0x00081030, "O")
        NumberOfStudyRelatedInstances = key(0x00201208, "O")

    class SeriesAnswer(FindAnswer, section="C.6.2.1.3", table="C.6-3"):
        """A series."""

        level = "SERIES"
        StudyInstanceUID = attribute(0x0020000D, "1")
        Modality = attribute(0x00080060, "2")
        SeriesInstanceUID = attribute(0x0020000E, "1")
        SeriesNumber = attribute(0x00200011, "2")

    class SeriesQuery(FindRequest[SeriesAnswer], section="C.6.2.1.3", table="C.6-3"):
        """Keys of series."""

        level = "SERIES"
        above = ("StudyInstanceUID",)
        StudyInstanceUID = key(0x0020000D, "U")
        Modality = key(0x00080060, "R")
        SeriesInstanceUID = key(0x0020000E, "U")
        SeriesNumber = key(0x00200011, "R")

    StudyQuery.reply = StudyAnswer
    SeriesQuery.reply = SeriesAnswer
    operations = (operation("C-FIND", "M", "M", StudyQuery, SeriesQuery),)


class Move(
    RetrieveSopClass,
    name="Study Root Query/Retrieve Information Model - MOVE",
    uid="1.2.840.10008.5.1.4.1.2.2.2",
    section="C.6.2",
):
    """Retrieval of series."""

    class SeriesRetrieve(RetrieveRequest, section="C.6.2.1.3", table="C.6-3"):
        """Keys of a retrieval."""

        level = "SERIES"
        above = ("StudyInstanceUID",)
        StudyInstanceUID = key(0x0020000D, "U")
        SeriesInstanceUID = key(0x0020000E, "U")

    operations = (operation("C-MOVE", "M", "M", SeriesRetrieve),)
