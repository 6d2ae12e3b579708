"""References to other instances, as the attributes that all of them have.

ImageSOPInstanceReference(**references.to(ct))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from pydicom.uid import UID

    from .modules import SOPCommon


class Reference(TypedDict):
    """What identifies an instance: PS3.3 10.8."""

    ReferencedSOPClassUID: UID
    ReferencedSOPInstanceUID: UID


def to(instance: SOPCommon) -> Reference:
    """Return the attributes that refer to an instance; any item takes them that refers."""
    return {
        "ReferencedSOPClassUID": instance.SOPClassUID,
        "ReferencedSOPInstanceUID": instance.SOPInstanceUID,
    }
