"""Reader of sentences in sections that state a numbered value, or the number of values.

Only sentences with the number of the value are read, because the subject of others is
not certain.

Source: PS3.3 C.8.12.4.1.1, C.8.16.1, C.8.19.2.1.1 and similar sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from ...model import Terms
from .section_references import tags_in
from .statements import NUMBERS, read_statement, sentences

_ABOUT = re.compile(r"Value (?P<number>\d) of .+ is discussed in .+")
_THE_VALUE = re.compile(r"The value (?P<states>shall be .+)")
_CONSIST = re.compile(
    rf".+ shall consist of (?P<count>{'|'.join(NUMBERS)}) values"
    r"(?P<more>, except that a fifth value .+)?"
)
_NO_MORE = re.compile(r"No (?:additional|other) values shall be present")
_LEAST = re.compile(
    r"Value (?P<number>\d)(?: \([^()]+\))? shall (?:have|be|identify|contain)\b(?P<rest>.*)"
    r"|Values \d and (?P<last>\d) are required to be present"
)
_HEDGED = re.compile(
    r"\b(?:if|for(?! which)|when|except|only|unless|optional)\b|^ present\b"
)


@frozen
class Statement:
    """A value that a section states."""

    terms: Terms
    when: str
    """Words of its condition; empty if unconditional."""
    tags: tuple[str, ...]
    """Tags of the attributes; empty if they follow from the place of the sentence."""


def read_numbered(text: str) -> Iterator[Statement]:
    """Yield the statements of a paragraph about numbered values."""
    before = ""
    for sentence in sentences(text):
        about, value = _ABOUT.fullmatch(before), _THE_VALUE.fullmatch(sentence)
        if about and value:
            words, tags = f"Value {about['number']} {value['states']}", tags_in(before)
        else:
            words, tags = sentence, ()
        before = sentence
        states, mark, when = words.partition(" when ")
        stated = read_statement(states, "")
        if isinstance(stated, Terms) and (stated.number or mark):
            yield Statement(stated, mark.lstrip() + when, tags)


def read_vm_of(text: str, stated: int) -> tuple[str, tuple[str, ...]] | None:
    """Return the number of values that a paragraph states, and the tags of attributes.

    Args:
        stated: Number of the last value that was stated before; 0 for none.
    """
    for sentence in sentences(text):
        match = _CONSIST.fullmatch(sentence)
        if match is not None:
            count = NUMBERS[match["count"]]
            vm = f"{count}-{count + 1}" if match["more"] else str(count)
            return vm, tags_in(sentence.partition(" shall ")[0])
        if stated and _NO_MORE.fullmatch(sentence):
            return f"1-{stated}", ()
    return None


def read_least(text: str) -> int:
    """Return the number of the last value that a paragraph requires; 0 if none.

    A value that is optional, required in some cases, or always empty does not count.
    """
    required = [0]
    for sentence in sentences(text):
        match = _LEAST.fullmatch(sentence)
        if match is None:
            continue
        if not _HEDGED.search(match["rest"] or ""):
            required.append(int(match["number"] or match["last"]))
    return max(required)


USUAL = 2
"""Values of Image Type, which the data dictionary requires."""


def at_least(least: int, vm: str = "") -> str:
    """Return the multiplicity of an attribute with this number of required values.

    Args:
        vm: A multiplicity that is stated too.
    """
    _, _, most = vm.partition("-")
    if not most:
        return vm or f"{least}-n"
    return most if most == str(least) else f"{least}-{most}"
