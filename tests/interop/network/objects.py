"""Objects to send: files of pydicom, and worklist items."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from pydicom import Dataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

CT: Final = "CT_small.dcm"

UNCOMPRESSED: Final = (
    CT,  # explicit little endian
    "MR_small_implicit.dcm",
    "rtplan.dcm",
    "test-SR.dcm",
    "waveform_ecg.dcm",
    "liver_1frame.dcm",  # a segmentation
)
OTHER_TRANSFER_SYNTAXES: Final = (
    "MR_small_bigendian.dcm",
    "image_dfl.dcm",  # deflated
    "MR_small_RLE.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",  # baseline
    "JPEG-lossy.dcm",  # extended
    "SC_rgb_jpeg_gdcm.dcm",  # lossless
    "MR_small_jpeg_ls_lossless.dcm",
    "MR_small_jp2klossless.dcm",
    "JPEG2000.dcm",
)


class Sample(NamedTuple):
    """A test file of pydicom."""

    path: Path
    dataset: Dataset
    """The file, as pydicom reads it."""

    @property
    def uid(self) -> str:
        return str(self.dataset.SOPInstanceUID)

    @property
    def sop_class(self) -> str:
        return str(self.dataset.SOPClassUID)

    @property
    def syntax(self) -> str:
        return str(self.dataset.file_meta.TransferSyntaxUID)


def sample(name: str) -> Sample:
    """Return a test file that comes with pydicom."""
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str), name
    return Sample(Path(found), dcmread(found))


def instances(folder: Path, *, series: int = 2, per_series: int = 2) -> list[Path]:
    """Write a study of small CT images with new UIDs."""
    study = generate_uid()
    written = []
    for number in range(1, series + 1):
        series_uid = generate_uid()
        for image in range(1, per_series + 1):
            ct = sample(CT).dataset
            ct.PatientID, ct.PatientName = "INTEROP", "Peer^Other"
            ct.StudyInstanceUID, ct.SeriesInstanceUID = study, series_uid
            ct.SeriesNumber, ct.InstanceNumber = number, image
            ct.StudyID, ct.AccessionNumber = "S1", "A1"
            ct.SOPInstanceUID = generate_uid()
            ct.file_meta.MediaStorageSOPInstanceUID = ct.SOPInstanceUID
            path = folder / f"{number}-{image}.dcm"
            ct.save_as(path, enforce_file_format=True)
            written.append(path)
    return written


def worklist_item(
    number: int, *, modality: str = "CT", day: str = "20260102"
) -> Dataset:
    """Return a scheduled step in the form of a file of wlmscpfs."""
    step = Dataset()
    step.ScheduledStationAETitle = "SCANNER"
    step.ScheduledProcedureStepStartDate = day
    step.ScheduledProcedureStepStartTime = f"{8 + number % 12:02}0000"
    step.Modality = modality
    step.ScheduledPerformingPhysicianName = "Doctor^Day"
    step.ScheduledProcedureStepDescription = "Step"
    step.ScheduledProcedureStepID = f"SPS{number}"
    step.ScheduledStationName = "ROOM1"
    step.ScheduledProcedureStepLocation = "HERE"
    step.PreMedication = None
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "C1", "99X", "Code"
    item = Dataset()
    item.SpecificCharacterSet = "ISO_IR 100"
    item.AccessionNumber = f"A{number}"
    item.ReferringPhysicianName = "Doctor^Other"
    item.ReferencedStudySequence = []
    item.ReferencedPatientSequence = []
    item.PatientName = f"Müller^Number{number}"
    item.PatientID = f"P{number}"
    item.PatientBirthDate = "19700101"
    item.PatientSex = "O"
    item.PatientWeight = None
    item.StudyInstanceUID = f"1.2.3.4.{number}"
    item.RequestingPhysician = "Doctor^Other"
    item.RequestedProcedureDescription = "Procedure"
    item.RequestedProcedureCodeSequence = [code]
    item.AdmissionID = None
    item.CurrentPatientLocation = None
    item.ScheduledProcedureStepSequence = [step]
    item.RequestedProcedureID = f"RP{number}"
    item.RequestedProcedurePriority = "ROUTINE"
    item.PatientTransportArrangements = None
    item.ConfidentialityConstraintOnPatientDataDescription = None
    item.PatientState = None
    item.PregnancyStatus = None
    item.MedicalAlerts = None
    item.Allergies = None
    item.SpecialNeeds = None
    return item


def write_worklist(folder: Path, *items: Dataset) -> None:
    """Write worklist files, `*.wl`."""
    for number, item in enumerate(items):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.31")
        meta.MediaStorageSOPInstanceUID = generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        item.file_meta = meta
        item.save_as(folder / f"{number}.wl", enforce_file_format=True)
