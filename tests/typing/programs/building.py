"""A CT image, as it is meant to be built."""

from datetime import date, time
from decimal import Decimal

from pydicom.uid import generate_uid

from iodize.iods import CTImage
from iodize.macros import Code
from iodize.modules import ContrastBolus, OverlayPlane

ct = CTImage(
    PatientName="Doe^Jane",
    PatientID="42",
    PatientBirthDate=date(1970, 1, 31),
    StudyDate="20230102",
    StudyTime=time(12, 30),
    StudyInstanceUID=generate_uid(),
    SeriesInstanceUID="1.2.3.4",
    FrameOfReferenceUID="1.2.3.5",
    Modality="CT",
    ImageType=["ORIGINAL", "PRIMARY", "AXIAL"],
    PixelSpacing=[0.5, 0.5],
    ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
    ImagePositionPatient=["0", "0", "-12.5"],
    SliceThickness=Decimal("1.25"),
    KVP="120",
    PhotometricInterpretation="MONOCHROME2",
    BitsStored=12,
    HighBit=11,
    PixelRepresentation=0,
    RescaleIntercept=-1024,
    RescaleSlope=1,
    InstanceNumber="7",
    Rows=2,
    Columns=2,
    PixelData=bytes(8),
    ProcedureCodeSequence=[Code("P5-08000", "SRT", "Computed Tomography")],
    contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"),
    AccessionNumber=None,
    StudyDescription=None,
)

ct.PatientBirthDate = "19700131"
ct.PatientBirthDate = date(1970, 1, 31)
ct.PatientBirthDate = None
ct.KVP = 120
ct.KVP = 120.5
ct.KVP = Decimal("120")
ct.PatientName = "Doe^Jane"
ct.PixelSpacing = [Decimal("0.5"), Decimal("0.5")]
ct.PixelSpacing = (0.5, "0.5")
ct.Modality = "CT"
ct.StudyDescription = None
ct.contrast_bolus = None
ct.overlay_plane = [
    OverlayPlane(
        OverlayRows=8,
        OverlayColumns=8,
        OverlayType="G",
        OverlayOrigin=[1, 1],
        OverlayData=bytes(8),
    )
]
