"""Attributes that number the items of their sequence, starting at 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number
from .subject import Subject

NUMBERINGS: Final[Mapping[int, tuple[int, ...]]] = {
    0x00189337: (0x00180012,),  # Contrast/Bolus Agent Number
    0x00189366: (0x00189365,),  # X-Ray Source Index
    0x00189370: (0x0018936F,),  # X-Ray Detector Index
    0x0018937A: (0x00189379,),  # Multi-energy CT Path Index
    0x00189729: (0x00540016,),  # Radiopharmaceutical Agent Number
    0x0040A180: (0x006A0002,),  # Annotation Group Number
    0x00620004: (0x00620002,),  # Segment Number
    0x00660003: (0x00660002,),  # Surface Number
    0x00660105: (0x00660101,),  # Track Set Number
    0x006862D0: (0x006862C0,),  # HPGL Document ID
    0x00760055: (0x00760040,),  # Component ID
    0x0078002E: (0x0078002A,),  # Implant Template Group Member ID
    0x3002011C: (0x30020118,),  # Acquisition Task Index
    0x3002011D: (0x3002011A,),  # Acquisition Subtask Index
    0x300A0443: (0x300800D1, 0x300A0441),  # Block Slab Number
    0x300A0601: (0x300A067B,),  # Radiation Generation Mode Index
    0x300A0603: (0x300A0618,),  # Radiation Dose Identification Index
    0x300A0606: (0x300A063F,),  # Treatment Position Index
    0x300A0622: (0x300A0621,),  # Expected In-Vivo Measurement Value Index
    0x300A0795: (0x300A0790,),  # Patient Treatment Preparation Procedure Index
    0x300C0117: (0x300C0116,),  # Plan Overview Index
    0x3010000D: (0x30100008, 0x30100018),  # Conceptual Volume Constituent Index
    0x30100022: (0x30100021,),  # Segment Reference Index
    0x30100039: (  # Device Index
        0x30020117,
        0x300A0614,
        0x300A0651,
        0x300A0662,
        0x300A066A,
        0x300A0671,
        0x300A0673,
        0x300A0686,
        0x30100026,
    ),
    0x3010003C: (0x3010006B,),  # RT Prescription Index
    0x3010003D: (0x3010002A,),  # RT Segment Annotation Index
    0x30100058: (0x30100057,),  # RT Physician Intent Index
}
"""By tag, the sequences whose items it numbers: PS3.3 of 2023a, C.8.20.2.4 for segments.

Numbers that give the order of events are not listed, because the items may be in another
order.
"""

ORDINALS: Final = (0x00209057, 0x00209128)
"""In-Stack Position Number, Temporal Position Index."""


def check_number(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report an item whose number is not its position in the sequence."""
    if scope.step is None or scope.step[0] not in NUMBERINGS[tag]:
        return
    position = scope.step[1] + 1
    value = number(scope.elements[tag])
    if value not in (None, position):
        what = f"is {value}, but this is item {position}; items are numbered from 1"
        reporter.add_cited(codes.ITEM_NUMBER, scope, tag, what)


def check_ordinal(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report an ordinal number of 0."""
    if number(scope.elements[tag], "UL") == 0:
        reporter.add(codes.ORDINAL, scope, tag, "is 0; must be at least 1")
