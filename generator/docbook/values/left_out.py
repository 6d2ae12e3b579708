"""Statements about numbers of items and lists that are not read, each with its reason.

Everything else that is not read is reported as not understood.

Source: PS3.3 Annex A and C; seen in 2022d and 2023a.
"""

from __future__ import annotations

import re
from typing import Final

from ..spelling import letters

RELATION: Final = "two parts of an object, which a check compares"
"""The checks are in `iodize.validation.structure`."""
TIED: Final = "a value tied to another attribute, which a check compares"
OTHER_OBJECT: Final = "another object"
EQUIPMENT: Final = "the equipment"
CHECKED: Final = "a value that a check compares with other parts of the object"
"""The checks are in `iodize.validation.structure`."""
OUTSIDE: Final = "a condition or a value that the object does not contain"
CONTEXT_GROUPS: Final = "context groups and templates, which are in PS3.16"
MEANING: Final = "the meaning of a value"
SAME_AS_ROW: Final = "an explanation of the values that the row lists"
NOTATION: Final = "the notation of a text or a bit map"
SYMBOLS: Final = "abbreviations, or the symbols of an equation"
EXAMPLE: Final = "an example"
CONCEPTS: Final = "concepts without a coded value"

_ITEMS: Final = {
    re.compile(r".*\bin the referenced [A-Z].*"): OTHER_OBJECT,
    re.compile(r".*\bfor each [^,]+ present in the [^,]+ System"): EQUIPMENT,
    re.compile(r".* shall be (?:the )?one less than the number of Items .*"): RELATION,
    re.compile(
        r"For every SOP instance referenced in .+ exactly one item shall be present"
        r" in this Sequence",
        re.IGNORECASE,
    ): RELATION,
    re.compile(r".* be equal or less in subsequent Control Points"): RELATION,
    re.compile(r".* number of frames in the Multi-frame image"): RELATION,
}
"""Sentences of rows about the number of items."""

_LISTS: Final = {
    "Symbols and Abbreviations": SYMBOLS,
    "Constraint Type": SAME_AS_ROW,
    "Type of Synchronization": SAME_AS_ROW,
    "Volume Cropping": SAME_AS_ROW,
    "Presentation Animation Style": SAME_AS_ROW,
    "Conceptual Volume Combination Expression": NOTATION,
    "Image Type": NOTATION,  # the bit map of Value 4 of ultrasound images
    "Control Point Level": SYMBOLS,
    "Volume to Transducer Mapping Matrix": SYMBOLS,
    "Volume to Table Mapping Matrix": SYMBOLS,
    "SIGMOID Function": SYMBOLS,
    "Depth Dose Parameters Sequence": EXAMPLE,
    "Surface Mesh Primitives Macro Attribute Descriptions": CONCEPTS,
    "Filter Operations Sequence": TIED,
}
"""Lists by the title of their section, which keeps it when it is numbered otherwise."""

_SHUTTER: Final = "Bitmap Display Shutter Module"
_EDGES: Final = "Collimator Vertical and Horizontal Edges"
_ANNOTATIONS: Final = (
    "Type, Points, Polygons, Parameterized and Rotated Shapes and Indices"
)

_STATEMENTS: Final = {
    ("Pixel Padding Value and Pixel Padding Range Limit", "(0028,0120)"): CHECKED,
    ("Icon Image Sequence", "(0028,0002)"): CHECKED,
    ("Icon Image Sequence", "(0028,0100)"): CHECKED,
    ("Icon Image Sequence", "(0028,0102)"): CHECKED,
    ("Number of Frames and Frame Increment Pointer", "(0028,0008)"): CHECKED,
    (_SHUTTER, "(60xx,0011)"): CHECKED,
    (_SHUTTER, "(60xx,0040)"): CHECKED,
    (_SHUTTER, "(60xx,0050)"): CHECKED,
    (_SHUTTER, "(60xx,0100)"): CHECKED,
    (_SHUTTER, "(60xx,0102)"): CHECKED,
    ("Zero Velocity Pixel Value", "(0018,9810)"): CHECKED,
    ("Dimension Indices", "(0020,9165)"): CHECKED,
    ("High Bit", "(0028,0102)"): CHECKED,
    ("Photometric Interpretation", "(0028,0004)"): CHECKED,
    ("Bits Stored", "(0028,0101)"): CHECKED,
    ("Data Information Sequence", "(0054,0063)"): CHECKED,
    ("Secondary Counts Accumulated", "(0054,1311)"): CHECKED,
    ("Channel Length", "(300A,0284)"): CHECKED,
    ("Imaged Volume Width, Height, Depth", "(0048,0003)"): CHECKED,
    ("Pixel Data Characteristics", "(0008,9007)"): CHECKED,
    ("Patient Examination Characteristics", "(0008,9007)"): CHECKED,
    ("Image Flavor", "(0008,0008)"): CHECKED,
    ("Derived Pixel Contrast", "(0008,9007)"): CHECKED,
    ("Segment Number", "(0062,0004)"): CHECKED,
    ("LUT Descriptor", "(0028,3002)"): CHECKED,
    ("Default LINEAR Function", "(0028,1051)"): CHECKED,
    ("SIGMOID Function", "(0028,1051)"): CHECKED,
    ("LINEAR_EXACT Function", "(0028,1051)"): CHECKED,
    ("Crosshairs", "(0070,0274)"): CHECKED,
    ("Combination Segment Reference Sequence", "(3010,000E)"): CHECKED,
    ("Combination Segment Reference Sequence", "(3010,0010)"): CHECKED,
    ("Filter Operations Sequence", "(0072,0050)"): TIED,
    ("Meterset to Dose Mapping Sequence", "(300A,0625)"): CHECKED,
    ("Meterset to Dose Mapping Sequence", "(300A,063C)"): OTHER_OBJECT,
    (_ANNOTATIONS, "(0066,0022)"): CHECKED,
    (_ANNOTATIONS, "(0070,0023)"): CHECKED,
    # The row of the private creator has the condition.
    ("Dimension Indices", "(0020,9213)"): MEANING,
    ("Dimension Indices", "(0020,9238)"): MEANING,
    ("Positioner and Detector Motion Attributes", "(0054,0202)"): SAME_AS_ROW,
    ("Relationship of Cardiac Timing Attributes", "(0020,9153)"): MEANING,
    ("Dimension Organization UID", "(0020,9157)"): OTHER_OBJECT,
    ("Control Point Level", "(3008,0044)"): MEANING,
    ("Leaf Position Boundaries", "(300A,00BE)"): MEANING,
    ("Parallel RT Beam Delimiter Boundaries", "(300A,0649)"): MEANING,
    ("Referenced Patient Photo Sequence", "(0008,1150)"): OTHER_OBJECT,
    ("Use of Referenced Image Macro", "(0040,A170)"): OUTSIDE,
    ("Dose Value", "(3004,0012)"): MEANING,  # in 2022d
    ("Beam Level", "(3008,0032)"): OTHER_OBJECT,
    ("Beam Level", "(3008,0036)"): OUTSIDE,
    ("Presentation Input Type Volume Input Requirements", "(0028,0004)"): OTHER_OBJECT,
    ("Referenced Instance Sequence", "(0072,0304)"): OTHER_OBJECT,
    ("Image Sets Sequence", "(0072,0020)"): OTHER_OBJECT,
    ("Referenced RT Treatment Phases", "(3010,004E)"): MEANING,
    ("Complete Versus Partial Fraction", "(300A,0706)"): OTHER_OBJECT,
    ("Conceptual Volumes", "(3010,0024)"): OUTSIDE,
    ("Stereoscopic Pairs Present", "(0022,0028)"): OUTSIDE,
    ("Stereo Pairs Present", "(0022,0028)"): OUTSIDE,
    ("Flow Transfer Syntax UID", "(0034,0003)"): OUTSIDE,
    ("Flow RTP Sampling Rate", "(0034,0004)"): OUTSIDE,
    (_EDGES, "(0018,1702)"): OUTSIDE,
    (_EDGES, "(0018,1704)"): OUTSIDE,
    (_EDGES, "(0018,1706)"): OUTSIDE,
    (_EDGES, "(0018,1708)"): OUTSIDE,
    ("Image Plane Pixel Spacing and RT Image SID", "(3002,0026)"): OUTSIDE,
    ("Content Qualification", "(0018,9004)"): OUTSIDE,
    ("Functional Sync Pulse", "(0018,1800)"): OUTSIDE,
    ("Waveform Originality", "(003A,0004)"): OUTSIDE,
    ("Annotation Clipping", "(0070,1907)"): OUTSIDE,
    ("Attribute Requirements for Encapsulated CDA Document", "(0042,0010)"): OUTSIDE,
    ("Attribute Requirements for Encapsulated CDA Document", "(0040,A043)"): OUTSIDE,
    ("Finite Volume", "(0066,000E)"): OUTSIDE,
    ("Manifold", "(0066,0010)"): OUTSIDE,
    ("Imaging Source Coordinate System", "(300A,0659)"): OUTSIDE,
    ("Effective Dose Method Modifier Code Sequence", "(3010,0004)"): CONTEXT_GROUPS,
    ("Patient Treatment Preparation Procedure", "(300A,0793)"): CONTEXT_GROUPS,
}
"""Sentences about the value of an attribute, by title of the section and tag."""

_STATEMENTS_OF: Final = {
    (letters(title), tag): reason for (title, tag), reason in _STATEMENTS.items()
}

_REASONS: Final = {letters(title): reason for title, reason in _LISTS.items()}


def reason_of_statement(title: str, tag: str) -> str | None:
    """Return why a sentence about the value of an attribute is left out; None if it is not.

    Args:
        title: Title of its section.
    """
    return _STATEMENTS_OF.get((letters(title), tag))


def reason_of_count(sentence: str) -> str | None:
    """Return why a sentence about the number of items is left out; None if it is not."""
    for pattern, reason in _ITEMS.items():
        if pattern.fullmatch(sentence):
            return reason
    return None


def reason_of_list(title: str) -> str | None:
    """Return why a list is left out; None if it is not.

    Args:
        title: Title of its section.
    """
    return _REASONS.get(letters(title))
