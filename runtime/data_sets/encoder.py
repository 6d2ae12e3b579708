"""Encoding of elements in memory into the bytes of explicit VR little endian."""

from __future__ import annotations

from collections.abc import Iterable

from pydicom.dataelem import DataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.multival import MultiValue
from pydicom.valuerep import PersonName

from ..encoding.readings import RawElement
from ..encoding.value_forms import CHARACTER_SET
from .plain_values import padded, plain_bytes
from .text_encoding import encoded_name, encoded_text, text_of_name


def encoded(element: DataElement, encodings: list[str]) -> RawElement | None:
    """Return an element as it is read from explicit VR little endian.

    None if pydicom cannot encode the value.
    """
    vr = _decided(element)
    value = element.value
    text = text_of_name(value) if type(value) is PersonName else value
    plain = plain_bytes(text, vr)
    if plain is not None:
        return _raw(element, vr, plain)
    try:
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


def _raw(element: DataElement, vr: str, value: bytes) -> RawElement:
    value = padded(value, vr)
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
