"""Statements about numbers of items and lists that are not read, each with its reason.

Everything else that is not read is reported as not understood.

Source: PS3.3 Annex A and C; seen in 2022d and 2023a.
"""

from __future__ import annotations

import re
from typing import Final

from ..spelling import letters

RELATION: Final = "two parts of an object, which a check compares"
"""The checks are in `iodize.validation.structure`."""
TIED: Final = "a value tied to another attribute, which a check compares"
OTHER_OBJECT: Final = "another object"
EQUIPMENT: Final = "the equipment"
SAME_AS_ROW: Final = "an explanation of the values that the row lists"
NOTATION: Final = "the notation of a text or a bit map"
SYMBOLS: Final = "abbreviations, or the symbols of an equation"
EXAMPLE: Final = "an example"
CONCEPTS: Final = "concepts without a coded value"

_ITEMS: Final = {
    re.compile(r".*\bin the referenced [A-Z].*"): OTHER_OBJECT,
    re.compile(r".*\bfor each [^,]+ present in the [^,]+ System"): EQUIPMENT,
    re.compile(r".* shall be (?:the )?one less than the number of Items .*"): RELATION,
    re.compile(
        r"For every SOP instance referenced in .+ exactly one item shall be present"
        r" in this Sequence",
        re.IGNORECASE,
    ): RELATION,
    re.compile(r".* be equal or less in subsequent Control Points"): RELATION,
    re.compile(r".* number of frames in the Multi-frame image"): RELATION,
}
"""Sentences of rows about the number of items."""

_LISTS: Final = {
    "Symbols and Abbreviations": SYMBOLS,
    "Constraint Type": SAME_AS_ROW,
    "Type of Synchronization": SAME_AS_ROW,
    "Volume Cropping": SAME_AS_ROW,
    "Presentation Animation Style": SAME_AS_ROW,
    "Conceptual Volume Combination Expression": NOTATION,
    "Image Type": NOTATION,  # the bit map of Value 4 of ultrasound images
    "Control Point Level": SYMBOLS,
    "Volume to Transducer Mapping Matrix": SYMBOLS,
    "Volume to Table Mapping Matrix": SYMBOLS,
    "SIGMOID Function": SYMBOLS,
    "Depth Dose Parameters Sequence": EXAMPLE,
    "Surface Mesh Primitives Macro Attribute Descriptions": CONCEPTS,
    "Filter Operations Sequence": TIED,
}
"""Lists by the title of their section, which keeps it when it is numbered otherwise."""

_REASONS: Final = {letters(title): reason for title, reason in _LISTS.items()}


def reason_of_count(sentence: str) -> str | None:
    """Return why a sentence about the number of items is left out; None if it is not."""
    for pattern, reason in _ITEMS.items():
        if pattern.fullmatch(sentence):
            return reason
    return None


def reason_of_list(title: str) -> str | None:
    """Return why a list is left out; None if it is not.

    Args:
        title: Title of its section.
    """
    return _REASONS.get(letters(title))
