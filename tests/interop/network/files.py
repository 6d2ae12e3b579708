"""Comparison of DICOM files."""

from __future__ import annotations

from array import array
from io import BytesIO
from pathlib import Path

from pydicom import DataElement, Dataset, dcmread

_PREFIX = 132
"""Bytes of preamble and "DICM": PS3.10 7.1."""
_GROUP_LENGTH = 12
"""Bytes of (0002,0000), File Meta Information Group Length."""


def encoded(file: Path | bytes) -> bytes:
    """Return the encoded data set of a DICOM file, without file meta information."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    assert content[128:136] == b"DICM\x02\x00\x00\x00"
    first = _PREFIX + _GROUP_LENGTH
    return content[first + int.from_bytes(content[first - 4 : first], "little") :]


def held(folder: Path, uid: str) -> Path:
    """Return the only file below a folder that contains an instance.

    Servers choose file names; other files (a log, a database) are skipped.
    """
    found = [path for path in folder.rglob("*") if path.is_file() and _uid(path) == uid]
    assert len(found) == 1, (uid, found)
    return found[0]


def elements(dataset: Dataset) -> dict[int, object]:
    """Return the values of a data set by tag, independent of its encoding.

    Group lengths and trailing padding are omitted.
    """
    _, little_endian = getattr(dataset, "original_encoding", (None, True))
    return {
        int(element.tag): _value(element, swapped=little_endian is False)
        for element in dataset
        if element.tag.element != 0 and element.tag != 0xFFFCFFFC
    }


def _value(element: DataElement, *, swapped: bool) -> object:
    if element.VR == "SQ":
        return [elements(item) for item in element.value]
    if element.VR == "OW" and swapped:
        words = array("H", element.value)
        words.byteswap()
        return words.tobytes()
    return element.value or None


def _uid(path: Path) -> str | None:
    content = path.read_bytes()
    if content[128:132] != b"DICM":
        return None
    return str(dcmread(BytesIO(content), stop_before_pixels=True).SOPInstanceUID)
