"""What the tables cannot tell of a plausible object, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pydicom.uid import UID

from iodize.definitions import Iod

from .tree import Asked, Node

MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    # A plan says at least one of what is radiated, how often and where.
    "RTPlan": ("RTBeams", "RTFractionScheme"),
    "RTIonPlan": ("RTIonBeams", "RTFractionScheme"),
    "CTImage": ("ContrastBolus", "VOILUT"),
    # Their frames follow each other in time.
    "OphthalmicPhotography8BitImage": ("Cine",),
    "OphthalmicPhotography16BitImage": ("Cine",),
    "WideFieldOphthalmicPhotographyStereographicProjectionImage": ("Cine",),
    "WideFieldOphthalmicPhotography3DCoordinatesImage": ("Cine",),
}
"""Modules that an object of an IOD is given though none requires them."""


INCLUDED: Final = frozenset({"DocumentContent"})
"""Macros that are included: content items are by value, unless a fault is wanted."""

PER_FRAME_ONLY: Final = frozenset({"FrameContent"})
"""Functional groups that are not shared: PS3.3 C.7.6.16.2.2."""

CONTENT: Final = ("TEXT", "CODE", "PNAME", "NUM")
"""Value types of the items of a content tree."""


def number(node: Node, keyword: str, default: int) -> int:
    """Return a number that is held here or around."""
    value = node.nearest(keyword)
    return default if value is None or value == "" else int(str(value))


def pixel_bytes(node: Node) -> bytes:
    """Return pixel data as long as the other attributes say: PS3.5 8.1.1."""
    bits = (
        number(node, "Rows", 1)
        * number(node, "Columns", 1)
        * number(node, "SamplesPerPixel", 1)
        * number(node, "BitsAllocated", 8)
        * number(node, "NumberOfFrames", 1)
    )
    length = (bits + 7) // 8
    return bytes(length + length % 2)


def palette(_: Node) -> list[int]:
    """Return a descriptor of 256 entries of 16 bits: PS3.3 C.7.6.3.1.5."""
    return [256, 0, 16]


def intent(node: Node) -> str:
    """Return what an image is for, as its SOP class says: PS3.4 B.5.1.1."""
    processing = "For Processing" in UID(node.root.dataset.SOPClassUID).name
    return "FOR PROCESSING" if processing else "FOR PRESENTATION"


def waveform_bits(node: Node) -> int:
    """Return how many bits a sample has, as its interpretation says: PS3.3 C.10.9.1.5."""
    eight = ("SB", "UB", "MB", "AB")
    return 8 if node.dataset.get("WaveformSampleInterpretation") in eight else 16


def waveform_bytes(node: Node) -> bytes:
    """Return waveform data as long as the other attributes say: PS3.3 C.10.9."""
    bits = number(node, "WaveformBitsAllocated", 16)
    samples = number(node, "NumberOfWaveformSamples", 1)
    length = samples * number(node, "NumberOfWaveformChannels", 1) * bits // 8
    return bytes(length + length % 2)


VALUES: Final[Mapping[str, Callable[[Node], object]]] = {
    "SOPClassUID": lambda node: node.root.dataset.SOPClassUID,
    "NumberOfControlPoints": lambda _: "2",
    "ControlPointIndex": lambda node: str(node.index),
    "CumulativeMetersetWeight": lambda node: f"{node.index}",
    # A small tree: a container with one item of each of these types.
    "ValueType": lambda node: CONTENT[node.index] if node.parent else "CONTAINER",
    "RelationshipType": lambda _: "CONTAINS",
    # Consistent with each other: PS3.3 C.7.6.3, PS3.5 8.1.1.
    "Rows": lambda _: 4,
    "Columns": lambda _: 4,
    "HighBit": lambda node: number(node, "BitsStored", 8) - 1,
    "PixelData": pixel_bytes,
    # A palette of 256 entries of 16 bits: PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6.
    "RedPaletteColorLookupTableDescriptor": palette,
    "GreenPaletteColorLookupTableDescriptor": palette,
    "BluePaletteColorLookupTableDescriptor": palette,
    "RedPaletteColorLookupTableData": lambda _: bytes(512 - 2) + b"\xff\xff",
    "GreenPaletteColorLookupTableData": lambda _: bytes(512 - 2) + b"\xff\xff",
    "BluePaletteColorLookupTableData": lambda _: bytes(512 - 2) + b"\xff\xff",
    # Two entries of 16 bits: PS3.3 C.11.1.1.
    "LUTDescriptor": lambda _: [2, 0, 16],
    "LUTData": lambda _: [0, 0xFFFF],
    # Unit vectors at right angles: PS3.3 C.7.6.2.1.1.
    "ImageOrientationPatient": lambda _: [1, 0, 0, 0, 1, 0],
    "ImageOrientationSlide": lambda _: [1, 0, 0, 0, 1, 0],
    "SlabOrientation": lambda _: [1, 0, 0],
    "VelocityEncodingDirection": lambda _: [1, 0, 0],
    "PatientOrientation": lambda _: ["L", "F"],
    "WaveformBitsAllocated": waveform_bits,
    "WaveformBitsStored": waveform_bits,
    "WaveformData": waveform_bytes,
    # The second corner lies below and right of the first: PS3.3 C.10.4.
    "DisplayedAreaBottomRightHandCorner": lambda _: [4, 4],
    # The one dimension that all functional groups have: PS3.3 C.7.6.17.1.
    "DimensionIndexPointer": lambda _: 0x00209057,
    "FunctionalGroupPointer": lambda _: 0x00209111,
    "DimensionOrganizationUID": lambda _: "2.25.9999",
    "StackID": lambda _: "1",
    "InStackPositionNumber": lambda node: node.index_of(
        "PerFrameFunctionalGroupsSequence"
    ),
    "DimensionIndexValues": lambda node: node.index_of(
        "PerFrameFunctionalGroupsSequence"
    ),
    "NumberOfFrames": lambda _: "2",
    "PresentationIntentType": intent,
    # Of a whole image at its place, the vectors say: PS3.3 C.8.4.8.
    "EnergyWindowVector": lambda _: [1, 1],
    "DetectorVector": lambda _: [1, 1],
    "NuclearMedicineImage.FrameIncrementPointer": lambda _: [0x00540010, 0x00540020],
    # Frames at equal intervals: PS3.3 C.7.6.6.1.1.
    "FrameIncrementPointer": lambda _: 0x00181063,
    "RescaleSlope": lambda _: "1",
    "RescaleIntercept": lambda _: "0",
    # All its photometric interpretations are of colors: PS3.3 A.36.4.3.1.
    "EnhancedMRColorImage.SamplesPerPixel": lambda _: 3,
    "EnhancedMRColorImage.BitsAllocated": lambda _: 8,
    # Only derived images have a third value: PS3.3 C.8.17.2.1.1.
    "OphthalmicPhotography8BitImage.ImageType": lambda _: ["ORIGINAL", "PRIMARY"],
    "OphthalmicPhotography16BitImage.ImageType": lambda _: ["ORIGINAL", "PRIMARY"],
}
"""Values by keyword, or by "Definition.Keyword"."""

PREFERRED: Final[Mapping[str, tuple[str, ...]]] = {
    "PixelPresentation": ("MONOCHROME",),
    "VolumetricProperties": ("VOLUME",),
    "RescaleType": ("HU", "US"),
    "BurnedInAnnotation": ("NO",),
    "ImageType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
    "FrameType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
    "SpecimenLabelInImage": ("NO",),
}
"""Terms that are taken where the lists allow them: they ask for least besides."""

DEFAULTS: Final[Mapping[str, Callable[[Node], object]]] = {
    # Sizes that a byte or a word has: PS3.5 8.1.1.
    "OphthalmicPhotography16BitImage.BitsAllocated": lambda _: 16,
    "Segmentation.BitsAllocated": lambda _: 1,
    "BitsAllocated": lambda node: 8 if number(node, "SamplesPerPixel", 1) == 3 else 16,
    "BitsStored": lambda node: number(node, "BitsAllocated", 16),
    "UltrasoundImage.BitsAllocated": lambda _: 8,
    "UltrasoundMultiFrameImage.BitsAllocated": lambda _: 8,
    # Not one of a pair, so that it needs no laterality: PS3.3 C.7.3.1.
    "BodyPartExamined": lambda _: "HEAD",
    "PixelRepresentation": lambda _: 0,
    "VolumetricProperties": lambda _: "VOLUME",
    "SelectorAttributeVR": lambda _: "CS",
    "SamplesPerPixel": lambda _: 1,
    "ImageType": lambda _: ("ORIGINAL", "PRIMARY", "OTHER", "NONE"),
    "FrameType": lambda _: ("ORIGINAL", "PRIMARY", "OTHER", "NONE"),
}
"""Values where no list tells: one, or one for each place."""

EXTRAS: Final[frozenset[str]] = frozenset(
    {
        # Which of the three it is, depends on the code: PS3.3 Table 8.8-1.
        "CodeValue",
        # A frame has functional groups of its own: its content at least.
        "PerFrameFunctionalGroupsSequence",
        "SelectedFrameFunctionalGroupsSequence",
        # What a report says.
        "ConceptNameCodeSequence",
        "BasicTextSR.ContentSequence",
        "EnhancedSR.ContentSequence",
        "ComprehensiveSR.ContentSequence",
        # What the dimension index points to.
        "FunctionalGroupPointer",
        "StackID",
        "InStackPositionNumber",
        "DimensionIndexValues",
        # Only the imaged region tells whether these are needed.
        "BodyPartExamined",
        "FrameTime",
        "PatientOrientation",
        # Instances that these refer to, are of this study or of others.
        "RealWorldValueMapping.ReferencedSeriesSequence",
        "SpatialFiducials.ReferencedSeriesSequence",
        "SpatialRegistration.ReferencedSeriesSequence",
        "MicroscopyBulkSimpleAnnotations.ReferencedSeriesSequence",
        "BasicStructuredDisplay.ReferencedSeriesSequence",
        "ContentAssessmentResults.ReferencedSeriesSequence",
        "PlanarMPRVolumetricPresentationState.ReferencedSeriesSequence",
        "RTBrachyApplicationSetupDeliveryInstruction.ReferencedSeriesSequence",
        "RTRadiationRecordSet.ReferencedSeriesSequence",
        "RTRadiationSet.ReferencedSeriesSequence",
        "RTRadiationSetDeliveryInstruction.ReferencedSeriesSequence",
        "RTSegmentAnnotation.ReferencedSeriesSequence",
        "RTTreatmentPreparation.ReferencedSeriesSequence",
        "StereometricRelationship.ReferencedSeriesSequence",
        "VolumeRenderingVolumetricPresentationState.ReferencedSeriesSequence",
        # What original and mixed images of these tell besides.
        "EnhancedMRImage.OperatingModeSequence",
        "EnhancedMRImage.SpecificAbsorptionRateSequence",
        "EnhancedMRColorImage.OperatingModeSequence",
        "EnhancedMRColorImage.SpecificAbsorptionRateSequence",
        "MRSpectroscopy.OperatingModeSequence",
        "MRSpectroscopy.SpecificAbsorptionRateSequence",
        "PixelMeasuresItem.PixelSpacing",
        "PixelMeasuresItem.SliceThickness",
        # Why an image is referred to, is known where there is a purpose.
        "PurposeOfReferenceCodeSequence",
        "DigitalXRayImage.AnatomicRegionSequence",
    }
)
"""Attributes, as in `VALUES`, that are added though nothing requires them."""

ITEMS: Final[Mapping[str, int]] = {
    "PerFrameFunctionalGroupsSequence": 2,
    # A beam has a first and a last control point: PS3.3 C.8.8.14.5.
    "ControlPointSequence": 2,
    "IonControlPointSequence": 2,
    "BasicTextSR.ContentSequence": 3,
    "EnhancedSR.ContentSequence": 4,
    "ComprehensiveSR.ContentSequence": 4,
}
"""Numbers of items, as in `VALUES`; one for others."""


def _names(iod: type[Iod], node: Node, asked: Asked) -> list[str]:
    """Return what a seed for an attribute may be listed under."""
    return [
        f"{iod.__name__}.{node.path(asked.keyword)}",
        f"{iod.__name__}.{asked.keyword}",
        *(f"{row.owner.__name__}.{asked.keyword}" for row in asked.rows),
        asked.keyword,
    ]


def value(iod: type[Iod], node: Node, asked: Asked) -> object:
    """Return the value that an attribute is given; None where any will do."""
    for name in _names(iod, node, asked):
        if name in VALUES:
            return VALUES[name](node)
    return None


def is_extra(iod: type[Iod], node: Node, asked: Asked) -> bool:
    """Return whether an attribute is added though nothing requires it."""
    if asked.keyword == "ContentSequence" and node.parent is not None:
        return False
    return not EXTRAS.isdisjoint(_names(iod, node, asked))


def items(iod: type[Iod], node: Node, asked: Asked) -> int:
    """Return how many items a sequence is given, if no table says."""
    for name in _names(iod, node, asked):
        if name in ITEMS:
            return ITEMS[name]
    return 1


def preferred(node: Node, asked: Asked) -> tuple[str, ...]:
    """Return the terms that are taken where they are allowed."""
    if asked.keyword == "PhotometricInterpretation":
        colored = number(node, "SamplesPerPixel", 1) == 3
        return ("RGB",) if colored else ("MONOCHROME2",)
    return PREFERRED.get(asked.keyword, ())


def values(iod: type[Iod], asked: Asked) -> int | None:
    """Return how many values there are: the enhanced images have four image types."""
    imaging = "Image" in iod.__name__ or "Volume" in iod.__name__
    enhanced = iod.functional_group_uses and imaging
    return 4 if enhanced and asked.keyword in ("ImageType", "FrameType") else None


def default(iod: type[Iod], node: Node, asked: Asked, place: int) -> object:
    """Return the value at a place where no list tells; None where any will do."""
    names = _names(iod, node, asked)
    found = next((DEFAULTS[name] for name in names if name in DEFAULTS), None)
    if found is None:
        return None
    value = found(node)
    if isinstance(value, tuple):
        return value[place - 1] if place <= len(value) else value[-1]
    return value
