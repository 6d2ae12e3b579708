"""Whether a title or a caption names an attribute.

Titles list several attributes, differ in case, and add words: "Modality Attribute".
"""

from __future__ import annotations

import re

_PARTS = re.compile(r",? and |, | for ")
_LETTERS = re.compile(r"[^a-z0-9]+")


def title_names(title: str, name: str) -> bool:
    """Whether the title of a section is about an attribute: "Bits Stored and High Bit"."""
    wanted = _letters(name)
    return wanted in (_letters(title), *map(_letters, _PARTS.split(title)))


def caption_names(caption: str, name: str) -> bool:
    """Whether the caption of a table has the name of an attribute in it."""
    return f" {_letters(name)} " in f" {_letters(caption)} "


def _letters(text: str) -> str:
    words = _LETTERS.sub(" ", text.lower()).strip()
    return words.removesuffix(" attribute")
