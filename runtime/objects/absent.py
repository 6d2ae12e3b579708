"""The mark of an attribute that is left out although it was read or has a default."""

from __future__ import annotations

from typing import Final


class Absent:
    """The type of `ABSENT`."""

    def __reduce__(self) -> str:
        """Keep a single instance when objects are copied or pickled."""
        return "ABSENT"


ABSENT: Final = Absent()
