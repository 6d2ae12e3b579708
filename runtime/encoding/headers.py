"""Headers of data elements and items: their layout by encoding, and the tags of delimiters.

Source: PS3.5 7.1.2, 7.1.3, 7.5.
"""

from __future__ import annotations

from struct import Struct
from typing import Final

from .value_forms import KNOWN

_LONG: Final = frozenset(
    {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
)

SHORT: Final = {vr.encode(): vr for vr in sorted(KNOWN - _LONG)}
"""VRs with a length of 16 bits in explicit VR, as they are encoded."""
LONG: Final = {vr.encode(): vr for vr in sorted(_LONG)}
"""VRs with two reserved bytes and a length of 32 bits."""

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
