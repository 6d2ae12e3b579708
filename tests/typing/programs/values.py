"""Types of values that are accepted."""

from datetime import date, datetime
from decimal import Decimal

from iodize.iods import CTImage
from iodize.macros import Code
from iodize.modules import ContrastBolus, GeneralSeries, Patient


def a_value_outside_an_enumeration(ct: CTImage) -> None:
    Patient(PatientSex="Q")  # error: PatientSex
    ct.PatientSex = "Q"  # mypy: 'M', 'F', 'O' / pyright: PatientSex
    ct.PatientSex = "F"
    ct.BitsStored = 8  # mypy: 12, 13, 14, 15, 16 / pyright: BitsStored
    ct.PhotometricInterpretation = "RGB"  # mypy: MONOCHROME1 / pyright: PhotometricInterpretation


def none_where_a_value_is_needed(ct: CTImage) -> None:
    GeneralSeries(Modality=None, SeriesInstanceUID="1.2")  # error: Modality
    ct.Modality = None  # mypy: str / pyright: Modality
    ct.Rows = None  # mypy: int / pyright: Rows
    ct.StudyInstanceUID = None  # mypy: str / pyright: StudyInstanceUID
    ct.SOPInstanceUID = None  # mypy: str / pyright: SOPInstanceUID
    ct.PixelSpacing = None  # mypy: list[float] / pyright: PixelSpacing


def none_where_it_may_be(ct: CTImage) -> None:
    Patient(PatientName=None, PatientID=None, PatientBirthDate=None)
    ct.PatientName = None
    ct.PatientID = None
    ct.StudyDescription = None
    ct.KVP = None


def a_value_of_another_kind(ct: CTImage) -> None:
    Patient(PatientID=42)  # error: PatientID
    Patient(PatientName=b"Doe")  # error: PatientName
    Patient(PatientBirthDate=19700131)  # error: PatientBirthDate
    ct.PatientBirthDate = 1970  # mypy: date | str | Moment | None / pyright: PatientBirthDate
    ct.Rows = "2"  # mypy: int / pyright: Rows
    ct.KVP = [120]  # mypy: float | Decimal | str | SupportsFloat | None / pyright: KVP
    ct.PixelData = "pixels"  # mypy: bytes | None / pyright: PixelData


def what_people_write(ct: CTImage) -> None:
    Patient(PatientBirthDate=date(1970, 1, 31))
    Patient(PatientBirthDate="19700131")
    ct.AcquisitionDateTime = datetime(2023, 1, 2, 12, 30)
    ct.AcquisitionDateTime = "20230102123000"
    ct.SliceThickness = 1
    ct.SliceThickness = 1.25
    ct.SliceThickness = Decimal("1.25")
    ct.SliceThickness = "1.25"
    ct.InstanceNumber = 7
    ct.InstanceNumber = "7"
    ct.InstanceNumber = 7.5  # mypy: int | str | SupportsIndex | None / pyright: InstanceNumber


def one_for_several(ct: CTImage) -> None:
    ct.ImageType = "ORIGINAL"  # mypy: list[str] / pyright: ImageType
    ct.PixelSpacing = 0.5  # mypy: list[float] / pyright: PixelSpacing
    ct.ProcedureCodeSequence = Code("a", "b", "c")  # mypy: list[Code] / pyright: ProcedureCodeSequence


def several_for_one(ct: CTImage) -> None:
    Patient(PatientID=["42"])  # error: PatientID
    ct.Modality = ["CT"]  # mypy: str / pyright: Modality
    ct.Rows = [2]  # mypy: int / pyright: Rows
    ct.SliceThickness = [1.25, 1.25]  # mypy: float | Decimal | str / pyright: SliceThickness
    ct.contrast_bolus = [ContrastBolus()]  # mypy: ContrastBolus | None / pyright: contrast_bolus


def an_item_of_another_class(ct: CTImage) -> None:
    bolus = [ContrastBolus()]
    Patient(PatientSpeciesCodeSequence=bolus)  # error: PatientSpeciesCodeSequence
    ct.ProcedureCodeSequence = bolus  # mypy: list[Code] / pyright: ProcedureCodeSequence
    ct.ProcedureCodeSequence = [Patient()]  # mypy: expected "Code" / pyright: ProcedureCodeSequence
    ct.ProcedureCodeSequence = [Code("a", "b", "c")]
    ct.contrast_bolus = Patient()  # mypy: ContrastBolus | None / pyright: contrast_bolus
