"""Values that tell who somebody is: reports mask them unless they are asked for.

The attributes are the obvious ones of the Basic Application Level Confidentiality
Profile, PS3.15 Table E.1-1. Besides them count as identifying: every person name, and
whatever the dictionary does not know, private elements among it. UIDs do not: without
them a report cannot be traced to its object.
"""

from __future__ import annotations

import re
from typing import Final

from .findings import Finding

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
"""What `repr` makes of a text: double quotes only around an apostrophe. Formal conditions
have double quotes, and no value of the object in them."""


def identifies(finding: Finding) -> bool:
    """Return whether the value of the element may tell who somebody is."""
    if finding.tag is None or finding.tag & 0xFFFF == 0:
        return False  # a group length counts bytes
    return not finding.keyword or finding.vr == "PN" or finding.keyword in IDENTIFYING


def masked(finding: Finding) -> Finding:
    """Return a finding without the value, where that may tell who somebody is.

    Messages and suggestions quote values; what they quote is masked too.
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
