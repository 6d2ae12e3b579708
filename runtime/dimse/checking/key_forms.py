"""What a key may hold: the kinds of matching that its value representation allows.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...validation import codes, values
from ...validation.codes import Code
from ...validation.forms import reason
from ..comparisons import RANGED, WITH_WILDCARDS, is_moment
from ..moments import bounds, date_time, day, time_of_day
from ..negotiated import Negotiated

MULTIPLE: Final = frozenset({"AE", "AS", "AT", "CS", "LO", "PN", "SH", "UC"})
"""VRs that are matched with several values, where that was negotiated: C.2.2.2.8."""

EMPTIABLE: Final = WITH_WILDCARDS | RANGED
"""VRs of which an empty value is looked for, where that was negotiated: C.2.2.2.7."""

EMPTY: Final = '""'
"""Looks for an empty value."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]").search
_CODE: Final = re.compile(r"[A-Z0-9_ *?]*").fullmatch
_BEYOND: Final = re.compile(r"[^\x00-\xff]")
_SHOWN: Final = 64
"""Characters of a value in a message."""


def unmatchable(
    vr: str,
    text: str,
    negotiated: Negotiated,
    *,
    several: bool = True,
    crosses_midnight: bool = False,
) -> Iterator[tuple[Code, str]]:
    """Yield what is wrong with a key of text.

    Args:
        text: Its characters, without padding.
        several: Whether the attribute may have several values.
        crosses_midnight: Whether a time may come before the one that its range begins
            with: where there is a range of dates that it belongs to.
    """
    parts = [text] if vr in values.UNDIVIDED else text.split("\\")
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
    """Say why a list cannot be matched; nothing if it can."""
    if vr == "UI":
        return ""
    if not negotiated.multiple_value or vr not in MULTIPLE:
        return f"is a list; {_of(vr)}"
    if not several:
        return "is a list; the attribute has but one value"
    if any(map(_is_wild, parts)):
        return "has wild cards, which no list of values may have"
    return ""


def _wrong(vr: str, part: str, crosses_midnight: bool) -> tuple[Code, str] | None:
    """Return what is wrong with one value of a key."""
    if vr in RANGED and (ends := bounds(part, is_moment(vr))) is not None:
        if _is_backwards(vr, *ends) and not (vr == "TM" and crosses_midnight):
            what = f"{_shown(part)} is a range that ends before it begins"
            return codes.KEY_MATCHING, what
        return None
    if _is_good(vr, part):
        return None
    if vr in WITH_WILDCARDS and _is_wild(part):
        bad = not _CODE(part) if vr == "CS" else _CONTROLS(part)
        if not bad:
            return None
    elif vr in RANGED and "-" in part:
        return codes.VALUE_INVALID, f"{_shown(part)} is no range of VR {vr}"
    elif _is_wild(part):
        return codes.KEY_MATCHING, f"{_shown(part)} has wild cards; {_of(vr)}"
    elif vr in ("AS", "IS", "DS") and part.count("-") and _is_good_range(vr, part):
        return codes.KEY_MATCHING, f"{_shown(part)} is a range; {_of(vr)}"
    why = reason(vr, _cut(part))
    return codes.VALUE_INVALID, f"{_shown(part)} is no value of VR {vr}: it {why}"


def _is_wild(part: str) -> bool:
    return "*" in part or "?" in part


def _is_backwards(vr: str, first: str, last: str) -> bool:
    """Return whether a range of which both ends are given has them the wrong way round."""
    if not first or not last:
        return False
    if vr == "DA":
        return day(first) > day(last)
    if vr == "TM":
        return time_of_day(first) > time_of_day(last, last=True)
    return date_time(last, last=True).is_before(date_time(first))


def _is_good_range(vr: str, part: str) -> bool:
    before, _, after = part.partition("-")
    return bool(before and after) and _is_good(vr, before) and _is_good(vr, after)


def _is_good(vr: str, part: str) -> bool:
    """Return whether a text has the form of its VR, which counts characters, not bytes."""
    accepts = values.acceptor(vr, "1")
    encoded = _BEYOND.sub("\xff", part).encode("latin-1")
    return accepts is None or bool(accepts(encoded))


def _cut(text: str) -> str:
    """Return a text for a message: short, without control characters."""
    shown = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:_SHOWN]
    )
    return shown + "…" if len(text) > _SHOWN else shown


def _shown(text: str) -> str:
    return repr(_cut(text))


def _of(vr: str) -> str:
    """Say how keys of a value representation are matched."""
    if vr == "UI":
        return "VR UI is matched with single values and lists"
    if vr in RANGED:
        return f"VR {vr} is matched with single values and ranges"
    if vr in WITH_WILDCARDS:
        return f"VR {vr} is matched with single values and wild cards"
    return f"VR {vr} is matched with single values"
