"""What a validation finds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The object breaks what the standard demands."""
    WARNING = "warning"
    """Legal, but retired, deprecated or suspicious."""
    INFO = "info"
    """A note."""

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Finding(NamedTuple):
    """One observation about one place of a data set, or about a whole file."""

    severity: Severity
    code: str
    """Stable identifier of the kind of finding: "type1-missing"; see `codes.CODES`."""
    tag: int | None
    """(gggg,eeee) as 0xggggeeee; None where the finding is about no single element."""
    keyword: str
    """Empty for private and unknown elements."""
    path: str
    """Where: "RequestAttributesSequence[0].ScheduledProcedureStepID", or "(0009,1001)"
    where there is no keyword; empty for the file as a whole."""
    module: str
    """Name of the module that asks: "General Series"; empty where none does."""
    message: str
    reference: str
    """Where the standard says so: "PS3.3 C.7.3.1 Table C.7-5a"."""

    @property
    def tag_text(self) -> str:
        """The tag as it is printed: "(0010,0010)"; empty where there is none."""
        return "" if self.tag is None else format_tag(self.tag)


def format_tag(tag: int) -> str:
    """Return a tag as the standard prints it: "(0010,0010)"."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
