"""Sentences of a section that state one value of a multi-valued attribute, or how many.

Only what names the number of the value is read: other sentences of a section may be
about anything.

Source: PS3.3 C.8.12.4.1.1, C.8.16.1, C.8.19.2.1.1 and those like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from ..model import Terms
from .referrals import tags_in
from .statements import NUMBERS, read_statement, sentences

_ABOUT = re.compile(r"Value (?P<number>\d) of .+ is discussed in .+")
_THE_VALUE = re.compile(r"The value (?P<states>shall be .+)")
_CONSIST = re.compile(
    rf".+ shall consist of (?P<count>{'|'.join(NUMBERS)}) values"
    r"(?P<more>, except that a fifth value .+)?"
)
_NO_MORE = re.compile(r"No (?:additional|other) values shall be present")


@frozen
class Statement:
    """A value that a section states."""

    terms: Terms
    when: str
    """The words of its condition; empty for always."""
    tags: tuple[str, ...]
    """The attributes that it is about; none where the place of the sentence tells."""


def read_numbered(text: str) -> Iterator[Statement]:
    """Yield what a paragraph states of the values that it numbers."""
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
    """Return how many values a paragraph says that attributes have, and their tags.

    Args:
        stated: The number of the last value that was stated before; 0 for none.
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
