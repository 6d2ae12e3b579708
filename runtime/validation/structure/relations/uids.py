"""UIDs of instances and other entities: PS3.5 9, PS3.6 Annex A."""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import words_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..subject import Subject

DICOM_ROOT: Final = "1.2.840.10008."
"""Begins the UIDs that the standard assigns: PS3.5 9, PS3.6 Annex A."""

ENTITIES: Final = (0x0020000D, 0x0020000E, 0x00080018)
"""Study, series, instance: each has its own UID."""

INSTANCES: Final = frozenset(
    {
        0x00041511,  # Referenced SOP Instance UID in File
        0x00080018,  # SOP Instance UID
        0x00081155,  # Referenced SOP Instance UID
        0x00081167,  # Multi-frame Source SOP Instance UID
        0x00200242,  # SOP Instance UID of Concatenation Source
    }
)
"""UIDs of instances; the registry has some well-known ones."""

FRAMES_OF_REFERENCE: Final = frozenset(
    {
        0x0018991E,  # Target Frame of Reference UID
        0x00200052,  # Frame of Reference UID
        0x00640003,  # Source Frame of Reference UID
        0x30060024,  # Referenced Frame of Reference UID
        0x300600C2,  # Related Frame of Reference UID
    }
)
"""UIDs of frames of reference; PS3.6 Table A-2 has some well-known ones."""

OTHERS: Final = frozenset(
    {
        0x00080017,  # Acquisition UID
        0x00080019,  # Pyramid UID
        0x00083010,  # Irradiation Event UID
        0x00181002,  # Device UID
        0x0020000D,  # Study Instance UID
        0x0020000E,  # Series Instance UID
        0x00209161,  # Concatenation UID
        0x00209164,  # Dimension Organization UID
        0x00400554,  # Specimen UID
        0x0040A171,  # Observation UID
        0x00620021,  # Tracking UID
        0x006A0003,  # Annotation Group UID
        0x0070031A,  # Fiducial UID
        0x300A0013,  # Dose Reference UID
        0x30100006,  # Conceptual Volume UID
    }
)
"""UIDs of other entities, none of which is well-known."""

_FRAME_OF_REFERENCE_ROOT: Final = DICOM_ROOT + "1.4."
"""Later editions add frames of reference."""
_INSTANCE: Final = "Well-known SOP Instance"
"""Type of the registry's UIDs."""


def check_uid(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a UID of the standard where an application must assign one."""
    for uid in words_of(scope.elements[tag]):
        if uid.startswith(DICOM_ROOT) and not _assigned(subject, tag, uid):
            registered = subject.edition.uid(uid)
            name = "" if registered is None else f": {registered.name}"
            what = f"{uid} is under the root of the standard{name}"
            reporter.add(codes.UID_RESERVED, scope, tag, what)
            return


def check_entity(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a UID that two of the study, the series and the instance share."""
    check_uid(reporter, subject, scope, tag)
    if scope.parent is not None:
        return
    uid = words_of(scope.elements[tag])[0]
    for other in ENTITIES[: ENTITIES.index(tag)]:
        if (
            uid
            and other in scope.elements
            and words_of(scope.elements[other])[0] == uid
        ):
            what = f"is {uid}, which is also the {scope.keyword(other)}"
            reporter.add(codes.UID_SHARED, scope, tag, what)
            return


def _assigned(subject: Subject, tag: int, uid: str) -> bool:
    """True if the standard assigns this UID to such an entity."""
    if tag in FRAMES_OF_REFERENCE:
        return uid.startswith(_FRAME_OF_REFERENCE_ROOT)
    registered = subject.edition.uid(uid)
    return tag in INSTANCES and registered is not None and registered.type == _INSTANCE
