"""Values that the text of a row, or a section, ties to another attribute.

Where the standard lists values under a condition, the generator reads the list. These
requirements are sentences about a single value. Rows are identified by their table of PS3.3;
seen in 2022d and 2023a.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..tables.descriptions import Attribute
from ..tables.values import Terms, enumerated
from .origins import table_of

_MONOCHROME1: Final = 'top.PhotometricInterpretation == "MONOCHROME1"'
_OTHERS: Final = (
    "present(top.PhotometricInterpretation)"
    ' and not top.PhotometricInterpretation == "MONOCHROME1"'
)

_IMAGE_PLANE: Final = 'FilterByCategory == "IMAGE_PLANE"'

_PRESENTATION_LUT_SHAPE: Final = (
    enumerated("INVERSE", when=_MONOCHROME1),
    enumerated("IDENTITY", when=_OTHERS),
)

TIED_VALUES: Final[Mapping[tuple[str, int], tuple[Terms, ...]]] = {
    # Presentation LUT Shape: INVERSE beside MONOCHROME1, IDENTITY beside others.
    ("C.7-9", 0x20500020): _PRESENTATION_LUT_SHAPE,
    ("C.8-70", 0x20500020): _PRESENTATION_LUT_SHAPE,
    ("C.8.19.2-1", 0x20500020): _PRESENTATION_LUT_SHAPE,
    ("C.8.31-1", 0x20500020): _PRESENTATION_LUT_SHAPE,
    # Rescale Type: the output of original CT images is in Hounsfield Units.
    ("C.8-3", 0x00281054): (
        enumerated(
            "HU",
            when='ImageType[1] == "ORIGINAL" and not ImageType[3] == "LOCALIZER"'
            " and (not valued(MultienergyCTAcquisition)"
            ' or not MultienergyCTAcquisition == "YES")',
        ),
    ),
    ("C.8-126", 0x00281054): (
        enumerated(
            "HU",
            when='frame.FrameType[1] == "ORIGINAL"'
            ' and not frame.FrameType[3] == "LOCALIZER"',
        ),
    ),
    # Positioner Motion: a single frame is not in motion (C.8.7.5.1.1).
    ("C.8-30", 0x00181500): (
        enumerated("STATIC", when="present(PixelData) and NumberOfFrames == 1"),
        enumerated("STATIC", when="present(PixelData) and not valued(NumberOfFrames)"),
    ),
    # Specimen Label in Image: the label belongs to some image flavors.
    ("C.8.12.4-1", 0x00480010): (
        enumerated("YES", when='ImageType[3] in ("OVERVIEW", "LABEL")'),
        enumerated("NO", when='ImageType[3] in ("THUMBNAIL", "VOLUME")'),
    ),
    # Nominal Beam Energy Unit: by the kind of radiation.
    ("C.8-57", 0x300A0015): (
        enumerated("MV", when='up.RadiationType == "PHOTON"'),
        enumerated("MEV", when='up.RadiationType == "ELECTRON"'),
    ),
    # Reconstruction Angle: there is none at a constant angle.
    ("C.8-123", 0x00189319): (
        enumerated("0", when='frame.AcquisitionType == "CONSTANT_ANGLE"'),
    ),
    # Beam Number: the beams of the two planes are numbered 1 and 2.
    ("C.34.17-1", 0x300A00C0): (
        enumerated("1", when='PlaneIdentification in ("MONOPLANE", "PLANE A")'),
        enumerated("2", when='PlaneIdentification == "PLANE B"'),
    ),
    # Partial View: a magnified or spot view is not a partial view.
    **dict.fromkeys(
        (("C.8-74", 0x00281350), ("C.8.21.6-1", 0x00281350)),
        (
            enumerated(
                "NO",
                when="coded(everywhere.ViewModifierCodeSequence,"
                ' ("399163009", "SCT"), ("399055006", "SCT"))',
            ),
        ),
    ),
    # Selector Attribute VR and CS Value: the plane of an image is a code string (C.23.3.1.1).
    ("C.23.3-1", 0x00720050): (enumerated("CS", when=_IMAGE_PLANE),),
    ("C.23.4-2", 0x00720062): (
        enumerated(
            *("TRANSVERSE", "CORONAL", "SAGITTAL", "OBLIQUE"), when=_IMAGE_PLANE
        ),
    ),
    # Private Data Element Value Multiplicity: a sequence is one value (C.12.1.1.7.1).
    ("C.12-1", 0x00080309): (
        enumerated("1", when='PrivateDataElementValueRepresentation == "SQ"'),
    ),
    # Verification Flag: only complete documents are verified.
    ("C.17-2", 0x0040A493): (
        enumerated("UNVERIFIED", when='CompletionFlag == "PARTIAL"'),
    ),
}
"""Lists of values with their condition, by table and tag of the row."""


def tied_values(row: Attribute) -> tuple[Terms, ...]:
    """Return the lists of values of a row that depend on another attribute."""
    return TIED_VALUES.get((table_of(row), row.tag), ())
