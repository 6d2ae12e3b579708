"""Matching of attribute names in titles and captions.

Titles can list several attributes, differ in case, and add words: "Modality Attribute".
"""

from __future__ import annotations

import re

_PARTS = re.compile(r",? and |, | for ")
_LETTERS = re.compile(r"[^a-z0-9]+")


def title_names(title: str, name: str) -> bool:
    """Whether the title of a section lists an attribute: "Bits Stored and High Bit"."""
    wanted = _letters(name)
    return wanted in (_letters(title), *map(_letters, _PARTS.split(title)))


def caption_names(caption: str, name: str) -> bool:
    """Whether the caption of a table contains the name of an attribute."""
    return f" {_letters(name)} " in f" {_letters(caption)} "


def _letters(text: str) -> str:
    words = _LETTERS.sub(" ", text.lower()).strip()
    return words.removesuffix(" attribute")
