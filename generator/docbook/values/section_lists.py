"""Reader of the lists of values in one section, and of its statements about values.

Source: PS3.3 Annex C, sections "... Attribute Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen
from lxml.etree import _Element

from ...model import Condition, Terms, Worded
from ..errata.part03 import exempted
from ..xml.book import DIVISIONS, TABLE, Book
from ..xml.table import Table
from ..xml.text import NAMESPACE, PARA
from .attribute_names import caption_names, title_names
from .section_references import Referral, read_referrals, tags_in
from .section_statements import (
    USUAL,
    Statement,
    at_least,
    read_least,
    read_numbered,
    read_vm_of,
)
from .statements import sentences
from .value_tables import is_value_table, read_announced_table, read_value_table
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
_NO_CONDITION = re.compile(
    r"\bshall be present\b|\bmay be\b|\bdetermines? (?:if|when)\b"
    r"|\bwhen\b.*, the value is the\b|, this Attribute defines the\b"
)
"""About presence, or an explanation of the attribute or of one of its values."""
_SUBJECT = re.compile(
    r"(?:The )?[Vv]alues? of |.*(?:Enumerated Values|Defined Terms) for "
    r"|The [A-Z][^()]+ \(\w{4},\w{4}\) Attribute [^()]+$"
)
_WITHIN = re.compile(
    r"[A-Z][^()]*? \(\w{4},\w{4}\) in (?:the )?[A-Z][^()]*? \((?P<group>\w{4}),(?P<element>\w{4})\)"
)
_DOCUMENT = re.compile(r"Attribute Requirements for (?P<name>.+) Document")
_IODS = re.compile(r"if (?P<names>.+ IOD)")
_TAG = re.compile(r"\(([0-9A-F]{4}),\s?([0-9A-F]{4})\)")
_UNNAMED = re.compile(r"\bValue (?P<number>\d) is")


@frozen
class SectionList:
    """A list of a section, with the information that relates it to an attribute."""

    section: str
    titles: tuple[str, ...]
    """Titles of the section; for a sentence also of the enclosing sections."""
    caption: str
    """Caption of the table if the list is a table; otherwise empty."""
    heading: Heading
    subjects: tuple[str, ...]
    """Tags of the attributes in the paragraph before the list."""
    terms: Terms
    within: str | None = None
    """Tag of the sequence whose items contain the attribute, if stated."""
    when: str = ""
    """Words of the condition of a sentence, which may omit the attribute."""

    @property
    def title(self) -> str:
        return self.titles[0]

    @property
    def iods(self) -> tuple[str, ...]:
        """The IODs to which a title restricts the list; empty if not restricted."""
        if match := _DOCUMENT.fullmatch(self.title):
            return (match["name"],)
        match = _IODS.fullmatch(self.heading.condition)
        if match is None:
            return ()
        return tuple(re.split(r" IODs?(?:, or |, | or |$)", match["names"])[:-1])

    def is_about(self, tag: str, name: str) -> bool:
        """Whether the list belongs to an attribute."""
        if self.heading.tags:
            return tag in self.heading.tags
        if self.caption and caption_names(self.caption, name):
            return True
        return _named(self.titles, name) or tag in self.subjects

    def terms_of(self, tag: str, name: str) -> Terms:
        """Return the list as it applies to an attribute."""
        if not self.when:
            return self.terms
        words = _UNNAMED.sub(rf"Value \g<number> of {name} {tag} is", self.when)
        return evolve(self.terms, condition=Worded(words=words))


@frozen
class SectionCount:
    """The number of values of an attribute that a section states."""

    vm: str
    titles: tuple[str, ...]
    tags: tuple[str, ...]

    def is_about(self, tag: str, name: str) -> bool:
        """Whether the number belongs to an attribute."""
        return tag in self.tags if self.tags else _named(self.titles, name)


@frozen
class SectionContent:
    """The statements of one section about values, without its subsections."""

    titles: tuple[str, ...]
    """Titles of the section and of the enclosing sections."""
    lists: tuple[SectionList, ...]
    referrals: tuple[Referral, ...]
    counts: tuple[SectionCount, ...]
    not_understood: tuple[str, ...]
    """Titles of lists that are not lists of values."""

    def __bool__(self) -> bool:
        return bool(self.lists or self.referrals or self.counts or self.not_understood)

    def referrals_about(self, tag: str, name: str) -> Iterator[Referral]:
        """Yield the sections with more information about an attribute."""
        for each in self.referrals:
            if tag in each.tags if each.tags else _named(self.titles, name):
                yield each


def read_section(book: Book, label: str, section: _Element) -> SectionContent:
    """Read the statements of a section about values."""
    around = [section, *section.iterancestors(*DIVISIONS)]
    titles = tuple(book.title_of(each) for each in around)
    lists: list[SectionList] = []
    referrals: list[Referral] = []
    counts: list[SectionCount] = []
    not_understood: list[str] = []
    before = ""
    least = 0
    for element in blocks(section):
        if element.tag == PARA:
            before = book.text(element)
            least = max(least, read_least(before))
            referrals += read_referrals(before)
            lists += (
                _of_statement(book, label, titles, s) for s in read_numbered(before)
            )
            stated = [each.terms.number for each in lists if each.terms.number]
            if counted := read_vm_of(before, max(stated, default=0)):
                counts.append(SectionCount(counted[0], titles, counted[1]))
        elif element.tag == VARIABLELIST:
            try:
                lists.append(_of_list(book, label, titles[:1], element, before))
            except ListNotUnderstood as problem:
                not_understood.append(str(problem))
        else:
            table = book.table_of(element)
            if table is not None:
                lists += _of_table(label, titles[:1], table, before)
    if least > USUAL:
        counts = [evolve(each, vm=at_least(least, each.vm)) for each in counts] or [
            SectionCount(at_least(least), titles, ())
        ]
    return SectionContent(
        titles, tuple(lists), tuple(referrals), tuple(counts), tuple(not_understood)
    )


def blocks(section: _Element) -> Iterator[_Element]:
    """Yield paragraphs, lists and tables of a section, without its subsections."""
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
    """Parse the paragraph before a list: number of the value, condition, attributes."""
    number = _NUMBER.search(before)
    last = [*sentences(before)][-1:]
    restricted = heading.enumerated and any(
        _CONDITION.match(words) and not _NO_CONDITION.search(words) for words in last
    )
    return (
        int(number["number"]) if number else None,
        Worded(words=last[0][:1].lower() + last[0][1:]) if restricted else None,
        tuple(
            f"({group},{element})"
            for words in sentences(before)
            if _SUBJECT.match(words)
            for group, element in _TAG.findall(words.partition(" specif")[0])
        ),
    )


def _tag(within: re.Match[str] | None) -> str | None:
    return None if within is None else f"({within['group']},{within['element']})"


def _of_list(
    book: Book, label: str, titles: tuple[str, ...], element: _Element, before: str
) -> SectionList:
    heading = read_heading(title_of(element, book.text))
    number, condition, subjects = _lead(before, heading)
    terms = terms_of(
        heading,
        read_values(element, book.text),
        number=number,
        condition=condition,
        section=label,
    )
    within = _tag(_WITHIN.match(before))
    return SectionList(label, titles, "", heading, subjects, terms, within)


def _of_table(
    label: str, titles: tuple[str, ...], table: Table, before: str
) -> Iterator[SectionList]:
    subjects: tuple[str, ...] = ()
    if is_value_table(table):
        values, place = read_value_table(table), table.caption
    else:
        announced = read_announced_table(table, before)
        if announced is None:
            return
        values, place, subjects = announced, before, tags_in(before)
    try:
        heading = read_heading(table.caption)
    except ListNotUnderstood:
        heading = _heading(values.enumerated, _NUMBER.search(place))
    terms = terms_of(heading, values.values, section=label, table=table.label)
    yield SectionList(label, titles, table.caption, heading, subjects, terms)


def _of_statement(
    book: Book, label: str, titles: tuple[str, ...], stated: Statement
) -> SectionList:
    exempt = exempted(label)
    when = stated.when or (exempt and f'if SOP Class UID is not "{exempt}"') or ""
    terms = evolve(stated.terms, section=label)
    return SectionList(
        label, titles, "", _heading(True, None), stated.tags, terms, when=when
    )


def _heading(enumerated: bool, number: re.Match[str] | None) -> Heading:
    """Return the default heading of a list without one."""
    return Heading(
        enumerated=enumerated,
        retired=False,
        number=int(number["number"]) if number else None,
        bits=(),
        tags=(),
        condition="",
    )


def _named(titles: tuple[str, ...], name: str) -> bool:
    return any(title_names(title, name) for title in titles)
