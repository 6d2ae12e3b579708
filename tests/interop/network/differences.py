"""What is wrong with messages of peers, as they are released."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


class Difference(NamedTuple):
    """One kind of finding that is right."""

    peer: str
    parts: tuple[str, ...]
    """Of the line that tells it: the message, the path, the words."""
    reason: str


EXPLAINED: Final = (
    Difference(
        "Orthanc 1.10",
        ("N-EVENT-REPORT of Storage Commitment", "ReferencedSOPSequence", "empty"),
        "Where all has failed it sends the sequence of what has not, which is of type 1C,"
        " without items: PS3.4 Table J.3-2",
    ),
    Difference(
        "Orthanc 1.10",
        ("answer to C-GET", "does not belong in a command set"),
        "The UIDs of what could not be sent stand in its command set instead of in the"
        " identifier, with the length of their group: PS3.4 C.4.3.1.4",
    ),
    Difference(
        "pynetdicom 3.0, qrscp",
        ("answer to C-GET", "NumberOfRemainingSuboperations", "final status"),
        "Its last response counts what remains, which is nothing: PS3.4 C.4.3.1.5",
    ),
)


def unexplained(findings: Iterable[str]) -> list[str]:
    """Return the findings that no difference explains."""
    return [
        line
        for line in findings
        if not any(all(part in line for part in each.parts) for each in EXPLAINED)
    ]
