"""Labels of statuses whose meaning PS3.4 states as a sentence.

The labels are our own words. They are listed by annex, since services reuse codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OF_ALL: Final[Mapping[str, str]] = {
    "0001": "Optional attributes not supported",
    "A9xx": "SOP class mismatch",
    "A900": "SOP class mismatch",
    "FE00": "Canceled",
}

_RETRIEVALS: Final[Mapping[str, str]] = {
    "A701": "Matches cannot be counted",
    "A702": "Sub-operations cannot be performed",
    "B000": "Sub-operations complete, some failed",
}
"""The standard begins the meanings of several statuses with the same words."""

_OF_ANNEXES: Final[Mapping[str, Mapping[str, str]]] = {
    "B": {"B007": "SOP class mismatch"},
    "C": {**_RETRIEVALS, "B001": "Response limit reached"},
    "H": {
        "B601": "Collation not supported",
        "B602": "Empty page",
        "B603": "Empty page",
        "B604": "Image demagnified",
        "B605": "Density adjusted to printer",
        "B609": "Image cropped",
        "B60A": "Image decimated",
        "C600": "No film boxes",
        "C601": "Print queue full",
        "C602": "Print queue full",
        "C603": "Image too large",
        "C605": "Insufficient printer memory",
        "C613": "Combined image too large",
        "C616": "Previous film box not printed",
    },
    "P": {
        "B101": "Synchronization frame of reference differs",
        "B104": "IDs inconsistent, event logged",
        "C101": "No logging for this study",
        "C102": "Template mismatch",
        "C103": "No current study matches",
        "C104": "IDs inconsistent, event not logged",
        "C10E": "Operator not authorized",
        "C110": "Patient not identified",
        "C111": "Record not updated",
    },
    "S": {
        "A510": "Media creation already initiated",
        "C202": "Media creation in progress",
    },
    "Y": {
        **_RETRIEVALS,
        "AA00": "Frames not found",
        "AA01": "New object cannot be created",
        "AA03": "Object has no frame times",
    },
    "CC": {
        "B300": "UPS created with modifications",
        "B304": "UPS already CANCELED",
        "B305": "Invalid values coerced",
        "B306": "UPS already COMPLETED",
        "C300": "UPS has ended",
        "C301": "Wrong Transaction UID",
        "C302": "UPS already IN PROGRESS",
        "C303": "SCHEDULED only by N-CREATE",
        "C304": "Final state requirements not met",
        "C307": "UPS does not exist",
        "C308": "Receiving AE title unknown",
        "C309": "UPS State not SCHEDULED",
        "C310": "UPS not IN PROGRESS",
        "C314": "Action not appropriate",
        "C315": "Event reports not supported",
    },
    "DD": {
        "C112": "Machine verification not found",
        "C221": "Fraction group not in plan",
        "C222": "Fraction group has no beams",
        "C223": "Verification already in progress",
        "C224": "Beam not in fraction group",
        "C225": "Device or accessory not supported",
        "C226": "Device or accessory not found",
    },
    "KK": {"0212": "Mistyped argument"},
}


def own_label(section: str, code: str) -> str | None:
    """Return our label of a status; None if the standard has a short one.

    Args:
        section: The section of the table: "CC.2.1.4".
        code: "C302".
    """
    annex = section.partition(".")[0]
    return _OF_ANNEXES.get(annex, {}).get(code) or _OF_ALL.get(code)
