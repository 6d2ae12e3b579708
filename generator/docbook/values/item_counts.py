"""How many items a sequence has, as its row says.

Source: PS3.3, attribute descriptions of sequences; PS3.5 7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from ..model import ItemCount
from .conditions import read_condition
from .statements import NUMBERS, sentences

_WORD = "|".join(NUMBERS)
_COUNT = re.compile(
    rf"\b(?P<only>Only |Exactly |At least |No more than )?"
    rf"(?:(?P<single>a single|A single)|(?P<low>{_WORD})"
    rf"(?:(?:, (?:{_WORD}),)? or (?P<high>more|{_WORD}))?) Items?(?: single Item)?"
    r" (?:shall(?: be)?|are|is|may be) (?:included|permitted|allowed|present)"
    r"(?: (?:in|for) (?:this|the) Sequence)?(?: for this frame)?(?=$|[,.]| See\b| \")",
    re.IGNORECASE,
)
_TAGGED = r".* \(\w{4},\w{4}\) .+"
_CONDITIONS = (
    re.compile(
        rf"If (?P<when>{_TAGGED}?),? (?P<count>(?:only |exactly )?(?:a|one|two)\b.*)"
    ),
    re.compile(rf"(?P<count>.+? in this Sequence) if (?P<when>{_TAGGED})"),
)
_UNLESS = re.compile(
    r"(?P<count>.+? in this Sequence),? unless (?P<what>.* \(\w{4},\w{4}\)) is"
    r" (?P<value>[A-Z_]+), in which case (?P<other>.+)"
)
_SAME = re.compile(
    r"Shall have the same number of Items as the [Vv]alue of (?P<name>[A-Z][^()]*?)"
    r" (?P<tag>\(\w{4},\w{4}\))(?: if present, or otherwise the value of [A-Z][^()]*?"
    r" (?P<other>\(\w{4},\w{4}\)))?"
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
    r"|(?:At least|More than) one Item shall (?:have|be present only if)\b"
    r"|, where the coordinate system is the same for all Items.*"
)
"""What tells about items, not how many there are."""
_HEDGED = re.compile(r"\b(?:if|when|unless|otherwise|each|every)\b", re.IGNORECASE)


class CountNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """A row speaks of the number of items in words that are not read."""


def read_item_counts(text: str) -> tuple[ItemCount, ...]:
    """Return how many items a row asks for; none where it says nothing.

    At most one of them has no condition.

    Raises:
        CountNotUnderstood: It says so in other words.
    """
    found: list[ItemCount] = []
    conditional: list[ItemCount] = []
    for sentence in sentences(text):
        if _ANY.search(sentence) is None or _ASIDE.match(sentence):
            continue
        sentence = _ASIDE.sub("", sentence)
        if counts := [*_under_conditions(sentence)]:
            conditional += counts
            continue
        count = None if _HEDGED.search(sentence) else _read(sentence)
        if count is None:
            raise CountNotUnderstood(sentence)
        found.append(count)
    told = [count for count in found if count.equals is not None]
    if len({(count.minimum, count.maximum) for count in found if not count.equals}) > 1:
        raise CountNotUnderstood(text)
    return (*(told or found)[:1], *conditional)


def _under_conditions(sentence: str) -> Iterator[ItemCount]:
    """Yield the counts of a sentence that say when they hold."""
    if match := _SAME.fullmatch(sentence):
        named, other = f"{match['name']} {match['tag']}", match["other"]
        first = ItemCount(0, None, match["tag"])
        if other is None:
            yield first
            return
        yield evolve(first, condition=read_condition(f"if {named} is present"))
        absent = read_condition(f"if {named} is not present")
        yield ItemCount(0, None, other, absent)
        return
    if match := _UNLESS.fullmatch(sentence):
        what, value = match["what"], match["value"]
        parts = [(match["count"], f"{what} is not {value}")]
        parts.append((match["other"], f"{what} is {value}"))
    else:
        matches = filter(None, (form.fullmatch(sentence) for form in _CONDITIONS))
        parts = [(match["count"], match["when"]) for match in matches][:1]
    for words, when in parts:
        count = _read(words)
        if count is None:
            raise CountNotUnderstood(sentence)
        yield evolve(count, condition=read_condition(f"if {when}"))


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
