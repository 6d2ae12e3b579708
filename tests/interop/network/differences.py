"""Known findings of messages of other tools, in their released versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


class Difference(NamedTuple):
    """A known and correct finding."""

    peer: str
    parts: tuple[str, ...]
    """Parts of its line: the message, the path, the text."""
    reason: str


EXPLAINED: Final = (
    Difference(
        "Orthanc 1.10",
        ("N-EVENT-REPORT of Storage Commitment", "ReferencedSOPSequence", "empty"),
        "If all instances failed, it sends the sequence of successful ones, of type 1C,"
        " without items: PS3.4 Table J.3-2",
    ),
    Difference(
        "Orthanc 1.10",
        ("response to C-GET", "does not belong in a command set"),
        "The UIDs of failed instances are in its command set instead of the identifier,"
        " with the length of their group: PS3.4 C.4.3.1.4",
    ),
    Difference(
        "pynetdicom 3.0, qrscp",
        ("response to C-GET", "NumberOfRemainingSuboperations", "final status"),
        "Its final response has the number of remaining sub-operations, 0: PS3.4 C.4.3.1.5",
    ),
)


def unexplained(findings: Iterable[str]) -> list[str]:
    """Return the findings that are not known."""
    return [
        line
        for line in findings
        if not any(all(part in line for part in each.parts) for each in EXPLAINED)
    ]
