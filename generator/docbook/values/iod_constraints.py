"""What the sections of an IOD ask of values, beyond what its modules do.

Source: PS3.3 Annex A, sections "... Content Constraints", "... Attribute Descriptions"
and those titled with the name of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen
from lxml.etree import _Element

from ..model import (
    Attribute,
    AttributeTable,
    DataElement,
    Include,
    Iod,
    ItemCount,
    OpenRow,
    Range,
    Terms,
    ValueConstraint,
)
from ..report import Report
from .book import Book
from .conditions import read_condition
from .iods import letters
from .section_lists import SectionList, blocks
from .statements import NUMBERS, read_values, sentences
from .text import NAMESPACE, PARA
from .value_sections import SectionLists

FUNCTIONAL_GROUPS = ("(5200,9229)", "(5200,9230)")
"""Shared and per-frame functional groups, whose items hold the macros."""

LISTS = frozenset({NAMESPACE + "itemizedlist", NAMESPACE + "orderedlist"})

_TAG = r"\(([0-9A-Fx]{4}),\s?([0-9A-Fx]{4})\)"
_STATEMENT = re.compile(
    r"(?:For (?P<images>[A-Z][^,]+) images, |and )?"
    r"(?:[Tt]he )?(?:(?:[Vv]alues?|Enumerated Value) (?:of|for) )?(?:the )?"
    rf"(?P<name>[A-Za-z][^()]*?) ?(?P<tag>{_TAG})"
    r"(?P<where>(?:[^.]|\.(?=\d))*?),? shall (?:have the value|have a value of|be equal to(?! or)|be set to|be)"
    r" ?(?P<what>.+?)(?P<when> if the .+ Module is present)?"
)
_FOLLOWING = re.compile(
    r"The (?:values of the )?following Attributes, if present, shall"
    r" (?:be|have a value of) (?P<what>.+)"
)
_NAMED = re.compile(rf"[A-Z][^()]*? (?P<tag>{_TAG})")
_ITEMS = re.compile(
    rf"(?:The )?number of [A-Z][^()]*? (?P<tag>{_TAG}) Items shall be"
    r" ?(?:between )?(?P<low>\d+|[a-z]+)(?:(?: and | to | or |-)(?P<high>\d+|[a-z]+))?"
    r"(?:, inclusive| \(inclusive\))?"
)
_WHERE = re.compile(
    rf" (?:in|of) (?:each|the) (?:Item of )?(?:the )?(?P<name>[A-Z][^()]* Sequence)"
    rf"(?: Items?)?(?: {_TAG})?(?: Items?)?"
)
_ASIDE = re.compile(
    r" (?:of|in) the [^,()]+ (?:Module|Macro)| of an? [^,()]+| defined in Section [^,()]+"
    r"| \([^()]+ Module, Section [^,()]+\)"
)
_HEDGED = re.compile(r"\b(?:if|when|unless|for|case|where)\b", re.IGNORECASE)


def with_constraints(iod: Iod, reader: ConstraintReader) -> Iod:
    """Return an IOD with what its sections ask of values.

    Args:
        reader: Knows the sections, and the tables that lead to an attribute.
    """
    return evolve(iod, constraints=tuple(reader.read(iod)))


@frozen(slots=False)
class ConstraintReader:
    """Reads the sections of IODs."""

    book: Book
    lists: SectionLists
    tables: Mapping[str, AttributeTable]
    """Modules and macros by the labels of their tables."""
    elements: Sequence[DataElement]
    sections: frozenset[str]
    """The sections of all IODs."""
    report: Report
    _tags: dict[str, str] = field(factory=dict, init=False)
    _labels: dict[str, list[str]] = field(factory=dict, init=False)
    _open: list[str] = field(factory=list, init=False)
    """Tables that are being searched: some include themselves."""

    def read(self, iod: Iod) -> Iterator[ValueConstraint]:
        """Yield the constraints of an IOD, in the order of its sections."""
        seen: list[ValueConstraint] = []
        for each in self._read(iod):
            if not any(evolve(each, section=other.section) == other for other in seen):
                seen.append(each)
                yield each

    def _read(self, iod: Iod) -> Iterator[ValueConstraint]:
        for label in self._own().get(iod.section, ()):
            yield from self._statements(iod, label, self.book.sections[label])
        for each in self.lists.all():
            if self._owner(each.section) == iod.section:
                yield from self._list(iod, each)
            elif letters(iod.name) in map(letters, each.iods):
                yield from self._list(iod, evolve(each, terms=_always(each.terms)))

    def _own(self) -> Mapping[str, Sequence[str]]:
        """Return the sections of each IOD, by the label of its own."""
        if not self._labels:
            for label in self.book.sections:
                self._labels.setdefault(self._owner(label), []).append(label)
        return self._labels

    def _owner(self, label: str) -> str:
        """Return the IOD that a section is of: the innermost one around it, or ""."""
        while label and label not in self.sections:
            label = label.rpartition(".")[0]
        return label

    def _statements(
        self, iod: Iod, label: str, section: _Element
    ) -> Iterator[ValueConstraint]:
        following: Terms | Range | None = None
        for element in blocks(section):
            if element.tag != PARA:
                continue
            text = self.book.text(element)
            if following and (match := _NAMED.fullmatch(text)):
                yield from self._each(iod, label, match, following)
                continue
            if self._is_restricted(element):
                continue
            match = _FOLLOWING.fullmatch(text.rstrip(":"))
            following = read_values(match["what"]) if match else None
            for sentence in _statements_in(text):
                found = self._statement(iod, label, sentence)
                if found:
                    self.report.values["constraint of an IOD"] += len(found)
                    yield from found

    def _is_restricted(self, paragraph: _Element) -> bool:
        """Whether the paragraph before a list restricts what the list says."""
        around = next((a for a in paragraph.iterancestors() if a.tag in LISTS), None)
        before = None if around is None else around.getprevious()
        return before is not None and _HEDGED.search(self.book.text(before)) is not None

    def _each(
        self, iod: Iod, label: str, named: re.Match[str], stated: Terms | Range
    ) -> Iterator[ValueConstraint]:
        """Yield what a sentence states of one of the attributes listed after it."""
        paths = self._paths(iod, _settled(named["tag"]), None)
        if not paths:
            self.report.unread_value(f"Section {label}: {named[0]}")
        self.report.values["constraint of an IOD"] += len(paths)
        for path in paths:
            yield _constraint(path, label, stated)

    def _statement(self, iod: Iod, label: str, sentence: str) -> list[ValueConstraint]:
        match = _ITEMS.fullmatch(sentence)
        if match is not None:
            count = _count(match["low"], match["high"])
            paths = self._paths(iod, _settled(match["tag"]), None)
            return [ValueConstraint(p, label, item_count=count) for p in paths if count]
        match = _STATEMENT.fullmatch(sentence)
        if match is None:
            return []
        stated = read_values(match["what"])
        if stated is None or match["name"].endswith("Sequence"):
            return []
        if match["images"] and letters(match["images"]) not in letters(iod.name):
            return []
        if match["when"]:
            if not isinstance(stated, Terms):
                return []
            stated = evolve(stated, condition=read_condition(match["when"].strip()))
        paths = self._paths(iod, _settled(match["tag"]), match["where"])
        if not paths:
            self.report.unread_value(f"Section {label}: {match['name']}")
        return [_constraint(path, label, stated) for path in paths]

    def _list(self, iod: Iod, each: SectionList) -> Iterator[ValueConstraint]:
        tags = each.heading.tags or each.subjects or tuple(self._tag(each.title))
        within = (each.within,) if each.within else None
        paths = [
            path
            for tag in tags
            for path in ([(*within, tag)] if within else self._paths(iod, tag, None))
        ]
        if each.terms.condition is not None:
            paths = []
        if paths:
            self.lists.take(each)
        for path in paths:
            self.report.values["constraint of an IOD"] += 1
            yield _constraint(path, each.section, evolve(each.terms, section=None))

    def _paths(self, iod: Iod, tag: str, where: str | None) -> list[tuple[str, ...]]:
        """Return the ways to an attribute; none where they are not certain."""
        if where and not _ASIDE.fullmatch(where):
            match = _WHERE.fullmatch(where)
            sequence = [*self._tag(match["name"])] if match else []
            return [(sequence[0], tag)] if sequence else []
        modules = [use.table for use in iod.modules if use.table]
        if any(tag in self._top(table) for table in modules):
            return [(tag,)]
        for use in iod.functional_groups:
            if use.table is None:
                continue
            for row in self._rows(use.table):
                if tag in {each.tag for each in _attributes(row.content)}:
                    return [(groups, row.tag, tag) for groups in FUNCTIONAL_GROUPS]
        ways = {way for table in modules for way in self._ways(table, tag)}
        return [*ways] if len(ways) == 1 else []

    def _ways(self, label: str, tag: str) -> Iterator[tuple[str, ...]]:
        """Yield the ways from the top to an attribute inside sequences of a table."""
        table = self.tables.get(label)
        if table is not None:
            yield from self._inside(table.content, tag, ())

    def _inside(
        self,
        content: Iterable[Attribute | Include | OpenRow],
        tag: str,
        way: tuple[str, ...],
    ) -> Iterator[tuple[str, ...]]:
        for row in content:
            if isinstance(row, Attribute):
                here = (*way, row.tag)
                if row.tag == tag:
                    yield here
                elif row.tag not in way:  # sequences may contain themselves
                    yield from self._inside(row.content, tag, here)
            elif isinstance(row, Include) and row.table not in self._open:
                table = self.tables.get(row.table)
                self._open.append(row.table)
                yield from self._inside(table.content if table else (), tag, way)
                self._open.pop()

    def _top(self, label: str) -> set[str]:
        return {row.tag for row in self._rows(label)}

    def _rows(self, label: str) -> Iterator[Attribute]:
        """Yield the attributes of a table and of what it includes."""
        table = self.tables.get(label)
        for row in table.content if table else ():
            if isinstance(row, Attribute):
                yield row
            elif isinstance(row, Include):
                yield from self._rows(row.table)

    def _tag(self, name: str) -> Iterator[str]:
        """Yield the tag of an attribute by its name, if the dictionary has it."""
        if not self._tags:
            self._tags.update({letters(e.name): e.tag for e in self.elements})
        tag = self._tags.get(letters(name.removesuffix(" Attribute")))
        if tag is not None:
            yield tag


def note_untaken(lists: SectionLists, report: Report) -> None:
    """Report the lists of sections that no row, and no IOD, was found for."""
    for each in lists.untaken():
        report.unread_value(f"Section {each.section}: list of {each.title}")
    for section, title in lists.not_understood:
        report.unread_value(f"Section {section}: list {title!r}")


def _statements_in(text: str) -> Iterator[str]:
    """Yield the sentences of a text, and the parts that semicolons divide them in."""
    for sentence in sentences(text):
        yield from sentence.split("; ")


def _constraint(
    path: tuple[str, ...], section: str, stated: Terms | Range
) -> ValueConstraint:
    if isinstance(stated, Terms):
        return ValueConstraint(path, section, terms=(stated,))
    return ValueConstraint(path, section, ranges=(stated,))


def _always(terms: Terms) -> Terms:
    return evolve(terms, condition=None)


def _attributes(
    content: Iterable[Attribute | Include | OpenRow],
) -> Iterator[Attribute]:
    for row in content:
        if isinstance(row, Attribute):
            yield row


def _count(low: str, high: str | None) -> ItemCount | None:
    least, most = _number(low), _number(high or low)
    return None if least is None or most is None else ItemCount(least, most)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _settled(tag: str) -> str:
    return tag.replace(" ", "")
