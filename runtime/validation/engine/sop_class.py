"""Identifies SOP class and IOD of an object."""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.readings import Elements, Problem
from ...encoding.single_values import text_of
from ...findings import codes
from ...tables.descriptions import Iod, NormalizedIod
from ...tables.editions import Edition
from .file_meta import SOP_CLASS as MEDIA_STORAGE_SOP_CLASS

SOP_CLASS: Final = 0x00080016
SOP_INSTANCE: Final = 0x00080018
SERIES_INSTANCE: Final = 0x0020000E

_DICOM: Final = "1.2.840.10008."

_IMAGE_BOXES: Final = frozenset({"1.2.840.10008.5.1.1.4", "1.2.840.10008.5.1.1.4.1"})
"""Basic Grayscale and Color Image Box, which people save as images: PS3.4 H.4.3."""


class Identity(NamedTuple):
    """SOP class and IOD of an object."""

    uid: str
    """SOP Class UID; empty if it is absent."""
    iod: type[Iod] | None
    problem: Problem | None


def identify(edition: Edition, meta: Elements, elements: Elements) -> Identity:
    """Return SOP class and IOD of an object.

    Uses SOP Class UID of the data set; if it is absent, as in a DICOMDIR, the file meta
    information.
    """
    uid = text_of(elements.get(SOP_CLASS))
    tag = SOP_CLASS
    if not uid:
        uid = text_of(meta.get(MEDIA_STORAGE_SOP_CLASS))
        tag = MEDIA_STORAGE_SOP_CLASS
    if not uid:
        missing = Problem(codes.SOP_CLASS_MISSING, "absent or empty", SOP_CLASS)
        return Identity(uid, None, missing)
    iod = edition.iod_of(uid)
    registered = edition.uid(uid)
    problem: tuple[codes.Code, str] | None = None
    if registered is not None and registered.retired:
        problem = codes.SOP_CLASS_RETIRED, f"{registered.name}: retired"
    elif iod is not None and not issubclass(iod, NormalizedIod):
        pass
    elif registered is not None and "SOP Class" in registered.type:
        what = f"{registered.name}: not a storage SOP class"
        if uid in _IMAGE_BOXES:
            what += "; a print message, not an image: its pixels are in a sequence"
        problem = codes.SOP_CLASS_WITHOUT_IOD, what
    elif registered is not None:
        problem = (
            codes.NOT_A_SOP_CLASS,
            f"{uid} is {registered.name}, {registered.type}",
        )
    elif uid.startswith(_DICOM):
        problem = codes.SOP_CLASS_UNKNOWN, f"{uid} is not registered in {edition.name}"
    else:
        problem = codes.SOP_CLASS_PRIVATE, f"{uid} is private"
    return Identity(uid, iod, None if problem is None else Problem(*problem, tag))
