"""Advice about elements that do not belong to an object."""

from __future__ import annotations

from typing import Final

from .advice import Advice

ADVICE: Final = {
    "attribute-unknown": Advice(
        "Receivers cannot interpret the element. It may belong to another edition.",
        "An attribute of 2025 in an object that is validated with 2023a.",
        "Validate with a newer edition, or store own data in private elements.",
    ),
    "attribute-retired": Advice(
        "New receivers ignore retired attributes.",
        "Study Comments (0032,4000).",
        "Use the attribute that replaces it, or remove it.",
    ),
    "attribute-outside": Advice(
        "The object is valid, but must be described as a Standard Extended SOP Class.",
        "Echo Time in a CT image.",
        "Remove the attribute if it is not intended, or state it in the conformance statement.",
    ),
    "group-not-allowed": Advice(
        "The elements belong to the file meta information or to a command, and receivers"
        " reject them in a data set.",
        "Transfer Syntax UID (0002,0010) in the data set.",
        "Write elements of these groups only where they belong.",
    ),
    "private-creator-missing": Advice(
        "Receivers cannot determine the meaning of the elements, and may drop them.",
        "An element (0009,1001) without (0009,0010).",
        "Write the private creator of the block in the same data set or item.",
    ),
    "private-creator-invalid": Advice(
        "Receivers cannot determine the meaning of the elements of the block.",
        "The same private creator in (0009,0010) and (0009,0011).",
        "Reserve one block of each group with a creator of VR LO.",
    ),
    "private-tag-invalid": Advice(
        "The tag is outside of any block, so it can collide with those of others.",
        "An element (0009,0001).",
        "Use an element number from 1000, in a block that a private creator reserves.",
    ),
}
