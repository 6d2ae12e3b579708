"""Valid attribute lists by keyword, which tests modify.

dcmjs-dimse uses them directly; `dataset` converts them for pydicom.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from pydicom import Dataset

Elements = dict[str, Any]

MPPS: Final = "1.2.840.10008.3.1.2.3.3"
MPPS_RETRIEVE: Final = "1.2.840.10008.3.1.2.3.4"
WORKLIST: Final = "1.2.840.10008.5.1.4.31"
COMMITMENT: Final = "1.2.840.10008.1.20.1"
COMMITMENT_INSTANCE: Final = "1.2.840.10008.1.20.1.1"
UPS_PUSH: Final = "1.2.840.10008.5.1.4.34.6.1"
UPS_PULL: Final = "1.2.840.10008.5.1.4.34.6.3"
CT_IMAGE: Final = "1.2.840.10008.5.1.4.1.1.2"
IMPLICIT: Final = "1.2.840.10008.1.2"

_CREATE: Final[Elements] = {
    "ProcedureCodeSequence": [],
    "ReferencedPatientSequence": [],
    "PatientName": "Peer^Other",
    "PatientID": "P1",
    "PatientBirthDate": "",
    "PatientSex": "",
    "StudyID": "",
    "Modality": "CT",
    "PerformedStationAETitle": "SCANNER",
    "PerformedStationName": "",
    "PerformedLocation": "",
    "PerformedProcedureStepStartDate": "20260102",
    "PerformedProcedureStepStartTime": "080000",
    "PerformedProcedureStepEndDate": "",
    "PerformedProcedureStepEndTime": "",
    "PerformedProcedureStepStatus": "IN PROGRESS",
    "PerformedProcedureStepID": "PPS1",
    "PerformedProcedureStepDescription": "",
    "PerformedProcedureTypeDescription": "",
    "PerformedProtocolCodeSequence": [],
    "ScheduledStepAttributesSequence": [
        {
            "AccessionNumber": "A1",
            "ReferencedStudySequence": [],
            "StudyInstanceUID": "1.2.3.4.1",
            "RequestedProcedureDescription": "",
            "ScheduledProcedureStepDescription": "",
            "ScheduledProtocolCodeSequence": [],
            "ScheduledProcedureStepID": "SPS1",
            "RequestedProcedureID": "RP1",
        }
    ],
    "PerformedSeriesSequence": [],
}

_COMPLETE: Final[Elements] = {
    "PerformedProcedureStepEndDate": "20260102",
    "PerformedProcedureStepEndTime": "081500",
    "PerformedProcedureStepStatus": "COMPLETED",
    "PerformedSeriesSequence": [
        {
            "PerformingPhysicianName": "",
            "ProtocolName": "HEAD",
            "OperatorsName": "",
            "SeriesInstanceUID": "1.2.3.4.1.1",
            "SeriesDescription": "",
            "RetrieveAETitle": "",
            "ReferencedImageSequence": [
                {
                    "ReferencedSOPClassUID": CT_IMAGE,
                    "ReferencedSOPInstanceUID": "1.2.3.4.1.1.1",
                }
            ],
            "ReferencedNonImageCompositeSOPInstanceSequence": [],
        }
    ],
}

_WORKITEM: Final[Elements] = {
    "TransactionUID": "",
    "ScheduledProcedureStepPriority": "MEDIUM",
    "ProcedureStepLabel": "Reconstruct",
    "WorklistLabel": "Work",
    "ScheduledProcessingParametersSequence": [],
    "ScheduledStationNameCodeSequence": [],
    "ScheduledStationClassCodeSequence": [],
    "ScheduledStationGeographicLocationCodeSequence": [],
    "ScheduledProcedureStepStartDateTime": "20260102080000",
    "ScheduledWorkitemCodeSequence": [],
    "CommentsOnTheScheduledProcedureStep": "",
    "InputReadinessState": "READY",
    "InputInformationSequence": [],
    "PatientName": "Peer^Other",
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
    "ProcedureStepState": "SCHEDULED",
    "ProcedureStepProgressInformationSequence": [],
    "UnifiedProcedureStepPerformedProcedureSequence": [],
}


def mpps_create(**changes: Any) -> Elements:
    """Return the attributes for N-CREATE of a performed step: PS3.4 Table F.7.2-1.

    Args:
        changes: Values by keyword; None takes the attribute away.
    """
    return _changed(_CREATE, changes)


def mpps_complete(**changes: Any) -> Elements:
    """Return an N-SET that completes a performed step: PS3.4 Table F.7.2-1."""
    return _changed(_COMPLETE, changes)


def workitem(**changes: Any) -> Elements:
    """Return the attributes for N-CREATE of a unified step: PS3.4 Table CC.2.5-3."""
    return _changed(_WORKITEM, changes)


def commitment(*references: tuple[str, str], transaction: str) -> Elements:
    """Return the information of a request for storage commitment: PS3.4 Table J.3-1.

    Args:
        references: UIDs of class and instance.
    """
    return {
        "TransactionUID": transaction,
        "ReferencedSOPSequence": [
            {"ReferencedSOPClassUID": sop_class, "ReferencedSOPInstanceUID": uid}
            for sop_class, uid in references
        ],
    }


def dataset(elements: Mapping[str, Any]) -> Dataset:
    """Return a data set of pydicom's."""
    made = Dataset()
    for keyword, value in elements.items():
        if isinstance(value, list) and keyword.endswith("Sequence"):
            value = [dataset(item) for item in value]
        setattr(made, keyword, value)
    return made


def _changed(elements: Elements, changes: Elements) -> Elements:
    made = {**copy.deepcopy(elements), **changes}
    return {keyword: value for keyword, value in made.items() if value is not None}
