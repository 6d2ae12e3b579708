"""Sample procedure steps for the worklist."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid

from ...atomic import write_text

PATIENTS: Final = (
    ("Roe^Jane", "19610214", "F"),
    ("Miles^Richard", "19791103", "M"),
    ("Müller^Käthe", "19480530", "F"),
    ("山田^太郎", "19900817", "M"),
    ("Doe^Sam", "20040123", "O"),
)
PROCEDURES: Final = (
    ("CT", "CT of the head", "CTHEAD"),
    ("MR", "MR of the knee", "MRKNEE"),
    ("DX", "X-ray of the chest", "DXCHEST"),
    ("US", "Ultrasound of the abdomen", "USABDO"),
)
"""Modality, description and local code."""


def fill(folder: Path, number: int, day: date | None = None) -> None:
    """Write sample scheduled procedure steps, and remove earlier ones.

    Args:
        folder: Folder of the worklist; it is created if it does not exist.
        number: How many steps to write.
        day: Scheduled date; today if None.

    Raises:
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("made-up-*.json"):
        old.unlink()
    start = datetime.combine(day or date.today(), datetime.min.time())
    for index in range(number):
        when = start + timedelta(hours=8, minutes=10 * (index % 60))
        path = folder / f"made-up-{index + 1:04}.json"
        write_text(path, scheduled_step(index, when).to_json())


def scheduled_step(index: int, when: datetime) -> Dataset:
    """Return a sample step; the same index and time give the same step."""
    name, born, sex = PATIENTS[index % len(PATIENTS)]
    modality, description, code = PROCEDURES[index % len(PROCEDURES)]
    item = Dataset()
    item.SpecificCharacterSet = "ISO_IR 192"
    item.AccessionNumber = f"A{when:%y%m%d}{index + 1:04}"
    item.ReferringPhysicianName = "Referrer^Rita"
    item.PatientName = name
    item.PatientID = f"P{index % len(PATIENTS) + 1:04}"
    item.PatientBirthDate = born
    item.PatientSex = sex
    item.PatientWeight = None
    item.MedicalAlerts = None
    item.Allergies = None
    item.PregnancyStatus = 4
    item.PatientState = None
    item.SpecialNeeds = None
    item.CurrentPatientLocation = None
    item.ConfidentialityConstraintOnPatientDataDescription = None
    item.AdmissionID = None
    item.PatientTransportArrangements = None
    item.ReferencedStudySequence = Sequence()
    item.ReferencedPatientSequence = Sequence()
    item.StudyInstanceUID = generate_uid(entropy_srcs=["iodize", item.AccessionNumber])
    item.RequestingPhysician = "Referrer^Rita"
    item.RequestedProcedureID = f"R{index + 1:04}"
    item.RequestedProcedureDescription = description
    item.RequestedProcedurePriority = "ROUTINE"
    item.RequestedProcedureCodeSequence = Sequence([_code(code, description)])
    step = Dataset()
    step.Modality = modality
    step.ScheduledStationAETitle = f"{modality}1"
    step.ScheduledProcedureStepStartDate = f"{when:%Y%m%d}"
    step.ScheduledProcedureStepStartTime = f"{when:%H%M%S}"
    step.ScheduledPerformingPhysicianName = "Performer^Paul"
    step.ScheduledProcedureStepDescription = description
    step.ScheduledProtocolCodeSequence = Sequence([_code(code, description)])
    step.ScheduledProcedureStepID = f"S{index + 1:04}"
    step.ScheduledStationName = f"{modality} 1"
    step.ScheduledProcedureStepLocation = None
    step.PreMedication = None
    step.RequestedContrastAgent = None
    step.ScheduledProcedureStepStatus = "SCHEDULED"
    item.ScheduledProcedureStepSequence = Sequence([step])
    return item


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue = value
    code.CodingSchemeDesignator = "99IODIZE"
    code.CodeMeaning = meaning
    return code
