"""The SOP classes of which the suite builds objects."""

from __future__ import annotations

from typing import Final

UNBUILT: Final = {
    "BasicDirectory": "a directory has no SOP class of its own, and needs its files",
    "InventoryCreation": "an operation; no object of it is stored",
}
"""IODs of which no object is built, and why."""

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
