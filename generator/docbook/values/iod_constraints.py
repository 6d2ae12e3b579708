"""Reader of the value constraints in sections of an IOD, in addition to its modules.

Source: PS3.3 Annex A, sections "... Content Constraints", "... Attribute Descriptions"
and sections titled with the name of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, field, frozen
from lxml.etree import _Element

from ...model import (
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
    Worded,
)
from ...report import Report
from ..spelling import letters
from ..xml.book import Book
from ..xml.text import NAMESPACE, PARA
from .left_out import reason_of_list
from .named_statements import NamedStatements
from .section_lists import SectionList, blocks
from .statements import NUMBERS, read_values, sentences
from .value_sections import SectionLists

FUNCTIONAL_GROUPS = ("(5200,9229)", "(5200,9230)")
"""Shared and per-frame functional groups, whose items contain the macros."""

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
    """Return an IOD with the value constraints of its sections.

    Args:
        reader: Reads the sections, and locates attributes in tables.
    """
    return evolve(iod, constraints=tuple(reader.read(iod)))


@frozen(slots=False)
class ConstraintReader:
    """Reads the sections of IODs."""

    book: Book
    lists: SectionLists
    named: NamedStatements
    tables: Mapping[str, AttributeTable]
    """Modules and macros by label of their tables."""
    elements: Sequence[DataElement]
    sections: frozenset[str]
    """The sections of all IODs."""
    report: Report
    _tags: dict[str, str] = field(factory=dict, init=False)
    _labels: dict[str, list[str]] = field(factory=dict, init=False)
    _open: list[str] = field(factory=list, init=False)
    """Tables in the current search, because some include themselves."""

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
            elif each.section in self._additional and _is_of_module(iod, each.section):
                yield from self._additional_terms(iod, each)
        yield from self._named(iod)

    @cached_property
    def _additional(self) -> frozenset[str]:
        """Sections with defined terms in addition to those of a section that rows refer to."""
        return frozenset(
            each.section
            for each in self.lists.untaken()
            if not each.terms.enumerated and self.lists.refers(each.section)
        )

    def _named(self, iod: Iod) -> Iterator[ValueConstraint]:
        """Yield statements in sections of a module about attributes of other modules."""
        for section, each in self.named.untaken():
            if _is_of_module(iod, section) and self._is_in_modules(iod, each.tag):
                self.named.take(section, each.tag)
                self.report.values["constraint of an IOD"] += 1
                if each.stated is not None:
                    yield _constraint((each.tag,), section, each.stated)

    def _additional_terms(
        self, iod: Iod, each: SectionList
    ) -> Iterator[ValueConstraint]:
        """Yield the constraints of a list in the section of a module, in frames too."""
        for tag in each.heading.tags or tuple(self._tag(each.title)):
            paths: list[tuple[str, ...]] = []
            if self._is_in_modules(iod, tag):
                paths.append((tag,))
            for use in iod.functional_groups:
                ways = self._ways(use.table or "", tag)
                paths += [(group, *way) for way in ways for group in FUNCTIONAL_GROUPS]
            for path in paths:
                self.lists.take(each)
                self.report.values["constraint of an IOD"] += 1
                yield _constraint(path, each.section, evolve(each.terms, section=None))

    def _own(self) -> Mapping[str, Sequence[str]]:
        """Return the sections of each IOD, by the label of its main section."""
        if not self._labels:
            for label in self.book.sections:
                self._labels.setdefault(self._owner(label), []).append(label)
        return self._labels

    def _owner(self, label: str) -> str:
        """Return the innermost section of an IOD that encloses a section, or ""."""
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
        """Whether the paragraph before a list restricts the list."""
        around = next((a for a in paragraph.iterancestors() if a.tag in LISTS), None)
        before = None if around is None else around.getprevious()
        return before is not None and _HEDGED.search(self.book.text(before)) is not None

    def _each(
        self, iod: Iod, label: str, named: re.Match[str], stated: Terms | Range
    ) -> Iterator[ValueConstraint]:
        """Yield the constraint of a sentence on one of the attributes listed after it."""
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
            stated = evolve(stated, condition=Worded(words=match["when"].strip()))
        tag = _settled(match["tag"])
        paths = self._paths(iod, tag, match["where"])
        paths = paths or self._in_functional_group(iod, label, tag)
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
        """Return the paths of an attribute; empty if they are not certain."""
        if where and not _ASIDE.fullmatch(where):
            match = _WHERE.fullmatch(where)
            sequence = [*self._tag(match["name"])] if match else []
            return [(sequence[0], tag)] if sequence else []
        if self._is_in_modules(iod, tag):
            return [(tag,)]
        for use in iod.functional_groups:
            if use.table is None:
                continue
            for row in self._rows(use.table):
                if tag in {each.tag for each in _attributes(row.content)}:
                    return [(groups, row.tag, tag) for groups in FUNCTIONAL_GROUPS]
        modules = [use.table for use in iod.modules if use.table]
        ways = {way for table in modules for way in self._ways(table, tag)}
        return [*ways] if len(ways) == 1 else []

    def _is_in_modules(self, iod: Iod, tag: str) -> bool:
        """Whether an attribute is at the top level of the objects of an IOD."""
        return any(tag in self._top(use.table) for use in iod.modules if use.table)

    def _in_functional_group(
        self, iod: Iod, label: str, tag: str
    ) -> list[tuple[str, ...]]:
        """Return the paths of an attribute in the functional group that a section is about."""
        title = letters(self.book.title_of(self.book.sections[label]))
        ways = {
            way
            for use in iod.functional_groups
            if use.table and letters(f"{use.macro} Functional Group") == title
            for way in self._ways(use.table, tag)
        }
        if len(ways) != 1:
            return []
        return [(groups, *way) for groups in FUNCTIONAL_GROUPS for way in ways]

    def _ways(self, label: str, tag: str) -> Iterator[tuple[str, ...]]:
        """Yield the paths from the top level to an attribute in sequences of a table."""
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
        """Yield the attributes of a table and of its inclusions."""
        table = self.tables.get(label)
        for row in table.content if table else ():
            if isinstance(row, Attribute):
                yield row
            elif isinstance(row, Include):
                yield from self._rows(row.table)

    def _tag(self, name: str) -> Iterator[str]:
        """Yield the tag of an attribute by its name, if it is in the dictionary."""
        if not self._tags:
            self._tags.update({letters(e.name): e.tag for e in self.elements})
        tag = self._tags.get(letters(name.removesuffix(" Attribute")))
        if tag is not None:
            yield tag


def note_untaken(lists: SectionLists, report: Report) -> None:
    """Report lists in sections that do not belong to any row or IOD."""
    for each in lists.untaken():
        where = f"Section {each.section}: list of {each.title}"
        _note(report, where, reason_of_list(each.title))
    for section, title in lists.not_understood:
        where = f"Section {section}: list {title!r}"
        _note(report, where, reason_of_list(lists.title_of(section)))


def _note(report: Report, where: str, reason: str | None) -> None:
    if reason is None:
        report.unread_value(where)
    else:
        report.leave_out_value(where, reason)


def _is_of_module(iod: Iod, section: str) -> bool:
    return any(section.startswith(f"{use.section}.") for use in iod.modules)


def _statements_in(text: str) -> Iterator[str]:
    """Split a text at sentences and semicolons."""
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
