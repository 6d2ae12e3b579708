"""Text in the character sets of Specific Character Set (0008,0005).

Text is decoded as by pydicom, with replacement characters for errors, but without its
warnings: findings report errors.

Source: PS3.3 C.12.1.1.2, PS3.5 6.1.2.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final

from .code_extensions import DEFAULT, ESCAPE, decoded_values
from .readings import Element

CODECS: Final = {
    "": DEFAULT,
    "ISO_IR 6": DEFAULT,
    "ISO_IR 13": "shift_jis",
    "ISO_IR 100": "latin_1",
    "ISO_IR 101": "iso8859_2",
    "ISO_IR 109": "iso8859_3",
    "ISO_IR 110": "iso8859_4",
    "ISO_IR 126": "iso_ir_126",
    "ISO_IR 127": "iso_ir_127",
    "ISO_IR 138": "iso_ir_138",
    "ISO_IR 144": "iso_ir_144",
    "ISO_IR 148": "iso_ir_148",
    "ISO_IR 166": "iso_ir_166",
    "ISO_IR 192": "UTF8",
    "ISO_IR 203": "iso8859_15",
    "GB18030": "GB18030",
    "GBK": "GBK",
    "ISO 2022 IR 6": DEFAULT,
    "ISO 2022 IR 13": "shift_jis",
    "ISO 2022 IR 58": "iso_ir_58",
    "ISO 2022 IR 87": "iso2022_jp",
    "ISO 2022 IR 100": "latin_1",
    "ISO 2022 IR 101": "iso8859_2",
    "ISO 2022 IR 109": "iso8859_3",
    "ISO 2022 IR 110": "iso8859_4",
    "ISO 2022 IR 126": "iso_ir_126",
    "ISO 2022 IR 127": "iso_ir_127",
    "ISO 2022 IR 138": "iso_ir_138",
    "ISO 2022 IR 144": "iso_ir_144",
    "ISO 2022 IR 148": "iso_ir_148",
    "ISO 2022 IR 149": "euc_kr",
    "ISO 2022 IR 159": "iso2022_jp_2",
    "ISO 2022 IR 166": "iso_ir_166",
    "ISO 2022 IR 203": "iso8859_15",
    "ISO 2022 58": "GB2312",
    "ISO 2022 GBK": "GBK",
}
"""The Python codec of each defined term, and of two misspelt ones.

They are those of pydicom, which lacks ISO-IR 203.
"""

_ALONE: Final = frozenset({"ISO_IR 192", "GB18030", "GBK"})
"""Character sets without code extensions."""

_MISSPELT: Final = (
    (re.compile(r"ISO[^_]IR(.*)", re.DOTALL), "ISO_IR"),
    (re.compile(r"ISO.2022.IR.(.*)", re.DOTALL), "ISO 2022 IR "),
)
"""Defined terms with a wrong separator, which occur in many files."""


def encodings_of(element: Element | None) -> list[str]:
    """Return the Python names of the character sets that (0008,0005) names."""
    names: object = None if element is None else element.value
    if isinstance(names, bytes):
        names = [name.strip(" ") for name in names.decode("latin-1").split("\\")]
    elif isinstance(names, str) or names is None:
        names = [names or ""]
    return list(_encodings(tuple(str(name) for name in names)))  # type: ignore


@lru_cache(maxsize=128)
def _encodings(names: tuple[str, ...]) -> tuple[str, ...]:
    first, *others = names or ("",)
    if first in _ALONE:
        others = []
    extensions = (_encoding(name) for name in others if name not in _ALONE)
    return (_encoding(first), *extensions)


def _encoding(name: str) -> str:
    """Return the Python name of one character set; the default if there is none."""
    if name in CODECS:
        return CODECS[name]
    for pattern, begin in _MISSPELT:
        if match := pattern.fullmatch(name):
            return CODECS.get(begin + match[1], DEFAULT)
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return DEFAULT
    return name  # pydicom accepts the name of a Python codec as well


def decoded(value: bytes, encodings: list[str], vr: str) -> str | None:
    """Return a text value decoded; None if it cannot be decoded.

    Args:
        vr: Determines the delimiters that restore the first character set.
    """
    try:
        if ESCAPE not in value:
            return _decoded(value, encodings[0])
        return "\\".join(each.text for each in decoded_values(value, encodings, vr))
    except (LookupError, ValueError):
        return None


def _decoded(value: bytes, encoding: str) -> str:
    try:
        return value.decode(encoding)
    except LookupError:  # not a text codec
        return value.decode(DEFAULT)
    except UnicodeError:
        return value.decode(encoding, "replace")
