"""Characters of text values that the specific character set does not allow.

Source: PS3.3 C.12.1.1.2 (Tables C.12-2 to C.12-5), PS3.5 6.1.
"""

from __future__ import annotations

import re
from typing import Final

from ...encoding import value_forms
from ...encoding.code_extensions import ESCAPE, decoded_values
from ...encoding.single_values import words_of
from ...findings import codes
from ...findings.codes import Code
from ..plan.scope import SPECIFIC_CHARACTER_SET, Scope
from ..reporting.reporter import Reporter
from .subject import Subject

_CODECS: Final = {
    "ISO_IR 100": "iso8859-1",
    "ISO_IR 101": "iso8859-2",
    "ISO_IR 109": "iso8859-3",
    "ISO_IR 110": "iso8859-4",
    "ISO_IR 144": "iso8859-5",
    "ISO_IR 127": "iso8859-6",
    "ISO_IR 126": "iso8859-7",
    "ISO_IR 138": "iso8859-8",
    "ISO_IR 148": "iso8859-9",
    "ISO_IR 203": "iso8859-15",
    "ISO_IR 166": "tis-620",
    "ISO_IR 192": "utf-8",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
"""Python codecs of the character sets without code extensions."""

_ALONE: Final = frozenset({"ISO_IR 192", "GB18030", "GBK"})
"""Character sets that must not be combined with others."""

_WITHOUT_EXTENSIONS: Final = frozenset({*_CODECS, "ISO_IR 13"})
"""Character sets that a second value does not extend: Tables C.12-2 and C.12-5."""

_DEFAULT: Final = ("", "ISO_IR 6", "ISO 2022 IR 6")

_ESCAPES: Final = {
    b"\x1b(B": "ISO 2022 IR 6",
    b"\x1b-A": "ISO 2022 IR 100",
    b"\x1b-B": "ISO 2022 IR 101",
    b"\x1b-C": "ISO 2022 IR 109",
    b"\x1b-D": "ISO 2022 IR 110",
    b"\x1b-L": "ISO 2022 IR 144",
    b"\x1b-G": "ISO 2022 IR 127",
    b"\x1b-F": "ISO 2022 IR 126",
    b"\x1b-H": "ISO 2022 IR 138",
    b"\x1b-M": "ISO 2022 IR 148",
    b"\x1b-b": "ISO 2022 IR 203",
    b"\x1b-T": "ISO 2022 IR 166",
    b"\x1b)I": "ISO 2022 IR 13",
    b"\x1b(J": "ISO 2022 IR 13",
    b"\x1b$B": "ISO 2022 IR 87",
    b"\x1b$(D": "ISO 2022 IR 159",
    b"\x1b$)C": "ISO 2022 IR 149",
    b"\x1b$)A": "ISO 2022 IR 58",
}
"""Character sets by escape sequence: Tables C.12-3 and C.12-4."""

_MULTI_BYTE: Final = frozenset(
    {"ISO 2022 IR 58", "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO 2022 IR 159"}
)
"""Character sets of Table C.12-4, which do not apply before their escape sequence."""

_TERMS: Final = frozenset({*_CODECS, *_DEFAULT, *_ESCAPES.values(), "ISO_IR 13"})
"""The defined terms of Tables C.12-2 to C.12-5."""

_LETTERS: Final = re.compile(r"[^A-Z0-9]")
_TERMS_BY_LETTERS: Final = {_LETTERS.sub("", term): term for term in _TERMS if term}

_BEYOND_ASCII: Final = frozenset(
    escape for escape in _ESCAPES if escape[1:2] in b"-)" or escape[1:3] == b"$)"
)
"""Escape sequences that designate a character set of bytes beyond ASCII (G1)."""

_REPLACEMENT: Final = "\ufffd"
_TOKEN: Final = re.compile(rb"\x1b\$?[()\-]?.|[\x80-\xff]+|[\t\n\f\r\\^=]", re.DOTALL)
"""Escape sequences, bytes beyond ASCII, and characters that may reset both."""

_ESCAPE: Final = re.compile(rb"\x1b\$?[()\-]?.", re.DOTALL)
_C1: Final = re.compile("[\x80-\x9f]")


def check_declaration(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report character sets that do not exist, or must not be combined."""
    names = _names(scope)
    for name in names:
        if name not in _TERMS and value_forms.invalid("CS", name.encode()) is None:
            what = f"{name!r} is not a character set"
            meant = _TERMS_BY_LETTERS.get(_LETTERS.sub("", name.upper()), "")
            suggestion = f"did you mean {meant!r}?" if meant else ""
            reporter.add(
                codes.CHARACTER_SET_UNKNOWN, scope, tag, what, suggestion=suggestion
            )
            break
    alone = [name for name in names if name in _WITHOUT_EXTENSIONS]
    if len(names) > 1 and alone:
        what = f"{alone[0]} does not support code extensions and must be the only value"
        reporter.add(codes.CHARACTER_SET_ALONE, scope, tag, what)
    elif twice := [name for name in names if name and names.count(name) > 1]:
        what = f"{twice[0]} is stated {names.count(twice[0])} times"
        reporter.add(codes.CHARACTER_SET_ALONE, scope, tag, what)


def check_characters(
    reporter: Reporter, scope: Scope, *, tag: int, vr: str, value: bytes
) -> None:
    """Report escape sequences and non-ASCII bytes that are not declared or not valid.

    Args:
        vr: Determines the characters that reset the character set.
    """
    names = _names(scope)
    if ESCAPE in value:
        for escape in _ESCAPE.findall(value):
            declared = _ESCAPES.get(escape)
            if declared not in names and not (escape == b"\x1b(B" and len(names) > 1):
                shown = value_forms.printable(escape)
                what = f"{shown} switches to {declared or 'no known character set'}"
                reporter.add(codes.ESCAPE_UNDECLARED, scope, tag, what)
                return
        fault = _fault_of_extended(scope, vr, value)
        if fault is not None:
            code, what = fault
            reporter.add(code, scope, tag, what)
            return
    if value.isascii():
        return
    if names[0] in _DEFAULT and len(names) == 1:
        what = "has non-ASCII characters, but no character set is declared"
        reporter.add(codes.CHARACTERS_UNDECLARED, scope, tag, what)
    elif len(names) == 1 and not _is_valid(names[0], value):
        what = f"has bytes that are not valid in {names[0]}"
        reporter.add(codes.CHARACTERS_INVALID, scope, tag, what)
    elif _needs_escape(names) and not _has_escapes(vr, value):
        what = "has non-ASCII characters without the escape sequence of their character set"
        reporter.add(codes.ESCAPE_MISSING, scope, tag, what)


def _fault_of_extended(scope: Scope, vr: str, value: bytes) -> tuple[Code, str] | None:
    """Return the fault of undecodable bytes, or of a value that ends in pairs of bytes.

    Source: PS3.5 6.1.2.5.3.
    """
    try:
        values = decoded_values(value, scope.encodings(), vr)
    except LookupError:  # not a text codec
        return None
    if not all(each.closed for each in values):
        what = "does not return to the first character set before the end of the value or line"
        return codes.ESCAPE_MISSING, what
    if any(_REPLACEMENT in each.text for each in values):
        what = (
            "has bytes that are not valid in the character set of their escape sequence"
        )
        return codes.CHARACTERS_INVALID, what
    return None


def _needs_escape(names: list[str]) -> bool:
    """Return True if only escape sequences designate bytes beyond ASCII."""
    return names[0] in (*_DEFAULT, *_MULTI_BYTE) and all(
        name in _TERMS for name in names
    )


def _has_escapes(vr: str, value: bytes) -> bool:
    """Return True if an escape sequence precedes all non-ASCII bytes, on each line.

    Source: PS3.5 6.1.2.5.3.
    """
    resets = b"\t\n\f\r"
    if vr not in value_forms.UNDIVIDED:
        resets += b"\\"
    if vr == "PN":
        resets += b"^="
    designated = two_bytes = False
    for token in _TOKEN.findall(value):
        if token[:1] == ESCAPE:
            two_bytes = token.startswith((b"\x1b$B", b"\x1b$("))
            designated = designated or token in _BEYOND_ASCII
        elif token[0] >= 0x80:
            if not designated:
                return False
        elif token in resets and not two_bytes:
            designated = False
    return True


def _names(scope: Scope) -> list[str]:
    """Return the values of (0008,0005) in effect; one empty value if it is absent."""
    outer: Scope | None = scope
    while outer is not None:
        element = outer.elements.get(SPECIFIC_CHARACTER_SET)
        if element is not None:
            return words_of(element) or [""]
        outer = outer.parent
    return [""]


def _is_valid(name: str, value: bytes) -> bool:
    """True if all bytes are valid in a character set, or its codec is not known."""
    codec = _CODECS.get(name)
    if codec is None:
        return True
    try:
        text = value.decode(codec)
    except UnicodeDecodeError:
        return False
    return codec.startswith(("utf", "gb")) or not _C1.search(text)
