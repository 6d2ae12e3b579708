"""The characters of a text against the character sets that the object names.

Source: PS3.3 C.12.1.1.2 (Tables C.12-2 to C.12-5), PS3.5 6.1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .. import codes, values
from ..rules import Rule
from ..scope import SPECIFIC_CHARACTER_SET, Scope
from ..text import words_of
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

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
"""Of the character sets without code extensions, whose every byte is known."""

_ALONE: Final = frozenset({"ISO_IR 192", "GB18030", "GBK"})
"""Character sets that do not go together with any other."""

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
"""The character set that an escape sequence switches to: Tables C.12-3 and C.12-4."""

_ESCAPE: Final = re.compile(rb"\x1b\$?[()\-]?.", re.DOTALL)
_C1: Final = re.compile("[\x80-\x9f]")


def check_declaration(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report character sets that cannot be named together."""
    names = _names(scope)
    if len(names) > 1 and (alone := [name for name in names if name in _CODECS]):
        what = f"{alone[0]} is named beside others; it has no code extensions"
        walk.add(codes.CHARACTER_SET_ALONE, scope, tag, what)


def check_characters(walk: Walk, scope: Scope, rule: Rule, value: bytes) -> None:
    """Report bytes of a text that are not plain ASCII, where no character set has them."""
    names = _names(scope)
    if b"\x1b" in value:
        for escape in _ESCAPE.findall(value):
            declared = _ESCAPES.get(escape)
            if declared not in names and not (escape == b"\x1b(B" and len(names) > 1):
                shown = values.printable(escape)
                what = f"{shown} switches to {declared or 'no known character set'}"
                walk.add(codes.ESCAPE_UNDECLARED, scope, rule.tag, what)
                return
    if value.isascii():
        return
    if names[0] in _DEFAULT and len(names) == 1:
        what = "has characters beyond ASCII; no character set is named"
        walk.add(codes.CHARACTERS_UNDECLARED, scope, rule.tag, what)
    elif len(names) == 1 and not _has(names[0], value):
        what = f"has bytes that are no characters of {names[0]}"
        walk.add(codes.CHARACTERS_INVALID, scope, rule.tag, what)


def _names(scope: Scope) -> list[str]:
    """Return the values of (0008,0005) that apply; one empty value where none do."""
    outer: Scope | None = scope
    while outer is not None:
        element = outer.elements.get(SPECIFIC_CHARACTER_SET)
        if element is not None:
            return words_of(element) or [""]
        outer = outer.parent
    return [""]


def _has(name: str, value: bytes) -> bool:
    """Return whether all bytes are characters of a character set, or it is not known."""
    codec = _CODECS.get(name)
    if codec is None:
        return True
    try:
        text = value.decode(codec)
    except UnicodeDecodeError:
        return False
    return codec.startswith(("utf", "gb")) or not _C1.search(text)
