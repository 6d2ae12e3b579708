"""Slips of the tables of PS3.4 that would mislead a reader: each a row, with its reason.

Names that differ from PS3.6, capitals and full stops mislead nobody: the tag decides what
an attribute is, and its name is taken from PS3.6.
"""

from __future__ import annotations

from ..slips import Erratum

TODAY = ("2022d", "2023a")
ALL = ("2013", *TODAY)

_CREATE = "Req. Type N-CREATE (SCU/SCP)"
_SET = "Req. Type N-SET (SCU/SCP)"
_FINAL = "Final State"


def _slip(
    table: str,
    row: int | None,
    printed: str,
    correct: str,
    reason: str,
    *,
    column: str = "Attribute Name",
    editions: tuple[str, ...] = TODAY,
) -> Erratum:
    return Erratum(4, table, printed, correct, reason, editions, row, column)


_TOP_LEVEL = "the first row of a macro is on the level at which the macro is included"
_UNIQUE = "U stands for the unique key, which only SOP Instance UID is"

SERVICE_ERRATA: tuple[Erratum, ...] = (
    # Nesting
    _slip("F.7.2-1c", 1, ">Include", "Include", _TOP_LEVEL),
    _slip("F.7.2-1e", 1, ">Include", "Include", _TOP_LEVEL),
    _slip(
        "CC.2.5-3",
        139,
        ">Include",
        ">>Include",
        "the macro belongs into the Output Information Sequence above it",
    ),
    _slip(
        "EE.2.2.1-2",
        97,
        ">>>>>Ambient",
        ">>>>Ambient",
        "the row above it is no sequence",
    ),
    _slip(
        "CC.2.5-3",
        92,
        "Procedure Step Cancellation",
        ">Procedure Step Cancellation",
        "it belongs to Progress Information Sequence, as what is nested below it does",
        editions=("2013",),
    ),
    # Tags
    _slip(
        "BB.6-2",
        6,
        "",
        "(0076,0001)",
        "Implant Assembly Template Name has no tag",
        column="Tag",
        editions=ALL,
    ),
    _slip(
        "BB.6-3",
        6,
        "(0078,0000)",
        "(0078,0001)",
        "(gggg,0000) is a group length; the name is Implant Template Group Name",
        column="Tag",
        editions=ALL,
    ),
    _slip(
        "CC.2.5-2g",
        3,
        "(0040,4071)",
        "(2100,0140)",
        "Destination AE has the tag of the sequence that it stands in",
        column="Tag",
    ),
    _slip(
        "EE.2.2.1-2",
        80,
        "(0008,1151)",
        "(0008,1155)",
        "the name is Referenced SOP Instance UID",
        column="Tag",
    ),
    _slip(
        "F.8.2-1",
        None,
        "(0010,0032)",
        "(0010,0030)",
        "Patient's Birth Date has the tag of the time",
        column="Tag",
        editions=("2013",),
    ),
    *(
        _slip(
            "CC.2.5-3",
            None,
            printed,
            correct,
            "a date and time has the tag of a date",
            column="Tag",
            editions=("2013",),
        )
        for printed, correct in (
            ("(0040,0244)", "(0040,4050)"),
            ("(0040,0250)", "(0040,4051)"),
        )
    ),
    # Requirements
    _slip(
        "8-3a",
        2,
        "",
        "3",
        "Equivalent Code Sequence has no return key type; 8-1a and 8-4a have 3",
        column="Return Key Type",
    ),
    _slip(
        "8-5b",
        6,
        "1C/1C",
        "-/1C",
        "the macro has no SCU support",
        column="Requirement Type SCU/SCP",
    ),
    _slip(
        "CC.2.5-2c",
        17,
        "1C",
        "1C/1",
        "the side of the SCP is missing; the other retrieval sequences have 1C/1",
        column=_CREATE,
    ),
    *(
        _slip(
            "CC.2.5-2b",
            row,
            printed,
            correct,
            "an item has the one value that its Value Type names, as in N-CREATE",
            column=column,
            editions=editions,
        )
        for column, printed, correct, editions in (
            (_SET, "1/1", "1C/1C", ALL),
            ("Return Key Type", "1", "1C", ("2013",)),
        )
        for row in (4, 5, 6, 7, 8, 9, 10, 12, 13)
    ),
    *(
        _slip(
            "DD.3.2.2.1-1",
            row,
            "-/1",
            "-/1C",
            "not every attribute is private, or in a sequence: PS3.3 Table 10-20 has 1C",
            column="Req. Type N-GET (SCU/SCP)",
            editions=ALL,
        )
        for row in (3, 4, 5, 6)
    ),
    *(
        _slip("II.6-1", row, "U", "O", _UNIQUE, column="Matching Key Type")
        for row in (30, 31, 36, 37)
    ),
    *(
        _slip(
            "CC.2.5-2c",
            row,
            printed,
            correct,
            "the side of the SCP is missing",
            column=_CREATE,
            editions=("2013",),
        )
        for row, printed, correct in ((18, "1C", "1C/1"), (19, "1", "1/1"))
    ),
    _slip(
        "CC.2.5-3",
        3,
        "3/1",
        "3/1C",
        "no value says that there are but characters of the default repertoire; the"
        " columns of all other messages are conditional",
        column="Req. Type N-GET (SCU/SCP)",
        editions=ALL,
    ),
    # Requirements that stand in prose, or in a remark
    *(
        _slip(
            "CC.2.5-3",
            row,
            "X",
            "O",
            "the SCP fills Procedure Step Cancellation DateTime if the SCU did not",
            column=_FINAL,
            editions=editions,
        )
        for row, editions in ((113, TODAY), (92, ("2013",)))
    ),
    *(
        _slip(
            "CC.2.5-3",
            row,
            "P",
            "2C",
            "Output Information Sequence has no items if there is no relevant output",
            column=_FINAL,
            editions=editions,
        )
        for row, editions in ((138, TODAY), (117, ("2013",)))
    ),
    _slip(
        "CC.2.5-3",
        4,
        "See",
        "-/1 See",
        "CC.2.5.1.3.1: the SCP sets SOP Class UID",
        column=_CREATE,
        editions=ALL,
    ),
    _slip(
        "CC.2.5-3",
        1,
        "(see",
        "1C/1 (see",
        "CC.2.6.3: a set request needs the Transaction UID once the step is in progress",
        column=_SET,
        editions=ALL,
    ),
    *(
        _slip(
            "F.7.2-1",
            row,
            "See",
            "2 See",
            "F.7.2.2.2: of the two lists of instances, one may be empty",
            column="Requirement Type Final State (see Note 1)",
            editions=editions,
        )
        for editions, rows in ((TODAY, (92, 99)), (("2013",), (105, 112)))
        for row in rows
    ),
    _slip(
        "P.2-2",
        7,
        "See",
        "1/1 See",
        "P.2.2.1.3: the event is recorded as content items of the module",
        column="Requirement Type SCU/SCP",
        editions=ALL,
    ),
    # Conditions
    *(
        _slip(
            table,
            None,
            f"{printed} (Required if sequence is present)",
            correct,
            "an item has it whenever there is an item",
            column="Usage SCU/SCP",
            editions=ALL,
        )
        for table, printed, correct in (
            ("H.4-6", "-/MC", "-/M"),
            ("H.4-6", "U/MC", "U/M"),
            ("H.4-7", "U/MC", "U/M"),
            ("H.4-23", "MC/M", "M/M"),
        )
    ),
    _slip(
        "Y.6-2",
        2,
        "Required if Simple Frame List and Approximate Frame Range are",
        "Required if Simple Frame List (0008,1161) and Time Range (0008,1163) are",
        "there is no such attribute; of the three, one is present",
        column="Condition",
        editions=ALL,
    ),
    _slip(
        "Q.4-1",
        22,
        "Required if Content Sequence (0040,A390)",
        "Required if Content Sequence (0040,A730)",
        "the name has the tag of another sequence",
        column="Remark / Matching Type",
    ),
    # Statuses
    _slip(
        "CC.2.8-2",
        4,
        "(any value C000 through CFFF",
        "Cxxx",
        "the code is described in words",
        column="Status Codes",
        editions=("2013",),
    ),
)
