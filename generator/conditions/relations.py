"""Phrases that relate an item to other parts of its object.

They name an item by its number, an attribute by a pointer, the sequence around an item, all
items of a sequence, or all groups of an overlay. The rows are those of `idioms`.
"""

from __future__ import annotations

from typing import Final

OWN: Final = "own"
"""Stands for the keyword, and as a value for the tag, of the attribute with the condition."""

_WHOLE_SLIDE = '"1.2.840.10008.5.1.4.1.1.77.1.6"'
_JPIP = '("1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95")'
"""The transfer syntaxes of pixel data at a URL: PS3.5 A.6 and A.7."""
_NUMERIC = '("DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV")'
"""Value representations of numbers: PS3.3 Table C.18.10-1."""


def _measured(side: str) -> str:
    """Return the condition that one side was measured: PS3.3 Table C.8.25.7-1."""
    laterality = "top.MeasurementLaterality"
    return (
        f'{laterality} in ("{side}", "B")'
        f' or (not valued({laterality}) and unknown("measured"))'
    )


def _calculated(side: str, other: str) -> str:
    """Return the condition that a device made calculations for one side.

    Both sides may be measured, and only one of them used for calculations.
    """
    laterality = "top.MeasurementLaterality"
    return (
        f'{laterality} == "{side}"'
        f' or (not {laterality} == "{other}" and unknown("measured"))'
    )


def _line(one: str) -> str:
    """Return the condition that all cells of a table row or column may be numbers."""
    number = f"Table{one}Number"
    cell = f"SelectorAttributeVR not in {_NUMERIC}"
    return (
        f"not referenced({number}, near.CellValuesSequence.{number}, {cell})"
        ' and unknown("cells")'
    )


def _units(one: str) -> str:
    """Return the condition that a table row or column states the units of its cells."""
    number, definitions = f"Table{one}Number", f"near.Table{one}DefinitionSequence"
    units = "present(MeasurementUnitsCodeSequence)"
    return f"referenced({number}, {definitions}.{number}, {units})"


ROWS: Final[tuple[tuple[str, str], ...]] = (
    # The eye that was measured.
    (r"(?:the )?right (?:eye|lens) is measured", _measured("R")),
    (r"(?:the )?left (?:eye|lens) is measured", _measured("L")),
    (
        r"(?:the )?device calculated intraocular lens power for the right eye",
        _calculated("R", "L"),
    ),
    (
        r"(?:the )?device calculated intraocular lens power for the left eye",
        _calculated("L", "R"),
    ),
    # The data set of the pixel data: an icon is another image than the one around it.
    (
        r"@(?P<attribute>\d+) at the image level equals COLOR or MIXED",
        '{attribute} in ("COLOR", "MIXED")',
    ),
    # The sequence around an item: PS3.3 Table C.10-9 names the kind of filter.
    (
        r"(?:the )?filter is a high-pass filter",
        "inside(FilterLowFrequencyCharacteristicsSequence)",
    ),
    (
        r"(?:the )?filter is a low-pass filter",
        "inside(FilterHighFrequencyCharacteristicsSequence)",
    ),
    (
        r"(?:the )?filter is a notch filter",
        "inside(NotchFilterCharacteristicsSequence)",
    ),
    # All groups of overlays, and all functional groups.
    (r"Overlay data contains multiple frames", "repeated.NumberOfFramesInOverlay > 1"),
    (
        r"@(?P<attribute>\d+) or @(?P<other>\d+) is present in this Module or in a"
        r" Functional Group Macro of the current SOP Instance and has a value",
        "valued({attribute}) or valued({other})"
        " or valued(frame.{attribute}) or valued(frame.{other})",
    ),
    (
        r"@(?P<attribute>\d+) is not present in an Item of (?:the )?@(?P<shared>\d+) or"
        r" (?:the )?@(?P<frames>\d+)",
        "not present({shared}.{attribute}) and not present({frames}.{attribute})",
    ),
    # Attributes that pointers name.
    (
        r"(?:the )?selected content is not a Sequence Item",
        'not present(SelectorSequencePointer) or unknown("pointed-at")',
    ),
    (
        r"(?:the )?selected content is a single Attribute of any VR other than SQ",
        'present(SelectorAttribute) and not points(SelectorAttribute, "sequence")',
    ),
    (
        r"@(?P<attribute>\d+) is nested in (?:one or more|a) Sequences? or is absent",
        'not present(near.{attribute}) or points(near.{attribute}, "nested")',
    ),
    (
        r"@(?P<attribute>\d+) is nested in a Sequence",
        'points(near.{attribute}, "nested")',
    ),
    (
        r"@(?P<attribute>\d+) is the Data Element Tag of an Attribute that is contained"
        r" within a Functional Group Sequence",
        'points(near.{attribute}, "grouped")',
    ),
    (
        r"(?:the )?(?:Attribute referenced by (?:the )?)?@(?P<attribute>\d+) is a Code"
        r" Sequence",
        'points(near.{attribute}, "code-sequence")',
    ),
    (
        r"used as a dimension index",
        f'top.DimensionIndexSequence.DimensionIndexPointer == "{OWN}"',
    ),
    (
        r"it would contain only one value and that value would be @(?P<attribute>\d+) or"
        r" @(?P<other>\d+)",
        f"count({OWN}) == 1 and " f'{OWN} in ("{{attribute_tag}}", "{{other_tag}}")',
    ),
    # Values of all items.
    (
        r"this Attribute is present in @(?P<around>\d+) and .* not the same in all Items.*",
        f"differs({{around}}.{OWN})",
    ),
    (
        r"(?:the )?corresponding Attribute, @(?P<attribute>\d+) ?,? is present in"
        r" @(?P<around>\d+) and .* not the same in all Items.*",
        "differs({around}.{attribute})",
    ),
    (
        r"all points in @(?P<attribute>\d+) or @(?P<other>\d+) are in the same Z"
        r" plane(?:\(s\))?",
        # Points have third coordinates only if Common Z Coordinate Value is absent.
        "present(CommonZCoordinateValue) or flat({attribute}) or flat({other})",
    ),
    (
        r"@(?P<slab>\d+) is present within the same Item of @(?P<block>\d+) or when the"
        r" @(?P<type>\d+) has a value of APERTURE and @\d+ is present in another Item"
        r" having this value",
        'present({slab}) or ({type} == "APERTURE"'
        ' and some(up.{block}, present({slab}) and {type} == "APERTURE"))',
    ),
    (
        r"any Item in the @(?P<attribute>\d+) references a Dosimetric Objective",
        "valued(everywhere.{attribute})",
    ),
    (
        r"#\d+ Module references more than one SOP Instance",
        "count(top.ReferencedSeriesSequence) > 1"
        " or count(top.ReferencedSeriesSequence.ReferencedImageSequence) > 1",
    ),
    # Items named by their numbers.
    (
        r"(?:the )?referenced RT Accessory Holder Device contains an @(?P<attribute>\d+)",
        "referenced(near.ReferencedRTAccessoryHolderDeviceIndex,"
        " near.RTAccessoryHolderDefinitionSequence.DeviceIndex, valued({attribute}))",
    ),
    (
        r"(?:the )?referenced acquisition protocol element is not in this Instance",
        'not valued(near.AcquisitionProtocolElementSequence) or unknown("other-object")',
    ),
    (
        r"(?:the )?referenced acquisition or reconstruction protocol element is not in"
        r" this Instance",
        "(not valued(near.AcquisitionProtocolElementSequence)"
        " and not valued(near.ReconstructionProtocolElementSequence))"
        ' or unknown("other-object")',
    ),
    (r"all the rows in this column are numeric values.* same units", _line("Column")),
    (r"all the columns in this row are numeric values.* same units", _line("Row")),
    (
        r"this cell is a numeric value .* has a unit .*",
        f"SelectorAttributeVR in {_NUMERIC} and not {_units('Row')}"
        f' and not {_units("Column")} and unknown("cells")',
    ),
    (
        r"this cell is a numeric value .* the numeric value cannot be provided",
        f'SelectorAttributeVR in {_NUMERIC} and unknown("cells")',
    ),
    (
        r"(?:the )?Referenced @\d+ corresponds to a Control Point in (?:the )?"
        r"@(?P<points>\d+)",
        "CumulativeMetersetWeight == up.{points}.CumulativeMetersetWeight"
        ' or unknown("relations")',
    ),
    # References to other objects, and values that only these have.
    (
        r"@(?P<attribute>\d+) refers to channels within a single multiplex group",
        # One channel is two values: PS3.3 C.18.5.1.1.
        "count(ContentSequence.ReferencedSOPSequence.{attribute}) == 2"
        ' or unknown("other-object")',
    ),
    (
        r"RT Dose is being transmitted, and @(?P<attribute>\d+) equals CONTROL_POINT",
        '(not present(near.{attribute}) or near.{attribute} == "CONTROL_POINT")'
        ' and unknown("other-object")',
    ),
    (
        r"@(?P<attribute>\d+) is a relative (?:path )?reference URI",
        "relative(near.{attribute})",
    ),
    (
        r"(?:the )?image is to be transferred in one of the following presentation contexts"
        r" identified by @(?P<syntax>\d+).*",
        # A data set without file meta information does not have its transfer syntax.
        f"top.{{syntax}} in {_JPIP} or (not present(top.{{syntax}})"
        ' and unknown("encoding"))',
    ),
    (
        r"(?:the )?instance referenced by @(?P<around>\d+) is tiled.*",
        f"near.{{around}}.ReferencedSOPClassUID == {_WHOLE_SLIDE}"
        ' or unknown("other-object")',
    ),
    (
        r"Study SOP Instances may be retrieved using .* and @(?P<around>\d+) does not"
        r" include @(?P<attribute>\d+)",
        'unknown("services-offered") and not present(near.{around}.{attribute})',
    ),
    (
        r"@(?P<attribute>\d+)(?: Attribute)? at Study(?: or Series)? level does not have"
        r" the value Y(?!\w)",
        'not up.{attribute} == "Y"',
    ),
)
