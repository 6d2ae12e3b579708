"""Spellings of names that count as equal."""

from __future__ import annotations

import re

_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def letters(name: str) -> str:
    """Reduce a name to small letters and digits, for comparing spellings."""
    return _NO_LETTERS.sub("", name.lower())
