"""Python names: every one that does not stand in the standard is made here."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z0-9]+")

NAMES = {
    # The macro that every coded attribute includes: users write it all the time.
    "Code Sequence": "Code",
    # The content of a CODE content item, Table C.18.2-1: leaves the name to the above.
    "Code": "Code Macro",
}
"""Names of tables that are called otherwise in Python."""

DIGITS = {"3D": "ThreeD", "12": "Twelve"}
"""Words that no Python name can begin with, as PS3.6 spells them in keywords."""


def _words(name: str) -> list[str]:
    first, *others = _WORD.findall(NAMES.get(name, name).replace("'s", "s"))
    return [DIGITS.get(first, first), *others]


def class_name(name: str) -> str:
    """Return the class of a module, macro or IOD: "CT Image" gives "CTImage"."""
    return "".join(word[0].upper() + word[1:] for word in _words(name))


def file_name(name: str) -> str:
    """Return the file of a class, without its suffix: "CT Image" gives "ct_image"."""
    return "_".join(word.lower() for word in _words(name))


def snake_case(keyword: str) -> str:
    """Return the file of a SOP class: "PrintJob" gives "print_job"."""
    words = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
    return re.sub(words, "_", keyword).lower()


def item_name(keyword: str) -> str:
    """Return the class of a sequence's items: "RelatedSeriesItem"."""
    return keyword.removesuffix("Sequence") + "Item"


def number(tag: str) -> int:
    """Return "(0010,0010)" as 0x00100010; digits that repeat count as zeros."""
    return int(re.sub(r"[^0-9A-F]", "", tag.replace("x", "0")), 16)


def mask(tag: str) -> int:
    """Return which digits of a tag are fixed: 0xFF00FFFF for "(60xx,0010)"."""
    digits = re.sub(r"[^0-9A-Fx]", "", tag)
    return int("".join("0" if digit == "x" else "F" for digit in digits), 16)
