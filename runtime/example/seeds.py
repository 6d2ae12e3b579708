"""What the tables cannot tell of a plausible object, each with its reason.

`natural` has the values that any object of this kind could have; here is what one part
of an object asks of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from pydicom.uid import UID

from ..definitions import Definition
from ..validation.structure.numbering import NUMBERINGS
from . import bulk, content, directory
from .tree import Asked, Node

T = TypeVar("T")

SHARED: Final = "SharedFunctionalGroupsSequence"
PER_FRAME: Final = "PerFrameFunctionalGroupsSequence"
FRAMES: Final = (
    PER_FRAME,
    "SelectedFrameFunctionalGroupsSequence",
    "CurrentFrameFunctionalGroupsSequence",
)


class Table(Generic[T]):
    """What is declared for attributes, by "Keyword", "Definition.Keyword" or
    "IOD.Keyword"; the IOD's own first."""

    def __init__(self, rows: Mapping[str, T]) -> None:
        self._rows: dict[str, dict[str, T]] = {}
        for name, row in rows.items():
            owner, _, keyword = name.rpartition(".")
            self._rows.setdefault(keyword, {})[owner] = row

    def get(self, node: Node, asked: Asked) -> T | None:
        """Return what is declared for an attribute."""
        rows = self._rows.get(asked.keyword)
        if rows is None:
            return None
        names = (node.iod.__name__, *(row.owner.__name__ for row in asked.rows), "")
        return next((rows[name] for name in names if name in rows), None)


MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    # A plan says at least one of what is radiated, how often and where.
    "RTPlan": ("RTBeams", "RTFractionScheme"),
    "RTIonPlan": ("RTIonBeams", "RTFractionScheme"),
    # A directory without records tells nothing.
    "BasicDirectory": ("DirectoryInformation",),
    # How the pixel values are to be shown.
    "CTImage": ("VOILUT",),
    "MRImage": ("VOILUT",),
    # Where the planes are, which is known of most.
    "ParametricMap": ("PlaneOrientationPatient", "PlanePositionPatient"),
    "OphthalmicTomographyImage": ("PlaneOrientationPatient", "PlanePositionPatient"),
    # Their frames follow each other in time.
    "OphthalmicPhotography8BitImage": ("Cine",),
    "OphthalmicPhotography16BitImage": ("Cine",),
    "WideFieldOphthalmicPhotographyStereographicProjectionImage": ("Cine",),
    "WideFieldOphthalmicPhotography3DCoordinatesImage": ("Cine",),
}
"""Modules and functional groups that an object is given though none requires them."""

INCLUDED: Final = frozenset(
    {
        # Content items are by value.
        "*.DocumentContent",
        # Either a table or a rescaling makes values of stored ones.
        "BlendingItem.ModalityLUT",
    }
)
"""Macros that are included though no condition requires them, after who includes them."""

PER_FRAME_ONLY: Final = frozenset({"FrameContent", "PlanePositionPatient"})
"""Functional groups that are not shared: PS3.3 C.7.6.16.2.2; frames lie side by side."""


def number(node: Node, keyword: str, default: int) -> int:
    """Return a number that is held here or around."""
    value = node.nearest(keyword)
    return default if value is None or value == "" else int(str(value))


def frame(node: Node) -> int:
    """Return the number of the frame, from 1, that an item belongs to."""
    return node.index_of(*FRAMES)


def frames(node: Node) -> int:
    """Return how many frames an object has."""
    return number(node.root, "NumberOfFrames", 1)


def tile_index(node: Node) -> int:
    """Return what an item of the dimensions points to: column or row of the matrix."""
    return (0x0048021E, 0x0048021F)[node.index % 2]


def intent(node: Node) -> str:
    """Return what an image is for, as its SOP class says: PS3.4 B.5.1.1."""
    processing = "For Processing" in UID(node.root.value("SOPClassUID") or "").name
    return "FOR PROCESSING" if processing else "FOR PRESENTATION"


def waveform_bits(node: Node) -> int:
    """Return how many bits a sample has, as its interpretation says: PS3.3 C.10.9.1.5."""
    eight = ("SB", "UB", "MB", "AB")
    return 8 if node.value("WaveformSampleInterpretation") in eight else 16


VALUES: Final[Table[Any]] = Table(
    {
        "NumberOfControlPoints": 2,
        "ControlPointIndex": lambda node: node.index,
        "CumulativeMetersetWeight": lambda node: node.index,
        # A small tree: a container with items of some of the types that it may have.
        "ValueType": content.value_type,
        "RelationshipType": "CONTAINS",
        # Consistent with each other: PS3.3 C.7.6.3, PS3.5 8.1.1.
        "Rows": 8,
        "Columns": 8,
        "HighBit": lambda node: number(node, "BitsStored", 8) - 1,
        "PixelData": bulk.pixels,
        "FloatPixelData": bulk.float_pixels,
        "DoubleFloatPixelData": bulk.float_pixels,
        "PresentationIntentType": intent,
        # Of 8 bits, which the section says: PS3.3 C.7.9.
        "ColorPalette.RedPaletteColorLookupTableDescriptor": (256, 0, 8),
        "ColorPalette.GreenPaletteColorLookupTableDescriptor": (256, 0, 8),
        "ColorPalette.BluePaletteColorLookupTableDescriptor": (256, 0, 8),
        # A palette of 256 entries of 16 bits: PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6.
        "RedPaletteColorLookupTableDescriptor": (256, 0, 16),
        "GreenPaletteColorLookupTableDescriptor": (256, 0, 16),
        "BluePaletteColorLookupTableDescriptor": (256, 0, 16),
        "RedPaletteColorLookupTableData": bulk.palette,
        "GreenPaletteColorLookupTableData": bulk.palette,
        "BluePaletteColorLookupTableData": bulk.palette,
        # Two entries of 16 bits: PS3.3 C.11.1.1.
        "LUTDescriptor": (2, 0, 16),
        "LUTData": (0, 0xFFFF),
        # A weight has 8 bits: PS3.3 C.11.32.
        "WeightingTransferFunctionItem.LUTDescriptor": (2, 0, 8),
        "WeightingTransferFunctionItem.LUTData": (0, 0xFF),
        # Unit vectors at right angles: PS3.3 C.7.6.2.1.1.
        "ImageOrientationPatient": (1, 0, 0, 0, 1, 0),
        "ImageOrientationSlide": (1, 0, 0, 0, 1, 0),
        "ImageOrientationVolume": (1, 0, 0, 0, 1, 0),
        "SlabOrientation": (1, 0, 0),
        "VelocityEncodingDirection": (1, 0, 0),
        "DiffusionGradientOrientation": (1, 0, 0),
        "DetectorActiveAreaOrientation": (1, 0, 0, 0, 1, 0),
        "PatientOrientation": ("L", "F"),
        # One slice beside the other.
        "ImagePositionPatient": lambda node: (-10, -10, 5 * (frame(node) - 1)),
        # Each sample in its place: PS3.3 C.10.9.
        "WaveformBitsAllocated": waveform_bits,
        "WaveformBitsStored": waveform_bits,
        "WaveformData": bulk.waveform,
        "SpectroscopyData": bulk.spectrum,
        "EncapsulatedDocument": bulk.document,
        "EncapsulatedDocumentLength": lambda node: len(bulk.document(node)),
        "ICCProfile": lambda _: bulk.icc_profile(),
        # The second corner lies below and right of the first: PS3.3 C.10.4.
        "DisplayedAreaBottomRightHandCorner": (8, 8),
        # The one dimension that all functional groups have: PS3.3 C.7.6.17.1.
        "DimensionIndexPointer": 0x00209057,
        # Of a tile, its column and its row: PS3.3 C.7.6.17.3.
        "VLWholeSlideMicroscopyImage.DimensionIndexPointer": tile_index,
        "VLWholeSlideMicroscopyImage.FunctionalGroupPointer": 0x0048021A,
        "FunctionalGroupPointer": 0x00209111,
        "StackID": "1",
        "InStackPositionNumber": frame,
        "DimensionIndexValues": frame,
        "VLWholeSlideMicroscopyImage.NumberOfFrames": 1,
        "NumberOfFrames": 2,
        # As the image says, which is derived.
        "ParametricMap.FrameType": lambda node: node.root.value("ImageType"),
        # Of a whole image at its place, the vectors say: PS3.3 C.8.4.8.
        "EnergyWindowVector": lambda node: (1,) * frames(node),
        "DetectorVector": lambda node: (1,) * frames(node),
        "NuclearMedicineImage.FrameIncrementPointer": (0x00540010, 0x00540020),
        # The doses of a volume: PS3.3 C.8.8.3.2.
        "RTDose.FrameIncrementPointer": 0x3004000C,
        "GridFrameOffsetVector": lambda node: tuple(range(0, 5 * frames(node), 5)),
        # Frames at equal intervals: PS3.3 C.7.6.6.1.1.
        "FrameIncrementPointer": 0x00181063,
        # Only derived images have a third value: PS3.3 C.8.17.2.1.4.
        "OphthalmicPhotography8BitImage.ImageType": ("ORIGINAL", "PRIMARY"),
        "OphthalmicPhotography16BitImage.ImageType": ("ORIGINAL", "PRIMARY"),
        # The formats of the list have letters where an object has numbers.
        "ImageDisplayFormat": "SLIDE",
        # As many as the other attribute says.
        "NumberOfContourPoints": 3,
        "NumberOfPoints": 3,
        # The records of a small directory, and where each leads to: PS3.3 F.3.2.2.
        "DirectoryRecordType": directory.record_type,
        "OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity": 0,
        "OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity": 0,
        "OffsetOfTheNextDirectoryRecord": 0,
        "OffsetOfReferencedLowerLevelDirectoryEntity": 0,
    }
)
"""Values that hold whatever the lists say: constants, or what makes one of a node."""

PREFERRED: Final[Table[tuple[str, ...]]] = Table(
    {
        "Modality": ("CT",),
        "PixelPresentation": ("MONOCHROME",),
        "VolumeBasedCalculationTechnique": ("NONE",),
        "VolumetricProperties": ("VOLUME",),
        "RescaleType": ("HU", "US"),
        "ImageType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
        "FrameType": ("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
        # All tiles are there, in order: PS3.3 C.7.6.17.3.
        "DimensionOrganizationType": ("TILED_FULL",),
        # No burned in text, no loss, no second reader: they ask for least besides.
        "BurnedInAnnotation": ("NO",),
        "SpecimenLabelInImage": ("NO",),
        "CompletionFlag": ("COMPLETE",),
        "VerificationFlag": ("UNVERIFIED",),
        "PatientSex": ("F",),
        "PatientPosition": ("HFS",),
        "RTRadiationRecordSet.Modality": ("RTRAD",),
    }
)
"""Terms that are taken where the lists allow them."""

EXTRAS: Final[Table[bool | Callable[[Node], bool]]] = Table(
    {
        # Instances that an object refers to are of its study: PS3.3 C.12.2.
        "CommonInstanceReference.ReferencedSeriesSequence": lambda node: refers(node),
        # What a report says, and which file a record is of.
        "ContentSequence": lambda node: bool(content.types(node)),
        "ReferencedFileID": lambda node: directory.file_id(node) is not None,
        # What a content item is called; an image needs no name: PS3.16 TID 2010.
        "ConceptNameCodeSequence": lambda node: (
            node.value("ValueType") not in (None, "IMAGE")
        ),
        "KeyObjectSelectionDocument.ContentTemplateSequence": True,
        # Its terms are those of the printer.
        "ConfigurationInformation": False,
        # A slide of one tile, whose place follows from its order: PS3.3 C.7.6.17.3.
        "VLWholeSlideMicroscopyImage.PerFrameFunctionalGroupsSequence": False,
        **dict.fromkeys(
            (
                # Which of the three it is, depends on the code: PS3.3 Table 8.8-1.
                "CodeValue",
                # A frame has functional groups of its own: its content at least.
                "PerFrameFunctionalGroupsSequence",
                "SelectedFrameFunctionalGroupsSequence",
                "MeasuredValueSequence",
                # What the dimension index points to.
                "FunctionalGroupPointer",
                "StackID",
                "InStackPositionNumber",
                "DimensionIndexValues",
                # Only the imaged region tells whether these are needed.
                "BodyPartExamined",
                "FrameTime",
                "PatientOrientation",
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
                "VLWholeSlideMicroscopyImage.DimensionOrganizationType",
                # Where it is, which is known of most.
                "BreastTomosynthesisImage.ImageOrientationPatient",
                "BreastTomosynthesisImage.ImagePositionPatient",
                "OphthalmicTomographyImage.ImageOrientationPatient",
                "OphthalmicTomographyImage.ImagePositionPatient",
                # When a frame was acquired, which only derived ones do not tell.
                *(
                    f"{iod}.{keyword}"
                    for iod in (
                        "OphthalmicTomographyImage",
                        "OphthalmicOpticalCoherenceTomographyBScanVolumeAnalysis",
                    )
                    for keyword in (
                        "FrameAcquisitionDateTime",
                        "FrameAcquisitionDuration",
                        "FrameReferenceDateTime",
                    )
                ),
                # A rescaling makes values of stored ones.
                "BlendingSoftcopyPresentationState.RescaleIntercept",
                "BlendingSoftcopyPresentationState.RescaleSlope",
                "BlendingSoftcopyPresentationState.RescaleType",
                # One color for all tracks.
                "TrackSetItem.RecommendedDisplayCIELabValue",
                # A directory of the file-set lists what is in it.
                "DirectoryRecordSequence",
            ),
            True,
        ),
    }
)
"""Attributes that are added though nothing requires them."""

ITEMS: Final[Table[int | Callable[[Node], int]]] = Table(
    {
        "PerFrameFunctionalGroupsSequence": lambda node: frames(node),
        # A beam has a first and a last control point: PS3.3 C.8.8.14.5.
        "ControlPointSequence": 2,
        "IonControlPointSequence": 2,
        "ContentSequence": content.items,
        "DirectoryRecordSequence": len(directory.RECORDS),
        # A tile has a column and a row.
        "VLWholeSlideMicroscopyImage.DimensionIndexSequence": 2,
    }
)
"""Numbers of items; one for others."""


def includes(part: type[Definition], macro: type[Definition]) -> bool:
    """Return whether a part includes a macro though no condition requires it."""
    names = (f"*.{macro.__name__}", f"{part.__name__}.{macro.__name__}")
    return not INCLUDED.isdisjoint(names)


def value(node: Node, asked: Asked) -> Any:
    """Return the value that an attribute is given; None where any will do."""
    found = VALUES.get(node, asked)
    if found is None and asked.tag in NUMBERINGS:
        return node.index + 1
    return found(node) if callable(found) else found


def refers(node: Node) -> bool:
    """Return whether an object refers to a composite instance."""
    known = node.book.names.edition.sop_classes
    return any(
        each.value("ReferencedSOPClassUID") in known for each in node.root.nodes()
    )


def is_extra(node: Node, asked: Asked) -> bool:
    """Return whether an attribute is added though nothing requires it."""
    found = EXTRAS.get(node, asked)
    if asked.type is None and (node.parent is None or asked.vr != "SQ"):
        # A normalized IOD lists what its services may ask for.
        return found is not False and not asked.element.retired
    return found(node) if callable(found) else bool(found)


def items(node: Node, asked: Asked) -> int:
    """Return how many items a sequence is given, if no table says."""
    found = ITEMS.get(node, asked)
    if found is None:
        return 1
    return found if isinstance(found, int) else found(node)


def preferred(node: Node, asked: Asked) -> tuple[str, ...]:
    """Return the terms that are taken where they are allowed."""
    if asked.keyword == "PhotometricInterpretation":
        colored = number(node, "SamplesPerPixel", 1) == 3
        return ("RGB",) if colored else ("MONOCHROME2",)
    return PREFERRED.get(node, asked) or ()


def values(node: Node, asked: Asked) -> int | None:
    """Return how many values there are: the enhanced images have four image types."""
    if asked.keyword not in ("ImageType", "FrameType"):
        return None
    iod = node.iod
    imaging = "Image" in iod.__name__ or "Volume" in iod.__name__
    return 4 if iod.functional_group_uses and imaging else None
