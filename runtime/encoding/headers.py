"""Headers of data elements and items: their layout by encoding, and the tags of delimiters.

Source: PS3.5 7.1.2, 7.1.3, 7.5.
"""

from __future__ import annotations

from struct import Struct
from typing import Final, cast

from pydicom.dataelem import empty_value_for_VR
from pydicom.tag import BaseTag
from pydicom.valuerep import EXPLICIT_VR_LENGTH_16, EXPLICIT_VR_LENGTH_32

SHORT: Final = {str(vr).encode(): str(vr) for vr in EXPLICIT_VR_LENGTH_16}
"""VRs with a length of 16 bits in explicit VR, as they are encoded."""
LONG: Final = {str(vr).encode(): str(vr) for vr in EXPLICIT_VR_LENGTH_32}
"""VRs with two reserved bytes and a length of 32 bits."""
EMPTY: Final = {
    vr: cast("bytes | None", empty_value_for_VR(vr, raw=True))
    for vr in (*SHORT.values(), *LONG.values(), None)
}
"""The value of an element without bytes, as pydicom has it; by VR, None if unknown."""

EXPLICIT: Final = {True: Struct("<HH2sH"), False: Struct(">HH2sH")}
"""Group, element, VR and length of 16 bits: by whether it is little endian."""
HEADER: Final = {True: Struct("<HHL"), False: Struct(">HHL")}
"""Group, element and length, without a VR."""
TAG: Final = {True: Struct("<HH"), False: Struct(">HH")}
"""Group and element."""
LENGTH: Final = {True: Struct("<L"), False: Struct(">L")}

UNDEFINED: Final = 0xFFFFFFFF
ITEM: Final = 0xFFFEE000
ITEM_END: Final = 0xFFFEE00D
SEQUENCE_END: Final = 0xFFFEE0DD
DELIMITERS: Final = 0xFFFE0000
"""The first tag of the group of items and delimiters."""
CHARACTER_SET: Final = 0x00080005


class _Tags(dict[int, BaseTag]):
    """pydicom's tags, each made once."""

    def __missing__(self, tag: int) -> BaseTag:
        made = self[tag] = BaseTag(tag)
        return made


TAGS: Final = _Tags()
