"""Data sets of messages, encoded in the transfer syntax of their context."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from pydicom.uid import UID

MOST_INFLATED_BYTES = 1 << 30
"""What a deflated data set may become, so that a small message cannot fill the memory."""


def encode(dataset: Dataset, syntax: UID) -> bytes:
    """Return a data set, encoded."""
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
