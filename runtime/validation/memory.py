"""Elements that a program made, or has decoded, as the bytes that they would be in a file."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pydicom.charset import convert_encodings, decode_bytes
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.uid import UID
from pydicom.valuerep import PersonName

from .elements import Element
from .values import TEXT

_PLAIN: Final = frozenset({str, UID, PersonName})
"""Types of values whose text is what is encoded."""

_DELIMITERS = {0x0A, 0x0C, 0x0D, 0x09, 0x5C, 0x5E, 0x3D}
"""Characters after which PS3.5 6.1.2.5.3 resets the character set."""


def encoded(element: DataElement, encodings: list[str]) -> RawDataElement | None:
    """Return an element as pydicom would have read it from explicit VR little endian.

    None where pydicom cannot encode the value.
    """
    vr = _decided(element)
    value = element.value
    if type(value) in _PLAIN and vr in TEXT and str(value).isascii():
        # Most elements: pydicom would write these very bytes, a hundred times slower.
        raw = str(value).encode("ascii")
        if len(raw) & 1:
            raw += b"\0" if vr == "UI" else b" "
        return RawDataElement(element.tag, vr, len(raw), raw, 0, False, True)
    file = DicomBytesIO()
    file.is_little_endian = True
    file.is_implicit_VR = True  # its header always has eight bytes
    try:
        write_data_element(
            file,
            DataElement(element.tag, vr, element.value, already_converted=True),
            encodings,
        )
    except Exception:
        # A program may have put anything there: TypeError, struct.error, ValueError…
        return None
    value = file.getvalue()[8:]
    return RawDataElement(element.tag, vr, len(value), value, 0, False, True)


def _decided(element: DataElement) -> str:
    """Return the VR; of a choice such as "US or SS", one that can hold the value."""
    vr = str(element.VR)
    if " or " not in vr:
        return vr
    choice = vr.split(" or ")
    if isinstance(element.value, bytes):
        return next((one for one in choice if one in ("OB", "OW")), choice[0])
    numbers = element.value if isinstance(element.value, list) else [element.value]
    negative = any(isinstance(number, int) and number < 0 for number in numbers)
    return "SS" if negative and "SS" in choice else choice[0]


def encodings_of(element: Element | None) -> list[str]:
    """Return the Python names of the character sets that (0008,0005) names."""
    names: object = None if element is None else element.value
    if isinstance(names, bytes):
        names = [name.strip(" ") for name in names.decode("latin-1").split("\\")]
    elif isinstance(names, str) or names is None:
        names = [names or ""]
    return list(_encodings(tuple(str(name) for name in names)))  # type: ignore


@lru_cache(maxsize=128)
def _encodings(names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(convert_encodings(list(names)))
    except (LookupError, ValueError):
        return ("latin-1",)


def decoded(value: bytes, encodings: list[str]) -> str | None:
    """Return the characters of a text value; None where they cannot be decoded."""
    try:
        return decode_bytes(value, encodings, _DELIMITERS)
    except (LookupError, ValueError):
        return None
