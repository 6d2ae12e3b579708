"""Reader of the number of items of a sequence in its row.

Source: PS3.3, attribute descriptions of sequences; PS3.5 7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from ...model import ItemCount, Worded
from .left_out import reason_of_count
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
    re.compile(
        r"(?P<count>.+? shall be included) if the (?P<named>[a-z ]+) is (?P<value>[A-Z_]+)"
    ),
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
    r"|The number of Items shall be as defined in .+"  # see `item_tables`
)
"""Sentences about items that do not state their number."""
_HEDGED = re.compile(r"\b(?:if|when|unless|otherwise|each|every)\b", re.IGNORECASE)


class CountNotUnderstood(ValueError):  # noqa: N818 - a signal, not a failure
    """The wording of a row about the number of items is not understood."""


def read_item_counts(text: str) -> tuple[ItemCount, ...]:
    """Return the numbers of items that a row requires; empty if it does not state any.

    At most one of them is unconditional.

    Raises:
        CountNotUnderstood: The wording is not supported.
    """
    found: list[ItemCount] = []
    conditional: list[ItemCount] = []
    for sentence in sentences(text):
        if not _is_about_a_number(sentence) or reason_of_count(sentence):
            continue
        sentence = _ASIDE.sub("", sentence)
        if counts := [*_under_conditions(sentence)]:
            conditional += counts
            continue
        count = None if _HEDGED.search(sentence) else _read(sentence)
        if count is None:
            raise CountNotUnderstood(sentence)
        found.append(count)
    linked = [count for count in found if count.equals is not None]
    if len({(count.minimum, count.maximum) for count in found if not count.equals}) > 1:
        raise CountNotUnderstood(text)
    return (*(linked or found)[:1], *conditional)


def reasons_left_out(text: str) -> Iterator[str]:
    """Yield the reasons of the sentences about numbers of items that are not read."""
    for sentence in filter(_is_about_a_number, sentences(text)):
        if reason := reason_of_count(sentence):
            yield reason


def _is_about_a_number(sentence: str) -> bool:
    return _ANY.search(sentence) is not None and _ASIDE.match(sentence) is None


def _under_conditions(sentence: str) -> Iterator[ItemCount]:
    """Yield the conditional counts of a sentence."""
    if match := _SAME.fullmatch(sentence):
        named, other = f"{match['name']} {match['tag']}", match["other"]
        first = ItemCount(0, None, match["tag"])
        if other is None:
            yield first
            return
        yield evolve(first, condition=Worded(words=f"if {named} is present"))
        absent = Worded(words=f"if {named} is not present")
        yield ItemCount(0, None, other, absent)
        return
    if match := _UNLESS.fullmatch(sentence):
        what, value = match["what"], match["value"]
        parts = [(match["count"], f"{what} is not {value}")]
        parts.append((match["other"], f"{what} is {value}"))
    else:
        matches = filter(None, (form.fullmatch(sentence) for form in _CONDITIONS))
        parts = [(match["count"], _when(match)) for match in matches][:1]
    for words, when in parts:
        count = _read(words)
        if count is None:
            raise CountNotUnderstood(sentence)
        yield evolve(count, condition=Worded(words=f"if {when}"))


def _when(match: re.Match[str]) -> str:
    """Return the words of a condition, with the name of an attribute in capitals."""
    found = match.groupdict()
    named = found.get("named")
    return f"{named.title()} is {found['value']}" if named else match["when"]


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
