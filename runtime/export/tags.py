"""Tags as text, in the forms of JSON and of the standard."""

from __future__ import annotations

REPEATING_GROUP_MASK = 0xFF00FFFF
"""The fixed bits of a tag in a repeating group: (60xx,3000)."""


def hexadecimal(tag: int, mask: int = 0xFFFFFFFF) -> str:
    """Return a tag as 8 digits, with "x" for digits outside the mask: "60xx3000"."""
    digits = zip(f"{tag:08X}", f"{mask:08X}", strict=True)
    return "".join(digit if fixed != "0" else "x" for digit, fixed in digits)


def printed(hexadecimal: str) -> str:
    """Return a tag in the form of the standard: "(60xx,3000)"."""
    return f"({hexadecimal[:4]},{hexadecimal[4:]})"


def as_number(hexadecimal: str) -> int:
    """Return a tag as 0xggggeeee; of a repeating group, with the first group number."""
    return int(hexadecimal.replace("x", "0"), 16)
