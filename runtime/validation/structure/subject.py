"""What a check of structure may need besides the data set or item it looks at."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from ...definitions import Iod
from ...editions import Edition


class Subject(NamedTuple):
    """The object that is checked."""

    edition: Edition
    iod: type[Iod] | None
    transfer_syntax: str
    """UID; empty where nothing says it."""
    path: str
    """Of the file; empty for a data set in memory."""
    data: BinaryIO | None
    """What the positions of the elements count in; None for a data set in memory."""
