"""Lists of enumerated values and defined terms, wherever one stands.

Source: PS3.3 5.1 (conventions): lists titled "Enumerated Values:" or "Defined Terms:".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import frozen
from lxml.etree import _Element

from ..model import Condition, Terms, Value
from .conditions import read_condition
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
    r"(?:Value (?P<before>\d+) )?(?P<retired>Retired )?"
    r"(?P<kind>Enumerated Values?|Defined Terms?)(?P<rest>.*?):?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:(?:for|of) )?Value (?P<number>\d+)\b")
_BITS = re.compile(r"\s*for Bits? (?P<first>\d+)(?:-(?P<last>\d+))?\b.*")
_ATTRIBUTE = re.compile(r"\(\s*([0-9A-Fa-fx]{4})\s*,\s*([0-9A-Fa-fx]{4})\s*\)")
_CONDITION = re.compile(r"\b(?:if|when|whether)\b")

Text = Callable[[_Element], str]
"""Gives the settled text of an element."""


class ListNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """The title of a list says neither enumerated values nor defined terms."""


@frozen
class Heading:
    """What the title of a list says of it."""

    enumerated: bool
    retired: bool
    number: int | None
    bits: tuple[int, ...]
    tags: tuple[str, ...]
    """The attributes that the title names; none where the place of the list tells."""
    condition: str
    """The words that restrict the list; empty for a list that always applies."""


def read_heading(title: str) -> Heading:
    """Return what the title of a list, or the caption of a table of values, says.

    Raises:
        ListNotUnderstood: It announces something else.
    """
    match = _TITLE.fullmatch(title)
    if match is None:
        raise ListNotUnderstood(title)
    rest = match["rest"]
    bits = _BITS.fullmatch(rest)
    if bits is not None:
        rest = ""
    named, condition = _split(rest)
    tags = tuple(f"({g.upper()},{e.upper()})" for g, e in _ATTRIBUTE.findall(named))
    if tags:  # "for Image Type (0008,0008) Value 3 for Stereotactic Mammography"
        named = named[[*_ATTRIBUTE.finditer(named)][-1].end() :]
    number = _NUMBER.match(named)
    if number is not None:
        named = named[number.end() :]
    value = match["before"] or (number and number["number"])
    return Heading(
        enumerated=match["kind"].lower().startswith("enumerated"),
        retired=match["retired"] is not None,
        number=int(value) if value else None,
        bits=_span(bits),
        tags=tags,
        condition=f"{named} {condition}".strip(),
    )


def _split(rest: str) -> tuple[str, str]:
    """Return what a title says before its condition, and the condition."""
    match = _CONDITION.search(rest)
    return (
        (rest, "") if match is None else (rest[: match.start()], rest[match.start() :])
    )


def _span(bits: re.Match[str] | None) -> tuple[int, ...]:
    if bits is None:
        return ()
    first = int(bits["first"])
    return tuple(range(first, int(bits["last"] or first) + 1))


def read_terms(cell: Cell) -> Iterator[Terms]:
    """Yield the value lists of an attribute's own cell.

    Raises:
        ListNotUnderstood: A list has a title of another kind.
    """
    for element in cell.element.iter(VARIABLELIST):
        title = title_of(element, cell.text_of)
        if not title.startswith(ADVICE):
            heading = read_heading(title)
            yield terms_of(heading, read_values(element, cell.text_of))


def title_of(element: _Element, text: Text) -> str:
    title = element.find(TITLE)
    return "" if title is None else text(title)


def terms_of(
    heading: Heading,
    values: tuple[Value, ...],
    *,
    number: int | None = None,
    condition: Condition | None = None,
    section: str | None = None,
    table: str | None = None,
) -> Terms:
    """Return a list as its heading and its place tell.

    Args:
        number: Which value is meant, where the heading does not say.
        condition: When the list applies, where the heading does not say.
    """
    return Terms(
        enumerated=heading.enumerated,
        values=values,
        number=heading.number or number,
        condition=read_condition(heading.condition) if heading.condition else condition,
        retired=heading.retired,
        bits=heading.bits,
        section=section,
        table=table,
    )


def read_values(element: _Element, text: Text) -> tuple[Value, ...]:
    """Return the entries of a list."""
    return tuple(_values(element, text))


def _values(element: _Element, text: Text) -> Iterator[Value]:
    for entry in element.iterchildren(ENTRY):
        term, item = entry.find(TERM), entry.find(LISTITEM)
        if term is None:
            continue
        yield Value(text(term), short_label(text(item)) if item is not None else None)


def short_label(text: str) -> str | None:
    """Return a label of a few words; nothing of what is longer."""
    label = text.rstrip(".;")
    if not label or len(label.split()) > LABEL_WORDS or "." in label:
        return None
    return label
