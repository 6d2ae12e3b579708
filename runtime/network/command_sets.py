"""Command sets: the elements of group 0000 that every message begins with.

Source: PS3.7 6.3.1: Implicit VR Little Endian, whatever was negotiated.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, Final

from pydicom.dataset import Dataset

from ..dimse.commands import read_elements, write_elements
from ..editions import bundled
from ..generated.commands import ELEMENTS

FIELDS: Final = {
    message.name.removesuffix("-RQ"): field
    for field, message in bundled().messages.items()
    if message.name.endswith("-RQ")
}
"""Command Field (0000,0100) of the request of each service."""
CANCEL: Final = FIELDS.pop("C-CANCEL")
"""That of the request to end an operation, which has no response."""
SERVICES: Final = {field: service for service, field in FIELDS.items()}

_TAGS = {keyword: (tag, vr) for tag, (vr, _, keyword, *_) in ELEMENTS.items()}
_NUMBERS = {"US": struct.Struct("<H"), "UL": struct.Struct("<L")}
_TAG = struct.Struct("<HH")

Command = dict[str, Any]
"""Values by keyword: numbers, texts, lists of tags."""


def encode(command: Mapping[str, Any]) -> bytes:
    """Return the bytes of a command set; its group length comes of itself."""
    return write_elements(
        {
            _TAGS[keyword][0]: _encode_value(_TAGS[keyword][1], value)
            for keyword, value in command.items()
            if value is not None
        }
    )


def _encode_value(vr: str, value: Any) -> bytes:
    if vr in _NUMBERS:
        return _NUMBERS[vr].pack(value)
    if vr == "AT":
        return b"".join(_TAG.pack(tag >> 16, tag & 0xFFFF) for tag in value)
    text = str(value).encode("ascii", "replace")
    padding = b"\0" if vr == "UI" else b" "
    return text + padding * (len(text) % 2)


def decode(data: bytes) -> Command:
    """Return the values of a command set; elements nobody knows are left out.

    What `iodize.messages` would refuse is read as far as it can be: the checks tell.

    Raises:
        MalformedCommandError: It is cut off amid an element.
        ValueError: A number has not the length of a number.
    """
    return {
        ELEMENTS[tag][2]: _decode_value(ELEMENTS[tag][0], value)
        for tag, value in read_elements(data).items()
        if tag in ELEMENTS
    }


def _decode_value(vr: str, value: bytes) -> Any:
    if vr in _NUMBERS:
        if value and len(value) < _NUMBERS[vr].size:
            raise ValueError(f"a number of {len(value)} bytes")
        return _NUMBERS[vr].unpack_from(value)[0] if value else None
    if vr == "AT":
        return [group << 16 | element for group, element in _TAG.iter_unpack(value)]
    return value.decode("ascii", "replace").strip("\0 ")


def to_dataset(command: Mapping[str, Any]) -> Dataset:
    """Return a command set as a data set of pydicom."""
    dataset = Dataset()
    for keyword, value in command.items():
        if value is not None:
            dataset.add_new(_TAGS[keyword][0], _TAGS[keyword][1], value)
    return dataset
