"""Common values of attributes of images: pixels, acquisition and geometry.

Lengths are in mm and angles in degrees, as in the standard.
"""

from __future__ import annotations

from typing import Final

from .declared import number
from .tree import Node

HALF_LIFE: Final = 6586.2
"""Half-life of fluorine 18, in seconds."""

IDENTITY: Final = (1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
"""The identity transformation: PS3.3 C.20.2.1.1."""

TRIANGLE: Final = (0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 10.0, 0.0)
"""Coordinates of three points."""


def bits_allocated(node: Node) -> int:
    """Return 8 bits for color, 16 for grayscale: PS3.5 8.1.1."""
    return 8 if number(node, "SamplesPerPixel", 1) == 3 else 16


def bits_stored(node: Node) -> int:
    return number(node, "BitsAllocated", 16)


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
    "VolumetricAnnotationItem.GraphicData": (1.0, 1.0, 1.0),
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
