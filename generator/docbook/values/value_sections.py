"""Assigns the lists of values in sections to attributes.

A row that refers to a section has the lists of the section whose own title, or whose
section title, contains the row's attribute; and those of sections to which the section
refers for the same attribute.

Source: PS3.3 Annex C, sections "... Attribute Descriptions".
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property

from attrs import field, frozen
from lxml.etree import _Element

from ...model import Terms
from ..xml.book import DIVISIONS, Book
from .section_lists import SectionContent, SectionList, read_section
from .section_references import Referral

NONE: Set[str] = frozenset()


@frozen(slots=False)
class SectionLists:
    """The lists of all sections of a part."""

    _book: Book = field(alias="book")
    taken: set[tuple[str, str]] = field(factory=set, init=False)
    """Lists that were assigned to a row: section, and first term."""

    def about(
        self, section: str, tag: str, name: str, like: tuple[str, str] | None = None
    ) -> Iterator[Terms]:
        """Yield the lists of an attribute in a section and in the sections it refers to.

        Args:
            name: The attribute as spelled in its row.
            like: Tag and name of an attribute with the same lists.
        """
        subject = like or (tag, name)
        for inside, defined in self._reached(section, *subject, NONE):
            found = [
                each
                for each in self._content[inside].lists
                if each.is_about(*subject) and not each.iods
            ]
            certain = [
                each.terms
                for each in found
                if each.terms.enumerated
                and not (each.terms.condition or each.when or each.terms.bits)
            ]
            if len(certain) > 1 and {terms.number for terms in certain} == {None}:
                continue  # the number of the value is stated in prose that is not understood
            for each in found:
                if defined or each.terms.enumerated:
                    self.take(each)
                    yield each.terms_of(tag, name)

    def vm_about(self, section: str, tag: str, name: str) -> Iterator[str]:
        """Yield the numbers of values of an attribute, following references."""
        for inside, _ in self._reached(section, tag, name, NONE):
            for each in self._content[inside].counts:
                if each.is_about(tag, name):
                    yield each.vm

    def in_table(self, label: str) -> Iterator[Terms]:
        """Yield the list of a table, if it is a list of values."""
        for each in self.all():
            if each.terms.table == label:
                self.take(each)
                yield each.terms

    def take(self, each: SectionList) -> None:
        """Mark a list as assigned to an attribute."""
        self.taken.add((each.section, _first(each.terms)))

    def untaken(self) -> Iterator[SectionList]:
        """Yield the lists that were not assigned to a row."""
        for each in self.all():
            if (each.section, _first(each.terms)) not in self.taken:
                yield each

    def all(self) -> Iterator[SectionList]:
        """Yield the lists of all sections."""
        for content in self._content.values():
            yield from content.lists

    def refers(self, section: str) -> bool:
        """Whether a section refers to another one for more values."""
        content = self._content.get(section)
        return content is not None and bool(content.referrals)

    def title_of(self, section: str) -> str:
        """Return the title of a section."""
        return self._book.title_of(self._book.sections[section])

    @property
    def not_understood(self) -> list[tuple[str, str]]:
        """Section and title of lists that are not lists of values."""
        return [
            (label, title)
            for label, content in self._content.items()
            for title in content.not_understood
        ]

    @cached_property
    def _content(self) -> dict[str, SectionContent]:
        """Content of each section, without its subsections."""
        return {
            label: content
            for label, section in self._book.sections.items()
            if (content := read_section(self._book, label, section))
        }

    @cached_property
    def _around(self) -> dict[str, list[str]]:
        """Sections with content, by each section that contains them.

        The section of a module's table contains the lists of all its attributes, and is
        not a reference of a single row.
        """
        found: dict[str, list[str]] = {}
        for label in self._content:
            section: _Element | None = self._book.sections[label]
            while section is not None and section.tag in DIVISIONS:
                found.setdefault(section.get("label", ""), []).append(label)
                section = section.getparent()
        return found

    def _reached(
        self, section: str, tag: str, name: str, without: Set[str]
    ) -> Iterator[tuple[str, bool]]:
        """Yield the sections that a section refers to, and whether defined terms apply.

        Args:
            without: Sections whose defined terms do not apply.
        """
        referrals: list[Referral] = []
        for inside in self._around.get(section, ()):
            yield inside, inside not in without
            referrals += self._content[inside].referrals_about(tag, name)
        without = without | {each.section for each in referrals if not each.defined}
        for each in referrals:
            yield from self._reached(each.section, tag, name, without)


def _first(terms: Terms) -> str:
    return terms.values[0].term if terms.values else ""
