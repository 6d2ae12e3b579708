"""Parser of lists of enumerated values and defined terms.

Source: PS3.3 5.1 (conventions): lists titled "Enumerated Values:" or "Defined Terms:".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import frozen
from lxml.etree import _Element

from ...model import Condition, Terms, Value, Worded
from ..xml.table import Cell
from ..xml.text import NAMESPACE

VARIABLELIST = NAMESPACE + "variablelist"
ENTRY = NAMESPACE + "varlistentry"
TERM = NAMESPACE + "term"
LISTITEM = NAMESPACE + "listitem"
TITLE = NAMESPACE + "title"

ADVICE = "Recommended"
"""Title of a list that is not a list of values: Table C.8-18."""

LABEL_WORDS = 4
"""Maximum number of words of a label; longer texts are sentences."""

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
"""Returns the normalized text of an element."""


class ListNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """The title of a list is not that of enumerated values or defined terms."""


@frozen
class Heading:
    """The parsed title of a list."""

    enumerated: bool
    retired: bool
    number: int | None
    bits: tuple[int, ...]
    tags: tuple[str, ...]
    """Attributes in the title; empty if they follow from the place of the list."""
    condition: str
    """Words that restrict the list; empty for an unconditional list."""


def read_heading(title: str) -> Heading:
    """Parse the title of a list, or the caption of a table of values.

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
    """Split a title into the text before its condition, and the condition."""
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
        ListNotUnderstood: The title of a list is not supported.
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
    """Build the terms of a list from its heading and its place.

    Args:
        number: Number of the value if the heading does not state it.
        condition: Condition of the list if the heading does not state it.
    """
    return Terms(
        enumerated=heading.enumerated,
        values=values,
        number=heading.number or number,
        condition=Worded(words=heading.condition) if heading.condition else condition,
        retired=heading.retired,
        bits=heading.bits,
        section=section,
        table=table,
    )


def read_values(element: _Element, text: Text) -> tuple[Value, ...]:
    """Read the entries of a list."""
    return tuple(_values(element, text))


def _values(element: _Element, text: Text) -> Iterator[Value]:
    for entry in element.iterchildren(ENTRY):
        term, item = entry.find(TERM), entry.find(LISTITEM)
        if term is None:
            continue
        yield Value(text(term), short_label(text(item)) if item is not None else None)


def short_label(text: str) -> str | None:
    """Return a label of a few words; None for longer texts."""
    label = text.rstrip(".;")
    if not label or len(label.split()) > LABEL_WORDS or "." in label:
        return None
    return label
