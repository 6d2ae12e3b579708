"""The VRs of the data dictionary, which help to read elements without a valid VR.

Source: PS3.6 6.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ..tables import editions

_LOWEST: Final = 0x00020000
"""Lower tags are those of command sets, and zeros."""


def is_listed(tag: int) -> bool:
    """Return True for tags of the data dictionary, and those of private elements."""
    group = tag >> 16
    if group & 1:
        return 8 < group < 0xFFFF
    if tag < _LOWEST:
        return False
    if not tag & 0xFFFF:
        return group <= 0x7FE0
    return vr_of(tag) is not None


@lru_cache(maxsize=4096)
def vr_of(tag: int) -> str | None:
    """Return the VR of the data dictionary; None if it does not list the tag.

    Tags that the bundled edition does not have may be those of a later one.
    """
    if tag >> 16 & 1:
        return None
    element = editions.bundled().element(tag)
    return _vr_of_pydicom(tag) if element is None else element.vr or "UN"


def _vr_of_pydicom(tag: int) -> str | None:
    # pydicom takes longer to import than a small file to validate.
    from pydicom.datadict import dictionary_VR

    try:
        return dictionary_VR(tag)
    except KeyError:
        return None
