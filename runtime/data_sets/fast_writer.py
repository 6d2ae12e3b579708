"""Fast encoding of data sets in little endian, with the same result as pydicom's.

pydicom creates a buffer in memory for every element, which takes ten times as long and
more time than the network. It encodes only the rare kinds of elements here: sequences,
values outside ASCII, encapsulated pixel data…
"""

from __future__ import annotations

import struct
from typing import Any, Final

from pydicom.charset import convert_encodings, default_encoding
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32, PersonName

from ..encoding.value_forms import KNOWN, TEXT
from .plain_values import padded, plain_bytes

UNDEFINED: Final = 0xFFFFFFFF
_NO_TEXT: Final = KNOWN - TEXT - {"SQ", "UN"}
"""VRs whose values have the same bytes in all little endian transfer syntaxes."""
_IMPLICIT: Final = struct.Struct("<HHL")
_SHORT: Final = struct.Struct("<HH2sH")
_LONG: Final = struct.Struct("<HH2sHL")


def encode(dataset: Dataset, implicit: bool) -> bytes | None:
    """Return an encoded data set; None if pydicom must encode all of it."""
    original = dataset.original_encoding
    if original not in ((implicit, True), (False, True), (None, None)):
        return None  # the VRs must be looked up
    made = original == (None, None)
    if not made and dataset.original_character_set != dataset._character_set:
        return None  # texts were read in another character set
    texts = convert_encodings(dataset.get("SpecificCharacterSet", default_encoding))
    as_read = original == (implicit, True)
    pieces: list[bytes] = []
    for tag, element in sorted(dataset._dict.items()):
        if tag & 0xFFFF == 0 and tag >> 16 > 6:
            continue  # retired Group Length, PS3.5 7.2
        value = _value(element, as_read)
        vr = element.VR
        if value is None:
            if isinstance(element, RawDataElement) and not as_read:
                element = dataset[tag]
            if _is_open(element):
                return None
            pieces.append(_by_pydicom(element, implicit, texts))
        elif implicit:
            pieces += _IMPLICIT.pack(tag >> 16, tag & 0xFFFF, len(value)), value
        elif vr in EXPLICIT_VR_LENGTH_32:
            pieces += (
                _LONG.pack(tag >> 16, tag & 0xFFFF, vr.encode(), 0, len(value)),
                value,
            )
        elif vr is None or len(vr) != 2 or len(value) > 0xFFFF:
            return None
        else:
            header = _SHORT.pack(tag >> 16, tag & 0xFFFF, vr.encode(), len(value))
            pieces += header, value
    return b"".join(pieces)


def _value(element: DataElement | RawDataElement, as_read: bool) -> bytes | None:
    """Return an encoded value; None if pydicom must encode it.

    Args:
        as_read: Whether the data set keeps the encoding it was read in.
    """
    vr: Any = element.VR
    value: Any = element.value
    if isinstance(element, RawDataElement):
        if not element.length:
            return b""
        if not isinstance(value, bytes) or element.length == UNDEFINED:
            return None
        # In another encoding, items have other bytes, and perhaps texts.
        same = as_read or vr in _NO_TEXT or (vr in TEXT and value.isascii())
        return value if same else None
    if type(value) is PersonName:
        value = str(value)
    plain = plain_bytes(value, vr)
    return None if plain is None else padded(plain, vr)


def _is_open(element: DataElement | RawDataElement) -> bool:
    """True if the VR depends on other elements: "US or SS"; also in items."""
    if isinstance(element, RawDataElement):
        return element.value is None  # a deferred value, still in its file
    if element.VR == "SQ":
        items = (item._dict.values() for item in element.value or ())
        return any(_is_open(each) for values in items for each in values)
    return len(str(element.VR)) != 2


def _by_pydicom(
    element: DataElement | RawDataElement, implicit: bool, texts: list[str]
) -> bytes:
    with DicomBytesIO() as buffer:
        buffer.is_implicit_VR = implicit
        buffer.is_little_endian = True
        write_data_element(buffer, element, texts)
        return bytes(buffer.getvalue())
