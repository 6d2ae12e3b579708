"""Reader of the notations in requirement columns.

Source: PS3.4 5.4.2 (types), H.2.4 (usage in print management), C.1.2-1 (keys), CC.2.5-1
(final states), and the text around the tables.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from ...model import Condition, ItemCount, Requirement, Worded
from ..values.item_counts import CountNotUnderstood, read_item_counts

NOT_ALLOWED = "not-allowed"

_COLUMNS = (
    (re.compile(r"(?:Req\. Type )?(N-CREATE|N-SET|N-GET) ?(?:Usage|\().*"), None),
    (re.compile(r"(?:Requirement Type )?Final State\b.*"), "final"),
    (re.compile(r"Match(?:ing)? Key Type"), "match"),
    (re.compile(r"Return Key Type"), "return"),
    (re.compile(r"(?:Type in )?Request Identifier"), "request"),
    (re.compile(r"(?:Type in )?Response Identifier"), "response"),
    (re.compile(r"(?:Req\. |Requirement )?Type(?: \(?SCU/SCP\)?)?"), "usage"),
    (re.compile(r"Usage SCU/SCP|Condition"), "usage"),
)

CONDITION = "Condition"
"""A column of conditions without a notation, for attributes of type 1C."""

_SIDE = r"-|[123]C?|MC?|U"
_PAIR = re.compile(rf"(?P<user>{_SIDE})\s*/\s*(?P<provider>{_SIDE})(?![\w/])")
_SINGLE = re.compile(r"(?P<user>[123]C?|-|MC?|U|[RO]C?|[PX]|\*)(?![\w/*-])")
_FORBIDDEN = re.compile(r"Not allowed\b", re.IGNORECASE)

_IN_PARENTHESES = re.compile(r"\((?!\w{4},)(.*)\)", re.DOTALL)
_IN_RESPONSE = re.compile(r"^Required in Response Identifier if\b", re.MULTILINE)
"""The condition of a key that is not in requests: Table C.6.4.1-1."""
_EMPTY = re.compile(
    r"Shall be (?:created )?empty|sequence shall contain zero items", re.IGNORECASE
)
_VALUE = re.compile(
    r'(?:Shall be created with a value of|value shall be) "?(?P<value>[\w ]+)"?',
    re.IGNORECASE,
)
_BEFORE_A_COUNT = re.compile(
    r"[;,]\s*(?=(?:only a single|one or more) Items?\b)", re.IGNORECASE
)
_CONTAINS = re.compile(
    r"\b(?:shall contain|contains) (?P<count>only a single|one or more) Items?\b"
)
_REFERENCE = re.compile(
    r"\.?\s*\(?See (?:Section |Note )?[\w.]+(?:\.?\)?)$", re.IGNORECASE
)


class NotationNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """A cell of a requirement column does not begin with a notation."""


@frozen
class Notation:
    """The notation of a cell, and its remaining words."""

    user: str
    provider: str | None
    words: str
    """Text after the notation."""

    @property
    def is_conditional(self) -> bool:
        return self.user.endswith("C") or (self.provider or "").endswith("C")


def column_of(heading: str) -> str | None:
    """Return the name of a requirement column; None for other columns."""
    for pattern, name in _COLUMNS:
        if match := pattern.fullmatch(heading):
            return name or match[1]
    return None


def read_notation(text: str) -> Notation | None:
    """Parse the notation of a cell; None if it is empty.

    Args:
        text: The cell, with a line for each paragraph.

    Raises:
        NotationNotUnderstood: The cell does not begin with a notation.
    """
    if not text.strip():
        return None
    if match := _FORBIDDEN.match(text):
        return Notation(NOT_ALLOWED, None, text[match.end() :])
    match = _PAIR.match(text) or _SINGLE.match(text)
    if match is None:
        raise NotationNotUnderstood(text)
    return Notation(
        match["user"], match.groupdict().get("provider"), text[match.end() :]
    )


def read_requirement(
    column: str, notation: Notation, remark: str, stated: Condition | None = None
) -> Requirement:
    """Build the requirement of a cell.

    Args:
        remark: The last cell of the row if it is not a requirement; it has the condition
            of requirements that do not state their own.
        stated: The condition if neither the cell nor the remark has it.
    """
    words = notation.words.strip(" .-\n")
    without_reference = _REFERENCE.sub("", words).strip(" .\n")
    if whole := _IN_PARENTHESES.fullmatch(without_reference):
        words = whole[1]
    when, *counts = _BEFORE_A_COUNT.split(words)
    condition: Condition | None = None
    if notation.user == "-" and _IN_RESPONSE.search(remark):
        notation = evolve(notation, provider="1C")
        when = remark
    if notation.is_conditional:
        condition = stated or Worded(words=_with_capital(when) or remark)
    value = _VALUE.fullmatch(words)
    empty = bool(_EMPTY.fullmatch(words))
    return Requirement(
        column=column,
        user=notation.user,
        provider=notation.provider,
        condition=condition,
        empty=empty,
        values=(value["value"],) if value else (),
        item_count=None if empty else _item_count((*counts, when, remark)),
    )


def _with_capital(words: str) -> str:
    """Capitalize the first letter, which is small in some parentheses."""
    return words[:1].upper() + words[1:]


def _as_in_part03(text: str) -> str:
    """Replace the wording of item counts by that of PS3.3."""
    text = _CONTAINS.sub(r". \g<count> Item shall be included", text)
    return text.replace(" be returned in this", " be included in this")


def _item_count(texts: tuple[str, ...]) -> ItemCount | None:
    """Return the number of items that the first text with one states."""
    for text in texts:
        try:
            counts = read_item_counts(_with_capital(_as_in_part03(text)))
        except CountNotUnderstood:
            continue
        if plain := [count for count in counts if count.condition is None]:
            return plain[0]
    return None
