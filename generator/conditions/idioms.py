"""Phrases that name no attribute, but say something that the object tells.

Each row is a spelling and its meaning in the language of conditions. `@` and a number stand
for an attribute that was recognized; a group around the number gives its keyword a name.
"""

from __future__ import annotations

import re

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
SURFACE_SEGMENTATION = '"1.2.840.10008.5.1.4.1.1.66.5"'
_CHILD = "ContentSequence.ReferencedSOPSequence.ReferencedSOPClassUID"

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
        "not valued(ReferencedFileID)",
    ),
    (r"other Instances are referenced", "valued(everywhere.ReferencedSOPInstanceUID)"),
    (
        r"this Key Object Selection document references Instances in more than one Study",
        "count(top.CurrentRequestedProcedureEvidenceSequence) > 1",
    ),
    (
        r"(?:the )?code value length is 16 characters or less, and the code value is not"
        r" a URN or URL",
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
        f"ReferencedSOPClassUID in ({WAVEFORMS}) or {_CHILD} in ({WAVEFORMS})",
    ),
    (r"(?:the )?pixel data is multi-frame data", "top.NumberOfFrames > 1"),
    (r"multi-frame pixel data are present", "top.NumberOfFrames > 1"),
    (
        r"(?:the )?(?:image is a )?multi-frame image(?=$| and| or)",
        "top.NumberOfFrames > 1",
    ),
    (r"Multi-frame Image$", "top.NumberOfFrames > 1"),
    (
        r"(?:pixel data is Multi-frame Cine data|multi-frame image is a cine image)",
        'top.NumberOfFrames > 1 and unknown("cine")',
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
        r"(?:the )?encapsulated document is an? (?:CDA|HL7 Structured) document",
        'near.MIMETypeOfEncapsulatedDocument == "text/XML"',
    ),
    (
        r"(?:the )?IOD is not being transferred in a STOW-RS Request and is not encoded"
        r" as metadata and compressed bulk pixel data",
        'unknown("whole-data-set")',
    ),
    (
        r"@(?P<attribute>\d+) is nested in (?:one or more|a) Sequences? or is absent",
        'not present(near.{attribute}) or unknown("pointed-at")',
    ),
    (
        r"(?:this Attribute|(?:the )?corresponding Attribute, @\d+,?) is present in"
        r" @(?P<attribute>\d+) and .* not the same in all Items.*",
        'valued({attribute}) and unknown("values-differ")',
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
        '{attribute} in ("CG", "PPG") or unknown("technique")',
    ),
    (
        r"@(?P<attribute>\d+) is greater than 1, overriding the Type 1 requirement.*",
        "top.{attribute} > 1",
    ),
    # Table C.8-17: the values of Pixel Component Organization by their names.
    (r"@(?P<attribute>\d+) = Bit aligned", 'near.{attribute} == "0"'),
    (r"@(?P<attribute>\d+) = Ranges", 'near.{attribute} == "1"'),
    (r"integer pixels", "present(top.PixelData)"),
    (r"32 bit floating point pixels", "present(top.FloatPixelData)"),
    (r"64 bit floating point pixels", "present(top.DoubleFloatPixelData)"),
)

IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spelling, re.IGNORECASE), meaning) for spelling, meaning in _ROWS
)
