"""Why a value does not have the form of its value representation.

Asked only of values that were found wrong, so that checking stays quick.

Source: PS3.5 Table 6.2-1.
"""

from __future__ import annotations

import re
from typing import Final

from pydicom.valuerep import MAX_VALUE_LEN

_CHARACTERS: Final = {
    "AE": (r"[\x20-\x5b\x5d-\x7e]*", "printable ASCII without backslash"),
    "AS": (r"[0-9DWMY]*", "digits and one of D, W, M, Y"),
    "CS": (r"[A-Z0-9_ ]*", "capitals, digits, blank and underscore"),
    "DA": (r"[0-9 ]*", "digits"),
    "DS": (r"[0-9+\-.eE ]*", "digits, signs, point and exponent"),
    "DT": (r"[0-9+\-. ]*", "digits, point and an offset"),
    "IS": (r"[0-9+\- ]*", "digits and a sign"),
    "TM": (r"[0-9. ]*", "digits and a point"),
    "UI": (r"[0-9.\x00]*", "digits and points"),
}
"""The repertoire of each VR, and how to say it."""

_ZERO: Final = re.compile(r"(?:^|\.)0\d")
_LONGEST: Final = {**MAX_VALUE_LEN, "AS": 4, "DA": 8, "PN": 64}
"""Characters of one value; of a name, of one component group."""

_PARTS: Final = {
    "AS": "is not three digits and a unit",
    "DA": "is no day of the calendar",
    "DS": "is no number",
    "DT": "is no date and time, or has an offset out of range",
    "IS": "is no integer of 32 bits",
    "PN": "has more than three component groups, or five components",
    "TM": "is no time of day",
    "UI": "is no sequence of numbers with points between",
    "UR": "has blanks, or characters that no URI has",
}


def reason(vr: str, text: str) -> str:
    """Return which rule of its VR a value breaks, as the end of a sentence.

    Args:
        text: One value, as a finding shows it.
    """
    if vr in _CHARACTERS and not text.endswith("…"):
        pattern, allowed = _CHARACTERS[vr]
        if re.fullmatch(pattern, text) is None:
            return f"has other characters than {allowed}"
    if any(char < " " for char in text) or "\\x" in text:
        return "has control characters"
    longest = _LONGEST.get(vr)
    groups = text.split("=") if vr == "PN" else [text]
    cut = text.endswith("…")
    if longest and (cut or any(len(group.strip(" ")) > longest for group in groups)):
        return f"is longer than {longest} characters"
    if vr == "UI" and _ZERO.search(text):
        return "has a component with a leading zero"
    if vr == "UI" and re.fullmatch(r"\d+(?:\.\d+)*", text):
        return "begins with no arc that ISO 8824 knows"
    return _PARTS.get(vr, "is padded with something else than blanks")
