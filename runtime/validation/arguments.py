"""Types of the arguments of `iodize.validate`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..config.profile import Profile


class Saveable(Protocol):
    """An instance of a class of `iodize.iods`."""

    def file_dataset(self) -> Dataset:
        """Return the data set as a file has it, with its file meta information."""
        ...


Source: TypeAlias = "str | os.PathLike[str] | BinaryIO | Dataset"
"""A path, an open file, or a data set in memory."""

Given: TypeAlias = "Source | bytes | bytearray | memoryview | Saveable"
"""A source of `iodize.validate`: also the bytes of a file, and an instance."""

ProfileSource: TypeAlias = "Profile | str | os.PathLike[str]"
"""A profile, or the path of its file."""
