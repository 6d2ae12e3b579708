"""Facts: information outside of an object, given by its user. A closed list.

Conditions of the standard depend on such facts; `Unknown(reason)` contains their names.
"""

from __future__ import annotations

from typing import Final

FACTS: Final = {
    "annotation-present": "An annotation was to be shown on the film or the display.",
    "bulk-motion-synchronized": "The acquisition was synchronized to bulk motion.",
    "cardiac-synchronized": "The acquisition was synchronized to the heart.",
    "character-set-extended": "Texts need more than the default character repertoire.",
    "cine": "The frames of a multi-frame image are those of a film.",
    "contrast-used": "A contrast agent or bolus was given.",
    "contributing-consistent": "The instances that contributed to the object agree.",
    "derived-from-other": "The object was derived from other objects.",
    "frame-level-retrieve": "The object was made by a retrieval of single frames.",
    "lossy-compressed": "The pixel data were once compressed with loss.",
    "non-human-organism": "The patient is an animal or another organism, not a human.",
    "performed-procedure-step": "A performed procedure step was created for the object.",
    "planned-on-other": "The object was planned on other images.",
    "procedure-scheduled": "The procedure was scheduled before it was performed.",
    "respiratory-synchronized": "The acquisition was synchronized to breathing.",
    "specimen-imaged": "The subject of the image is a specimen.",
    "time-synchronized": "The clock was synchronized with an external one.",
}
"""Meaning of each fact if it is given as yes, by name."""

FILE_FACTS: Final = {"whole-data-set": True}
"""Facts that are known for every complete data set, in a file or in memory."""
