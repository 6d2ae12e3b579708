"""Attributes that identify the items of a sequence, and attributes that refer to them.

Source: the attribute descriptions of PS3.3. Only references within one object are listed: many
of these attributes also refer to items of other objects, from other sequences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, TypeAlias

Path: TypeAlias = tuple[int, ...]
"""Tags of nested sequences, outermost first."""


class Reference(NamedTuple):
    """An attribute that refers to an identified item."""

    identifier: int
    """Tag of the attribute that the items have."""
    inside: frozenset[int] = frozenset()
    """Sequences in whose items it refers to this object; empty: in all."""


IDENTIFIERS: Final[Mapping[int, tuple[Path, ...]]] = {
    0x00189337: ((0x00180012,),),  # Contrast/Bolus Agent Number
    0x00189366: ((0x00189365,),),  # X-Ray Source Index
    0x00189370: ((0x0018936F,),),  # X-Ray Detector Index
    0x00189729: ((0x00540016,),),  # Radiopharmaceutical Agent Number
    0x00200052: ((0x30060010,),),  # Frame of Reference UID
    0x0018936B: ((0x00189365,),),  # Switching Phase Number
    0x00287003: ((0x00287023,),),  # Display Subsystem ID
    0x00287009: ((0x00287008,),),  # Luminance Characteristics ID
    0x0028700B: ((0x0028700A,),),  # Configuration ID
    0x00480106: ((0x00480105,),),  # Optical Path Identifier
    0x00620004: ((0x00620002,),),  # Segment Number
    0x00660003: ((0x00660002,),),  # Surface Number
    0x006862D0: ((0x006862C0,),),  # HPGL Document ID
    0x00700002: ((0x00700060,),),  # Graphic Layer
    0x00700226: ((0x00700209,),),  # Compound Graphic Instance ID
    0x00700295: ((0x00700234,),),  # Graphic Group ID
    0x00700310: ((0x0070031E,),),  # Fiducial Identifier
    0x00701207: ((0x00701201,),),  # Volumetric Presentation Input Number
    0x00701309: ((0x00701301,),),  # Cropping Specification Number
    0x00701B02: ((0x00701B01,), (0x00701B04,)),  # Blending Input Number
    0x00720032: ((0x00720020, 0x00720030),),  # Image Set Number
    0x00720202: ((0x00720200,),),  # Display Set Number
    0x00720302: ((0x00720300,),),  # Image Box Number
    0x00760055: ((0x00760040,),),  # Component ID
    0x0078002E: ((0x0078002A,),),  # Implant Template Group Member ID
    0x04000005: ((0x4FFE0001,),),  # MAC ID Number
    0x30060022: ((0x30060020,),),  # ROI Number
    0x30060048: ((0x30060040,),),  # Contour Number
    0x30060082: ((0x30060080,),),  # Observation Number
    0x30080064: ((0x30080010,),),  # Measured Dose Reference Number
    0x30080072: ((0x30080070,),),  # Calculated Dose Reference Number
    0x300A0012: ((0x300A0010,),),  # Dose Reference Number
    0x300A0013: ((0x300A0010,),),  # Dose Reference UID
    0x300A0042: ((0x300A0040,), (0x300A03A0,)),  # Tolerance Table Number
    0x300A0071: ((0x300A0070,),),  # Fraction Group Number
    0x300A00C0: ((0x300A00B0,), (0x300A03A2,)),  # Beam Number
    0x300A00C8: ((0x300C0042,),),  # Reference Image Number
    0x300A00D2: ((0x300A00D1,), (0x300A03AA,), (0x300800B0,)),  # Wedge Number
    0x300A00E4: ((0x300A00E3,), (0x300A02EA,)),  # Compensator Number
    0x300A00FC: ((0x300A00F4,), (0x300A03A6,)),  # Block Number
    0x300A0112: ((0x300A0111,), (0x300A03A8,), (0x300A02D0,)),  # Control Point Index
    0x300A0182: ((0x300A0180,),),  # Patient Setup Number
    0x300A0212: ((0x300A0210,), (0x30080100,)),  # Source Number
    0x300A0234: ((0x300A0230,),),  # Application Setup Number
    0x300A0262: ((0x300A0260,),),  # Brachy Accessory Device Number
    0x300A0282: ((0x300A0280,), (0x30080130,)),  # Channel Number
    0x300A0316: ((0x300A0314,),),  # Range Shifter Number
    0x300A0334: ((0x300A0332,),),  # Lateral Spreading Device Number
    0x300A0344: ((0x300A0342,),),  # Range Modulator Number
    0x300A0424: ((0x300A0420,),),  # General Accessory Number
    0x300A0601: ((0x300A067B,),),  # Radiation Generation Mode Index
    0x300A0603: ((0x300A0618,),),  # Radiation Dose Identification Index
    0x300A0606: ((0x300A063F,),),  # Treatment Position Index
    0x300A0795: ((0x300A0790,),),  # Patient Treatment Preparation Procedure Index
    0x300C0117: ((0x300C0116,),),  # Plan Overview Index
    0x300C0118: ((0x300C0002,),),  # Referenced Plan Overview Index
    0x30100022: ((0x30100021,),),  # Segment Reference Index
    0x3010003A: ((0x3010004B,),),  # RT Treatment Phase Index
    0x3010003C: ((0x3010006B,),),  # RT Prescription Index
    0x30100058: ((0x30100057,),),  # RT Physician Intent Index
}
"""By tag, the sequences whose items it identifies."""

NOT_UNIQUE: Final = frozenset({0x00200052, 0x00700002, 0x300A0013})
"""Identifiers that two items may share: no text requires them to differ."""

NEEDED: Final = frozenset({0x00189337, 0x00700002, 0x00700295})
"""Identifiers whose sequence the data set must have if anything refers to them: agents (PS3.3
C.7.6.4b), graphic layers (C.10.7), graphic groups (C.10.11). For others the conditions of their
module decide."""

REFERENCES: Final[Mapping[int, Reference]] = {
    0x00189337: Reference(
        0x00189337, frozenset({0x00189341})
    ),  # Contrast/Bolus Agent Number
    0x00189376: Reference(0x00189370),  # Referenced X-Ray Detector Index
    0x00189377: Reference(0x00189366),  # Referenced X-Ray Source Index
    0x00189729: Reference(
        0x00189729, frozenset({0x00189737})
    ),  # Radiopharmaceutical Agent Number
    0x0028700E: Reference(0x00287009),  # Referenced Target Luminance Characteristics ID
    0x00701205: Reference(0x00701309),  # Cropping Specification Index
    0x0070120C: Reference(0x00701309),  # Global Cropping Specification Index
    0x00480106: Reference(
        0x00480106, frozenset({0x00480207})
    ),  # Optical Path Identifier
    0x0062000B: Reference(
        0x00620004, frozenset({0x0062000A})
    ),  # Referenced Segment Number
    0x0066002C: Reference(
        0x00660003, frozenset({0x0066002B, 0x00686360, 0x00800008})
    ),  # Referenced Surface Number
    0x00686440: Reference(0x006862D0),  # Referenced HPGL Document ID
    0x00700002: Reference(
        0x00700002, frozenset({0x00700001, 0x00701901, 0x00701905})
    ),  # Graphic Layer
    0x00700226: Reference(
        0x00700226, frozenset({0x00700008, 0x00700009})
    ),  # Compound Graphic Instance ID
    0x00700295: Reference(
        0x00700295, frozenset({0x00700008, 0x00700009, 0x00700209})
    ),  # Graphic Group ID
    0x00701804: Reference(0x00701207),  # Volumetric Presentation Input Index
    0x00701B02: Reference(0x00701B02, frozenset({0x00701B03})),  # Blending Input Number
    0x00720032: Reference(0x00720032, frozenset({0x00720200})),  # Image Set Number
    0x00720212: Reference(0x00720202),  # Display Set Scrolling Group
    0x00720216: Reference(0x00720202),  # Navigation Display Set
    0x00720218: Reference(0x00720202),  # Reference Display Sets
    0x00760070: Reference(0x00760055),  # Component 1 Referenced ID
    0x007600A0: Reference(0x00760055),  # Component 2 Referenced ID
    0x007800B6: Reference(0x0078002E),  # Referenced Implant Template Group Member ID
    0x04000005: Reference(0x04000005, frozenset({0xFFFAFFFA})),  # MAC ID Number
    0x30060024: Reference(
        0x00200052, frozenset({0x30060020})
    ),  # Referenced Frame of Reference UID
    0x30060084: Reference(
        0x30060022, frozenset({0x30060030, 0x30060039, 0x30060080})
    ),  # Referenced ROI Number
    0x30080082: Reference(0x30080064),  # Referenced Measured Dose Reference Number
    0x30080092: Reference(0x30080072),  # Referenced Calculated Dose Reference Number
    0x300A0083: Reference(0x300A0013),  # Referenced Dose Reference UID
    0x300A0605: Reference(0x300A0601),  # Referenced Radiation Generation Mode Index
    0x300A060B: Reference(0x300A0606),  # Referenced Treatment Position Index
    0x300A060C: Reference(
        0x300A0603, frozenset({0x300A061F})
    ),  # Referenced Radiation Dose Identification Index
    0x300A0796: Reference(0x300A0795),  # Referenced Patient Setup Procedure Index
    0x300C0006: Reference(
        0x300A00C0, frozenset({0x300C0004})
    ),  # Referenced Beam Number
    0x300C0007: Reference(0x300A00C8),  # Referenced Reference Image Number
    0x300C000C: Reference(
        0x300A0234, frozenset({0x300C000A})
    ),  # Referenced Brachy Application Setup Number
    0x300C000E: Reference(0x300A0212),  # Referenced Source Number
    0x300C0051: Reference(0x300A0012),  # Referenced Dose Reference Number
    0x300C006A: Reference(0x300A0182),  # Referenced Patient Setup Number
    0x300C00A0: Reference(0x300A0042),  # Referenced Tolerance Table Number
    0x300C00C0: Reference(0x300A00D2),  # Referenced Wedge Number
    0x300C00F0: Reference(
        0x300A0112, frozenset({0x300A008C})
    ),  # Referenced Control Point Index
    0x300C0100: Reference(
        0x300A0316, frozenset({0x300A0360})
    ),  # Referenced Range Shifter Number
    0x300C0102: Reference(
        0x300A0334, frozenset({0x300A0370})
    ),  # Referenced Lateral Spreading Device Number
    0x300C0104: Reference(
        0x300A0344, frozenset({0x300A0380})
    ),  # Referenced Range Modulator Number
    0x300C0118: Reference(0x300C0117),  # Referenced Plan Overview Index
    0x30100020: Reference(0x30100022),  # Referenced Segment Reference Index
    0x30100040: Reference(0x3010003A),  # Referenced RT Treatment Phase Index
    0x30100041: Reference(0x3010003C),  # Referenced RT Prescription Index
    0x30100042: Reference(0x3010003C),  # Referenced Parent RT Prescription Index
    0x3010005E: Reference(0x30100058),  # Referenced RT Physician Intent Index
    # Overlay Activation Layer of each group: may be empty.
    **dict.fromkeys(range(0x60001001, 0x60201001, 0x00020000), Reference(0x00700002)),
}
"""By tag. The item is sought in the nearest enclosing item, or the data set, that has one of the
sequences; if none has, the reference is to another object."""
