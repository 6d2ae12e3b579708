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
    value: str | None = None
    """The value found, decoded and cut to `description.SHOWN` characters, several
    separated by a backslash; None where there is none, or none to be read as text."""
    vr: str = ""
    """The VR it is encoded in; empty where the element is absent."""
    length: int | None = None
    """Bytes of the value, padding included; None where absent or undefined."""
    suggestion: str = ""
    """What to do about it, where that can be said: "add it empty"."""
    paragraph: str = ""
    """Anchor of the row that the reference leads to, on the standard's web page:
    "para_5bf1f026-8432-4ae7-b5cd-1935b608d4cd"; empty where it leads to no row."""

    @property
    def tag_text(self) -> str:
        """The tag as it is printed: "(0010,0010)"; empty where there is none."""
        return "" if self.tag is None else format_tag(self.tag)


class Undecided(NamedTuple):
    """A rule of the standard that could not be judged: its condition stayed unknown."""

    path: str
    """The attribute it is about, as in `Finding`; of a module its name."""
    reasons: tuple[str, ...]
    """What the object does not tell; names of `conditions.facts.FACTS` can be given."""
    reference: str
    asks: str = ""
    """What the rule would ask: "type 1C in CT Image", "usage C"; empty if not told."""
    condition: str = ""
    """When it asks: "required if unknown("contrast-used"); else forbidden"."""


def format_tag(tag: int) -> str:
    """Return a tag as the standard prints it: "(0010,0010)"."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
