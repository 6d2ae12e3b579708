"""Python names for tables and sequences, which the standard does not define.

Every name is a valid identifier and not a keyword, for any text.
"""

from __future__ import annotations

import re
from keyword import iskeyword

_WORD = re.compile(r"[A-Za-z0-9]+")
_NUMBER = re.compile(r"[0-9]*")

NAMES = {
    # The macro of all coded attributes, which users write often.
    "Code Sequence": "Code",
    # The content of a CODE content item, Table C.18.2-1; its name is used above.
    "Code": "Code Macro",
}
"""Tables with another name in Python than in the standard."""

DIGITS = (
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
)
NUMBERS = {"12": "Twelve", **{str(n): word for n, word in enumerate(DIGITS)}}
"""Numbers at the beginning of a name, spelled as in the keywords of PS3.6."""

UNNAMED = "Unnamed"
"""Name of a table whose caption does not contain letters or digits."""


def _words(name: str) -> list[str]:
    words = _WORD.findall(NAMES.get(name, name).replace("'s", "s")) or [UNNAMED]
    return [_NUMBER.sub(_spelled, words[0], count=1), *words[1:]]


def _spelled(number: re.Match[str]) -> str:
    return NUMBERS.get(number[0]) or "".join(NUMBERS[digit] for digit in number[0])


def _identifier(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name


def class_name(name: str) -> str:
    """Return the class name of a module, macro or IOD: "CT Image" gives "CTImage"."""
    return _identifier("".join(w[0].upper() + w[1:] for w in _words(name)))


def file_name(name: str) -> str:
    """Return the file name of a class, without suffix: "CT Image" gives "ct_image"."""
    return _identifier("_".join(word.lower() for word in _words(name)))


def snake_case(keyword: str) -> str:
    """Return the file name of a SOP class: "PrintJob" gives "print_job"."""
    words = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
    return _identifier(re.sub(words, "_", keyword).lower())


def item_name(keyword: str) -> str:
    """Return the class name of a sequence's items: "RelatedSeriesItem"."""
    return keyword.removesuffix("Sequence") + "Item"


def number(tag: str) -> int:
    """Return "(0010,0010)" as 0x00100010, with zeros for the digits of repeating groups."""
    return int(re.sub(r"[^0-9A-F]", "", tag.replace("x", "0")), 16)


def mask(tag: str) -> int:
    """Return the mask of the fixed digits of a tag: 0xFF00FFFF for "(60xx,0010)"."""
    digits = re.sub(r"[^0-9A-Fx]", "", tag)
    return int("".join("0" if digit == "x" else "F" for digit in digits), 16)
