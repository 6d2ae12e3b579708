"""Decodes text with code extensions: escape sequences that switch character sets.

An escape sequence designates a character set as G0, for bytes below 80H, or as G1, for the
others; each stays in effect until another escape sequence for the same half, or until a
delimiter that restores the character set of value 1.

Source: PS3.3 C.12.1.1.2 (Tables C.12-3 and C.12-4), PS3.5 6.1.2.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from .value_forms import UNDIVIDED

DEFAULT: Final = "iso8859"
"""The Python codec of the default repertoire, as pydicom has it: also for other bytes."""

ESCAPE: Final = b"\x1b"


class Designation(NamedTuple):
    """The effect of an escape sequence."""

    codec: str
    """The Python codec by which a declaration of the character set is recognized."""
    half: int
    """0 for G0, 1 for G1."""
    two_bytes: str = ""
    """For a G0 set of two bytes per character, the name of the set."""


DESIGNATIONS: Final = {
    b"\x1b(B": Designation(DEFAULT, 0),
    b"\x1b(J": Designation("shift_jis", 0),
    b"\x1b$B": Designation("iso2022_jp", 0, "JIS X 0208"),
    b"\x1b$(D": Designation("iso2022_jp_2", 0, "JIS X 0212"),
    b"\x1b)I": Designation("shift_jis", 1),
    b"\x1b$)C": Designation("euc_kr", 1),
    b"\x1b$)A": Designation("iso_ir_58", 1),
    b"\x1b-A": Designation("latin_1", 1),
    b"\x1b-B": Designation("iso8859_2", 1),
    b"\x1b-C": Designation("iso8859_3", 1),
    b"\x1b-D": Designation("iso8859_4", 1),
    b"\x1b-F": Designation("iso_ir_126", 1),
    b"\x1b-G": Designation("iso_ir_127", 1),
    b"\x1b-H": Designation("iso_ir_138", 1),
    b"\x1b-L": Designation("iso_ir_144", 1),
    b"\x1b-M": Designation("iso_ir_148", 1),
    b"\x1b-T": Designation("iso_ir_166", 1),
    b"\x1b-b": Designation("iso8859_15", 1),
}
"""By escape sequence. Bytes of JIS X 0201 below 80H are taken as ASCII, which differs from
them in two characters, one of which is the separator of values."""

_ESCAPES: Final = re.compile(
    b"|".join(re.escape(each) for each in sorted(DESIGNATIONS, key=len, reverse=True))
)
_RUN: Final = re.compile(rb"[\x21-\x7e]+|[\x80-\xff]+|[\x00-\x20\x7f]+")
"""Bytes that G0 applies to, that G1 applies to, and that no designation applies to."""

_LINES: Final = b"\t\n\f\r"
"""Control characters that restore the character set of value 1: PS3.5 6.1.2.5.3."""


class Value(NamedTuple):
    """One value of an element: its bytes and its text."""

    encoded: bytes
    text: str
    closed: bool
    """Whether no line of it ends in a character set of two bytes as G0."""


def delimiters(vr: str) -> bytes:
    """Return the characters that restore the character set of value 1.

    Source: PS3.5 6.1.2.5.3.
    """
    resets = _LINES if vr in UNDIVIDED else _LINES + b"\\"
    return resets + b"^=" if vr == "PN" else resets


def decoded_values(value: bytes, encodings: Sequence[str], vr: str) -> list[Value]:
    """Return the values of an element; undecodable bytes become replacement characters.

    Args:
        encodings: Python codecs of the declared character sets, in order.

    Raises:
        LookupError: A codec is unknown.
    """
    decoder = _Decoder(encodings, vr)
    at = 0
    for escape in _ESCAPES.finditer(value):
        decoder.feed(value[at : escape.start()])
        decoder.designate(escape[0])
        at = escape.end()
    decoder.feed(value[at:])
    return decoder.values()


class _Decoder:
    """The designated character sets, and the text decoded so far."""

    def __init__(self, encodings: Sequence[str], vr: str) -> None:
        self._declared = (*encodings, DEFAULT)
        self._first = encodings[0]
        self._resets = delimiters(vr)
        self._divided = vr not in UNDIVIDED
        self._values: list[Value] = []
        self._encoded, self._text, self._open_line = b"", "", False
        self._reset()

    def _reset(self) -> None:
        self._two_bytes, self._upper = "", self._first

    def designate(self, escape: bytes) -> None:
        designation = DESIGNATIONS[escape]
        if designation.codec not in self._declared:
            self.feed(escape)  # shown as it is
            return
        self._encoded += escape
        if designation.half:
            self._upper = designation.codec
        else:
            self._two_bytes = designation.two_bytes

    def feed(self, fragment: bytes) -> None:
        """Decode bytes without an escape sequence."""
        for run in _RUN.findall(fragment):
            if run[0] >= 0x80:
                self._add(run, run.decode(self._upper, "replace"))
            elif self._two_bytes and run[0] > 0x20:
                self._add(run, _pairs(run, self._two_bytes))
            else:
                self._feed_single(run)

    def _feed_single(self, run: bytes) -> None:
        """Decode ASCII, which may have delimiters."""
        *before, last = run.split(b"\\") if self._divided else [run]
        for part in before:
            self._add(part, part.decode("ascii"))
            self._end_value()
        self._add(last, last.decode("ascii"))
        if any(byte in self._resets for byte in run):
            self._open_line |= bool(self._two_bytes)
            self._reset()

    def _add(self, encoded: bytes, text: str) -> None:
        self._encoded += encoded
        self._text += text

    def _end_value(self) -> None:
        self._values.append(self._value())
        self._encoded, self._text, self._open_line = b"", "", False

    def _value(self) -> Value:
        closed = not (self._two_bytes or self._open_line)
        return Value(self._encoded, self._text, closed)

    def values(self) -> list[Value]:
        return [*self._values, self._value()]


def _pairs(run: bytes, name: str) -> str:
    """Decode a set of two bytes per character through EUC, which has the same pairs."""
    upper = bytes(byte | 0x80 for byte in run)
    if name == "JIS X 0212":
        upper = b"".join(b"\x8f" + upper[at : at + 2] for at in range(0, len(upper), 2))
    return upper.decode("euc_jp", "replace")
