"""Character sets of data sets that are merged from several messages or read from JSON.

Source: PS3.5 6.1.2.3; PS3.18 F.2 for text in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pydicom.charset import convert_encodings
from pydicom.dataset import Dataset

UTF_8: Final = "ISO_IR 192"
"""The character set that can encode all text."""


def decode(dataset: Dataset) -> list[str]:
    """Decode the values of a data set with its current Specific Character Set.

    Returns:
        The values as text, without those that are invalid for their VR.
    """
    return list(_texts(dataset))


def _texts(dataset: Dataset) -> Iterator[str]:
    for tag in list(dataset.keys()):
        try:
            element = dataset[tag]
        except Exception:  # pydicom's converters raise various types
            continue
        if element.VR == "SQ":
            for item in element.value:
                yield from _texts(item)
        elif not isinstance(element.value, bytes):
            yield str(element.value)


def ensure_character_set(dataset: Dataset) -> None:
    """Set Specific Character Set to UTF-8 if the present one cannot encode all text."""
    present = dataset.get("SpecificCharacterSet")
    encodings = convert_encodings(present) if present else ["ascii"]
    if not all(_can_encode(text, encodings) for text in decode(dataset)):
        dataset.SpecificCharacterSet = UTF_8


def _can_encode(text: str, encodings: Sequence[str]) -> bool:
    """True if one of several encodings has all characters of a text."""
    for encoding in encodings:
        try:
            text.encode(encoding)
            return True
        except UnicodeEncodeError:
            continue
    return False
