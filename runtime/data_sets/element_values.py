"""Elements of data sets with decoded values, which pydicom decodes on access.

Elements are decoded here if pydicom decodes them differently from PS3.5: text with escape
sequences, and values of VR UN that are too long for their own VR.
"""

from __future__ import annotations

from typing import Final

from pydicom.charset import default_encoding
from pydicom.dataelem import (
    DataElement,
    RawDataElement,
    convert_raw_data_element,
)
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag
from pydicom.valuerep import PersonName

from ..encoding.code_extensions import ESCAPE, Value, decoded_values
from ..encoding.headers import SHORT
from ..encoding.value_forms import CHARACTER_SET

_SHORT_VRS: Final = frozenset(SHORT.values())


def element_of(source: Dataset, tag: int, vr: str) -> DataElement:
    """Return an element of a data set, decoded.

    An element that is decoded here stays as it is in the data set, so that it is written
    with the same bytes.

    Args:
        vr: The VR of the attribute in the dictionary, which may be a choice.

    Raises:
        Exception: It cannot be decoded; pydicom raises many types.
    """
    raw = source._dict.get(BaseTag(tag))
    value = raw.value if isinstance(raw, RawDataElement) else None
    if isinstance(raw, RawDataElement) and value is not None:
        encodings = _encodings(source)
        if raw.VR == "UN" and vr in _SHORT_VRS:  # PS3.5 6.2.2
            raw = raw._replace(VR=vr, is_little_endian=True)
            if ESCAPE not in value or vr not in CHARACTER_SET:
                return convert_raw_data_element(raw, encoding=encodings, ds=source)
        form = raw.VR or vr
        if form in CHARACTER_SET and ESCAPE in value:
            return _text_element(raw, form, encodings)
    return source[tag]


def _encodings(source: Dataset) -> list[str]:
    """Return the character sets of a data set, as pydicom has them."""
    found = source.original_character_set or source._character_set
    return [found] if isinstance(found, str) else list(found or [default_encoding])


def _text_element(raw: RawDataElement, vr: str, encodings: list[str]) -> DataElement:
    values = [
        _value(each, vr, encodings)
        for each in decoded_values(raw.value or b"", encodings, vr)
    ]
    value = values[0] if len(values) == 1 else MultiValue(_same, values)
    return DataElement(raw.tag, vr, value, already_converted=True)


def _value(value: Value, vr: str, encodings: list[str]) -> object:
    text = value.text.rstrip("\0 ")
    if vr != "PN":
        return text
    encoded = value.encoded.rstrip(b"\0 ")
    return PersonName(text, encodings, original_string=encoded)


def _same(value: object) -> object:
    return value
