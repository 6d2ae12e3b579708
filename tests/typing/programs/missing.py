"""An attribute of type 1 has to be given, and named if it is not."""

from iodize.iods import RawData
from iodize.macros import Code, SOPInstanceReference
from iodize.modules import ContrastBolus, GeneralStudy, OverlayPlane, Patient

ContrastBolus()  # type 2 may be left out: it is written without a value
Patient()

GeneralStudy()  # error: StudyInstanceUID
SOPInstanceReference(ReferencedSOPClassUID="1.2")  # error: ReferencedSOPInstanceUID
Code(CodeValue="T-D1100", CodingSchemeDesignator="SRT")  # mypy: "Code" / pyright: "__init__"
Code("T-D1100", "SRT")  # mypy: "Code" / pyright: "__init__"
OverlayPlane(  # error: OverlayColumns; OverlayData
    OverlayRows=8,
    OverlayType="G",
    OverlayOrigin=[1, 1],
)
RawData()  # error: StudyInstanceUID; SeriesInstanceUID; Modality; CreatorVersionUID
