"""Tags as text, as they stand in JSON and as the standard prints them."""

from __future__ import annotations

REPEATING_GROUP_MASK = 0xFF00FFFF
"""What is fixed in a tag whose group repeats within its hundred: (60xx,3000)."""


def hexadecimal(tag: int, mask: int = 0xFFFFFFFF) -> str:
    """Return a tag as 8 digits, "x" for each digit that a mask leaves open: "60xx3000"."""
    digits = zip(f"{tag:08X}", f"{mask:08X}", strict=True)
    return "".join(digit if fixed != "0" else "x" for digit, fixed in digits)


def printed(hexadecimal: str) -> str:
    """Return a tag as the standard prints it: "(60xx,3000)"."""
    return f"({hexadecimal[:4]},{hexadecimal[4:]})"


def as_number(hexadecimal: str) -> int:
    """Return a tag as 0xggggeeee, the first one where its group repeats."""
    return int(hexadecimal.replace("x", "0"), 16)
