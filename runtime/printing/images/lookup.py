"""Lookup tables of modality, VOI and presentation LUTs."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

Values = NDArray[Any]

_ENTRIES: Final = 1 << 16
"""Number of entries that the descriptor has as 0: PS3.3 C.11.1.1."""


class InvalidTableError(ValueError):
    """A lookup table whose data are not those of its descriptor."""


class Table:
    """A lookup table: PS3.3 C.11.1.1, C.11.2.1.1 and C.11.6.1.1.

    It differs from the functions of pydicom in the depths that it accepts: any of 8 to 16
    bits, also 8 bits with more than 256 entries.
    """

    def __init__(self, item: Dataset, *, is_little_endian: bool = True) -> None:
        descriptor = [int(each) for each in item.get("LUTDescriptor") or ()]
        if len(descriptor) != 3 or "LUTData" not in item:
            raise InvalidTableError("LUT Descriptor or LUT Data is missing")
        count, self.first, self.bits = descriptor
        self.entries = _entries(item.LUTData, count or _ENTRIES, is_little_endian)
        self.maximum = (1 << self.bits) - 1
        # A table of 16 bits for each entry may use more than the descriptor states.
        largest = int(self.entries.max(initial=0))
        self.maximum = max(self.maximum, largest)

    def look_up(self, values: Values) -> Values:
        """Return the entries of values; those outside have the first or last entry."""
        index = np.clip(
            np.rint(values).astype(np.int64) - self.first, 0, len(self.entries) - 1
        )
        return self.entries[index]

    def scaled(self, values: Values) -> Values:
        """Return the entries of values as fractions of the maximum."""
        return self.look_up(values).astype(np.float64) / self.maximum


def _entries(data: Any, count: int, is_little_endian: bool) -> Values:
    if isinstance(data, bytes):
        # 8 bit entries may have 8 bits allocated: PS3.3 C.11.1.1.
        wide = len(data) >= 2 * count
        order = "<" if is_little_endian else ">"
        data = np.frombuffer(data, dtype=f"{order}u2" if wide else np.uint8)
    else:
        data = np.atleast_1d(np.asarray(data))
        if len(data) < count <= 2 * len(data):
            data = data.astype("<u2").view(np.uint8)  # two entries in each word
    if len(data) < count:
        raise InvalidTableError(f"LUT Data has {len(data)} of {count} entries")
    return np.asarray(data[:count]).astype(np.int64)


def table_of(dataset: Dataset, keyword: str) -> Table | None:
    """Return the first table of a sequence; None if there is none.

    Raises:
        InvalidTableError: Its data are not those of its descriptor.
    """
    items = dataset.get(keyword) or ()
    if not items:
        return None
    return Table(items[0], is_little_endian=dataset.original_encoding[1] is not False)
