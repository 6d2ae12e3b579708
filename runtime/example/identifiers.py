"""UIDs: the same for the same seed, and shared by what belongs together.

The examples of one seed are one study. What they refer to is the CT image among them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pydicom.uid import generate_uid

from .tree import Asked, Node

CT_IMAGE: Final = "1.2.840.10008.5.1.4.1.1.2"
"""What references refer to."""

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
"""SOP classes of what some sequences refer to instead."""

STUDY_WIDE: Final = {
    "StudyInstanceUID": "study",
    "FrameOfReferenceUID": "frame of reference",
    "ReferencedFrameOfReferenceUID": "frame of reference",
    "SourceFrameOfReferenceUID": "frame of reference",
    "VolumeFrameOfReferenceUID": "frame of reference",
    "SynchronizationFrameOfReferenceUID": "clock",
}
"""UIDs that are one and the same wherever they stand in a study."""

OBJECT_WIDE: Final = frozenset({"DimensionOrganizationUID"})
"""UIDs that are one and the same wherever they stand in an object."""

INSTANCES: Final = (
    "SOPInstanceUID",
    "ReferencedSOPInstanceUID",
    "ReferencedSOPInstanceUIDInFile",
)


def uid(node: Node, asked: Asked, seed: int) -> str:
    """Return the value of a UID, made under pydicom's root."""
    keyword = asked.keyword
    if "SOPClass" in keyword:
        return _referred(node)
    if keyword in STUDY_WIDE:
        return made(seed, STUDY_WIDE[keyword])
    if keyword in INSTANCES:
        return instance(seed, _referred(node) if _refers(node) else sop_class(node))
    if keyword == "SeriesInstanceUID":
        return made(seed, "series", "CTImage" if _refers(node) else node.iod.__name__)
    place = keyword if keyword in OBJECT_WIDE else node.path(keyword)
    return made(seed, sop_class(node), place)


def instance(seed: int, sop_class_uid: str) -> str:
    """Return the SOP Instance UID of the example of a SOP class."""
    return made(seed, "instance", sop_class_uid)


def sop_class(node: Node) -> str:
    """Return the SOP class of the object that a node belongs to."""
    return str(node.root.value("SOPClassUID") or node.iod.__name__)


@cache
def made(seed: int, *names: str) -> str:
    """Return a UID for a seed and what it names."""
    return str(generate_uid(entropy_srcs=[str(seed), *names]))


def _referred(node: Node) -> str:
    """Return the SOP class of what a sequence refers to."""
    return REFERRED.get(node.sequence, CT_IMAGE)


def _refers(node: Node) -> bool:
    """Return whether the UIDs of a node are those of another object."""
    return node.parent is not None
