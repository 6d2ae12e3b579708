"""The attributes of an object without its bulk: what queries compare."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset

BULK: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
MOST: Final = 16_384
"""Bytes of a value, or elements of a sequence's items, that a header still has."""


def read_header(path: Path) -> Dataset:
    """Return the attributes of a file up to its pixel data.

    Raises:
        OSError: It is not there.
        pydicom.errors.InvalidDicomError: It is no DICOM file.
    """
    return dcmread(path, stop_before_pixels=True, defer_size=MOST)


def encode(dataset: Dataset) -> bytes:
    """Return the header of a data set as bytes, in Explicit VR Little Endian."""
    header = Dataset()
    for tag in sorted(dataset.keys()):
        if tag.group > 0x7F00 or tag.group % 2:
            continue  # pixel data and what follows them; private attributes are no keys
        try:
            element = dataset[tag]
        except Exception:  # of any kind: what is no value of its VR is no key
            continue
        if element.VR in BULK or (
            isinstance(element.value, str | bytes) and len(element.value) > MOST
        ):
            continue
        header[tag] = element
    try:
        return _written(header)
    except Exception:
        return _written(_writable(header))


def _writable(header: Dataset) -> Dataset:
    """Return the elements whose values, and those of their items, can be encoded."""
    kept = Dataset()
    for element in header:
        one = Dataset()
        one.add(element)
        with suppress(Exception):
            _written(one)
            kept.add(element)
    return kept


def _written(dataset: Dataset) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_dataset(buffer, dataset)
    return buffer.getvalue()


def decode(header: bytes) -> Dataset:
    """Return the data set that `encode` wrote."""
    return read_dataset(BytesIO(header), False, True)
