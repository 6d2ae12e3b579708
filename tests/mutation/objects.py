"""The SOP classes of which the suite builds objects."""

from __future__ import annotations

from typing import Final

from iodize import example
from iodize.definitions import NormalizedIod
from iodize.tables import editions

EDITION: Final = editions.bundled()

BUILT: Final = [
    uid
    for uid, keyword in EDITION.sop_classes.items()
    if not issubclass(EDITION.iod(keyword), NormalizedIod)  # an operation: not stored
]
"""SOP classes of which an object is built."""

ONE_OF_EACH: Final = example.Customization(
    values=dict.fromkeys(
        (
            "NumberOfBlocks",
            "NumberOfBoli",
            "NumberOfBrachyApplicationSetups",
            "NumberOfCompensators",
            "NumberOfLateralSpreadingDevices",
            "NumberOfRangeModulators",
            "NumberOfRangeShifters",
            "NumberOfWedges",
        ),
        1,
    )
)
"""Optional parts of a treatment that are added here, so that their rules are tested."""


def core() -> list[example.Construction]:
    """Return the objects of common IODs."""
    return [built(uid) for uid in BUILT if EDITION.sop_classes[uid] in CORE]


def built(sop_class_uid: str) -> example.Construction:
    """Return a conformant object of a SOP class."""
    keyword = EDITION.sop_classes[sop_class_uid]
    return example.construct(keyword, sop_class_uid, custom=ONE_OF_EACH)


CORE: Final = (
    "ComputedRadiographyImage",
    "DigitalXRayImage",
    "DigitalMammographyXRayImage",
    "CTImage",
    "EnhancedCTImage",
    "MRImage",
    "EnhancedMRImage",
    "UltrasoundImage",
    "UltrasoundMultiFrameImage",
    "SecondaryCaptureImage",
    "MultiFrameGrayscaleByteSecondaryCaptureImage",
    "MultiFrameTrueColorSecondaryCaptureImage",
    "NuclearMedicineImage",
    "PositronEmissionTomographyImage",
    "EnhancedPETImage",
    "XRayAngiographicImage",
    "XRayRadiofluoroscopicImage",
    "EnhancedXAImage",
    "RTImage",
    "RTDose",
    "RTPlan",
    "RTIonPlan",
    "RTStructureSet",
    "RTBeamsTreatmentRecord",
    "SurfaceSegmentation",
    "ParametricMap",
    "SpatialRegistration",
    "BasicTextSR",
    "EnhancedSR",
    "ComprehensiveSR",
    "XRayRadiationDoseSR",
    "KeyObjectSelectionDocument",
    "GrayscaleSoftcopyPresentationState",
    "EncapsulatedPDF",
    "TwelveLeadECG",
    "HemodynamicWaveform",
    "VLPhotographicImage",
    "VLWholeSlideMicroscopyImage",
    "OphthalmicPhotography8BitImage",
    "RawData",
    "RealWorldValueMapping",
    "HangingProtocol",
)
"""IODs of common objects; the fast tests keep to these."""
