"""Differences between the objects that iodize and highdicom build from the same inputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydicom.dataset import Dataset

GENERATED: Final = frozenset(
    {
        "SOPInstanceUID",
        "SeriesInstanceUID",
        "DimensionOrganizationUID",
        "InstanceCreationDate",
        "InstanceCreationTime",
        "ContentDate",
        "ContentTime",
        "PresentationCreationDate",
        "PresentationCreationTime",
        "DateOfSecondaryCapture",
        "TimeOfSecondaryCapture",
        "Tracking Unique Identifier",
    }
)
"""Values that differ between any two objects."""

EVERYWHERE: Final = {
    "ContributingEquipmentSequence": "highdicom adds itself as equipment",
    "BodyPartExamined": "iodize copies it from the source, which also decides Laterality",
    "SourceImageSequence": "optional; the functional groups have the same references",
    "DimensionDescriptionLabel": "optional",
    "DimensionOrganizationType": "optional; positions show that frames are a volume",
    "SpacingBetweenSlices": "optional; positions determine it",
    "DimensionIndexValues": "highdicom counts positions in the opposite direction",
    "ContinuityOfContent": "containers are not running text",
}
"""Attributes that differ in several kinds of objects, with the reason."""

EXPLAINED: Final = {
    "segmentation": {
        "ContentLabel": "any label is conformant",
        "ReferencedInstanceSequence": "iodize lists the sources of its frames only",
        "SegmentIdentificationSequence": "per frame, where more readers expect it",
        "PresentationLUTShape": "optional in a segmentation",
        "SegmentationAlgorithmIdentificationSequence": "optional; highdicom requires it",
    },
    "parametric-map": {
        "Modality": "that of the source, PS3.3 C.8.32.1; highdicom writes OT",
        "PixelPresentation": "optional",
        "VOILUTFunction": "LINEAR_EXACT is for values that are not integers",
    },
    "secondary-capture": {
        "ConversionType": "a workstation made the picture",
        "PatientOrientation": "not known of a picture; highdicom requires it",
        "ImageType": "value 3 is optional",
        "Manufacturer": "optional; highdicom requires it",
    },
    "key-objects": {
        "Source": "PS3.16 TID 2010 has no concept name for the objects",
        "": "the same items, without the name",
    },
    "presentation-state": {
        "RescaleType": "the images are CT: PS3.3 C.11.1.1.2",
        "AnchorPointVisibility": "a label without a line to its anchor",
        "PresentationPixelSpacing": "from the images; highdicom writes an aspect ratio",
        "PresentationPixelAspectRatio": "not beside a pixel spacing",
        "PixelOriginInterpretation": "for slides only",
        "ContentCreatorName": "iodize completes it when it writes",
    },
    "measurement-report": {"PreliminaryFlag": "optional"},
}
"""Attributes, or concept names of content items, that differ in one kind of object."""


def differences(ours: Dataset, theirs: Dataset) -> set[str]:
    """Return the paths with different values in two objects."""
    a, b = dict(_values(ours, ())), dict(_values(theirs, ()))
    return {
        "/".join(path)
        for path in a.keys() | b.keys()
        if a.get(path) != b.get(path) and not GENERATED & {*path}
    }


def _values(
    item: Dataset, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the values of a data set by path, independent of the order of items."""
    for element in item:
        keyword = element.keyword
        if element.VR != "SQ":
            yield (*path, keyword), _text(element.value)
            continue
        for index, inner in enumerate(element.value):
            yield from _values(inner, (*path, keyword, _name(keyword, inner, index)))


def _name(keyword: str, item: Dataset, index: int) -> str:
    """Return the identification of an item: a concept name, a position or an index."""
    if keyword == "ContentSequence":
        name = item.get("ConceptNameCodeSequence")
        return str(name[0].CodeMeaning) if name else ""
    if keyword == "PerFrameFunctionalGroupsSequence":
        return _text(item.PlanePositionSequence[0].ImagePositionPatient)
    if "ReferencedSOPInstanceUID" in item:
        return str(item.ReferencedSOPInstanceUID)
    return str(index)


def _text(value: object) -> str:
    """Return a value as text; numbers are equal in any notation."""
    values = value if isinstance(value, list) or hasattr(value, "append") else [value]
    found = []
    for each in values:  # type: ignore[attr-defined]
        try:
            found.append(f"{float(each):g}")
        except (TypeError, ValueError):
            found.append("" if each is None else str(each))
    return "\\".join(found)
