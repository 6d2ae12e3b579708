"""What files hold, compared."""

from __future__ import annotations

from array import array
from io import BytesIO
from pathlib import Path

from pydicom import DataElement, Dataset, dcmread

_PREFIX = 132
"""Bytes of preamble and "DICM": PS3.10 7.1."""
_GROUP_LENGTH = 12
"""Bytes of (0002,0000), which tells how long the rest of the file meta is."""


def encoded(file: Path | bytes) -> bytes:
    """Return the data set of a DICOM file as it is encoded: all but the file meta."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    assert content[128:136] == b"DICM\x02\x00\x00\x00"
    first = _PREFIX + _GROUP_LENGTH
    return content[first + int.from_bytes(content[first - 4 : first], "little") :]


def held(folder: Path, uid: str) -> Path:
    """Return the one file below a folder that holds an instance.

    Servers name files as they like; what is no DICOM file (a log, a database) is passed.
    """
    found = [path for path in folder.rglob("*") if path.is_file() and _uid(path) == uid]
    assert len(found) == 1, (uid, found)
    return found[0]


def elements(dataset: Dataset) -> dict[int, object]:
    """Return what a data set holds, by tag, whatever it is encoded in.

    Without what its encoding derives or adds: group lengths, and padding at its end.
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
