import pytest

from iodize.findings.finding import Finding, Severity, Undecided
from iodize.findings.report import FileReport, Report

WRONG_SEX = Finding(
    Severity.ERROR,
    "value-not-enumerated",
    0x00100040,
    "PatientSex",
    "PatientSex",
    "Patient",
    "'m'; enumerated: M, F, O",
    "PS3.3 C.7.1.1 Table C.7-1",
    "m",
    "CS",
    2,
    "did you mean 'M'?",
)
WRONG_DATE = Finding(
    Severity.ERROR,
    "value-invalid",
    0x00100030,
    "PatientBirthDate",
    "PatientBirthDate",
    "Patient",
    "'1990-01-05' is not a valid value of VR DA",
    "PS3.5 Table 6.2-1",
    "1990-01-05",
    "DA",
    10,
    "did you mean '19900105'?",
)
RETIRED = Finding(
    Severity.WARNING,
    "attribute-retired",
    0x00324000,
    "StudyComments",
    "StudyComments",
    "",
    "retired",
    "PS3.6 6",
)
NOTE = Finding(
    Severity.INFO,
    "attribute-outside",
    0x00180081,
    "EchoTime",
    "RequestAttributesSequence[0].EchoTime",
    "",
    "not part of the item",
    "PS3.2 3.11.3",
)
UNREADABLE = Finding(
    Severity.ERROR, "file-unreadable", None, "", "", "", "No such file", ""
)
NOT_KNOWN = Undecided(
    "CardiacSynchronizationTechnique",
    ("cardiac-synchronized",),
    "PS3.3 C.7.6.18.1 Table C.7.6.18-1",
    "type 1C in Cardiac Synchronization",
    "required if the acquisition was synchronized to the heart; otherwise not permitted",
    ("decided by --fact cardiac-synchronized=yes or cardiac-synchronized=no",),
)


@pytest.fixture
def report() -> Report:
    """Return a report of three files: with findings, without, and missing."""
    return Report(
        "2023a",
        (
            FileReport(
                "scans/<a> & b.dcm",
                "1.2.840.10008.5.1.4.1.1.2",
                "CT Image",
                (WRONG_DATE, WRONG_SEX, NOTE, RETIRED),
                held=40,
                violated=2,
                unknown=1,
                unknowns=(NOT_KNOWN,),
                sop_instance_uid="1.2.3",
            ),
            FileReport("good.dcm", "1.2.840.10008.5.1.4.1.1.4", "MR Image", ()),
            FileReport("none.dcm", "", "", (UNREADABLE,)),
        ),
        skipped=1,
    )
