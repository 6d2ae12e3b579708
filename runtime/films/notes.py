"""Notes of a rendered film: the reasons for which a printer warns or fails."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple


class Reason(Enum):
    """Differences between a request and its film."""

    EMPTY_PAGE = "no image box has an image"
    DEMAGNIFIED = "the image is larger than its box, and is demagnified"
    DENSITY_OUT_OF_RANGE = "the density is beyond the printer's, which is used instead"
    CROPPED = "the image is larger than its box, and is cropped"
    DECIMATED = "the image is larger than its box, and is decimated"
    TOO_LARGE = "the image is larger than its box, and is not printed"
    VALUE_NOT_SUPPORTED = "the value is not supported; the default is used"

    @property
    def status(self) -> int:
        """The status of a response with which a printer reports it."""
        return STATUSES[self]

    @property
    def is_failure(self) -> bool:
        """Whether a printer reports a failure; the other statuses are warnings."""
        return self is Reason.TOO_LARGE


STATUSES: Final[Mapping[Reason, int]] = {
    Reason.EMPTY_PAGE: 0xB603,  # PS3.4 H.4.2.2.4.2
    Reason.DEMAGNIFIED: 0xB604,  # PS3.4 H.4.3.1.2.1.2, as those below
    Reason.DENSITY_OUT_OF_RANGE: 0xB605,
    Reason.CROPPED: 0xB609,
    Reason.DECIMATED: 0xB60A,
    Reason.TOO_LARGE: 0xC603,
    Reason.VALUE_NOT_SUPPORTED: 0x0116,  # PS3.7 C.4.3, PS3.4 H.2.4
}
"""The statuses of the N-SET of an image box, and of the N-ACTION of a film box."""


class Note(NamedTuple):
    """A difference between a request and its film."""

    reason: Reason
    position: int | None = None
    """Image Box Position; None for the film."""
    keyword: str = ""
    """The attribute that caused it, if it is one."""

    def __str__(self) -> str:
        place = "film" if self.position is None else f"image box {self.position}"
        subject = f"{place}, {self.keyword}" if self.keyword else place
        return f"{subject}: {self.reason.value}"
