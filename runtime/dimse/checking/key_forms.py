"""Validity of keys: the kinds of matching that a VR supports.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...encoding import value_forms
from ...encoding.form_faults import reason
from ...findings import codes
from ...findings.codes import Code
from ..queries.comparisons import is_moment
from ..queries.date_ranges import bounds, date_time, day, time_of_day
from ..services.keys import RANGED, WITH_WILDCARDS
from ..services.negotiated import Negotiated

MULTIPLE: Final = frozenset({"AE", "AS", "AT", "CS", "LO", "PN", "SH", "UC"})
"""VRs that support multiple value matching, if negotiated: C.2.2.2.8."""

EMPTIABLE: Final = WITH_WILDCARDS | RANGED
"""VRs that support empty value matching, if negotiated: C.2.2.2.7."""

EMPTY: Final = '""'
"""The key for empty values."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]").search
_CODE: Final = re.compile(r"[A-Z0-9_ *?]*").fullmatch
_BEYOND: Final = re.compile(r"[^\x00-\xff]")
_SHOWN: Final = 64
"""Maximum number of characters of a value in a message."""


def unmatchable(
    vr: str,
    text: str,
    negotiated: Negotiated,
    *,
    several: bool = True,
    crosses_midnight: bool = False,
) -> Iterator[tuple[Code, str]]:
    """Yield the codes and messages for an invalid text key.

    Args:
        text: The value of the key, without padding.
        several: Whether the attribute may have several values.
        crosses_midnight: Whether a range of times may end before it starts, because it
            belongs to a range of dates.
    """
    parts = [text] if vr in value_forms.UNDIVIDED else text.split("\\")
    if len(parts) > 1:
        if what := _wrong_list(vr, parts, negotiated, several):
            yield codes.KEY_MATCHING, f"{_shown(text)} {what}"
            return
    elif text == EMPTY and negotiated.empty_value and vr in EMPTIABLE:
        return
    for part in parts:
        value = part if vr == "UI" else part.strip(" ")
        if problem := _wrong(vr, value, crosses_midnight):
            yield problem
            return


def _wrong_list(
    vr: str, parts: list[str], negotiated: Negotiated, several: bool
) -> str:
    """Return why a list cannot be matched; empty if it can."""
    if vr == "UI":
        return ""
    if not negotiated.multiple_value or vr not in MULTIPLE:
        return f"is a list; {_of(vr)}"
    if not several:
        return "is a list; the attribute has a single value"
    if any(map(_is_wild, parts)):
        return "is a list with wild cards; they are not allowed in lists"
    return ""


def _wrong(vr: str, part: str, crosses_midnight: bool) -> tuple[Code, str] | None:
    """Return code and message for an invalid value of a key; None if it is valid."""
    if vr in RANGED and (ends := bounds(part, is_moment(vr))) is not None:
        if _is_backwards(vr, *ends) and not (vr == "TM" and crosses_midnight):
            what = f"{_shown(part)} is a range that ends before it starts"
            return codes.KEY_MATCHING, what
        return None
    if _is_valid(vr, part):
        return None
    if vr in WITH_WILDCARDS and _is_wild(part):
        invalid = not _CODE(part) if vr == "CS" else _CONTROLS(part)
        if not invalid:
            return None
    elif vr in RANGED and "-" in part:
        return codes.VALUE_INVALID, f"{_shown(part)} is not a valid range of VR {vr}"
    elif _is_wild(part):
        return codes.KEY_MATCHING, f"{_shown(part)} has wild cards; {_of(vr)}"
    elif vr in ("AS", "IS", "DS") and part.count("-") and _is_valid_range(vr, part):
        return codes.KEY_MATCHING, f"{_shown(part)} is a range; {_of(vr)}"
    why = reason(vr, _cut(part))
    return (
        codes.VALUE_INVALID,
        f"{_shown(part)} is not a valid value of VR {vr}: it {why}",
    )


def _is_wild(part: str) -> bool:
    return "*" in part or "?" in part


def _is_backwards(vr: str, first: str, last: str) -> bool:
    """True if a range with both ends ends before it starts."""
    if not first or not last:
        return False
    if vr == "DA":
        return day(first) > day(last)
    if vr == "TM":
        return time_of_day(first) > time_of_day(last, last=True)
    return date_time(last, last=True).is_before(date_time(first))


def _is_valid_range(vr: str, part: str) -> bool:
    before, _, after = part.partition("-")
    return bool(before and after) and _is_valid(vr, before) and _is_valid(vr, after)


def _is_valid(vr: str, part: str) -> bool:
    """True if a text is a valid value of a VR; its length is counted in characters."""
    accepts = value_forms.acceptor(vr, "1")
    encoded = _BEYOND.sub("\xff", part).encode("latin-1")
    return accepts is None or bool(accepts(encoded))


def _cut(text: str) -> str:
    """Return a text for a message: shortened, with control characters escaped."""
    shown = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:_SHOWN]
    )
    return shown + "…" if len(text) > _SHOWN else shown


def _shown(text: str) -> str:
    return repr(_cut(text))


def _of(vr: str) -> str:
    """Return the kinds of matching of a VR, as the end of a message."""
    if vr == "UI":
        return "VR UI supports single values and lists"
    if vr in RANGED:
        return f"VR {vr} supports single values and ranges"
    if vr in WITH_WILDCARDS:
        return f"VR {vr} supports single values and wild cards"
    return f"VR {vr} supports single values only"
