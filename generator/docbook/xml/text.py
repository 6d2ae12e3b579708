"""Text of DocBook elements: blanks settled, references spelled out.

Source: DocBook 5 as the standard's publisher uses it; `xref` and `olink` are empty, and
their text follows from what they point to.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element

NAMESPACE = "{http://docbook.org/ns/docbook}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

PARA = NAMESPACE + "para"
XREF = NAMESPACE + "xref"
OLINK = NAMESPACE + "olink"

BLOCKS = frozenset(
    NAMESPACE + name
    for name in ("para", "listitem", "note", "title", "term", "variablelist", "caption")
)

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BLANKS = re.compile(r"\s+")

Resolve = Callable[[_Element], str]
"""Gives the text of an `xref` or `olink`."""


def settle(text: str) -> str:
    """Return text without invisible characters, its blanks folded into one each."""
    return _BLANKS.sub(" ", text.translate(_INVISIBLE)).strip()


def text_of(element: _Element, resolve: Resolve) -> str:
    """Return the settled text of an element and all below it."""
    pieces: list[str] = []
    _collect(element, resolve, pieces)
    return settle("".join(pieces))


def _collect(element: _Element, resolve: Resolve, pieces: list[str]) -> None:
    tag = element.tag
    if tag in (XREF, OLINK):
        pieces.append(resolve(element))
        return
    if element.text:
        pieces.append(element.text)
    for child in element:
        if isinstance(child.tag, str):  # comments have no tag name
            _collect(child, resolve, pieces)
        if child.tail:
            pieces.append(child.tail)
    if tag in BLOCKS:
        pieces.append(" ")
