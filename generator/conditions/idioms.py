"""Phrases without an attribute name that an object can decide.

Each row is a spelling and its meaning as formal text. `@` and a number stand for a
recognized attribute; a named group around the number names the attribute in the meaning.
"""

from __future__ import annotations

import re

from . import relations

PRESENTATION_STATE = "top.SOPClassUID in ({})".format(
    ", ".join(f'"1.2.840.10008.5.1.4.1.1.11.{number}"' for number in range(1, 13))
)
"""The presentation state storage SOP classes of PS3.4 Table B.5-1."""

SEGMENTED = " or ".join(
    f"valued(Segmented{color}PaletteColorLookupTableData)"
    for color in ("Red", "Green", "Blue", "Alpha")
)

WAVEFORMS = ", ".join(
    f'"1.2.840.10008.5.1.4.1.1.9.{suffix}"'
    for suffix in (
        "1.1", "1.2", "1.3", "2.1", "3.1", "4.1", "4.2", "5.1",
        "6.1", "6.2", "7.1", "7.2", "7.3", "7.4", "8.1",
    )
)  # fmt: skip
SEGMENTATION = '"1.2.840.10008.5.1.4.1.1.66.4"'
SPECTROSCOPY = '"1.2.840.10008.5.1.4.1.1.4.2"'
SURFACE_SEGMENTATION = '"1.2.840.10008.5.1.4.1.1.66.5"'
SPECIMENS = '("119376003", "SCT"), ("127457009", "SCT")'
"""Codes of views that are images of specimens: PS3.3 Table C.8-70."""
PALETTES = ", ".join(
    f'"{label}"'
    for label in (
        "HOT_IRON", "PET", "HOT_METAL_BLUE", "PET_20_STEP",
        "SPRING", "SUMMER", "FALL", "WINTER",
    )
)  # fmt: skip
"""Content labels of the well-known color palettes: PS3.6 Annex B."""
OVERLAYS = "present(repeated.OverlayRows) and not present(top.ShutterOverlayGroup)"
"""The object has overlays, and none of them is known to be a shutter."""
MODALITIES = ("CR", "CT", "DX", "MG", "MR", "NM", "PT", "RF", "US", "XA")
"""Modalities whose name is the condition of a list of values."""
_CHILD = "ContentSequence.ReferencedSOPSequence.ReferencedSOPClassUID"
_BY_REFERENCE = (
    "present(ContentSequence.ReferencedContentItemIdentifier)"
    ' and unknown("other-object")'
)
"""The object of the item below may be that of an item elsewhere: PS3.3 Table C.17-6."""

_MULTI_FRAME = (
    "top.NumberOfFrames > 1 or (present(top.NumberOfFrames)"
    ' and present(top.FrameIncrementPointer) and unknown("single-frame"))'
)
"""A single frame may have the Multi-frame module: PS3.3 C.7.6.6.1.2."""

_ROWS: tuple[tuple[str, str], ...] = (
    (
        r"segmented data is used in an Image IOD or Color Palette IOD",
        f"not ({PRESENTATION_STATE}) and ({SEGMENTED})",
    ),
    (
        r"segmented data is NOT used in an Image IOD or Color Palette IOD",
        f"not ({PRESENTATION_STATE}) and not ({SEGMENTED})",
    ),
    (r"(?:the IOD is )?an? Presentation State IOD", PRESENTATION_STATE),
    (
        r"(?:the )?Directory Record references a SOP Instance(?! that)",
        "valued(ReferencedFileID)",
    ),
    (
        r"(?:the )?Directory Record does not reference any SOP Instance",
        "not valued(ReferencedSOPInstanceUIDInFile)"
        ' and DirectoryRecordType in ("PATIENT", "STUDY", "SERIES")',
    ),
    (r"other Instances are referenced", "valued(everywhere.ReferencedSOPInstanceUID)"),
    (
        r"this Key Object Selection document references Instances in more than one Study",
        "differs(top.CurrentRequestedProcedureEvidenceSequence.StudyInstanceUID)",
    ),
    (
        r"(?:the )?(?:code value length|length of the code value) is 16 characters or less,"
        r" and the code value is not a URN or URL",
        'not present(LongCodeValue) and not present(URNCodeValue) and unknown("code")',
    ),
    # Table 8.8-1a: "Code Value" means the attribute first, then any of the three.
    (
        r"@\d+ is not present and the @\d+ is not a URN or URL",
        'not present(CodeValue) and not present(URNCodeValue) and unknown("code")',
    ),
    (
        r"@\d+ is not present and the @\d+ is a URN or URL",
        'not present(CodeValue) and not present(LongCodeValue) and unknown("code")',
    ),
    (
        r"(?:the )?physical pixel spacing is not specified by @.* Functional Group Macro",
        "not present(everywhere.PixelSpacing) and not present(ImagerPixelSpacing)"
        " and not present(NominalScannedPixelSpacing)",
    ),
    (
        r"(?:the )?first data point is the same as the last data point",
        "closed(GraphicData)",
    ),
    (r"@\d+ is «\d+ ?, that is (?=@)", ""),
    (
        r"(?:the )?Referenced SOP Instance is a Segmentation or Surface Segmentation",
        f"ReferencedSOPClassUID in ({SEGMENTATION}, {SURFACE_SEGMENTATION})",
    ),
    (
        r"(?:the )?Referenced SOP Instance is a Segmentation",
        f"ReferencedSOPClassUID == {SEGMENTATION}",
    ),
    (
        r"(?:the )?Referenced SOP Instance is a Waveform that contains multiple Channels",
        f'ReferencedSOPClassUID in ({WAVEFORMS}) and unknown("other-object")',
    ),
    (
        r"(?:the )?Referenced SOP Instance is a Waveform",
        f"ReferencedSOPClassUID in ({WAVEFORMS}) or {_CHILD} in ({WAVEFORMS})"
        f" or ({_BY_REFERENCE})",
    ),
    (r"(?:the )?pixel data is multi-frame data", _MULTI_FRAME),
    (r"multi-frame pixel data are present", "top.NumberOfFrames > 1"),
    (
        r"(?:the )?(?:(?:image|SOP Instance) is a )?multi-frame image(?=$|,| and| or)",
        "top.NumberOfFrames > 1",
    ),
    (r"Multi-frame Image$", "top.NumberOfFrames > 1"),
    (
        r"(?:pixel data is Multi-frame Cine data|multi-frame image is a cine image"
        r"|multi-frame cine\b.*)",
        f'({_MULTI_FRAME}) and unknown("cine")',
    ),
    (
        r"(?:the )?Target Content Item is denoted by-reference.*",
        "not present(ValueType)",
    ),
    (
        r"(?:the )?Target Content Item is included by-value in the Source.*",
        "not present(ReferencedContentItemIdentifier)",
    ),
    (
        r"(?:the )?relationship is by-reference",
        "present(ReferencedContentItemIdentifier)",
    ),
    (
        r"MR Spectroscopy SOP Instances?",
        f"top.SOPClassUID == {SPECTROSCOPY}",
    ),
    (
        r"(?:the )?encapsulated document is an? (?:CDA|HL7 Structured) document",
        'near.MIMETypeOfEncapsulatedDocument in ("text/XML", "text/xml")',
    ),
    (
        r"(?:the )?IOD is not being transferred in a STOW-RS Request and is not encoded"
        r" as metadata and compressed bulk pixel data",
        'unknown("whole-data-set")',
    ),
    (
        r"(?:the )?dose data contains grid-based doses",
        'present(top.PixelData) or unknown("dose-data")',
    ),
    (r"this is the Root Content Item", "not inside(ContentSequence)"),
    (
        r"@(?P<attribute>\d+) is not present in this Sequence Item nor in the containing"
        r" @\d+ Item",
        "not present({attribute}) and not present(up.{attribute})",
    ),
    (
        r"@(?P<attribute>\d+) is not present in the containing @\d+ Item",
        "not present(up.{attribute})",
    ),
    (
        r"neither @(?P<attribute>\d+) nor @(?P<other>\d+) are present in every Item of"
        r" the @(?P<around>\d+)",
        "some({around}, not present({attribute}) and not present({other}))",
    ),
    (
        r"@(?P<attribute>\d+) is non-null in Control Points specified within"
        r" @(?P<around>\d+)",
        "valued({around}.{attribute})",
    ),
    (
        r"@(?P<attribute>\d+) that include heart gating",
        '{attribute} in ("CG", "PPG")'
        ' or (valued({attribute}) and unknown("technique"))',
    ),
    (
        r"@(?P<attribute>\d+) is greater than 1, overriding the Type 1 requirement.*",
        "top.{attribute} > 1",
    ),
    (
        r"(?:there are one or more Items of (?:the )?@\d+|@\d+ is present and there exists any value)"
        r" other than PRIMARY_PVALUES",
        "some(DataFrameAssignmentSequence,"
        ' not DataPathAssignment == "PRIMARY_PVALUES")',
    ),
    (
        r"@(?P<attribute>\d+) has an Item value other than one representing a specimen"
        r" image",
        f"valued(near.{{attribute}}) and not coded(near.{{attribute}}, {SPECIMENS})",
    ),
    (
        r"@(?P<attribute>\d+) is a reference to a standard palette",
        f"near.{{attribute}} in ({PALETTES})"
        ' or (valued(near.{attribute}) and unknown("other-object"))',
    ),
    (
        r"Graphic Annotations?(?:,? or (?:Overlays?|Curves?))+ are to be applied.*",
        'module("GraphicAnnotation") or valued(repeated.OverlayActivationLayer)'
        ' or unknown("other-object")',
    ),
    (
        r"(?:the )?Presentation State Instance contains (?:@\d+|Overlay data) other than"
        r" (?:the )?Bitmap Shutter",
        OVERLAYS,
    ),
    (r"Multi-energy CT Images?$", 'top.MultienergyCTAcquisition == "YES"'),
    *((rf"^{name}$", f'top.Modality == "{name}"') for name in MODALITIES),
    # It is allowed in the first of several apertures.
    (
        r"the first Item of @(?P<around>\d+) if multiple Items are present where"
        r" @(?P<attribute>\d+) has a value of APERTURE",
        'not first() and {attribute} == "APERTURE"'
        ' and some(up.{around}, first() and {attribute} == "APERTURE")',
    ),
    # Table A.51-2: each kind of frame of reference has functional groups of its own.
    (
        r"%\d+ or either %\d+ or %\d+ \(if [^()]*\), or %\d+ \(if [^()]*\)"
        r" Functional Groups are not present",
        'not group("PixelMeasures")'
        ' or (unknown("other-object") and not (group("PlanePositionPatient")'
        ' and group("PlaneOrientationPatient")))'
        ' or (unknown("other-object") and not group("PlanePositionSlide"))',
    ),
    # Table C.8-17: the values of Pixel Component Organization by their names.
    (r"@(?P<attribute>\d+) = Bit aligned", 'near.{attribute} == "0"'),
    (
        r"ranges are used to describe the portion of the composite pixel",
        'near.PixelComponentOrganization == "1"',
    ),
    (r"@(?P<attribute>\d+) = Ranges", 'near.{attribute} == "1"'),
    (r"integer pixels", "present(top.PixelData)"),
    (r"32 bit floating point pixels", "present(top.FloatPixelData)"),
    (r"64 bit floating point pixels", "present(top.DoubleFloatPixelData)"),
)

IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spelling, re.IGNORECASE), meaning)
    for spelling, meaning in (*relations.ROWS, *_ROWS)
)
