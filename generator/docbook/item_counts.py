"""How many items a sequence has, as its row says.

Source: PS3.3, attribute descriptions of sequences; PS3.5 7.5.
"""

from __future__ import annotations

import re

from ..model import ItemCount
from .statements import NUMBERS, sentences

_WORD = "|".join(NUMBERS)
_COUNT = re.compile(
    rf"\b(?P<only>Only |Exactly |At least |No more than )?"
    rf"(?:(?P<single>a single|A single)|(?P<low>{_WORD})"
    rf"(?:(?:, (?:{_WORD}),)? or (?P<high>more|{_WORD}))?) Items?(?: single Item)?"
    r" (?:shall(?: be)?|are|is|may be) (?:included|permitted|allowed|present)"
    r"(?: (?:in|for) (?:this|the) Sequence)?(?=$|[,.]| See\b| \")",
    re.IGNORECASE,
)
_EQUALS = re.compile(
    r"(?:^|.* )(?:The )?number of Items(?: included)?(?: in (?:this|the) Sequence)? shall"
    r" (?:be equal to|equal|be identical to|match|be the same as) (?:the value of )?"
    r"[A-Z][^()]*? ?\((?P<group>[0-9A-F]{4}),\s?(?P<element>[0-9A-F]{4})\)",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"\b(?:a single|{_WORD}|or more) Items? (?:shall|are|is|may) |\bnumber of Items\b"
    r"|\bsame number of Items\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"If (?:more than one|a single|multiple) Items?\b|, one Item for each [^,]+$"
)
"""What tells about items, not how many there are."""
_HEDGED = re.compile(r"\b(?:if|when|unless|otherwise|each|every)\b", re.IGNORECASE)


class CountNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """A row speaks of the number of items in words that are not read."""


def read_item_count(text: str) -> ItemCount | None:
    """Return how many items a row asks for; None where it says nothing.

    Raises:
        CountNotUnderstood: It says so under a condition, or in other words.
    """
    found: list[ItemCount] = []
    for sentence in sentences(text):
        if _ANY.search(sentence) is None or _ASIDE.match(sentence):
            continue
        sentence = _ASIDE.sub("", sentence)
        count = None if _HEDGED.search(sentence) else _read(sentence)
        if count is None:
            raise CountNotUnderstood(sentence)
        found.append(count)
    told = [count for count in found if count.equals is not None]
    if len({(count.minimum, count.maximum) for count in found if not count.equals}) > 1:
        raise CountNotUnderstood(text)
    return next(iter(told or found), None)


def _read(sentence: str) -> ItemCount | None:
    match = _EQUALS.fullmatch(sentence)
    if match is not None:
        tag = f"({match['group'].upper()},{match['element'].upper()})"
        return ItemCount(0, None, tag)
    match = _COUNT.search(sentence)
    if match is None:
        return None
    low = 1 if match["single"] else NUMBERS[match["low"].lower()]
    limit = (match["only"] or "").lower().strip()
    if limit == "at least":
        return ItemCount(low, None)
    if limit == "no more than":
        return ItemCount(0, low)
    high = (match["high"] or "").lower()
    if high == "more":
        return ItemCount(low, None)
    return ItemCount(low, NUMBERS[high] if high else low)
