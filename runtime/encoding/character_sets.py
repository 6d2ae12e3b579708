"""Text in the character sets of Specific Character Set (0008,0005).

Text is decoded and encoded like in pydicom, with replacement characters for errors, but
without its warnings: findings report errors.

Source: PS3.3 C.12.1.1.2, PS3.5 6.1.2.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final

from pydicom.charset import (
    STAND_ALONE_ENCODINGS,
    custom_encoders,
    default_encoding,
    encode_string,
    python_encoding,
)
from pydicom.valuerep import PersonName

from .code_extensions import ESCAPE, decoded_values
from .readings import Element

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
    if first in STAND_ALONE_ENCODINGS:
        others = []
    extensions = (
        _encoding(name) for name in others if name not in STAND_ALONE_ENCODINGS
    )
    return (_encoding(first), *extensions)


def _encoding(name: str) -> str:
    """Return the Python name of one character set; the default if there is none."""
    if name in python_encoding:
        return python_encoding[name]
    for pattern, begin in _MISSPELT:
        if match := pattern.fullmatch(name):
            return python_encoding.get(begin + match[1], default_encoding)
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return default_encoding
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
        return value.decode(default_encoding)
    except UnicodeError:
        return value.decode(encoding, "replace")


def encoded_text(text: str, encodings: list[str]) -> bytes:
    """Encode text; characters outside all character sets become "?"."""
    first, *others = encodings
    if (
        others
        and first == default_encoding
        and any("\x80" <= c <= "\xff" for c in text)
    ):
        # pydicom takes it for Latin-1, and would leave out the escape sequence.
        encodings = ["ascii", *others]
    if all(_has_any(encodings, character) for character in set(text)):
        return encode_string(text, encodings)
    return text.encode(encodings[0], "replace")


def _has_any(encodings: list[str], character: str) -> bool:
    return any(_has(encoding, character) for encoding in encodings)


def _has(encoding: str, character: str) -> bool:
    try:
        if encoding in custom_encoders:
            custom_encoders[encoding](character)
        else:
            character.encode(encoding)
    except UnicodeError:
        return False
    return True


def text_of_name(name: PersonName) -> str:
    """Return a person's name as text, which pydicom decodes lazily."""
    original = name.original_string
    if not isinstance(original, bytes):
        return str(name)
    if original.isascii() and ESCAPE not in original:
        return original.decode("ascii").rstrip("=")
    encodings = list(name.encodings or [default_encoding])
    return (decoded(original, encodings, "PN") or "").rstrip("=")


def encoded_name(name: PersonName, encodings: list[str]) -> bytes:
    """Return a person's name encoded, without padding."""
    original = name.original_string
    unchanged = name.encodings is None or list(name.encodings) == encodings
    if isinstance(original, bytes) and unchanged:
        return original
    groups = [
        b"^".join(encoded_text(part, encodings) for part in group.split("^"))
        for group in text_of_name(name).split("=")
    ]
    return b"=".join(groups)
