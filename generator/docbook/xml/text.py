"""Text of DocBook elements, with normalized white space and resolved references.

Source: DocBook 5 as used by the standard's publisher; `xref` and `olink` are empty, and
their text is derived from their targets.
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
"""Returns the text of an `xref` or `olink`."""


def settle(text: str) -> str:
    """Remove invisible characters, and collapse white space."""
    return _BLANKS.sub(" ", text.translate(_INVISIBLE)).strip()


def text_of(element: _Element, resolve: Resolve) -> str:
    """Return the normalized text of an element and its descendants."""
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
        if isinstance(child.tag, str):  # comments do not have a tag name
            _collect(child, resolve, pieces)
        if child.tail:
            pieces.append(child.tail)
    if tag in BLOCKS:
        pieces.append(" ")
