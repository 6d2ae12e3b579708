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
from ..negotiated import Negotiated

RANGED: Final = frozenset({"DA", "DT", "TM"})
"""VRs that are matched with ranges: C.2.2.2.5."""

WITH_WILDCARDS: Final = frozenset(
    {"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"}
)
"""VRs that are matched with wild cards: C.2.2.2.4."""

MULTIPLE: Final = frozenset({"AE", "AS", "AT", "CS", "LO", "PN", "SH", "UC"})
"""VRs that are matched with several values, where that was negotiated: C.2.2.2.8."""

EMPTY: Final = b'""'
"""Matches an empty value, where that was negotiated: C.2.2.2.7."""

_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]").search
_CODE: Final = re.compile(rb"[A-Z0-9_ *?]*").fullmatch


def is_list(vr: str, value: bytes) -> bool:
    """Return whether a key of text has several values."""
    return vr in values.TEXT and vr not in values.UNDIVIDED and b"\\" in value


def unmatchable(
    vr: str, value: bytes, negotiated: Negotiated
) -> Iterator[tuple[Code, str]]:
    """Yield what is wrong with a key whose value is none of its value representation.

    Args:
        value: Without its padding.
    """
    shown = values.printable(value)
    parts = values.split(vr, value) if vr in values.TEXT else [value]
    if len(parts) > 1 and not _takes_lists(vr, negotiated):
        yield codes.KEY_MATCHING, f"{shown!r} is a list; {_of(vr)}"
        return
    for part in parts:
        if part == EMPTY and negotiated.empty_value:
            continue
        if problem := _wrong(vr, part.strip(b" ") if vr != "UI" else part):
            yield problem
            return


def _takes_lists(vr: str, negotiated: Negotiated) -> bool:
    return vr == "UI" or (negotiated.multiple_value and vr in MULTIPLE)


def _wrong(vr: str, part: bytes) -> tuple[Code, str] | None:
    """Return what is wrong with one value of a key."""
    if _is_good(vr, part):
        return None
    shown = values.printable(part)
    if vr in WITH_WILDCARDS and (b"*" in part or b"?" in part):
        bad = not _CODE(part) if vr == "CS" else _CONTROLS(part)
        if not bad:
            return None
    elif vr in RANGED and b"-" in part:
        if _is_range(vr, part):
            return None
        return codes.VALUE_INVALID, f"{shown!r} is no range of VR {vr}"
    elif b"*" in part or b"?" in part:
        return codes.KEY_MATCHING, f"{shown!r} has wild cards; {_of(vr)}"
    elif vr in ("AS", "IS", "DS") and part.count(b"-") and _is_good_range(vr, part):
        return codes.KEY_MATCHING, f"{shown!r} is a range; {_of(vr)}"
    message = f"{shown!r} is no value of VR {vr}"
    if vr in values.TEXT:
        message += f": it {reason(vr, shown)}"
    return codes.VALUE_INVALID, message


def _is_range(vr: str, part: bytes) -> bool:
    """Return whether a value is two dates or times, one of which may be left out."""
    cuts = [i for i, byte in enumerate(part) if byte == ord("-")]
    return any(
        (part[:i].strip() or part[i + 1 :].strip())
        and _is_good(vr, part[:i].strip())
        and _is_good(vr, part[i + 1 :].strip())
        for i in cuts
    )


def _is_good_range(vr: str, part: bytes) -> bool:
    before, _, after = part.partition(b"-")
    return bool(before and after) and _is_good(vr, before) and _is_good(vr, after)


def _is_good(vr: str, part: bytes) -> bool:
    accepts = values.acceptor(vr, "1")
    return accepts is None or bool(accepts(part))


def _of(vr: str) -> str:
    """Say how keys of a value representation are matched."""
    if vr == "UI":
        return "VR UI is matched with single values and lists"
    if vr in RANGED:
        return f"VR {vr} is matched with single values and ranges"
    if vr in WITH_WILDCARDS:
        return f"VR {vr} is matched with single values and wild cards"
    return f"VR {vr} is matched with single values"
