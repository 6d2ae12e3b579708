"""Encoding of elements in memory into the bytes of explicit VR little endian."""

from __future__ import annotations

from collections.abc import Iterable
from struct import pack
from typing import Final

from pydicom.dataelem import DataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.multival import MultiValue
from pydicom.uid import UID
from pydicom.valuerep import IS, DSfloat, PersonName

from ..encoding.readings import RawElement
from ..encoding.value_forms import CHARACTER_SET, FORMATS, TEXT
from .text_encoding import encoded_name, encoded_text, text_of_name

_PLAIN: Final = frozenset({str, UID})
"""Types of values that are their text."""

_DIGITS: Final = frozenset({"DS", "IS"})
"""VRs of numbers that are written as text."""

_NUMBERS: Final = frozenset({int, float})
"""Types of binary numbers. `bool` is not one of them: pydicom decides."""


def encoded(element: DataElement, encodings: list[str]) -> RawElement | None:
    """Return an element as it is read from explicit VR little endian.

    None if pydicom cannot encode the value.
    """
    vr = _decided(element)
    value = element.value
    # Fast paths for most elements: the same bytes as pydicom, a hundred times faster.
    if vr in TEXT:
        text = _text(value, vr)
        if text is not None and text.isascii():
            return _raw(element, vr, text.encode("ascii"))
    try:
        if vr in FORMATS and type(value) in _NUMBERS:
            return _raw(element, vr, pack(f"<{FORMATS[vr]}", value))
        if vr in CHARACTER_SET:
            return _raw(element, vr, b"\\".join(_parts(value, encodings)))
        file = DicomBytesIO()
        file.is_little_endian = True
        file.is_implicit_VR = True  # its header always has eight bytes
        written = DataElement(element.tag, vr, value, already_converted=True)
        write_data_element(file, written, encodings)
    except Exception:
        # The value may be anything: TypeError, struct.error, ValueError…
        return None
    return _raw(element, vr, file.getvalue()[8:])


def _text(value: object, vr: str) -> str | None:
    """Return the text of a value or of several; None if pydicom decides what it is."""
    if value is None:
        return ""
    if type(value) is MultiValue and value:
        texts = [_text_of_one(one, vr) for one in value]
        known = [text for text in texts if text is not None]
        return "\\".join(known) if len(known) == len(texts) else None
    return text_of_name(value) if type(value) is PersonName else _text_of_one(value, vr)


def _text_of_one(value: object, vr: str) -> str | None:
    if type(value) in _PLAIN:
        return str(value)
    if vr in _DIGITS and isinstance(value, IS | DSfloat):
        return str(getattr(value, "original_string", value))
    return None


def _raw(element: DataElement, vr: str, value: bytes) -> RawElement:
    if len(value) & 1:
        value += b"\0" if vr == "UI" else b" "
    return RawElement(int(element.tag), vr, len(value), value, 0, False, True)


def _parts(value: object, encodings: list[str]) -> Iterable[bytes]:
    """Yield the values of a text that a character set applies to."""
    if isinstance(value, list | tuple | MultiValue):
        for one in value:
            yield from _parts(one, encodings)
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, PersonName):
        yield encoded_name(value, encodings)
    elif value is not None:
        yield encoded_text(value, encodings)  # type: ignore[arg-type]


def _decided(element: DataElement) -> str:
    """Return the VR; for a choice such as "US or SS", one that can encode the value."""
    vr = str(element.VR)
    if " or " not in vr:
        return vr
    choice = vr.split(" or ")
    if isinstance(element.value, bytes):
        return next((one for one in choice if one in ("OB", "OW")), choice[0])
    numbers = element.value if isinstance(element.value, list) else [element.value]
    negative = any(isinstance(number, int) and number < 0 for number in numbers)
    return "SS" if negative and "SS" in choice else choice[0]
