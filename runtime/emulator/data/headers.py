"""The attributes of an object without bulk data, for matching of queries."""

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

from ...data_sets.files import read_data_set_of
from ...data_sets.transfer import read_file_head
from ...encoding.transfer_syntax import DEFLATED

BULK: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
MAX_LENGTH: Final = 16_384
"""Length of a value, in characters or bytes, up to which a header has it."""


def read_header(path: Path) -> Dataset:
    """Return the attributes of a file up to its pixel data.

    Raises:
        OSError: The file cannot be read.
        pydicom.errors.InvalidDicomError: It is not a DICOM file.
        UnreadableFileError: Its inflated data set is too large.
    """
    with open(path, "rb") as file:
        syntax = read_file_head(file).get(0x0010, "")
    if syntax in DEFLATED:
        return read_data_set_of(path)
    return dcmread(path, stop_before_pixels=True, defer_size=MAX_LENGTH)


def encode(dataset: Dataset) -> bytes:
    """Encode the header of a data set, in Explicit VR Little Endian."""
    header = Dataset()
    for tag in sorted(dataset.keys()):
        if tag.group > 0x7F00 or tag.group % 2:
            continue  # pixel data and later groups; private attributes are not keys
        try:
            element = dataset[tag]
        except Exception:  # pydicom raises various types for an invalid value
            continue
        if element.VR in BULK or (
            isinstance(element.value, str | bytes) and len(element.value) > MAX_LENGTH
        ):
            continue
        header[tag] = element
    try:
        return _written(header)
    except Exception:
        return _written(_writable(header))


def _writable(header: Dataset) -> Dataset:
    """Return the elements that can be encoded."""
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
    """Decode a header that `encode` returned."""
    return read_dataset(BytesIO(header), False, True)
