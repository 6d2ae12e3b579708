"""Modules, attributes and items that an object gets although the tables do not require them.

Each entry has its reason: a condition that the tables cannot express, or a typical object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..tables.descriptions import Definition
from . import content, directory
from .declared import Table, frames
from .tree import Node, NodeAttribute

MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    # A plan has beams or a fraction scheme.
    "RTPlan": ("RTBeams", "RTFractionScheme"),
    "RTIonPlan": ("RTIonBeams", "RTFractionScheme"),
    # Required by the records of the directory.
    "BasicDirectory": ("DirectoryInformation",),
    # A window to display the pixel values.
    "CTImage": ("VOILUT",),
    "MRImage": ("VOILUT",),
    # Most have a position in the patient.
    "ParametricMap": ("PlaneOrientationPatient", "PlanePositionPatient"),
    "OphthalmicTomographyImage": ("PlaneOrientationPatient", "PlanePositionPatient"),
    # Frames in temporal order.
    "OphthalmicPhotography8BitImage": ("Cine",),
    "OphthalmicPhotography16BitImage": ("Cine",),
    "WideFieldOphthalmicPhotographyStereographicProjectionImage": ("Cine",),
    "WideFieldOphthalmicPhotography3DCoordinatesImage": ("Cine",),
}
"""Modules and functional groups that are used although they are not required, by IOD."""

REFERRED: Final[Mapping[str, str]] = {
    # Agents by their number: PS3.3 C.7.6.16.2.12.
    "ContrastBolusUsage": "EnhancedContrastBolus",
}
"""Functional groups, each with the module whose items it refers to."""

INCLUDED: Final = frozenset(
    {
        # Content items by value.
        "*.DocumentContent",
        # A modality LUT or a rescaling.
        "BlendingItem.ModalityLUT",
    }
)
"""Macros that are included although no condition requires them: "Including.Included"."""

PER_FRAME_ONLY: Final = frozenset({"FrameContent", "PlanePositionPatient"})
"""Functional groups that are not shared: PS3.3 C.7.6.16.2.2; frames are adjacent."""

EXTRAS: Final[Table[bool | Callable[[Node], bool]]] = Table(
    {
        # Referenced instances are in the same study: PS3.3 C.12.2.
        "CommonInstanceReference.ReferencedSeriesSequence": lambda node: refers(node),
        # Content of a report, and the file of a record.
        "ContentSequence": lambda node: bool(content.types(node)),
        "ReferencedFileID": lambda node: directory.file_id(node) is not None,
        # Names of content items; images have none: PS3.16 TID 2010.
        "ConceptNameCodeSequence": lambda node: (
            node.value("ValueType") not in (None, "IMAGE")
        ),
        "KeyObjectSelectionDocument.ContentTemplateSequence": True,
        # Its terms are specific to a printer.
        "ConfigurationInformation": False,
        # Overlays of presentation states have a layer, which may be empty: PS3.3 C.11.7.
        "OverlayActivationLayer": lambda node: any(node.repeated("OverlayData")),
        # The position of the only tile follows from its order: PS3.3 C.7.6.17.3.
        "VLWholeSlideMicroscopyImage.PerFrameFunctionalGroupsSequence": False,
        **dict.fromkeys(
            (
                # One of three attributes, depending on the code: PS3.3 Table 8.8-1.
                "CodeValue",
                # Each frame has its own Frame Content at least.
                "PerFrameFunctionalGroupsSequence",
                "SelectedFrameFunctionalGroupsSequence",
                "MeasuredValueSequence",
                # Referenced by the dimension index.
                "FunctionalGroupPointer",
                "StackID",
                "InStackPositionNumber",
                "DimensionIndexValues",
                # Required depending on the imaged region.
                "BodyPartExamined",
                "FrameTime",
                "PatientOrientation",
                # Required for original and mixed images.
                "EnhancedMRImage.OperatingModeSequence",
                "EnhancedMRImage.SpecificAbsorptionRateSequence",
                "EnhancedMRColorImage.OperatingModeSequence",
                "EnhancedMRColorImage.SpecificAbsorptionRateSequence",
                "MRSpectroscopy.OperatingModeSequence",
                "MRSpectroscopy.SpecificAbsorptionRateSequence",
                "PixelMeasuresItem.PixelSpacing",
                "PixelMeasuresItem.SliceThickness",
                # Required if there is a known purpose.
                "PurposeOfReferenceCodeSequence",
                "DigitalXRayImage.AnatomicRegionSequence",
                "VLWholeSlideMicroscopyImage.DimensionOrganizationType",
                # The first dimension of a volume: PS3.3 C.8.24.3.3.
                "EnhancedUSVolume.TemporalPositionIndex",
                # Most have a position in the patient.
                "BreastTomosynthesisImage.ImageOrientationPatient",
                "BreastTomosynthesisImage.ImagePositionPatient",
                "OphthalmicTomographyImage.ImageOrientationPatient",
                "OphthalmicTomographyImage.ImagePositionPatient",
                # Required unless the frame is derived.
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
                # Rescaling instead of a modality LUT.
                "BlendingSoftcopyPresentationState.RescaleIntercept",
                "BlendingSoftcopyPresentationState.RescaleSlope",
                "BlendingSoftcopyPresentationState.RescaleType",
                # One color for all tracks.
                "TrackSetItem.RecommendedDisplayCIELabValue",
                # Records of the files in the file-set.
                "DirectoryRecordSequence",
            ),
            True,
        ),
    }
)
"""True for attributes that are added although they are not required."""

ITEMS: Final[Table[int | Callable[[Node], int]]] = Table(
    {
        "PerFrameFunctionalGroupsSequence": lambda node: frames(node),
        # A beam has a first and a last control point: PS3.3 C.8.8.14.5.
        "ControlPointSequence": 2,
        "IonControlPointSequence": 2,
        "ContentSequence": content.items,
        "DirectoryRecordSequence": len(directory.RECORDS),
        # Column and row.
        "VLWholeSlideMicroscopyImage.DimensionIndexSequence": 2,
        # Time, position and type of data: PS3.3 C.8.24.3.3.
        "EnhancedUSVolume.DimensionIndexSequence": 3,
    }
)
"""Numbers of items; the others have one item."""


def includes(part: type[Definition], macro: type[Definition]) -> bool:
    """True if a part includes a macro although no condition requires it."""
    names = (f"*.{macro.__name__}", f"{part.__name__}.{macro.__name__}")
    return not INCLUDED.isdisjoint(names)


def refers(node: Node) -> bool:
    """True if an object references a composite instance."""
    known = node.book.names.edition.sop_classes
    return any(
        each.value("ReferencedSOPClassUID") in known for each in node.root.nodes()
    )


def is_extra(node: Node, asked: NodeAttribute) -> bool:
    """True if an attribute is added although it is not required."""
    found = EXTRAS.get(node, asked)
    if asked.type is None and (node.parent is None or asked.vr != "SQ"):
        # Tables of normalized IODs have no types; add all their attributes.
        return found is not False and not asked.element.retired
    return found(node) if callable(found) else bool(found)


def items(node: Node, asked: NodeAttribute) -> int:
    """Return the number of items of a sequence, unless a table states it."""
    found = ITEMS.get(node, asked)
    if found is None:
        return 1
    return found if isinstance(found, int) else found(node)
