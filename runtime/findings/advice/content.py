"""Advice about structured reports, and the directories of media."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_MEDIA = "Readers of the medium do not find some of its objects."

ADVICE: Final = {
    "content-root": Advice(
        "Receivers cannot show the report.",
        "A report whose top level has the Value Type TEXT.",
        "Make the root a content item of the value type CONTAINER.",
    ),
    "content-relationship": Advice(
        "Receivers may not show the content item, or misinterpret it.",
        "A TEXT item that CONTAINS a NUM item.",
        "Use a relationship that the IOD allows between these value types, or another IOD.",
    ),
    "content-by-reference": Advice(
        "Receivers of the IOD may not resolve references to other content items.",
        "A relationship by reference in a Basic Text SR.",
        "Repeat the content item by value, or use an IOD that allows the reference.",
    ),
    "content-target": Advice(
        "Receivers cannot resolve the reference.",
        "A Referenced Content Item Identifier of a deleted item.",
        "Recalculate the identifiers after each change of the tree. The first value is 1.",
    ),
    "content-loop": Advice(
        "Receivers that follow references do not end.",
        "A content item that refers to its own parent.",
        "Refer to an item that is not an ancestor.",
    ),
    "directory-offset": Advice(
        _MEDIA,
        "Offsets that were not recalculated after a record was added.",
        "Calculate the offsets from the final encoding of the file.",
    ),
    "directory-loop": Advice(
        "Readers of the medium do not end, or show an object twice.",
        "Two records with the same next record.",
        "Point to each record from one other record only.",
    ),
    "directory-unreachable": Advice(
        _MEDIA,
        "A record that no offset points to.",
        "Link the record, or mark it as inactive.",
    ),
    "directory-type": Advice(
        "Readers of the medium ignore the record.",
        "A record of the retired type VISIT.",
        "Use a record type of the edition.",
    ),
    "directory-nesting": Advice(
        "Readers of the medium do not search for the record there.",
        "An IMAGE record below a PATIENT record.",
        "Nest the records as PATIENT, STUDY, SERIES, IMAGE.",
    ),
    "directory-file": Advice(
        "Readers of the medium list an object that they cannot open.",
        "A Referenced File ID of a file that was not copied.",
        "Copy the file, or remove the record. Write names in upper case as in the record.",
    ),
}
