"""Valid requests, which tests change."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

MPPS = "1.2.840.10008.3.1.2.3.3"
MPPS_RETRIEVE = "1.2.840.10008.3.1.2.3.4"
COMMITMENT = "1.2.840.10008.1.20.1"
COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1"
CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
WORKLIST = "1.2.840.10008.5.1.4.31"
UPS_PUSH = "1.2.840.10008.5.1.4.34.6.1"
UPS_WATCH = "1.2.840.10008.5.1.4.34.6.2"
UPS_PULL = "1.2.840.10008.5.1.4.34.6.3"
UPS_EVENT = "1.2.840.10008.5.1.4.34.6.4"
UPS_QUERY = "1.2.840.10008.5.1.4.34.6.5"


def dataset(**values: Any) -> Dataset:
    """Return a data set; lists of data sets, and empty ones, are items of sequences."""
    made = Dataset()
    for keyword, value in values.items():
        items = isinstance(value, list) and all(isinstance(x, Dataset) for x in value)
        setattr(made, keyword, Sequence(value) if items else value)
    return made


def code(value: str = "1") -> Dataset:
    return dataset(CodeValue=value, CodingSchemeDesignator="99X", CodeMeaning="x")


def step_in_progress(**changes: Any) -> Dataset:
    """Return the attributes of an N-CREATE of a performed procedure step: PS3.4 Table F.7.2-1."""
    scheduled = dataset(
        StudyInstanceUID="1.2.3",
        ReferencedStudySequence=[],
        AccessionNumber="",
        RequestedProcedureID="R1",
        RequestedProcedureDescription="",
        ScheduledProcedureStepID="S1",
        ScheduledProcedureStepDescription="",
        ScheduledProtocolCodeSequence=[],
    )
    values: dict[str, Any] = {
        "ScheduledStepAttributesSequence": [scheduled],
        "PatientName": "Roe^Jane",
        "PatientID": "P1",
        "PatientBirthDate": "",
        "PatientSex": "",
        "ReferencedPatientSequence": [],
        "PerformedProcedureStepID": "PPS1",
        "PerformedStationAETitle": "CT1",
        "PerformedStationName": "",
        "PerformedLocation": "",
        "PerformedProcedureStepStartDate": "20260101",
        "PerformedProcedureStepStartTime": "120000",
        "PerformedProcedureStepStatus": "IN PROGRESS",
        "PerformedProcedureStepDescription": "",
        "PerformedProcedureTypeDescription": "",
        "ProcedureCodeSequence": [],
        "PerformedProcedureStepEndDate": "",
        "PerformedProcedureStepEndTime": "",
        "Modality": "CT",
        "StudyID": "",
        "PerformedProtocolCodeSequence": [],
        "PerformedSeriesSequence": [],
    }
    return dataset(**{**values, **changes})


def step_completed(**changes: Any) -> Dataset:
    """Return the attributes of an N-SET that completes a performed procedure step."""
    series = dataset(
        PerformingPhysicianName="",
        ProtocolName="Head",
        OperatorsName="",
        SeriesInstanceUID="1.2.3.4",
        SeriesDescription="",
        RetrieveAETitle="",
        ReferencedImageSequence=[],
        ReferencedNonImageCompositeSOPInstanceSequence=[],
    )
    values: dict[str, Any] = {
        "PerformedProcedureStepStatus": "COMPLETED",
        "PerformedProcedureStepEndDate": "20260101",
        "PerformedProcedureStepEndTime": "121000",
        "PerformedSeriesSequence": [series],
    }
    return dataset(**{**values, **changes})


def commitment(*instances: tuple[str, str]) -> Dataset:
    """Return a request to commit to instances: their SOP classes and UIDs."""
    return dataset(
        TransactionUID="1.2.3.99",
        ReferencedSOPSequence=[
            dataset(ReferencedSOPClassUID=cls, ReferencedSOPInstanceUID=uid)
            for cls, uid in instances
        ],
    )


def workitem(**changes: Any) -> Dataset:
    """Return the attributes of an N-CREATE of a workitem: PS3.4 Table CC.2.5-3."""
    values: dict[str, Any] = {
        "TransactionUID": "",
        "ScheduledProcedureStepPriority": "MEDIUM",
        "ProcedureStepLabel": "Plan",
        "WorklistLabel": "Planning",
        "ScheduledProcessingParametersSequence": [],
        "ScheduledStationNameCodeSequence": [],
        "ScheduledStationClassCodeSequence": [],
        "ScheduledStationGeographicLocationCodeSequence": [],
        "ScheduledProcedureStepStartDateTime": "20260101120000",
        "ScheduledWorkitemCodeSequence": [code()],
        "CommentsOnTheScheduledProcedureStep": "",
        "InputReadinessState": "READY",
        "InputInformationSequence": [],
        "PatientName": "Roe^Jane",
        "PatientID": "P1",
        "IssuerOfPatientID": "",
        "IssuerOfPatientIDQualifiersSequence": [],
        "OtherPatientIDsSequence": [],
        "PatientBirthDate": "",
        "PatientSex": "",
        "AdmissionID": "",
        "IssuerOfAdmissionIDSequence": [],
        "AdmittingDiagnosesDescription": "",
        "AdmittingDiagnosesCodeSequence": [],
        "ReferencedRequestSequence": [],
        "ReplacedProcedureStepSequence": [],
        "MedicalAlerts": "",
        "PregnancyStatus": None,
        "SpecialNeeds": "",
        "ProcedureStepState": "SCHEDULED",
        "ProcedureStepProgressInformationSequence": [],
        "UnifiedProcedureStepPerformedProcedureSequence": [],
    }
    values.pop("ReplacedProcedureStepSequence")
    return dataset(**{**values, **changes})


def change_state(state: str, uid: str = "1.2.3.77") -> Dataset:
    """Return the attributes of an action that changes the state of a workitem."""
    return dataset(TransactionUID=uid, ProcedureStepState=state)
