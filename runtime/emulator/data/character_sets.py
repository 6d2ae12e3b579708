"""Text that comes together from several messages, or from a file, and how it is encoded.

Source: PS3.5 6.1.2.3; PS3.18 F.2 for text in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pydicom.charset import convert_encodings
from pydicom.dataset import Dataset

UTF_8: Final = "ISO_IR 192"
"""The character set that has all text."""


def decode(dataset: Dataset) -> list[str]:
    """Decode the values of a data set, by the character set that it names now.

    Returns:
        The values, as text; a value that is none of its VR is not among them.
    """
    return list(_texts(dataset))


def _texts(dataset: Dataset) -> Iterator[str]:
    for tag in list(dataset.keys()):
        try:
            element = dataset[tag]
        except Exception:  # of any kind, as pydicom's converters raise
            continue
        if element.VR == "SQ":
            for item in element.value:
                yield from _texts(item)
        elif not isinstance(element.value, bytes):
            yield str(element.value)


def name_character_set(dataset: Dataset) -> None:
    """Have a data set name a character set that all of its text can be encoded in."""
    named = dataset.get("SpecificCharacterSet")
    encodings = convert_encodings(named) if named else ["ascii"]
    if not all(_encodes(text, encodings) for text in decode(dataset)):
        dataset.SpecificCharacterSet = UTF_8


def _encodes(text: str, encodings: Sequence[str]) -> bool:
    """Whether one of several encodings has all the characters of a text."""
    for encoding in encodings:
        try:
            text.encode(encoding)
            return True
        except UnicodeEncodeError:
            continue
    return False
