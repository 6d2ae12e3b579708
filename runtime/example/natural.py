"""Values that an attribute commonly has: where no list tells, one of these is taken.

Lengths are in mm, angles in degrees, as the standard has them.
"""

from __future__ import annotations

from typing import Any, Final

from . import directory, documents
from .seeds import Table, number
from .tree import Node

TODAY: Final = "20230115"
NOW: Final = "101500"
MOMENT: Final = TODAY + NOW

HALF_LIFE: Final = 6586.2
"""Of fluorine 18, in seconds."""

IDENTITY: Final = (1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
"""A transformation that leaves things where they are: PS3.3 C.20.2.1.1."""

TRIANGLE: Final = (0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 10.0, 0.0)
"""Three points."""


def bits_allocated(node: Node) -> int:
    """Return a byte for colors, and a word for shades: PS3.5 8.1.1."""
    return 8 if number(node, "SamplesPerPixel", 1) == 3 else 16


def bits_stored(node: Node) -> int:
    return number(node, "BitsAllocated", 16)


def leaf_boundaries(node: Node) -> tuple[int, ...]:
    """Return where leaves of 10 mm begin and end: PS3.3 C.8.8.14."""
    pairs = max(number(node, "NumberOfLeafJawPairs", 2), 2)
    return tuple(range(-5 * pairs, 5 * pairs + 1, 10))


MODALITIES: Final = {
    f"{iod}.Modality": modality
    for modality, iods in {
        "CR": ("ComputedRadiographyImage",),
        "CT": ("CTImage", "CTDefinedProcedureProtocol"),
        "DOC": ("EncapsulatedCDA", "EncapsulatedPDF"),
        "MR": ("MRImage",),
        "NM": ("NuclearMedicineImage",),
        "OT": (
            "MultiFrameGrayscaleByteSecondaryCaptureImage",
            "MultiFrameGrayscaleWordSecondaryCaptureImage",
            "MultiFrameSingleBitSecondaryCaptureImage",
            "MultiFrameTrueColorSecondaryCaptureImage",
            "ParametricMap",
            "RawData",
            "SecondaryCaptureImage",
        ),
        "PT": ("PositronEmissionTomographyImage",),
        "RF": ("XRayRadiofluoroscopicImage",),
        "US": ("UltrasoundImage", "UltrasoundMultiFrameImage"),
        "XA": ("XRayAngiographicImage", "XADefinedProcedureProtocol"),
    }.items()
    for iod in iods
}
"""The modality of IODs that leave it open."""

MIME_TYPES: Final = {
    f"{iod}.MIMETypeOfEncapsulatedDocument": mime_type
    for iod, mime_type in documents.MIME_TYPES.items()
}

PEOPLE_AND_PLACES: Final = {
    "PatientName": "Doe^Jane",
    "PatientID": "JD-1975",
    "PatientBirthDate": "19750401",
    "ReferringPhysicianName": "Roe^Richard",
    "PersonName": "Roe^Richard",
    "ContentCreatorName": "Roe^Richard",
    "Manufacturer": "Example Medical",
    "ManufacturerModelName": "Model 1",
    "DeviceSerialNumber": "0001",
    "SoftwareVersions": "1.0",
    "InstitutionName": "Example Hospital",
    "HangingProtocolCreator": "Roe^Richard",
    "ImplantTemplateGroupIssuer": "Example Medical",
    "ImplantAssemblyTemplateIssuer": "Example Medical",
    "StudyDate": TODAY,
    "StudyTime": NOW,
    "StudyID": "1",
    "AccessionNumber": "A2023-0001",
    "SeriesNumber": 1,
    "InstanceNumber": 1,
    "AcquisitionNumber": 1,
    "TimezoneOffsetFromUTC": "+0000",
    "BodyPartExamined": "HEAD",
    "DeviceLabel": "Device 1",
}

IMAGES: Final = {
    "OphthalmicPhotography8BitImage.BitsAllocated": 8,
    "OphthalmicPhotography16BitImage.BitsAllocated": 16,
    "EnhancedMRColorImage.SamplesPerPixel": 3,
    "Segmentation.BitsAllocated": 1,
    "UltrasoundImage.BitsAllocated": 8,
    "UltrasoundMultiFrameImage.BitsAllocated": 8,
    "BasicImageBox.BitsAllocated": 8,
    "BitsAllocated": bits_allocated,
    "CTImage.BitsStored": 12,
    "BitsStored": bits_stored,
    "PixelRepresentation": 0,
    "SamplesPerPixel": 1,
    "VolumetricProperties": "VOLUME",
    "ImageType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
    "FrameType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
    "ContentLabel": "EXAMPLE",
    "PixelSpacing": (2.5, 2.5),
    "ImagerPixelSpacing": (2.5, 2.5),
    "SliceThickness": 5,
    "CTImage.RescaleIntercept": -1024,
    "RescaleSlope": 1,
    "RescaleIntercept": 0,
    "CTImage.WindowCenter": 40,
    "CTImage.WindowWidth": 400,
    "WindowCenter": 2048,
    "WindowWidth": 4096,
    "FrameTime": 33.3,
    "DoseGridScaling": 0.001,
    "DisplayedAreaTopLeftHandCorner": (1, 1),
    "PresentationPixelAspectRatio": (1, 1),
    "PixelAspectRatio": (1, 1),
    "SelectorAttributeVR": "CS",
    "SegmentLabel": "Brain",
    "SegmentAlgorithmName": "Example Segmentation",
    "AlgorithmName": "Example Segmentation",
    "AlgorithmVersion": "1.0",
    "LUTLabel": "EXAMPLE",
    "LUTExplanation": "Identity",
    "RealWorldValueFirstValueMapped": 0,
    "RealWorldValueLastValueMapped": 1,
    "RealWorldValueLUTData": (0.0, 1.0),
    "RealWorldValueIntercept": 0.0,
    "RealWorldValueSlope": 1.0,
    "TotalPixelMatrixColumns": 8,
    "TotalPixelMatrixRows": 8,
    "ContainerIdentifier": "S-1",
    "SpecimenIdentifier": "S-1-A",
    "OpticalPathIdentifier": "1",
    "PaddleDescription": "None",
    "PositionerMotion": "STATIC",
    "TypeOfDetectorMotion": "NONE",
    "RecommendedPresentationType": "SURFACE",
    "RecommendedDisplayCIELabValue": (0xC000, 0x8080, 0x8080),
    "RecommendedDisplayGrayscaleValue": 0xFFFF,
    "ConvolutionKernel": "STANDARD",
    "ImageFilter": "STANDARD",
    "ExposureControlModeDescription": "Automatic",
    "ProtocolName": "Head",
}

ACQUISITIONS: Final = {
    "KVP": 120,
    "ExposureTimeInms": 500.0,
    "ExposureInmAs": 100.0,
    "XRayTubeCurrentInmA": 200.0,
    "DistanceSourceToDetector": 1000,
    "DistanceSourceToPatient": 600,
    "DistanceSourceToIsocenter": 600.0,
    "DistanceSourceToDataCollectionCenter": 600.0,
    "DataCollectionDiameter": 500,
    "ReconstructionDiameter": 250,
    "FocalSpots": 1.2,
    "GantryDetectorTilt": 0,
    "TableHeight": 150,
    "TableSpeed": 25.0,
    "RevolutionTime": 0.5,
    "SingleCollimationWidth": 0.625,
    "TotalCollimationWidth": 40.0,
    "ReconstructionPixelSpacing": (2.5, 2.5),
    "MagneticFieldStrength": 1.5,
    "TransmitterFrequency": 63.87,
    "RepetitionTime": 500,
    "EchoTime": 15,
    "EffectiveEchoTime": 15.0,
    "EchoTrainLength": 1,
    "FlipAngle": 90,
    "NumberOfAverages": 1,
    "PercentSampling": 100,
    "PercentPhaseFieldOfView": 100,
    "PixelBandwidth": 130,
    "ReceiveCoilName": "HEAD",
    "TransmitCoilName": "BODY",
    "PulseSequenceName": "SE",
    "ChemicalShiftReference": 4.7,
    "SpectralWidth": 2000.0,
    "SpecificAbsorptionRateValue": 0.5,
    "RadionuclideHalfLife": HALF_LIFE,
    "RadionuclidePositronFraction": 0.967,
    "DecayFactor": 1,
    "DeadTimeFactor": 1,
    "SliceSensitivityFactor": 1,
    "EnergyWindowLowerLimit": 435,
    "EnergyWindowUpperLimit": 650,
    "CoincidenceWindowWidth": 4.5,
    "BodyPartThickness": 50,
    "CompressionForce": 100,
    "EntranceDoseInmGy": 5,
    "OrganDose": 0.02,
    "IntensifierSize": 300,
    "AveragePulseWidth": 10,
    "MechanicalIndex": 0.7,
    "BoneThermalIndex": 0.3,
    "SoftTissueThermalIndex": 0.3,
    "CranialThermalIndex": 0.3,
    "SamplingFrequency": 500,
    "NumberOfWaveformSamples": 10,
    "ChannelTimeSkew": 0,
    "ChannelSensitivity": 1,
    "ChannelBaseline": 0,
    "MultiplexGroupTimeOffset": 0,
    "IlluminationWaveLength": 550.0,
    "FrameAcquisitionDuration": 33.3,
    "RescaleType": "US",
    "Modality": "CT",
}

GEOMETRY: Final = {
    "FrameOfReferenceTransformationMatrix": IDENTITY,
    "ImageToEquipmentMappingMatrix": IDENTITY,
    "DevicePositionToEquipmentMappingMatrix": IDENTITY,
    "VolumeToTransducerMappingMatrix": IDENTITY,
    "ContourData": TRIANGLE,
    "GraphicData": (1.0, 1.0),
    "BlockData": (-10, -10, 10, -10, 10, 10, -10, 10),
    "BlockNumberOfPoints": 4,
    "NumberOfSurfacePoints": 3,
    "MicroscopyBulkSimpleAnnotations.PointCoordinatesData": (1.0, 1.0),
    "PointCoordinatesData": TRIANGLE,
    "LongTrianglePointIndexList": (1, 2, 3),
    "CornealPointLocation": (0.0, 0.0, 1.0),
    "RenderFieldOfView": (-50.0, 50.0, -50.0, 50.0, 0.0, 100.0),
    "ViewpointPosition": (0.0, 0.0, 500.0),
    "ViewpointLookAtPoint": (0.0, 0.0, 0.0),
    "ViewpointUpDirection": (0.0, 1.0, 0.0),
    "MPRViewWidthDirection": (1.0, 0.0, 0.0),
    "MPRViewHeightDirection": (0.0, 1.0, 0.0),
    "BoundingBoxCrop": (0.0, 0.0, 0.0, 100.0, 100.0, 100.0),
}

TREATMENTS: Final = {
    "RTPlanLabel": "HEAD",
    "StructureSetLabel": "HEAD",
    "RTImageLabel": "PORTAL",
    "BeamName": "Anterior",
    "TreatmentSite": "Head",
    "LeafJawPositions": (-50, 50),
    "LeafPositionBoundaries": leaf_boundaries,
    "GantryAngle": 0,
    "BeamLimitingDeviceAngle": 0,
    "PatientSupportAngle": 0,
    "TableTopEccentricAngle": 0,
    "NominalBeamEnergy": 6,
    "NominalEnergy": 6,
    "SourceAxisDistance": 1000,
    "RadiationSourceAxisDistance": 1000.0,
    "VirtualSourceAxisDistances": (2000.0, 2000.0),
    "DeliveredMeterset": 100,
    "NumberOfBlocks": 0,
    "NumberOfBoli": 0,
    "NumberOfBrachyApplicationSetups": 0,
    "NumberOfCompensators": 0,
    "NumberOfLateralSpreadingDevices": 0,
    "NumberOfRangeModulators": 0,
    "NumberOfRangeShifters": 0,
    "NumberOfWedges": 0,
    "ROIName": "Brain",
    "SourceIsotopeName": "Ir-192",
    "SourceIsotopeHalfLife": 73.83,
    "ReferenceAirKermaRate": 40000,
    "RoboticNodeIdentifier": 1,
}

LABELS: Final = {
    "AnnotationGroupLabel": "Nuclei",
    "AssessmentLabel": "Assessment",
    "DataSetName": "Example Normals",
    "DataSetSource": "Example Medical",
    "DataSetVersion": "1.0",
    "EntityLabel": "EXAMPLE",
    "EntityLongLabel": "Example",
    "FiducialIdentifier": "1",
    "HangingProtocolName": "HEAD CT",
    "HangingProtocolDescription": "Head CT, one screen",
    "ImplantName": "Example Implant",
    "ImplantPartNumber": "EX-1",
    "ImplantTemplateVersion": "1.0",
    "ImplantTemplateGroupName": "Example Implants",
    "ImplantTemplateGroupVariationDimensionName": "Size",
    "RTAccessoryHolderSlotID": "1",
    "RadiationGenerationModeLabel": "6 MV",
    "SelectorCSValue": "CT",
    "SelectorAttribute": 0x00080060,
    "TextValue": "No finding",
    "ObservationDescription": "No finding",
    "TrackSetLabel": "Corpus callosum",
    "UserContentLabel": "EXAMPLE",
    "UserContentLongLabel": "Example",
    "HL7InstanceIdentifier": "2.25.1",
    "NumericValue": 12.5,
    "KeyObjectSelectionDocument.TemplateIdentifier": "2010",
    "MappingResource": "DCMR",
    "ReferencedFileID": directory.file_id,
    "ReferencedTransferSyntaxUIDInFile": "1.2.840.10008.1.2.1",
    "FileSetID": "EXAMPLE",
}

SERVICES: Final = {
    "AnnotationDisplayFormatID": "LABEL",
    "FilmSizeID": "8INX10IN",
    "FilmDestination": "PROCESSOR",
    "MediumType": "BLUE FILM",
    "SmoothingType": "NONE",
    "MinDensity": 20,
    "MaxDensity": 300,
    "Illumination": 2000,
    "ReflectedAmbientLight": 10,
    "NumberOfCopies": 1,
    "PrinterName": "PRINTER1",
    "TextString": "Jane Doe",
    "PerformedStationAETitle": "SCANNER",
    "PerformedStationName": "Scanner 1",
    "PerformedProcedureStepID": "PPS-1",
    "PerformedProcedureStepDescription": "Head CT",
    "ScheduledProcedureStepID": "SPS-1",
    "RequestedProcedureID": "RP-1",
    "RequestedProcedureDescription": "Head CT",
    "ProcedureStepLabel": "Head CT",
    "StorageMediaFileSetID": "EXAMPLE",
}

DEFAULTS: Final[Table[Any]] = Table(
    {
        **PEOPLE_AND_PLACES,
        **MODALITIES,
        **MIME_TYPES,
        **IMAGES,
        **ACQUISITIONS,
        **GEOMETRY,
        **TREATMENTS,
        **LABELS,
        **SERVICES,
    }
)
"""By keyword, or by "Definition.Keyword" or "IOD.Keyword": one value, or one for each
place, or what makes it of a node. An attribute of type 2 that is named is not empty."""
