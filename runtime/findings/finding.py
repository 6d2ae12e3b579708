"""Findings of a validation, their severities, and undecided rules."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Severity of a finding."""

    ERROR = "error"
    """The object violates a requirement of the standard."""
    WARNING = "warning"
    """Legal, but retired, deprecated or suspicious."""
    INFO = "info"
    """A note."""

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


FILE_META = "file_meta"
"""Start of the path of an element of the file meta information, as in pydicom."""


class Finding(NamedTuple):
    """One observation about an element of a data set, or about a whole file."""

    severity: Severity
    code: str
    """Stable identifier of the kind of finding: "type1-missing"; see `codes.CODES`."""
    tag: int | None
    """(gggg,eeee) as 0xggggeeee; None if the finding does not refer to a single element."""
    keyword: str
    """Empty for private and unknown elements."""
    path: str
    """Path: "RequestAttributesSequence[0].ScheduledProcedureStepID", or "(0009,1001)" if
    there is no keyword; empty for the whole file."""
    module: str
    """Name of the module with the requirement: "General Series"; empty if none."""
    message: str
    reference: str
    """Source in the standard: "PS3.3 C.7.3.1 Table C.7-5a"."""
    value: str | None = None
    """The decoded value, cut to `description.SHOWN` characters, several values separated
    by a backslash; None if there is no value, or it is not text."""
    vr: str = ""
    """VR of the encoded element; empty if the element is absent."""
    length: int | None = None
    """Length of the value in bytes, with padding; None if absent or undefined."""
    suggestion: str = ""
    """Suggested correction, if known: "add it empty"."""
    paragraph: str = ""
    """Anchor of the referenced row on the standard's web page:
    "para_5bf1f026-8432-4ae7-b5cd-1935b608d4cd"; empty if the reference is not a row."""

    @property
    def in_file_meta(self) -> bool:
        """True if the element belongs to the file meta information."""
        return self.path.startswith(FILE_META)

    @property
    def tag_text(self) -> str:
        """The tag in printed form: "(0010,0010)"; empty if there is none."""
        return "" if self.tag is None else format_tag(self.tag)


class Undecided(NamedTuple):
    """A rule whose condition remained unknown."""

    path: str
    """Path of the attribute, as in `Finding`; for a module its name."""
    reasons: tuple[str, ...]
    """Names of the facts of `conditions.facts.FACTS` that decide it, and of the kinds of
    missing information that no fact states."""
    reference: str
    asks: str = ""
    """The requirement: "type 1C in CT Image", "usage C"; empty if not stated."""
    condition: str = ""
    """The condition: "required if a contrast agent was given; otherwise not permitted"."""
    explanations: tuple[str, ...] = ()
    """The option that decides each reason, or the explanation why no fact does."""


def format_tag(tag: int) -> str:
    """Format a tag as in the standard: "(0010,0010)"."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
