"""Examples that dciodvfy objects to; see docs/peers.md."""

from __future__ import annotations

from typing import Final, NamedTuple

NOT_KNOWN: Final = "Information Object Not found"
"""The message of dciodvfy for a SOP class that it does not support."""


class Difference(NamedTuple):
    """One kind of complaint that is explained."""

    iods: tuple[str, ...]
    keywords: tuple[str, ...]
    """Of the attributes that the complaints are about."""
    reason: str


EXPLAINED: Final = (
    Difference(
        ("HemodynamicWaveform", "BasicCardiacElectrophysiologyWaveform"),
        ("MultiplexGroupTimeOffset",),
        "2023a allows it otherwise: PS3.3 C.10.9",
    ),
    Difference(
        ("AmbulatoryECG",),
        ("AcquisitionContextSequence",),
        "2023a has usage U: PS3.3 Table A.34.5-1",
    ),
    Difference(
        ("RTStructureSet",),
        ("FrameOfReferenceUID", "PositionReferenceIndicator"),
        "2023a has usage U: PS3.3 Table A.19.3-1",
    ),
    Difference(
        ("DermoscopicPhotographyImage",),
        ("FrameOfReferenceUID", "PositionReferenceIndicator"),
        "2023a has no such module there: PS3.3 Table A.32.11-1",
    ),
    Difference(
        ("SpectaclePrescriptionReport",),
        (
            "ClinicalTrialSponsorName",
            "ClinicalTrialProtocolID",
            "ClinicalTrialProtocolName",
            "ClinicalTrialSiteID",
            "ClinicalTrialSiteName",
            "ClinicalTrialSubjectID",
            "ClinicalTrialSubjectReadingID",
            "ClinicalTrialTimePointID",
            "ClinicalTrialCoordinatingCenterName",
        ),
        "2023a has usage U: PS3.3 Table A.35.9-1",
    ),
    Difference(
        ("EnhancedXRFImage",),
        (
            "CollimatorShapeSequence",
            "Modality",
            "PositionerPositionSequence",
            "TablePositionSequence",
        ),
        "2023a has usage U, and Modality RF: PS3.3 A.48.3.1.1 and Table A.48-2",
    ),
    Difference(
        ("MicroscopyBulkSimpleAnnotations",),
        ("CommonZCoordinateValue",),
        "the object does not hold it",
    ),
    Difference(
        ("OphthalmicVisualFieldStaticPerimetryMeasurements",),
        (
            "OphthalmicPatientClinicalInformationRightEyeSequence",
            "VisualFieldTestPointNormalsSequence",
        ),
        "2023a has type 2C, and the module of the eye's information has usage U",
    ),
    Difference(
        ("OphthalmicTomographyImage", "*BScanVolumeAnalysis"),
        (
            "ConcatenationFrameOffsetNumber",
            "InConcatenationNumber",
            "InConcatenationTotalNumber",
        ),
        "the module of the IOD makes them type 1 and fixes them: PS3.3 C.8.17.7",
    ),
    Difference(
        ("LensometryMeasurements", "Legacy*"),
        (
            "UnassignedPerFrameConvertedAttributesSequence",
            "UnspecifiedLateralityLensSequence",
        ),
        "depends on its acquisition or conversion, which the object does not contain",
    ),
    Difference(
        ("BasicStructuredDisplay", "StereometricRelationship"),
        ("ReferencedSeriesSequence",),
        "image boxes and stereo pairs refer to instances: PS3.3 C.11.17, C.8.18.2",
    ),
    Difference(
        ("EnhancedMRImage", "EnhancedMRColorImage"),
        ("ParallelReductionFactorSecondInPlane",),
        "2023a requires it in spectroscopy only: PS3.3 Table C.8-92",
    ),
    Difference(
        ("EnhancedMRColorImage",),
        ("PresentationLUTShape",),
        "2023a has type 1C, for MONOCHROME2 alone: PS3.3 Table C.8-79",
    ),
)
