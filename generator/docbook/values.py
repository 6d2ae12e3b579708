"""Enumerated values and defined terms that stand in an attribute's own cell.

Source: PS3.3 5.1 (conventions): lists titled "Enumerated Values:" or "Defined Terms:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ..model import Condition, Terms, Value
from .conditions import UNREAD
from .table import Cell
from .text import NAMESPACE

VARIABLELIST = NAMESPACE + "variablelist"
ENTRY = NAMESPACE + "varlistentry"
TERM = NAMESPACE + "term"
LISTITEM = NAMESPACE + "listitem"
TITLE = NAMESPACE + "title"

ADVICE = "Recommended"
"""A list titled so neither enumerates values nor defines terms: Table C.8-18."""

LABEL_WORDS = 4
"""A label longer than this is a sentence, or nearly one, and not kept."""

_TITLE = re.compile(
    r"(?:Value (?P<before>\d+) )?(?P<kind>Enumerated Values?|Defined Terms?)"
    r"(?: for Value (?P<after>\d+))?(?P<rest>.*?):?",
    re.IGNORECASE,
)


class ListNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """The title of a list says neither enumerated values nor defined terms."""


def read_terms(cell: Cell) -> Iterator[Terms]:
    """Yield the value lists of an attribute's description.

    Raises:
        ListNotUnderstood: A list has a title of another kind.
    """
    for element in cell.element.iter(VARIABLELIST):
        title = element.find(TITLE)
        text = "" if title is None else cell.text_of(title)
        if text.startswith(ADVICE):
            continue
        match = _TITLE.fullmatch(text)
        if match is None:
            raise ListNotUnderstood(text)
        number = match["before"] or match["after"]
        yield Terms(
            enumerated=match["kind"].lower().startswith("enumerated"),
            values=tuple(_values(cell, element)),
            number=int(number) if number else None,
            condition=Condition(UNREAD) if match["rest"].strip() else None,
        )


def _values(cell: Cell, element: _Element) -> Iterator[Value]:
    for entry in element.iterchildren(ENTRY):
        term, item = entry.find(TERM), entry.find(LISTITEM)
        if term is None:
            continue
        yield Value(
            cell.text_of(term),
            short_label(cell.text_of(item)) if item is not None else None,
        )


def short_label(text: str) -> str | None:
    """Return a label of a few words; nothing of what is longer."""
    label = text.rstrip(".;")
    if not label or len(label.split()) > LABEL_WORDS or "." in label:
        return None
    return label
