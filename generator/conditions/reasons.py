"""Why the object does not tell: the kinds of knowledge that conditions ask for.

A row wins over those below it. The names are the facts that a user can state.
"""

from __future__ import annotations

import re

UNCLASSIFIED = "acquisition"
"""What is known where the object is made, and nowhere else."""

_ROWS: tuple[tuple[str, str], ...] = (
    ("contrast-used", r"\bcontrast\b"),
    ("cardiac-synchronized", r"cardiac (?:synchronization|rest|gating)"),
    ("respiratory-synchronized", r"respiratory synchronization"),
    ("bulk-motion-synchronized", r"bulk motion synchronization"),
    ("time-synchronized", r"time synchronization|time is synchronized|synchroniz"),
    ("contributing-consistent", r"contributing SOP Instances"),
    ("annotation-present", r"annotations?\b"),
    ("specimen-imaged", r"specimen"),
    ("non-human-organism", r"non-human"),
    ("character-set-extended", r"character set"),
    ("changes", r"\bchanges?\b"),
    ("planned-on-other", r"planned on another"),
    ("derived-from-other", r"derived|created from|converted|conversion"),
    (
        "procedure-scheduled",
        r"scheduled|Requested Procedure|procedure (?:step )?request",
    ),
    ("performed-procedure-step", r"Performed Procedure Step"),
    ("frame-level-retrieve", r"Frame-Level retrieve|Frame Level Retrieve"),
    ("lossy-compressed", r"Lossy Compression|been compressed"),
    (
        "other-object",
        r"referenc|another (?:SOP )?Instance|other (?:SOP )?Instances|Images? "
        r"|corresponds to a planned|the protocol is not that",
    ),
    ("required-by-device", r"required by treatment delivery device"),
    ("precision", r"insufficient precision"),
    ("services-offered", r"may be retrieved using"),
    (
        "clinical-use",
        r"used for operational purposes|a parameter which represents|to only a subset"
        r"|only significant under",
    ),
    ("to-be-applied", r"to be applied|is to be|are to be|needs? to be"),
    ("measured", r"measured|calculated|calculat|refraction"),
    ("coded", r"\bcod(?:e|ing)\b|template|semantics"),
)

_REASONS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _ROWS)


def reason_of(words: str) -> str:
    """Return what kind of knowledge a condition's words ask for."""
    for name, pattern in _REASONS:
        if pattern.search(words):
            return name
    return UNCLASSIFIED
