"""The reason why a value is invalid for its value representation.

Only evaluated for invalid values, so that checking stays fast.

Source: PS3.5 Table 6.2-1.
"""

from __future__ import annotations

import re
from typing import Final

from .value_forms import acceptor

_CHARACTERS: Final = {
    "AE": (r"[\x20-\x5b\x5d-\x7e]*", "printable ASCII without backslash"),
    "AS": (r"[0-9DWMY ]*", "digits and one of D, W, M, Y"),
    "CS": (r"[A-Z0-9_ ]*", "capitals, digits, blank and underscore"),
    "DA": (r"[0-9 ]*", "digits"),
    "DS": (r"[0-9+\-.eE ]*", "digits, signs, point and exponent"),
    "DT": (r"[0-9+\-. ]*", "digits, point and an offset"),
    "IS": (r"[0-9+\- ]*", "digits and a sign"),
    "TM": (r"[0-9. ]*", "digits and a point"),
    "UI": (r"[0-9.\x00]*", "digits and points"),
}
"""Character repertoire of each VR, with its description."""

_PADDED: Final = re.compile(r"(.*?)((?:\\x00| )*)", re.DOTALL)
"""A value and its padding, as a finding shows them."""

_ZERO: Final = re.compile(r"(?:^|\.)0\d")
_LONGEST: Final = {
    "AE": 16,
    "AS": 4,
    "CS": 16,
    "DA": 8,
    "DS": 16,
    "IS": 12,
    "LO": 64,
    "LT": 10240,
    "PN": 64,
    "SH": 16,
    "ST": 1024,
    "UI": 64,
}
"""Maximum number of characters of a value; for names, of a component group."""

_PARTS: Final = {
    "AS": "is not three digits and a unit",
    "DA": "is not a valid date",
    "DS": "is not a number",
    "DT": "is not a valid date and time, or has an offset out of range",
    "IS": "is not a 32-bit integer",
    "PN": "has more than three component groups, or five components",
    "TM": "is not a valid time",
    "UI": "is not a sequence of numbers separated by points",
    "UR": "has blanks or characters that are not allowed in a URI",
}


def reason(vr: str, text: str) -> str:
    """Return the rule of the VR that a value violates, as the end of a sentence.

    Args:
        text: One value, as a finding shows it.
    """
    if vr == "UI" and text.count(_NUL) == 1:
        bare = text.removesuffix(_NUL)
        text = text if _is_valid(vr, bare) else bare  # one NUL pads to an even length
    if padding := _padding(vr, text):
        return padding
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
        return "does not begin with an arc of ISO 8824"
    return _PARTS.get(vr, "is not padded with blanks")


def _padding(vr: str, text: str) -> str:
    """Return the fault of NULs and blanks, which are hard to see; empty if there is none."""
    padded = _PADDED.fullmatch(text)
    assert padded is not None
    bare, padding = padded.groups()
    if _NUL in bare:
        return "has a NUL character"
    if _NUL in padding:
        return "has more padding than one NUL" if vr == "UI" else "is padded with NUL"
    if vr in _BLANKS_INSIDE and bare.strip(" "):
        return ""
    if vr not in _CHARACTERS or not _is_valid(vr, text.replace(" ", "")):
        return ""
    if text.startswith(" ") and vr not in _NUMERIC:
        return "begins with a blank"
    if " " in bare.strip(" "):
        return "has a blank inside"
    return "ends with blanks" if padding else ""


def _is_valid(vr: str, text: str) -> bool:
    accepts = acceptor(vr, "1")
    return accepts is not None and bool(accepts(text.encode("latin-1", "replace")))


_NUL: Final = r"\x00"
_NUMERIC: Final = ("DS", "IS")
_BLANKS_INSIDE: Final = ("AE", "CS")
"""VRs that allow blanks before, inside and after the text of a value."""
