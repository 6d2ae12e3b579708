"""Encoded values: their number, their validity for the VR, and their content.

This module works on the bytes of an element, so that values without a rule are never
decoded. `acceptor` compiles the validity check into one call; a value is split only if
it is invalid.

Source: PS3.5 Table 6.2-1 (forms and lengths), 6.4 (value multiplicity).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from struct import Struct
from typing import Final

from ..rules import multiplicity

SIZES: Final = {
    "AT": 4,
    "FD": 8,
    "FL": 4,
    "SL": 4,
    "SS": 2,
    "SV": 8,
    "UL": 4,
    "US": 2,
    "UV": 8,
}
"""Length of one value in bytes, for VRs of fixed length."""

UNITS: Final = {"OD": 8, "OF": 4, "OL": 4, "OV": 8, "OW": 2}
"""Divisor of the length in bytes, for VRs that always have one value."""

UNDIVIDED: Final = frozenset({"LT", "ST", "UR", "UT"})
"""Text VRs in which a backslash is not a separator."""

CHARACTER_SET: Final = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})
"""VRs to which Specific Character Set (0008,0005) applies."""

FORMATS: Final = {"FD": "d", "FL": "f", "SL": "l", "SS": "h", "SV": "q"} | {
    "UL": "L",
    "US": "H",
    "UV": "Q",
}
"""Binary numbers: format of one value for `struct`, by VR."""

FLOATS: Final = frozenset({"FD", "FL"})
INTEGERS: Final = FORMATS.keys() - FLOATS
"""VRs of binary integers."""

_CONTROL = rb"\x00-\x1a\x1c-\x1f"  # ESC may switch character sets
_LEAP = rb"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    rb"(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)"
    rb"|02(?:0[1-9]|1\d|2[0-8]))"
)
_DATE = rb"(?:\d{4}" + _DAY + rb"|" + _LEAP + rb"0229)"
_TIME = rb"(?:[01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?"
_OFFSET = rb"(?:-(?:0\d|1[01])[0-5]\d|-1200|\+(?:0\d|1[0-3])[0-5]\d|\+1400)"
_TEXT = rb"\x09\x0a\x0c\x0d\x1b\x20-\xff"
_NAME = rb"(?!(?:[^\\=^]*\^){5})[^\\=" + _CONTROL + rb"]{0,64}"
_INT32 = (
    rb"(?:\d{1,9}|1\d{9}|20\d{8}|21[0-3]\d{7}|214[0-6]\d{6}|2147[0-3]\d{5}"
    rb"|21474[0-7]\d{4}|214748[0-2]\d{3}|2147483[0-5]\d\d|21474836[0-3]\d|214748364[0-7])"
)
_ROOT: Final = rb"(?:[01]\.[1-3]?\d|2\.(?:0|[1-9]\d*))"
"""UIDs: below the arcs of ITU-T and ISO there are at most 40 arcs (ISO 8824)."""

_FORMS: Final = {
    "AE": rb"[^\\\x00-\x1f\x7f-\xff]{0,16}",
    "AS": rb"(?:\d{3}[DWMY])?",
    "CS": rb"[A-Z0-9_ ]{0,16}",
    "DA": rb"(?:" + _DATE + rb" ?)?",
    "DS": rb"(?=[^\\]{0,16}(?:\\| ?\Z)) *(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
    rb"(?:[eE][+-]?\d+)?)? *",
    "DT": rb"(?:(?:\d{4}(?:0[1-9]|1[0-2])?|"
    + _DATE
    + rb"(?:"
    + _TIME
    + rb")?)"
    + _OFFSET
    + rb"? *)?",
    "IS": rb"(?=[^\\]{0,12}(?:\\| ?\Z)) *(?:[+-]?0*" + _INT32 + rb"|-0*2147483648)? *",
    "LO": rb"[^\\" + _CONTROL + rb"]{0,64}",
    "LT": rb"[" + _TEXT + rb"]{0,10240}",
    "PN": _NAME + rb"(?:=" + _NAME + rb"){0,2}",
    "SH": rb"[^\\" + _CONTROL + rb"]{0,16}",
    "ST": rb"[" + _TEXT + rb"]{0,1024}",
    "TM": rb"(?:" + _TIME + rb" *)?",
    "UC": rb"[^\\" + _CONTROL + rb"]*",
    "UI": rb"(?=[^\\]{0,64}(?:\\|\x00?\Z))(?:"
    + _ROOT
    + rb"(?:\.(?:0|[1-9]\d*))*)?\x00?",
    "UR": rb"[^\x00-\x20\x7f-\xff]* *",
    "UT": rb"[" + _TEXT + rb"]*",
}
"""Pattern of one value of each text VR, in bytes; a value may be empty."""

TEXT: Final = frozenset(_FORMS)
"""VRs whose values are characters."""

WORDS: Final = TEXT - {"DS", "IS"}
"""VRs whose values are words, not numbers."""

KNOWN: Final = frozenset({*_FORMS, *SIZES, *UNITS, "OB", "SQ", "UN"})
"""Every value representation."""

_UNDIVIDED_CONTROLS: Final = "\t\n\f\r\x1b"
"""Control characters allowed in paragraphs: PS3.5 6.1.3."""

_LIMITS: Final = {"LO": 64, "LT": 10240, "SH": 16, "ST": 1024}
"""Maximum number of characters of one value, for VRs with a character set."""

_LONG: Final = 4096
"""Numbers in values of this length or more are checked together: a contour has thousands."""

_NUMERIC: Final = {
    "DS": (re.compile(rb"[^\\]{16}[^\\ ]|[^\\]{18}").search, b"0123456789+-.eE \\"),
    "IS": (re.compile(rb"[^\\]{12}[^\\ ]|[^\\]{14}").search, b"0123456789+- \\"),
}
"""For long values: pattern of a value that is too long, and the legal characters."""

Acceptor = Callable[[bytes], object]
"""Returns a true value if the value is certainly valid."""


@cache
def acceptor(vr: str, vm: str) -> Acceptor | None:
    """Return a function that accepts valid values; None if all values are valid."""
    if vr in SIZES:
        return _sized(SIZES[vr], vm)
    if vr in UNITS:
        unit = UNITS[vr]
        return lambda value: len(value) % unit == 0
    if vr not in _FORMS:
        return None
    form = _FORMS[vr]
    if vr not in UNDIVIDED:
        form = b"|".join(
            _repeated(form, one) for one in multiplicity.ranges(vm) or _ANY
        )
    # One space may pad the last value beyond its length: PS3.5 6.4.
    padding = b"" if vr == "UI" else b" ?"
    accepts = re.compile(b"(?:" + form + b")" + padding).fullmatch
    if vr not in _NUMERIC:
        return accepts
    return _long_numbers(accepts, vr, vm)


_ANY = (multiplicity.Range(1, None, 1),)


def _repeated(form: bytes, allowed: multiplicity.Range) -> bytes:
    one = b"(?:" + form + b")"
    if allowed.step > 1:
        one = b"(?:" + b"\\\\".join([one] * allowed.step) + b")"
    least = max(allowed.low // allowed.step, 1) - 1
    if allowed.high is None:
        return one + b"(?:\\\\" + one + b"){%d,}" % least
    if allowed.high == 1:
        return one
    return one + b"(?:\\\\" + one + b"){%d,%d}" % (least, allowed.high - 1)


def _sized(size: int, vm: str) -> Acceptor:
    if vm == "1":
        return lambda value: len(value) == size
    return lambda value: len(value) % size == 0 and multiplicity.allows(
        vm, len(value) // size
    )


def _long_numbers(accepts: Acceptor, vr: str, vm: str) -> Acceptor:
    too_long, legal = _NUMERIC[vr]

    def accepts_either(value: bytes) -> object:
        if len(value) < _LONG:
            return accepts(value)
        return (
            not value.translate(None, legal)
            and not too_long(value)
            and multiplicity.allows(vm, value.count(b"\\") + 1)
        )

    return accepts_either


def is_blank(vr: str, value: bytes) -> bool:
    """Return True if a value consists of padding and separators only: PS3.5 7.4.1."""
    if vr not in TEXT:
        return False
    return not value.strip(b" \0" if vr in UNDIVIDED else b" \0\\")


def count(vr: str, value: bytes, text: str | None = None) -> int:
    """Return the number of values.

    Args:
        text: The decoded value, if a character set may use the byte of the backslash.
    """
    if vr in SIZES:
        return len(value) // SIZES[vr]
    if vr not in TEXT or vr in UNDIVIDED:
        return 1
    return (value.count(b"\\") if text is None else text.count("\\")) + 1


def invalid(vr: str, value: bytes, text: str | None = None) -> str | None:
    """Return the first value that is invalid for its VR, as text.

    The whole value if its length is not a multiple of the length of one value.
    """
    if vr in SIZES or vr in UNITS:
        unit = SIZES.get(vr) or UNITS[vr]
        return f"{len(value)} bytes" if len(value) % unit else None
    if vr not in TEXT:
        return None
    if text is not None:
        return _invalid_text(vr, text)
    accepts = acceptor(vr, "1")
    assert accepts is not None
    for part in split(vr, value):
        if not accepts(part):
            return printable(part)
    return None


def _invalid_text(vr: str, text: str) -> str | None:
    parts = [text] if vr in UNDIVIDED else text.split("\\")
    for part in parts:
        groups = part.split("=") if vr == "PN" else [part]
        limit = 64 if vr == "PN" else _LIMITS.get(vr)
        if vr == "PN" and len(groups) > 3:
            return printable_text(part)
        if limit is not None and any(
            len(group.rstrip(" ")) > limit for group in groups
        ):
            return printable_text(part)
        if vr == "PN" and any(group.count("^") > 4 for group in groups):
            return printable_text(part)
        controls = _UNDIVIDED_CONTROLS if vr in UNDIVIDED else "\x1b"
        if any(char < " " and char not in controls for char in part):
            return printable_text(part)
    return None


def split(vr: str, value: bytes) -> list[bytes]:
    """Return the values of a text VR, with their padding."""
    return [value] if vr in UNDIVIDED else value.split(b"\\")


def terms(vr: str, value: bytes, little: bool) -> Sequence[str] | None:
    """Return the values in the form of enumerated values.

    None if values of the VR cannot be enumerated.
    """
    if vr in TEXT:
        return [part.strip(b" \0").decode("latin-1") for part in split(vr, value)]
    if vr == "AT":
        return tags(value, little)
    if vr in FORMATS:
        return [str(number) for number in binary_numbers(vr, value, little)]
    return None


def tags(value: bytes, little: bool) -> list[str]:
    """Return the values of an AT, each as eight hexadecimal digits."""
    halves = binary_numbers("US", value, little)
    return [
        f"{int(group):04X}{int(number):04X}"
        for group, number in zip(halves[::2], halves[1::2], strict=False)
    ]


def binary_numbers(vr: str, value: bytes, little: bool) -> tuple[int | float, ...]:
    """Return the values of a VR of `FORMATS`; remaining bytes are ignored."""
    number = len(value) // SIZES[vr]
    unpack = Struct(f"{'<' if little else '>'}{number}{FORMATS[vr]}").unpack
    return unpack(value[: number * SIZES[vr]])


def same_number(one: str, other: str) -> bool:
    """Return True if two texts are the same number: "1" and "1.0", "0x0001" and "1"."""
    try:
        return _number(one) == _number(other)
    except ValueError:
        return False


def _number(text: str) -> float:
    if text[:2].lower() == "0x" or text[-1:] in "Hh":
        return int(text.rstrip("Hh"), 16)
    return float(text)


def printable(value: bytes) -> str:
    """Return bytes as text for a message: short, without control characters."""
    return printable_text(value.decode("latin-1"))


def printable_text(text: str) -> str:
    """Return text for a message: short, without control characters."""
    shown = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:64]
    )
    return shown + "…" if len(text) > 64 else shown
