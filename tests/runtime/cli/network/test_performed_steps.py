"""Performed procedure steps from worklist items and images."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from iodize.cli.network.performed_steps import COMPLETED, ended, started
from iodize.dimse.checking import check_attribute_list
from iodize.services import ModalityPerformedProcedureStep as Step

NOW = datetime(2026, 1, 2, 3, 4, 5)


def item() -> Dataset:
    made = Dataset()
    made.PatientName, made.PatientID = "DOE^JANE", "P1"
    made.PatientBirthDate, made.PatientSex = "19700101", "F"
    made.StudyInstanceUID, made.AccessionNumber = "1.2.3", "A1"
    made.RequestedProcedureID = "R1"
    step = Dataset()
    step.Modality = "MR"
    step.ScheduledProcedureStepID = "S1"
    step.ScheduledStationName = "MAGNET"
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator = "1", "99X"
    named = Dataset()
    named.update(code)
    named.CodeMeaning = "Head"
    step.ScheduledProtocolCodeSequence = Sequence([code, named])
    made.ScheduledProcedureStepSequence = Sequence([step])
    return made


def test_scheduled_step_refers_to_its_worklist_item() -> None:
    made = started(item(), "MR01", NOW)
    (scheduled,) = made.ScheduledStepAttributesSequence

    assert check_attribute_list((Step.Create, made)) == ()
    assert (made.PatientID, made.Modality, made.StudyID) == ("P1", "MR", "R1")
    assert made.PerformedStationName == "MAGNET"
    assert made.PerformedProcedureStepStatus == "IN PROGRESS"
    assert made.PerformedProcedureStepStartDate == "20260102"
    assert (scheduled.StudyInstanceUID, scheduled.AccessionNumber) == ("1.2.3", "A1")
    assert scheduled.ScheduledProcedureStepID == "S1"


def test_codes_without_meaning_are_removed() -> None:
    (scheduled,) = started(item(), "MR01", NOW).ScheduledStepAttributesSequence
    codes = scheduled.ScheduledProtocolCodeSequence

    assert [each.get("CodeMeaning") for each in codes] == ["Head"]


def test_unscheduled_step_lacks_only_its_study() -> None:
    made = started(None, "MR01", NOW)
    made.ScheduledStepAttributesSequence[0].StudyInstanceUID = "1.2.3"

    assert check_attribute_list((Step.Create, made)) == ()


def test_created_instances_are_listed_by_series() -> None:
    files = [
        Path(str(get_testdata_file(name, download=False)))
        for name in ("CT_small.dcm", "MR_small.dcm")
    ]
    made = ended(COMPLETED, NOW, files, "ARCHIVE")

    assert check_attribute_list((Step.Set, made)) == ()
    assert len(made.PerformedSeriesSequence) == 2
    for series in made.PerformedSeriesSequence:
        assert len(series.ReferencedImageSequence) == 1
        assert series.RetrieveAETitle == "ARCHIVE"
