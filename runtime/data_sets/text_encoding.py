"""Text encoded in the character sets of Specific Character Set (0008,0005), by pydicom.

Source: PS3.3 C.12.1.1.2, PS3.5 6.1.2.
"""

from __future__ import annotations

from pydicom.charset import custom_encoders, encode_string
from pydicom.valuerep import PersonName

from ..encoding.character_sets import decoded
from ..encoding.code_extensions import DEFAULT, ESCAPE


def encoded_text(text: str, encodings: list[str]) -> bytes:
    """Encode text; characters outside all character sets become "?"."""
    first, *others = encodings
    if others and first == DEFAULT and any("\x80" <= c <= "\xff" for c in text):
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
    encodings = list(name.encodings or [DEFAULT])
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
