"""Values that depend on other parts of the object, each with its reason.

`natural` has values that any object of a kind can have.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from . import bulk, content, directory
from .declared import FRAMES, Table, frames, number
from .linked_values import counted_values, is_linked, linked_value
from .tree import Node, NodeAttribute

FOR_PROCESSING: Final = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.1.1.1",
        "1.2.840.10008.5.1.4.1.1.1.2.1",
        "1.2.840.10008.5.1.4.1.1.1.3.1",
        "1.2.840.10008.5.1.4.1.1.13.1.5",
        "1.2.840.10008.5.1.4.1.1.14.2",
    }
)
"""SOP classes "- For Processing": digital X-ray, mammography, intra-oral X-ray, breast
projection X-ray, intravascular optical coherence tomography: PS3.4 Table B.5-1."""

IMAGE_TYPES: Final = frozenset({"FrameType", "ImageType"})
NOT_IMAGES: Final = frozenset(
    {"MRSpectroscopy", "RealTimeAudioWaveform", "Segmentation"}
)
"""IODs with functional groups whose Image Type does not have four values."""


ALL_BITS: Final = frozenset({"RTDose", "UltrasoundImage", "UltrasoundMultiFrameImage"})
"""IODs whose Bits Stored equals Bits Allocated: PS3.3 C.8.5.6.1.14, C.8.8.3.4.4."""


def frame(node: Node) -> int:
    """Return the number of the frame that an item belongs to, from 1."""
    return node.index_of(*FRAMES)


def tile_index(node: Node) -> int:
    """Return the tag that a dimension points to: column, then row of the matrix."""
    return (0x0048021E, 0x0048021F)[node.index % 2]


def in_icon(value: int) -> Callable[[Node], int | None]:
    """Return a function of the value in an icon image: PS3.3 C.7.6.1.1.6."""
    return lambda node: value if node.sequence == "IconImageSequence" else None


def as_image(keyword: str) -> Callable[[Node], Any]:
    """Return a function of the value in a frame, which is that of the image: C.8.16.1."""
    return lambda node: None if node.parent is None else node.root.value(keyword)


def bits_stored(node: Node) -> int | None:
    """Return the bits that icons store, and images of which all bits are stored."""
    if node.sequence == "IconImageSequence":
        return 8
    return number(node, "BitsAllocated", 16) if node.iod.__name__ in ALL_BITS else None


def volume_dimension(node: Node) -> tuple[int, int]:
    """Return the attribute and functional group of a dimension: PS3.3 Table C.8.24.3.3-1."""
    return (
        (0x00209128, 0x00209111),  # Temporal Position Index
        (0x00209301, 0x0020930E),  # Image Position (Volume)
        (0x00189808, 0x00189807),  # Data Type
    )[node.index % 3]


def intent(node: Node) -> str:
    """Return the Presentation Intent Type of the SOP class: PS3.4 B.5.1.1."""
    processing = node.root.value("SOPClassUID") in FOR_PROCESSING
    return "FOR PROCESSING" if processing else "FOR PRESENTATION"


def waveform_bits(node: Node) -> int:
    """Return the bits of a sample, which its interpretation determines: C.10.9.1.5."""
    eight = ("SB", "UB", "MB", "AB")
    return 8 if node.value("WaveformSampleInterpretation") in eight else 16


VALUES: Final[Table[Any]] = Table(
    {
        "NumberOfControlPoints": 2,
        "ControlPointIndex": lambda node: node.index,
        "CumulativeMetersetWeight": lambda node: node.index,
        # A small content tree: a container with items of some of its value types.
        "ValueType": content.value_type,
        "RelationshipType": "CONTAINS",
        # Consistent with each other: PS3.3 C.7.6.3, PS3.5 8.1.1.
        "Rows": 8,
        "Columns": 8,
        "SamplesPerPixel": in_icon(1),
        "BitsAllocated": in_icon(8),
        "BitsStored": bits_stored,
        "PixelRepresentation": in_icon(0),
        "HighBit": lambda node: number(node, "BitsStored", 8) - 1,
        "PixelData": bulk.pixels,
        "FloatPixelData": bulk.float_pixels,
        "DoubleFloatPixelData": bulk.float_pixels,
        "PresentationIntentType": intent,
        # 8 bits, as required by PS3.3 C.7.9.
        "ColorPalette.RedPaletteColorLookupTableDescriptor": (256, 0, 8),
        "ColorPalette.GreenPaletteColorLookupTableDescriptor": (256, 0, 8),
        "ColorPalette.BluePaletteColorLookupTableDescriptor": (256, 0, 8),
        # 256 entries of 16 bits: PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6.
        "RedPaletteColorLookupTableDescriptor": (256, 0, 16),
        "GreenPaletteColorLookupTableDescriptor": (256, 0, 16),
        "BluePaletteColorLookupTableDescriptor": (256, 0, 16),
        "RedPaletteColorLookupTableData": bulk.palette,
        "GreenPaletteColorLookupTableData": bulk.palette,
        "BluePaletteColorLookupTableData": bulk.palette,
        # Alpha has entries of 8 bits: PS3.3 C.7.6.3.1.5.
        "AlphaPaletteColorLookupTableDescriptor": (256, 0, 8),
        "AlphaPaletteColorLookupTableData": bytes(256),
        # Two entries of 16 bits: PS3.3 C.11.1.1.
        "LUTDescriptor": (2, 0, 16),
        "LUTData": (0, 0xFFFF),
        # Weights have 8 bits: PS3.3 C.11.32.
        "WeightingTransferFunctionItem.LUTDescriptor": (2, 0, 8),
        "WeightingTransferFunctionItem.LUTData": (0, 0xFF),
        # Unit vectors at right angles: PS3.3 C.7.6.2.1.1.
        "ImageOrientationPatient": (1, 0, 0, 0, 1, 0),
        "ImageOrientationSlide": (1, 0, 0, 0, 1, 0),
        "ImageOrientationVolume": (1, 0, 0, 0, 1, 0),
        "RTImageOrientation": (1, 0, 0, 0, 1, 0),
        "ASLSlabOrientation": (1, 0, 0),
        "LightDirection": (1, 0, 0),
        "PlaneNormal": (1, 0, 0),
        "SlabOrientation": (1, 0, 0),
        "VelocityEncodingDirection": (1, 0, 0),
        "DiffusionGradientOrientation": (1, 0, 0),
        "DetectorActiveAreaOrientation": (1, 0, 0, 0, 1, 0),
        "PatientOrientation": ("L", "F"),
        # Adjacent slices.
        "ImagePositionPatient": lambda node: (-10, -10, 5 * (frame(node) - 1)),
        # Consistent with the sample interpretation: PS3.3 C.10.9.
        "WaveformBitsAllocated": waveform_bits,
        "WaveformBitsStored": waveform_bits,
        "WaveformData": bulk.waveform,
        "SpectroscopyData": bulk.spectrum,
        "EncapsulatedDocument": bulk.document,
        "EncapsulatedDocumentLength": lambda node: len(bulk.document(node)),
        "ICCProfile": lambda _: bulk.icc_profile(),
        # The second corner is below and right of the first: PS3.3 C.10.4.
        "DisplayedAreaBottomRightHandCorner": (8, 8),
        # The dimension that is possible in all functional groups: PS3.3 C.7.6.17.1.
        "DimensionIndexPointer": 0x00209057,
        # Column and row of a tile: PS3.3 C.7.6.17.3.
        "VLWholeSlideMicroscopyImage.DimensionIndexPointer": tile_index,
        "VLWholeSlideMicroscopyImage.FunctionalGroupPointer": 0x0048021A,
        # Time, position and type of data: PS3.3 C.8.24.3.3.
        "EnhancedUSVolume.DimensionIndexPointer": lambda node: volume_dimension(node)[
            0
        ],
        "EnhancedUSVolume.FunctionalGroupPointer": lambda node: volume_dimension(node)[
            1
        ],
        "EnhancedUSVolume.DimensionIndexValues": lambda node: (1, frame(node), 1),
        "EnhancedUSVolume.TemporalPositionIndex": 1,
        "FunctionalGroupPointer": 0x00209111,
        "StackID": "1",
        "InStackPositionNumber": frame,
        "DimensionIndexValues": frame,
        "VLWholeSlideMicroscopyImage.NumberOfFrames": 1,
        "NumberOfFrames": 2,
        **{
            keyword: as_image(keyword)
            for keyword in (
                "AcquisitionContrast",
                "ComplexImageComponent",
                "PixelPresentation",
                "VolumeBasedCalculationTechnique",
                "VolumetricProperties",
            )
        },
        # As in the image, which is derived.
        "ParametricMap.FrameType": lambda node: node.root.value("ImageType"),
        # The same energy window and detector for all frames: PS3.3 C.8.4.8.
        "EnergyWindowVector": lambda node: (1,) * frames(node),
        "DetectorVector": lambda node: (1,) * frames(node),
        "NuclearMedicineImage.FrameIncrementPointer": (0x00540010, 0x00540020),
        # A dose grid: PS3.3 C.8.8.3.2.
        "RTDose.FrameIncrementPointer": 0x3004000C,
        "GridFrameOffsetVector": lambda node: tuple(range(0, 5 * frames(node), 5)),
        # Frames at equal intervals: PS3.3 C.7.6.6.1.1.
        "FrameIncrementPointer": 0x00181063,
        # Only derived images have a third value: PS3.3 C.8.17.2.1.4.
        "OphthalmicPhotography8BitImage.ImageType": ("ORIGINAL", "PRIMARY"),
        "OphthalmicPhotography16BitImage.ImageType": ("ORIGINAL", "PRIMARY"),
        # The listed formats have letters in place of numbers.
        "ImageDisplayFormat": "SLIDE",
        # The number of coordinates in the data.
        "NumberOfContourPoints": 3,
        "NumberOfPoints": 3,
        # Records of a small directory; offsets are set afterwards: PS3.3 F.3.2.2.
        "DirectoryRecordType": directory.record_type,
        "OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity": 0,
        "OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity": 0,
        "OffsetOfTheNextDirectoryRecord": 0,
        "OffsetOfReferencedLowerLevelDirectoryEntity": 0,
        # The group of the only overlay: PS3.3 C.7.6.15.
        "ShutterOverlayGroup": 0x6000,
    }
)
"""Values that take precedence over lists: constants, or functions of the node."""

PREFERRED: Final[Table[tuple[str, ...]]] = Table(
    {
        "PixelPresentation": ("MONOCHROME",),
        "VolumeBasedCalculationTechnique": ("NONE",),
        "VolumetricProperties": ("VOLUME",),
        "RescaleType": ("HU", "US"),
        "ImageType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
        "FrameType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
        # All tiles in order: PS3.3 C.7.6.17.3.
        "DimensionOrganizationType": ("TILED_FULL",),
        # These values require the fewest other attributes.
        "BurnedInAnnotation": ("NO",),
        "SpecimenLabelInImage": ("NO",),
        "CompletionFlag": ("COMPLETE",),
        "VerificationFlag": ("UNVERIFIED",),
        "PatientSex": ("F",),
        "PatientPosition": ("HFS",),
        "RTRadiationRecordSet.Modality": ("RTRAD",),
    }
)
"""Terms that are chosen if the lists allow them."""


def value(node: Node, asked: NodeAttribute) -> Any:
    """Return the value of an attribute, or None if any value is consistent."""
    found = VALUES.get(node, asked)
    if found is None:
        return linked_value(node, asked)
    return found(node) if callable(found) else found


def is_free(node: Node, asked: NodeAttribute) -> bool:
    """True if an attribute can have any value that its tables allow."""
    return VALUES.get(node, asked) is None and not is_linked(node, asked)


def preferred(node: Node, asked: NodeAttribute) -> tuple[str, ...]:
    """Return the terms that are chosen if they are allowed."""
    if asked.keyword == "PhotometricInterpretation":
        colored = number(node, "SamplesPerPixel", 1) == 3
        return ("RGB",) if colored else ("MONOCHROME2",)
    return PREFERRED.get(node, asked) or ()


def values(node: Node, asked: NodeAttribute) -> int | None:
    """Return the number of values, or None if the multiplicity determines it."""
    if asked.keyword in IMAGE_TYPES:
        return _image_types(node)
    return counted_values(node, asked.tag)


def _image_types(node: Node) -> int | None:
    """Return four values for enhanced images; multi-energy images of CT have one more."""
    energies = node.root.value("MultienergyCTAcquisition") == "YES"
    if not node.iod.functional_group_uses:
        return 4 if energies else None
    return None if node.iod.__name__ in NOT_IMAGES else 4 + energies
