"""Why the object does not tell: the kinds of knowledge that conditions ask for.

A row wins over those below it.
"""

from __future__ import annotations

import re

UNCLASSIFIED = "acquisition"
"""What is known where the object is made, and nowhere else."""

_ROWS: tuple[tuple[str, str], ...] = (
    # Facts that a user can state. Only words that say just this: what is said of a fact
    # besides ("multiple specimens", "other than in the top level") is another question.
    (
        "contrast-used",
        r"\bcontrast (?:media )?(?:was|were) (?:used|applied|administered)(?! and)",
    ),
    ("cardiac-synchronized", r"cardiac synchronization (?:is|was) (?:used|applied)"),
    (
        "respiratory-synchronized",
        r"respiratory synchronization (?:is|was) (?:used|applied)",
    ),
    ("bulk-motion-synchronized", r"bulk motion synchronization was applied"),
    ("time-synchronized", r"time synchronization was|system time is synchronized"),
    (
        "contributing-consistent",
        r"present and (?:consistent|have an equal value) in the contributing",
    ),
    ("annotation-present", r"^(?:graphic )?annotation is present$"),
    ("specimen-imaged", r"^(?:the )?Imaging Subject is a specimen$"),
    ("non-human-organism", r"is a non-human organism(?!.*bipedal)"),
    (
        "character-set-extended",
        r"^(?:an )?(?:expanded|extended) or replacement character set(?:s are| is) used"
        r"(?: in (?:an Attribute that is set|any Attributes of the Query response))?$",
    ),
    ("planned-on-other", r"has been planned on another"),
    (
        "derived-from-other",
        r"derived from (?:another SOP|one or more DICOM) Instance"
        r"|(?:is|was) created from (?:other )?DICOM",
    ),
    ("procedure-scheduled", r"procedure was scheduled"),
    ("performed-procedure-step", r"Performed Procedure Step SOP Class was involved"),
    ("frame-level-retrieve", r"created in response to a Frame-Level retrieve"),
    ("lossy-compressed", r"^Lossy Compression has been performed"),
    # Kinds of knowledge that no user is asked for.
    (
        "capability",
        r"\bis capable of\b|\b(?:SOP|Presentation LUT) is supported$|\bwas negotiated$"
        r"|\bis available through\b",
    ),
    (
        "instance",
        r"^(?:present|set|known)$|\bin the triggering N-ACTION$|\bin the UPS Instance$"
        r"|\bMin Density is known$|^a Human Performer is specified$|^storage commitment\b",
    ),
    (
        "workflow",
        r"^the (?:Workitem|subject of the workitem|storage request)\b|\bUPS\b",
    ),
    ("changes", r"\bchanges?\b"),
    (
        "other-object",
        r"referenc|\bplan has\b|another (?:SOP )?Instance|other (?:SOP )?Instances|Images? "
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
    ("technique", r"synchroni[sz]|contrast|specimen|non-human|cardiac"),
    (
        "provenance",
        r"derived|created|convert|conversion|compress|retrieve|contributing"
        r"|scheduled|Requested Procedure|Performed Procedure Step|procedure step",
    ),
    ("display", r"annotation"),
    ("text", r"character set"),
    ("coded", r"\bcod(?:e|ing)\b|template|semantics"),
)

_REASONS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _ROWS)


def reason_of(words: str) -> str:
    """Return what kind of knowledge a condition's words ask for."""
    for name, pattern in _REASONS:
        if pattern.search(words):
            return name
    return UNCLASSIFIED
