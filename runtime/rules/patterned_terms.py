"""Defined terms and enumerated values with a variable part, such as a number.

The tables write a letter in place of the number, which is not a value of the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_NUMBERS: Final = r"[0-9]+(,[0-9]+)*"
_DENSITY: Final = re.compile("[0-9]+")

PATTERNS: Final[Mapping[int, re.Pattern[str]]] = {
    # Film Destination: PS3.3 C.13.1.
    0x20000040: re.compile("BIN_[0-9]+"),
    # Image Display Format: PS3.3 C.13.3.
    0x20100010: re.compile(
        rf"STANDARD\\[0-9]+,[0-9]+|(ROW|COL)\\{_NUMBERS}|CUSTOM\\[0-9]+"
    ),
    # Border Density, Empty Image Density: hundredths of OD, PS3.3 C.13.3.
    0x20100100: _DENSITY,
    0x20100110: _DENSITY,
    # Configuration Information: PS3.3 C.13.3.
    0x20100150: re.compile("CS[0-9]{3}"),
}
"""Forms of the terms with a variable part, by tag."""


def is_patterned(tag: int, term: str) -> bool:
    """Return whether a term of an attribute has such a form."""
    pattern = PATTERNS.get(tag)
    return pattern is not None and pattern.fullmatch(term) is not None
