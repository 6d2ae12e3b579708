"""Errata of PS3.4 that affect its readers, each with its reason.

Differences in names, case and punctuation are not errata: attributes are identified by
their tag, and names are taken from PS3.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .erratum import Erratum

TODAY = ("2022d", "2023a")
ALL = ("2013", *TODAY)

_CREATE = "Req. Type N-CREATE (SCU/SCP)"
_SET = "Req. Type N-SET (SCU/SCP)"
_FINAL = "Final State"


_CAPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "8-3a": (
        "Enhanced SCU/SCP Coded Entry Macro with no SCU Support and no Matching Key Support",
    ),
    "8-5b": (
        "Basic SCU/SCP Coded Entry Macro with no SCU Support and Optional Meaning for SCP",
    ),
    "BB.6-2": ("Attributes for the Implant Assembly Template Information Model",),
    "BB.6-3": ("Attributes for the Implant Template Group Information Model",),
    "CC.2.5-2b": ("UPS Content Item Macro",),
    "CC.2.5-2c": ("Referenced Instances and Access Macro",),
    "CC.2.5-2g": ("Storage Macro",),
    "CC.2.5-3": ("UPS SOP Class N-CREATE/N-SET/N-GET/C-FIND Attributes",),
    "CC.2.8-2": (
        "C-FIND Response Status Values",
        "C-FIND Response Status Values [for Search for Unified Procedure Step]",
    ),
    "DD.3.2.2.1-1": ("Verification Parameters Selector Attribute Macro",),
    "EE.2.2.1-2": ("Display System N-GET Attributes",),
    "F.7.2-1": (
        "Modality Performed Procedure Step SOP Class N-CREATE, N-SET and Final State Attributes",
    ),
    "F.8.2-1": (
        "Modality Performed Procedure Step Retrieve SOP Class N-GET Attributes",
    ),
    "H.4-10": ("N-SET Attributes",),
    "H.4-11": ("N-SET Attributes",),
    "H.4-23": ("N-CREATE Attribute List",),
    "H.4-6": ("N-CREATE Attribute List",),
    "H.4-7": ("N-SET Attributes",),
    "II.6-1": ("Attributes for the Protocol Approval Information Model",),
    "P.2-2": ("Procedural Event Logging Action Information",),
    "Q.4-1": ("Attributes for the Relevant Patient Information Model",),
    "Y.6-2": (
        "Frame Level Keys for the Composite Instance Root Query/Retrieve Information Model",
        "Frame Level Keys for the Composite Instance Root Retrieve Information Model",
    ),
}
"""Captions of the tables; those of Annex H are not specific."""


def _slip(
    table: str,
    printed: str,
    correct: str,
    reason: str,
    *,
    row: str = "",
    below: str = "",
    column: str = "Attribute Name",
    seen_in: tuple[str, ...] = TODAY,
) -> Erratum:
    return Erratum(
        4,
        printed,
        correct,
        reason,
        seen_in,
        table=table,
        captions=_CAPTIONS[table],
        column=column,
        row=row,
        below=below,
    )


_UNIQUE = "U marks the unique key, which is SOP Instance UID"

SERVICE_ERRATA: tuple[Erratum, ...] = (
    # Nesting
    _slip(
        "CC.2.5-3",
        ">Include",
        ">>Include",
        "the macro belongs to the Output Information Sequence above it",
        below="Output Information Sequence",
        seen_in=ALL,
    ),
    _slip(
        "EE.2.2.1-2",
        ">>>>>Ambient",
        ">>>>Ambient",
        "the row above it is not a sequence",
    ),
    _slip(
        "CC.2.5-3",
        "Procedure Step Cancellation",
        ">Procedure Step Cancellation",
        "it belongs to Progress Information Sequence, like the rows nested below it",
        seen_in=("2013",),
    ),
    # Tags
    _slip(
        "BB.6-2",
        "",
        "(0076,0001)",
        "Implant Assembly Template Name has no tag",
        row="Implant Assembly Template Name",
        column="Tag",
        seen_in=ALL,
    ),
    _slip(
        "BB.6-3",
        "(0078,0000)",
        "(0078,0001)",
        "(gggg,0000) is a group length; the name is Implant Template Group Name",
        column="Tag",
        seen_in=ALL,
    ),
    _slip(
        "CC.2.5-2g",
        "(0040,4071)",
        "(2100,0140)",
        "Destination AE has the tag of its enclosing sequence",
        row="Destination AE",
        column="Tag",
    ),
    _slip(
        "EE.2.2.1-2",
        "(0008,1151)",
        "(0008,1155)",
        "the name is Referenced SOP Instance UID",
        row="Referenced SOP Instance UID",
        column="Tag",
    ),
    _slip(
        "F.8.2-1",
        "(0010,0032)",
        "(0010,0030)",
        "Patient's Birth Date has the tag of the time",
        row="Patient's Birth Date",
        column="Tag",
        seen_in=("2013", "2022d"),
    ),
    *(
        _slip(
            "CC.2.5-3",
            printed,
            correct,
            "a date and time has the tag of a date",
            row=row,
            column="Tag",
            seen_in=("2013",),
        )
        for row, printed, correct in (
            ("Performed Procedure Step Start DateTime", "(0040,0244)", "(0040,4050)"),
            ("Performed Procedure Step End DateTime", "(0040,0250)", "(0040,4051)"),
        )
    ),
    # Requirements
    _slip(
        "8-3a",
        "",
        "3",
        "Equivalent Code Sequence has no return key type; 8-1a and 8-4a have 3",
        row="Equivalent Code Sequence",
        column="Return Key Type",
    ),
    _slip(
        "8-5b",
        "1C/1C",
        "-/1C",
        "the macro has no SCU support",
        row="URN Code Value",
        column="Requirement Type SCU/SCP",
    ),
    *(
        _slip(
            "CC.2.5-2c",
            printed,
            correct,
            "the requirement of the SCP is missing; the other retrieval sequences have 1C/1",
            row=row,
            column=_CREATE,
            seen_in=editions,
        )
        for row, printed, correct, editions in (
            ("XDS Retrieval Sequence", "1C", "1C/1", ALL),
            ("Repository Unique ID", "1", "1/1", ("2013",)),
        )
    ),
    *(
        _slip(
            "CC.2.5-2b",
            printed,
            correct,
            "an item has only the value that its Value Type selects, as in N-CREATE",
            row=row,
            column=column,
            seen_in=editions,
        )
        for column, printed, correct, editions in (
            (_SET, "1/1", "1C/1C", ALL),
            ("Return Key Type", "1", "1C", ("2013",)),
        )
        for row in (
            "DateTime",
            "Date",
            "Time",
            "Person Name",
            "UID",
            "Text Value",
            "Concept Code Sequence",
            "Numeric Value",
            "Measurement Units Code Sequence",
        )
    ),
    *(
        _slip(
            "DD.3.2.2.1-1",
            "-/1",
            "-/1C",
            "not every attribute is private, or in a sequence: PS3.3 Table 10-20 has 1C",
            row=row,
            column="Req. Type N-GET (SCU/SCP)",
            seen_in=ALL,
        )
        for row in (
            "Selector Sequence Pointer",
            "Selector Sequence Pointer Private Creator",
            "Selector Sequence Pointer Items",
            "Selector Attribute Private Creator",
        )
    ),
    *(
        _slip("II.6-1", "U", "O", _UNIQUE, row=row, column="Matching Key Type")
        for row in (
            "Institutional Department Name",
            "Institutional Department Type Code Sequence",
            "Related Assertion Sequence",
            "Referenced Assertion UID",
        )
    ),
    _slip(
        "CC.2.5-3",
        "3/1",
        "3/1C",
        "objects with only the default repertoire do not have it; it is conditional in"
        " all other messages",
        row="Specific Character Set",
        column="Req. Type N-GET (SCU/SCP)",
        seen_in=ALL,
    ),
    # Requirements in prose, or in a remark
    _slip(
        "CC.2.5-3",
        "X",
        "O",
        "the SCP sets Procedure Step Cancellation DateTime if the SCU did not",
        row="Procedure Step Cancellation DateTime",
        column=_FINAL,
        seen_in=ALL,
    ),
    _slip(
        "CC.2.5-3",
        "P",
        "2C",
        "Output Information Sequence has no items if there is no relevant output",
        row="Output Information Sequence",
        column=_FINAL,
        seen_in=ALL,
    ),
    _slip(
        "CC.2.5-3",
        "See",
        "-/1 See",
        "CC.2.5.1.3.1: the SCP sets SOP Class UID",
        column=_CREATE,
        seen_in=ALL,
    ),
    _slip(
        "CC.2.5-3",
        "(see",
        "1C/1 (see",
        "CC.2.6.3: a set request requires the Transaction UID once the step is in progress",
        column=_SET,
        seen_in=ALL,
    ),
    _slip(
        "F.7.2-1",
        "See",
        "2 See",
        "F.7.2.2.2: one of the two lists of instances may be empty",
        column="Requirement Type Final State (see Note 1)",
        seen_in=ALL,
    ),
    _slip(
        "P.2-2",
        "See",
        "1/1 See",
        "P.2.2.1.3: the event is recorded as content items of the module",
        column="Requirement Type SCU/SCP",
        seen_in=ALL,
    ),
    # Conditions
    *(
        _slip(
            table,
            f"{printed} (Required if sequence is present)",
            correct,
            "every item has it",
            column="Usage SCU/SCP",
            seen_in=ALL,
        )
        for table, printed, correct in (
            ("H.4-6", "-/MC", "-/M"),
            ("H.4-6", "U/MC", "U/M"),
            ("H.4-7", "U/MC", "U/M"),
            ("H.4-23", "MC/M", "M/M"),
        )
    ),
    *(
        _slip(
            table,
            "M/M",
            "2/2",
            "H.4.3.1.2.1.3, H.4.3.2.2.1.3: an empty sequence erases the image",
            row=row,
            column="Usage SCU/SCP",
            seen_in=ALL,
        )
        for table, row in (
            ("H.4-10", "Basic Grayscale Image Sequence"),
            ("H.4-11", "Basic Color Image Sequence"),
        )
    ),
    _slip(
        "Y.6-2",
        "Required if Simple Frame List and Approximate Frame Range are",
        "Required if Simple Frame List (0008,1161) and Time Range (0008,1163) are",
        "the attribute does not exist; one of the three is present",
        column="Condition",
        seen_in=ALL,
    ),
    _slip(
        "Q.4-1",
        "Required if Content Sequence (0040,A390)",
        "Required if Content Sequence (0040,A730)",
        "the name has the tag of another sequence",
        column="Remark / Matching Type",
    ),
    # Statuses
    _slip(
        "CC.2.8-2",
        "(any value C000 through CFFF",
        "Cxxx",
        "the code is described in words",
        column="Status Codes",
        seen_in=("2013",),
    ),
)
