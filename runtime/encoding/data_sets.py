"""Data sets of messages, encoded in the transfer syntax of their context."""

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

from . import encoding

PIXEL_DATA = BaseTag(0x7FE00010)
MOST_INFLATED_BYTES = 1 << 30
"""What a deflated data set may become, so that a small message cannot fill the memory."""


def encode(dataset: Dataset, syntax: UID) -> bytes:
    """Return a data set, encoded."""
    data = None
    pixels = dataset._dict.get(PIXEL_DATA)
    if syntax.is_compressed and isinstance(pixels, DataElement):
        pixels.is_undefined_length = True  # a program that made them may not say so
    if syntax.is_little_endian:
        data = encoding.encode(dataset, syntax.is_implicit_VR)
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
    """Return the data set that bytes encode; values are decoded when asked for.

    Raises:
        Exception: As pydicom's reader raises of what is no data set.
    """
    if syntax.is_deflated:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        data = inflater.decompress(data, MOST_INFLATED_BYTES)
        if inflater.unconsumed_tail:
            raise ValueError("a deflated data set of too many bytes")
    dataset = read_dataset(
        BytesIO(data), syntax.is_implicit_VR, syntax.is_little_endian
    )
    list(dataset.keys())  # a data set that is cut off says so here
    return dataset


def file_head(sop_class: str, sop_instance: str, syntax: str) -> bytes:
    """Return what stands before the data set in a DICOM file: PS3.10 7.1."""
    from .. import __version__
    from ..objects.files import IMPLEMENTATION_CLASS_UID

    version = f"IODIZE {__version__}"[:16]
    elements = b"".join(
        (
            _META_VERSION,
            _short(0x0002, b"UI", sop_class),
            _short(0x0003, b"UI", sop_instance),
            _short(0x0010, b"UI", syntax),
            _short(0x0012, b"UI", IMPLEMENTATION_CLASS_UID),
            _short(0x0013, b"SH", version),
        )
    )
    length = struct.pack("<HH2sHL", 0x0002, 0x0000, b"UL", 4, len(elements))
    return bytes(128) + b"DICM" + length + elements


_META_VERSION = struct.pack("<HH2sHL2s", 0x0002, 0x0001, b"OB", 0, 2, b"\0\1")


def _short(element: int, vr: bytes, text: str) -> bytes:
    """Return an element of group 0002, Explicit VR Little Endian."""
    value = text.encode("ascii", "replace")
    value += (b"\0" if vr == b"UI" else b" ") * (len(value) % 2)
    return struct.pack("<HH2sH", 0x0002, element, vr, len(value)) + value


def read_file_head(file: BinaryIO) -> dict[int, str]:
    """Return the UIDs of a file's meta information by element number.

    What follows in the file is the data set. Nothing is returned, and the position is of
    no use, where the file is not written by the rules: pydicom reads more than these.
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

    They are empty where the data set is deflated or big endian, or has something unusual
    before them: pydicom finds those.
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
