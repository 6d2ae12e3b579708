"""Encoding and decoding of data sets in the transfer syntax of their context."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from pydicom.tag import BaseTag
from pydicom.uid import UID

from ..encoding.transfer_syntax import inflate
from ..version import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME
from . import fast_writer

PIXEL_DATA = BaseTag(0x7FE00010)


def encode(dataset: Dataset, syntax: UID) -> bytes:
    """Return an encoded data set."""
    data = None
    pixels = dataset._dict.get(PIXEL_DATA)
    if syntax.is_compressed and isinstance(pixels, DataElement):
        pixels.is_undefined_length = True  # some programs do not set it
    if syntax.is_little_endian:
        data = fast_writer.encode(dataset, syntax.is_implicit_VR)
    if data is None:
        with DicomBytesIO() as buffer:
            buffer.is_implicit_VR = syntax.is_implicit_VR
            buffer.is_little_endian = syntax.is_little_endian
            write_dataset(buffer, dataset)
            data = bytes(buffer.getvalue())
    if not syntax.is_deflated:
        return data
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = packer.compress(data) + packer.flush()
    return data + b"\0" * (len(data) % 2)


def decode(data: bytes | bytearray, syntax: UID) -> Dataset:
    """Return a decoded data set; pydicom decodes values on access.

    Raises:
        Exception: It cannot be decoded; pydicom's reader raises many types.
    """
    if syntax.is_deflated:
        inflated = inflate(data)
        if inflated.problem:
            raise ValueError(f"the deflated data set: {inflated.problem}")
        data = inflated.data.getvalue()
    dataset = read_dataset(
        BytesIO(data), syntax.is_implicit_VR, syntax.is_little_endian
    )
    list(dataset.keys())  # raises for a truncated data set
    return dataset


def file_head(sop_class: str, sop_instance: str, syntax: str) -> bytes:
    """Return preamble, prefix and file meta information of a DICOM file: PS3.10 7.1."""
    elements = b"".join(
        (
            _META_VERSION,
            _short(0x0002, b"UI", sop_class),
            _short(0x0003, b"UI", sop_instance),
            _short(0x0010, b"UI", syntax),
            _short(0x0012, b"UI", IMPLEMENTATION_CLASS_UID),
            _short(0x0013, b"SH", IMPLEMENTATION_VERSION_NAME),
        )
    )
    length = struct.pack("<HH2sHL", 0x0002, 0x0000, b"UL", 4, len(elements))
    return bytes(128) + b"DICM" + length + elements


_META_VERSION = struct.pack("<HH2sHL2s", 0x0002, 0x0001, b"OB", 0, 2, b"\0\1")


def _short(element: int, vr: bytes, text: str) -> bytes:
    """Return an encoded element of group 0002: Explicit VR Little Endian."""
    value = text.encode("ascii", "replace")
    value += (b"\0" if vr == b"UI" else b" ") * (len(value) % 2)
    return struct.pack("<HH2sH", 0x0002, element, vr, len(value)) + value


def read_file_head(file: BinaryIO) -> dict[int, str]:
    """Return the UIDs of the file meta information by element number.

    Leaves the file at the start of its data set. Returns an empty mapping, with the file
    at any position, for files that do not conform; pydicom may be able to read them.
    """
    head = file.read(144)
    if head[128:132] != b"DICM" or head[132:138] != b"\2\0\0\0UL":
        return {}
    data = file.read(int.from_bytes(head[140:144], "little"))
    found: dict[int, str] = {}
    at = 0
    while at + 12 <= len(data):
        group, element, vr, length = struct.unpack_from("<HH2sH", data, at)
        at += 8
        if vr in (b"OB", b"UN"):
            (length,) = struct.unpack_from("<L", data, at)
            at += 4
        if group != 0x0002 or at + length > len(data):
            return {}
        if vr == b"UI":
            value = data[at : at + length]
            found[element] = value.decode("ascii", "replace").rstrip("\0 ")
        at += length
    return found


def read_names(file: BinaryIO, syntax: str) -> tuple[str, str]:
    """Return SOP Class UID and SOP Instance UID of the data set that follows in a file.

    They are empty for deflated or big endian data sets, and if unusual elements precede
    them; pydicom can read those.
    """
    found = {0x0016: "", 0x0018: ""}
    if not syntax or not UID(syntax).is_little_endian or UID(syntax).is_deflated:
        return "", ""
    data = file.read(512)
    implicit = UID(syntax).is_implicit_VR
    at = 0
    while at + 8 <= len(data):
        if implicit:
            group, element, length = struct.unpack_from("<HHL", data, at)
        else:
            group, element, vr, length = struct.unpack_from("<HH2sH", data, at)
            if vr in (b"OB", b"OW", b"SQ", b"UN", b"UT"):
                break
        value = data[at + 8 : at + 8 + length]
        if group != 0x0008 or element > 0x0018 or len(value) != length:
            break
        if element in found:
            found[element] = value.decode("ascii", "replace").rstrip("\0 ")
        at += 8 + length
    return found[0x0016], found[0x0018]
