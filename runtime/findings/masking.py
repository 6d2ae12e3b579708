"""Masking of identifying values in reports.

Identifying are attributes of the Basic Application Level Confidentiality Profile, PS3.15
Table E.1-1, all person names, and all elements that are not in the data dictionary,
including private ones. UIDs are not masked: they relate a report to its objects.
"""

from __future__ import annotations

import re
from typing import Final

from .finding import Finding

MASK: Final = "•••"

IDENTIFYING: Final = frozenset(
    [
        "AccessionNumber",
        "AcquisitionComments",
        "AdditionalPatientHistory",
        "AdmissionID",
        "AdmittingDiagnosesDescription",
        "Allergies",
        "CountryOfResidence",
        "CurrentPatientLocation",
        "DeviceSerialNumber",
        "EthnicGroup",
        "FillerOrderNumberImagingServiceRequest",
        "FrameComments",
        "ImageComments",
        "ImagingServiceRequestComments",
        "InstitutionAddress",
        "InstitutionName",
        "InstitutionalDepartmentName",
        "InsurancePlanIdentification",
        "IssuerOfAdmissionID",
        "IssuerOfPatientID",
        "MedicalAlerts",
        "MedicalRecordLocator",
        "MilitaryRank",
        "Occupation",
        "OrderCallbackPhoneNumber",
        "OrderCallbackTelecomInformation",
        "OtherPatientIDs",
        "PatientAddress",
        "PatientAge",
        "PatientBirthDate",
        "PatientBirthDateInAlternativeCalendar",
        "PatientBirthTime",
        "PatientComments",
        "PatientDeathDateInAlternativeCalendar",
        "PatientID",
        "PatientInstitutionResidence",
        "PatientMotherBirthName",
        "PatientReligiousPreference",
        "PatientSize",
        "PatientState",
        "PatientTelecomInformation",
        "PatientTelephoneNumbers",
        "PatientTransportArrangements",
        "PatientWeight",
        "PersonAddress",
        "PersonTelecomInformation",
        "PersonTelephoneNumbers",
        "PlacerOrderNumberImagingServiceRequest",
        "PregnancyStatus",
        "ReasonForStudy",
        "ReferringPhysicianAddress",
        "ReferringPhysicianTelephoneNumbers",
        "RegionOfResidence",
        "RequestedProcedureComments",
        "RequestedProcedureID",
        "ResponsibleOrganization",
        "ScheduledProcedureStepID",
        "ServiceEpisodeID",
        "SmokingStatus",
        "SpecialNeeds",
        "StationName",
        "StudyComments",
        "StudyID",
        "TextComments",
        "TextString",
        "TextValue",
        "UnformattedTextValue",
        "VisitComments",
    ]
)
"""Keywords of attributes whose values are masked."""

_QUOTED: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"[^"]*'[^"]*\"""")
"""The `repr` of a string: double quotes only around an apostrophe. Strings in double quotes
without one belong to formal conditions, which do not contain values of the object."""


def identifies(finding: Finding) -> bool:
    """True if the value of the element may identify a person."""
    if finding.tag is None or finding.tag & 0xFFFF == 0:
        return False  # group length
    return not finding.keyword or finding.vr == "PN" or finding.keyword in IDENTIFYING


def masked(finding: Finding) -> Finding:
    """Return a finding with its value masked if that may identify a person.

    Values quoted in the message and the suggestion are masked too.
    """
    if not identifies(finding):
        return finding

    def hidden(text: str) -> str:
        if finding.value and len(finding.value) > 2:
            text = text.replace(finding.value, MASK)
        return _QUOTED.sub(f"'{MASK}'", text)

    return finding._replace(
        value=MASK if finding.value else finding.value,
        message=hidden(finding.message),
        suggestion=hidden(finding.suggestion),
    )
