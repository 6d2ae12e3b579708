"""Reader of sentences in sections that name an attribute and state its value.

A sentence may have a condition. Every sentence of this form is read, or left out for a reason
that `left_out` declares.

Source: PS3.3 C.8.4.8.1.2, C.8.12.4.1.2 and similar sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from ...model import Range, Terms, Worded
from ...report import Report
from ..xml.book import Book
from ..xml.text import PARA
from .left_out import reason_of_statement
from .section_lists import blocks
from .statements import TAG, read_values, sentences

SECTIONS: Final = "C."
"""Beginning of the labels of sections that describe attributes."""

_FORM: Final = re.compile(
    r"(?:(?P<lead>(?:[Ii]f|[Ww]hen|For|In) .+?)(?:,|,? then) )?"
    r"(?:[Tt]he )?(?:[Vv]alues? of (?:the )?)?(?P<name>[A-Z0-9][^(),]*?) ?"
    rf"(?P<tag>{TAG})(?: Attribute)?(?: value)? shall (?:always )?"
    r"(?P<verb>be|have|contain|equal|not be|not have) (?P<what>"
    r"(?:[A-Z0-9\"]|(?:either|an?|the|one|two|zero|from|between|less|greater|unique|equal)\b)"
    r".*)"
)
_VALUE: Final = re.compile(
    r"(?:equal to (?!or)|(?:a|the|an) (?:[Vv]alue|Enumerated Value)(?: of)? |)(?:either )?"
    r"(?P<value>[^,]+?(?:, [A-Z0-9][^,]*)*?)(?: (?P<tail>(?:if|when|unless) .+))?"
)
_PLAIN: Final = re.compile(r"(?!.*(?: value|Sequence$))[A-Z].*")
"""The name of an attribute alone, not of one of its values or its items."""
_POSITIVE: Final = "a positive number"
_MODULE: Final = re.compile(r"For [A-Z][\w -]* (?:Images|Doses)")
"""The objects of the module itself."""
_CONDITION: Final = re.compile(r"(?:If|When|if|when) (?P<words>.+)")


@frozen
class NamedStatement:
    """A sentence about the value of one attribute."""

    tag: str
    stated: Terms | Range | None
    """None if its form is known, but it states no value that is read."""


def read_named(text: str) -> Iterator[NamedStatement]:
    """Yield the sentences of a paragraph that state the value of a named attribute."""
    for sentence in sentences(text):
        for part in sentence.split("; "):
            match = _FORM.search(part)
            if match is not None:
                tag = match["tag"].replace(" ", "")
                stated = _stated(match) if match[0] == part else None
                yield NamedStatement(tag, stated)


def _stated(match: re.Match[str]) -> Terms | Range | None:
    name = match["name"]
    if match["verb"] not in ("be", "have") or not _PLAIN.fullmatch(name):
        return None
    if match["what"] == _POSITIVE:
        stated: Terms | Range | None = Range(above="0")
        tail = None
    else:
        found = _VALUE.fullmatch(match["what"])
        if found is None:
            return None
        stated, tail = read_values(found["value"]), found["tail"]
    lead = match["lead"]
    if lead and _MODULE.fullmatch(lead):
        lead = None
    if stated is None or not (lead or tail):
        return stated
    condition = _CONDITION.fullmatch(lead) if lead else None
    if isinstance(stated, Range) or (lead and (tail or not condition)):
        return None
    words = f"if {condition['words']}" if condition else tail
    return evolve(stated, condition=Worded(words=words or ""))


@frozen(slots=False)
class NamedStatements:
    """The sentences of all sections that state the value of a named attribute."""

    _book: Book = field(alias="book")
    _taken: set[tuple[str, str]] = field(factory=set, init=False)
    """Section and tag of the statements that were assigned to a row."""

    def about(self, sections: Iterable[str], tag: str) -> Iterator[Terms | Range]:
        """Yield the values of an attribute in some sections and their subsections."""
        labels = tuple(sections)
        for label, each in self._applicable:
            if each.tag != tag or each.stated is None:
                continue
            if any(label == one or label.startswith(f"{one}.") for one in labels):
                self.take(label, tag)
                if isinstance(each.stated, Terms):
                    yield evolve(each.stated, section=label)
                else:
                    yield each.stated

    def take(self, section: str, tag: str) -> None:
        """Mark the statements of a section about an attribute as assigned."""
        self._taken.add((section, tag))

    @cached_property
    def _rows(self) -> frozenset[tuple[str, str]]:
        """The statements that rows have."""
        return frozenset(self._taken)

    def untaken(self) -> Iterator[tuple[str, NamedStatement]]:
        """Yield section and statement of those that no row has."""
        for label, each in self._applicable:
            if each.stated is not None and (label, each.tag) not in self._rows:
                yield label, each

    def note_untaken(self, report: Report) -> None:
        """Report the statements that are left out, and those that no row has."""
        for label, title, each in self._all:
            where = f"Section {label}: value of {each.tag}"
            reason = reason_of_statement(title, each.tag)
            if reason is not None:
                report.leave_out_value(where, reason)
            elif (label, each.tag) not in self._taken:
                report.unread_value(where)

    @cached_property
    def _applicable(self) -> list[tuple[str, NamedStatement]]:
        """Label and statement, without those that are left out for a reason."""
        return [
            (label, each)
            for label, title, each in self._all
            if reason_of_statement(title, each.tag) is None
        ]

    @cached_property
    def _all(self) -> list[tuple[str, str, NamedStatement]]:
        """Label and title of the section, and statement."""
        return [
            (label, self._book.title_of(section), each)
            for label, section in self._book.sections.items()
            if label.startswith(SECTIONS)
            for element in blocks(section)
            if element.tag == PARA
            for each in read_named(self._book.text(element))
        ]
