"""Types of values that are read."""

from typing import reveal_type

import iodize
from iodize.iods import CTImage
from iodize.macros import Code


def values(ct: CTImage) -> None:
    reveal_type(ct.PatientName)  # type: PersonName | None
    reveal_type(ct.PatientBirthDate)  # type: date | None
    reveal_type(ct.PatientSex)  # type: Literal['M', 'F', 'O'] | None
    reveal_type(ct.StudyTime)  # type: time | None
    reveal_type(ct.StudyInstanceUID)  # type: UID
    reveal_type(ct.Modality)  # type: str
    reveal_type(ct.Rows)  # type: int
    reveal_type(ct.BitsStored)  # type: Literal[12, 13, 14, 15, 16]
    reveal_type(ct.SamplesPerPixel)  # type: Literal[1]
    reveal_type(ct.SliceThickness)  # type: float | None
    reveal_type(ct.InstanceNumber)  # type: int | None
    reveal_type(ct.PixelSpacing)  # type: list[float]
    reveal_type(ct.ImageType)  # type: list[str]
    reveal_type(ct.PixelData)  # type: bytes | None
    reveal_type(ct.ProcedureCodeSequence)  # type: list[Code] | None


def parts(ct: CTImage, code: Code) -> None:
    reveal_type(ct.contrast_bolus)  # type: ContrastBolus | None
    reveal_type(ct.overlay_plane)  # type: list[OverlayPlane] | None
    reveal_type(code.CodeMeaning)  # type: str
    print(f"{ct.contrast_bolus.ContrastBolusAgent}")  # error: ContrastBolusAgent
    if ct.contrast_bolus is not None:
        reveal_type(ct.contrast_bolus.ContrastBolusAgent)  # type: str | None
    for code in ct.ProcedureCodeSequence or []:
        reveal_type(code.CodeValue)  # type: str | None


def classes(ct: CTImage) -> None:
    reveal_type(iodize.read("ct.dcm"))  # type: Iod
    reveal_type(CTImage.from_dataset(ct.to_dataset()))  # type: CTImage
    reveal_type(CTImage.from_json("{}"))  # type: CTImage
    reveal_type(CTImage.following(ct))  # type: CTImage
    reveal_type(ct.to_dataset())  # type: Dataset
    reveal_type(ct.to_json())  # type: str
    reveal_type(ct.validate())  # type: Report
