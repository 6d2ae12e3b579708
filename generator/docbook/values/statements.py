"""Parser of sentences that state a value, a range or a number of values.

Sentences with a condition, an exception or another subject are ignored.

Source: PS3.3 Annex A (sections of IODs), Annex C (attribute descriptions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Range, Terms, Value

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six"]
    )
}
ORDINALS = {"first": 1, "second": 2, "third": 3}
TAG = r"\(\s*[0-9A-Fa-fx]{4}\s*,\s*[0-9A-Fa-fx]{4}\s*\)"

_SHALL = (
    r"shall (?:always )?(?:be set to |be equal to (?!or )|be |have the value |have a value of"
    r" |have an? (?=value ))"
)
_SUBJECTS = tuple(
    re.compile(subject + _SHALL + r"(?P<what>.+)")
    for subject in (
        r"(?:(?:If present, )?[Tt]he |This )?(?:[Vv]alue|Attribute)(?: of this Attribute)? ",
        r"Value (?P<number>\d) ",
        r"The (?P<ordinal>first|second|third) value (?:\([^()]*\) )?",
        r"[A-Z][a-z]+ of [a-z]+ \([a-z ]+\) in this image ",
    )
)
_SILENT = re.compile(_SHALL.capitalize() + r"(?P<what>.+)")
_NAMED = re.compile(
    rf"The (?:value of )?(?P<name>[^()]+?)(?: {TAG})? {_SHALL}(?P<what>.+)"
)
_ALWAYS = re.compile(
    r"The (?P<name>[^()]+?) is always (?P<what>.+?)(?: for [A-Z]+ images)?"
)
_TELLING = re.compile(r"shall|range|always", re.IGNORECASE)
_RANGE_OF = re.compile(r"The range of values is (?P<what>from .+)")

_NUMBER = r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?|" + "|".join(NUMBERS)
_TERM = r'"?(?:[A-Z][A-Z0-9_]*(?: [A-Z0-9_]+)*|\d+(?:\.\d+)+|[0-9A-F]{8})"?'
_ONE_OF = re.compile(
    rf"(?:{_NUMBER}|{_TERM})(?:(?:, or |, | or )(?:{_NUMBER}|{_TERM}))*"
)
_REMARK = re.compile(
    r",? (?:\([^()]*\)|(?:with|where|which) .*|inclusive|Hz)|\(inclusive\)"
)
_WORD = r"[A-Z][A-Z0-9_]*"
_BY_TRANSFER_SYNTAX = re.compile(rf"{_WORD}(?: or {_WORD})* for .+ Transfer Syntaxes")
_FOR_A_TRANSFER_SYNTAX = re.compile(rf"\b({_WORD}(?: or {_WORD})*) for ")
_BOUNDS = {
    re.compile(
        rf"(?:a value )?(?:greater than or equal to|equal to or greater than) ?(?P<at_least>{_NUMBER})"
        rf"(?: and less than or equal to ?(?P<at_most>{_NUMBER}))?"
    ),
    re.compile(rf"(?:a value )?greater than (?P<above>{_NUMBER})"),
    re.compile(
        rf"(?:a value )?(?:less than or equal to|equal to or less than) ?(?P<at_most>{_NUMBER})"
    ),
    re.compile(rf"(?:a value )?less than (?P<below>{_NUMBER})"),
    re.compile(rf"(?P<at_least>{_NUMBER}) or more"),
    re.compile(
        r"(?:in degrees, |an? (?:positive )?(?:integer|number) )?(?:between|in the range|from)"
        rf" (?:of )?(?P<at_least>{_NUMBER})(?: and | to | - |-)(?P<at_most>{_NUMBER})"
    ),
}
_VALUES = rf"(?P<count>{'|'.join(NUMBERS)})(?: or (?P<more>two|three|four))?"
_COUNTS = (
    re.compile(r"(?:Only a|A) single value shall (?:be present|exist)"),
    re.compile(rf"[A-Z][^()]+ {TAG} shall not be multi-valued"),
    re.compile(
        rf"(?:This Attribute )?(?:[Hh]as|[Cc]ontains) {_VALUES} [Vv]alues?(?: \(in mm\))?"
    ),
    re.compile(rf"Shall (?:have|contain) (?:exactly )?{_VALUES} [Vv]alues?"),
    re.compile(rf"Exactly {_VALUES} (?:integer )?values?(?:, .+)?"),
    re.compile(rf"The Attribute may only have {_VALUES} values(?:, .+)?"),
)


def sentences(text: str) -> Iterator[str]:
    """Split a text into sentences, without their full stops."""
    for sentence in re.split(r"(?<=[.;:])\s+(?=[A-Z\"])", text):
        yield sentence.rstrip(" .;:")


def read_statement(sentence: str, name: str) -> Terms | Range | None:
    """Parse a sentence in an attribute's row into terms or a range, if it states any.

    Args:
        name: The attribute as spelled in its row.
    """
    if not _TELLING.search(sentence):
        return None  # fast path for most sentences
    for pattern in (*_SUBJECTS, _SILENT, _RANGE_OF, _NAMED, _ALWAYS):
        match = pattern.fullmatch(sentence)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("name", name) != name:
            continue
        number = groups.get("number") or ORDINALS.get(groups.get("ordinal") or "")
        return read_values(match["what"], int(number) if number else None)
    return None


def read_values(what: str, number: int | None = None) -> Terms | Range | None:
    """Parse the text after "shall be" into terms or a range.

    Args:
        number: Number of the value of a multi-valued attribute; None for every value.
    """
    what = _REMARK.sub("", what) if _REMARK.search(what) else what
    if _BY_TRANSFER_SYNTAX.fullmatch(what):
        named = " or ".join(_FOR_A_TRANSFER_SYNTAX.findall(what)).split(" or ")
        return Terms(
            enumerated=True,
            values=tuple(Value(term) for term in dict.fromkeys(named)),
            number=number,
        )
    if _ONE_OF.fullmatch(what):
        words = re.split(r", or |, | or ", what)
        values = tuple(Value(_plain(word)) for word in words)
        return Terms(enumerated=True, values=values, number=number)
    for pattern in _BOUNDS:
        match = pattern.fullmatch(what)
        if match is not None:
            found = match.groupdict()
            bounds = {key: _plain(word) for key, word in found.items() if word}
            return Range(
                at_least=bounds.get("at_least"),
                above=bounds.get("above"),
                at_most=bounds.get("at_most"),
                below=bounds.get("below"),
                number=number,
            )
    return None


def read_vm(sentence: str) -> str | None:
    """Return the value multiplicity of a sentence: "1", "1-2"."""
    for pattern in _COUNTS:
        match = pattern.fullmatch(sentence)
        if match is not None:
            groups = match.groupdict()
            least = NUMBERS[groups.get("count") or "one"]
            most = groups.get("more")
            return f"{least}-{NUMBERS[most]}" if most else str(least)
    return None


def _plain(word: str) -> str:
    """Remove quotes from a value, and spaces from a number."""
    word = word.strip('"')
    if word[:1].isdigit():
        return word.replace(",", "")
    return str(NUMBERS[word]) if word in NUMBERS else word
