"""UIDs of examples, which are the same for the same seed.

Examples with the same seed belong to one study. References are to its CT image.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pydicom.uid import generate_uid

from .tree import Node, NodeAttribute

CT_IMAGE: Final = "1.2.840.10008.5.1.4.1.1.2"
"""SOP class of referenced instances."""

REFERRED: Final = {
    "ReferencedBasicAnnotationBoxSequence": "1.2.840.10008.5.1.1.15",
    "ReferencedFilmBoxSequence": "1.2.840.10008.5.1.1.2",
    "ReferencedFilmSessionSequence": "1.2.840.10008.5.1.1.1",
    "ReferencedImageBoxSequence": "1.2.840.10008.5.1.1.4",
    "ReferencedPerformedProcedureStepSequence": "1.2.840.10008.3.1.2.3.3",
    "ReferencedPresentationLUTSequence": "1.2.840.10008.5.1.1.23",
    "ReferencedRTPlanSequence": "1.2.840.10008.5.1.4.1.1.481.5",
    "ReferencedStructureSetSequence": "1.2.840.10008.5.1.4.1.1.481.3",
}
"""SOP class of referenced instances, for sequences that require another one."""

STUDY_WIDE: Final = {
    "StudyInstanceUID": "study",
    "FrameOfReferenceUID": "frame of reference",
    "ReferencedFrameOfReferenceUID": "frame of reference",
    "SourceFrameOfReferenceUID": "frame of reference",
    "VolumeFrameOfReferenceUID": "frame of reference",
    "SynchronizationFrameOfReferenceUID": "clock",
}
"""UIDs with the same value throughout a study."""

OBJECT_WIDE: Final = frozenset({"DimensionOrganizationUID"})
"""UIDs with the same value throughout an object."""

SOP_CLASSES: Final = frozenset(
    {
        "MediaStorageSOPClassUID",
        "OriginalSpecializedSOPClassUID",
        "PertinentSOPClassesInSeries",
        "PertinentSOPClassesInStudy",
        "RTVCommunicationSOPClassUID",
        "ReferencedRelatedGeneralSOPClassUIDInFile",
        "ReferencedSOPClassUID",
        "ReferencedSOPClassUIDInFile",
        "RelatedGeneralSOPClassUID",
        "SOPClassUID",
        "SOPClassesInStudy",
        "SOPClassesSupported",
    }
)
"""UIDs of SOP classes."""

INSTANCES: Final = (
    "SOPInstanceUID",
    "ReferencedSOPInstanceUID",
    "ReferencedSOPInstanceUIDInFile",
)
"""UIDs of instances."""


def uid(node: Node, asked: NodeAttribute, seed: int) -> str:
    """Return the value of a UID attribute, under the root of pydicom."""
    keyword = asked.keyword
    if keyword in SOP_CLASSES:
        return _referenced(node)
    if keyword in STUDY_WIDE:
        return made(seed, STUDY_WIDE[keyword])
    if keyword in INSTANCES:
        return instance(
            seed, _referenced(node) if _is_reference(node) else sop_class(node)
        )
    if keyword == "SeriesInstanceUID":
        return made(
            seed, "series", "CTImage" if _is_reference(node) else node.iod.__name__
        )
    place = keyword if keyword in OBJECT_WIDE else node.path(keyword)
    return made(seed, sop_class(node), place)


def instance(seed: int, sop_class_uid: str) -> str:
    """Return the SOP Instance UID of the example of a SOP class."""
    return made(seed, "instance", sop_class_uid)


def sop_class(node: Node) -> str:
    """Return the SOP class of the object of a node."""
    return str(node.root.value("SOPClassUID") or node.iod.__name__)


@cache
def made(seed: int, *names: str) -> str:
    """Return the UID for a seed and names."""
    return str(generate_uid(entropy_srcs=[str(seed), *names]))


def _referenced(node: Node) -> str:
    """Return the SOP class of the instances that a sequence references."""
    return REFERRED.get(node.sequence, CT_IMAGE)


def _is_reference(node: Node) -> bool:
    """True if the UIDs of a node are those of another object."""
    return node.parent is not None
