"""Lists of values that stand in a section: which attribute each of them is about.

A row that refers to a section means those of its lists that name the row's attribute, in
their own title or in the title of the section around them.

Source: PS3.3 Annex C, sections "... Attribute Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen
from lxml.etree import _Element

from ..model import Condition, Terms
from .attribute_names import caption_names, title_names
from .book import DIVISIONS, TABLE, Book
from .conditions import read_condition
from .statements import sentences
from .table import Table
from .text import NAMESPACE, PARA
from .value_tables import is_value_table, read_value_table
from .values import (
    TITLE,
    VARIABLELIST,
    Heading,
    ListNotUnderstood,
    read_heading,
    read_values,
    terms_of,
    title_of,
)

NOTE = NAMESPACE + "note"

_NUMBER = re.compile(r"\bValue (?P<number>\d)\b")
_CONDITION = re.compile(r"(?:If|When)\b|.*\b(?:if (?!present\b|any\b)|when )")
_PRESENCE = re.compile(r"\bshall be present\b|\bmay be\b")
_SUBJECT = re.compile(
    r"(?:The )?[Vv]alues? of |.*(?:Enumerated Values|Defined Terms) for "
)
_ADDITION = re.compile(r".*\bin Section (?P<section>[A-Z0-9.]+), plus the following")
_WITHIN = re.compile(
    r"[A-Z][^()]*? \(\w{4},\w{4}\) in (?:the )?[A-Z][^()]*? \((?P<group>\w{4}),(?P<element>\w{4})\)"
)
_IODS = re.compile(r"if (?P<names>.+ IOD)")
_TAG = re.compile(r"\(([0-9A-F]{4}),\s?([0-9A-F]{4})\)")


@frozen
class SectionList:
    """A list of a section, and what tells which attribute it is about."""

    section: str
    title: str
    """Of the section."""
    caption: str
    """Of a table that is the list, else empty."""
    heading: Heading
    subjects: tuple[str, ...]
    """Tags of the attributes that the paragraph before the list says it is about."""
    terms: Terms
    within: str | None = None
    """Tag of the sequence whose items the list is about, where it says so."""
    adds_to: str | None = None
    """The section whose lists this one continues."""

    @property
    def iods(self) -> tuple[str, ...]:
        """The IODs that the title restricts the list to, where it names some."""
        match = _IODS.fullmatch(self.heading.condition)
        if match is None:
            return ()
        return tuple(re.split(r" IODs?(?:, or |, | or |$)", match["names"])[:-1])

    def is_about(self, tag: str, name: str) -> bool:
        """Whether the list is about an attribute."""
        if self.heading.tags:
            return tag in self.heading.tags
        if self.caption and caption_names(self.caption, name):
            return True
        return title_names(self.title, name) or tag in self.subjects


@frozen(slots=False)
class SectionLists:
    """The lists of all sections of a part."""

    _book: Book = field(alias="book")
    taken: set[tuple[str, str]] = field(factory=set, init=False)
    """The lists that a row was found for: section, and first term."""

    def about(self, section: str, tag: str, name: str) -> Iterator[Terms]:
        """Yield the lists about an attribute, of a section and of those inside it.

        Args:
            name: The attribute, as its row spells it.
        """
        for inside in self._around.get(section, ()):
            found = [
                each
                for each in self._lists[inside]
                if each.is_about(tag, name) and not each.iods
            ]
            certain = [
                each.terms
                for each in found
                if each.terms.enumerated
                and not (each.terms.condition or each.terms.bits)
            ]
            if len(certain) > 1 and {terms.number for terms in certain} == {None}:
                continue  # which value each is about stands in words that are not read
            for each in found:
                self.take(each)
                yield each.terms
                if each.adds_to:
                    yield from self.about(each.adds_to, tag, name)

    def in_table(self, label: str) -> Iterator[Terms]:
        """Yield the list that a table is, if it is one."""
        for each in self.all():
            if each.terms.table == label:
                self.take(each)
                yield each.terms

    def take(self, each: SectionList) -> None:
        """Note that the attribute of a list was found."""
        self.taken.add((each.section, _first(each.terms)))

    def untaken(self) -> Iterator[SectionList]:
        """Yield the lists that no row was found for."""
        for lists in self._lists.values():
            for each in lists:
                if (each.section, _first(each.terms)) not in self.taken:
                    yield each

    def all(self) -> Iterator[SectionList]:
        """Yield every list that stands in a section."""
        for lists in self._lists.values():
            yield from lists

    @cached_property
    def not_understood(self) -> list[tuple[str, str]]:
        """Section and title of the lists that announce something else."""
        return []

    @cached_property
    def _lists(self) -> dict[str, list[SectionList]]:
        """The lists of each section, without those of sections inside it."""
        found: dict[str, list[SectionList]] = {}
        for label, section in self._book.sections.items():
            title = self._book.title_of(section)
            lists = [*self._read(label, title, section)]
            if lists:
                found[label] = lists
        return found

    @cached_property
    def _around(self) -> dict[str, list[str]]:
        """The sections with lists, by each section that contains them.

        A section of a module's table contains the lists of all its attributes, and is
        no place that a row means.
        """
        found: dict[str, list[str]] = {}
        for label in self._lists:
            section: _Element | None = self._book.sections[label]
            while section is not None and section.tag in DIVISIONS:
                found.setdefault(section.get("label", ""), []).append(label)
                section = section.getparent()
        return found

    def _read(self, label: str, title: str, section: _Element) -> Iterator[SectionList]:
        text = self._book.text
        before = ""
        for element in blocks(section):
            if element.tag == PARA:
                before = text(element)
            elif element.tag == VARIABLELIST:
                try:
                    heading = read_heading(title_of(element, text))
                except ListNotUnderstood as problem:
                    self.not_understood.append((label, str(problem)))
                    continue
                number, condition, subjects = _lead(before, heading)
                within = _WITHIN.match(before)
                addition = _ADDITION.match(before)
                terms = terms_of(
                    heading,
                    read_values(element, text),
                    number=number,
                    condition=condition,
                    section=label,
                )
                yield SectionList(
                    label,
                    title,
                    "",
                    heading,
                    subjects,
                    terms,
                    within=_tag(within),
                    adds_to=addition and addition["section"].rstrip("."),
                )
            else:
                table = self._book.table_of(element)
                if table is not None and is_value_table(table):
                    yield _of_table(label, title, table)


def blocks(section: _Element) -> Iterator[_Element]:
    """Yield paragraphs, lists and tables of a section, not those of sections inside."""
    for element in section:
        if element.tag in DIVISIONS or element.tag == TITLE:
            continue
        if element.tag in (PARA, VARIABLELIST, TABLE):
            yield element
        if element.tag not in (VARIABLELIST, TABLE, NOTE):
            yield from blocks(element)


def _lead(
    before: str, heading: Heading
) -> tuple[int | None, Condition | None, tuple[str, ...]]:
    """Return what the paragraph before a list says: which value, when, of what."""
    number = _NUMBER.search(before)
    last = [*sentences(before)][-1:]
    restricted = heading.enumerated and any(
        _CONDITION.match(words) and not _PRESENCE.search(words) for words in last
    )
    return (
        int(number["number"]) if number else None,
        read_condition(last[0][:1].lower() + last[0][1:]) if restricted else None,
        tuple(
            f"({group},{element})"
            for words in sentences(before)
            if _SUBJECT.match(words)
            for group, element in _TAG.findall(words.partition(" specif")[0])
        ),
    )


def _tag(within: re.Match[str] | None) -> str | None:
    return None if within is None else f"({within['group']},{within['element']})"


def _of_table(label: str, title: str, table: Table) -> SectionList:
    values = read_value_table(table)
    caption = table.caption
    try:
        heading = read_heading(caption)
    except ListNotUnderstood:
        match = _NUMBER.search(caption)
        heading = Heading(
            enumerated=values.enumerated,
            retired=False,
            number=int(match["number"]) if match else None,
            bits=(),
            tags=(),
            condition="",
        )
    terms = terms_of(heading, values.values, section=label, table=table.label)
    return SectionList(label, title, caption, heading, (), terms)


def _first(terms: Terms) -> str:
    return terms.values[0].term if terms.values else ""
