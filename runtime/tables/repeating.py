"""Tags of repeating groups: curves (50xx,eeee) and overlays (60xx,eeee).

Source: PS3.5 7.6.
"""

from __future__ import annotations


def may_repeat(tag: int) -> bool:
    """Return True for a tag of a repeating group."""
    return tag >> 24 in (0x50, 0x60) and not tag >> 16 & 1


def first_group(tag: int) -> int:
    """Return the tag in the first group, which defines it: (6000,eeee) of (601E,eeee)."""
    return tag & 0xFF00FFFF
