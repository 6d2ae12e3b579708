"""Types of the arguments of `iodize.validate`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..config.profile import Profile

Source: TypeAlias = "str | os.PathLike[str] | BinaryIO | Dataset"
"""A path, an open file, or a data set in memory."""

ProfileSource: TypeAlias = "Profile | str | os.PathLike[str]"
"""A profile, or the path of its file."""
