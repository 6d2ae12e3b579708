"""Lists of values that stand in a section: which attribute each of them is about.

A row that refers to a section means those of its lists that name the row's attribute, in
their own title or in the title of the section around them; and those of the sections
that it refers to for the same attribute.

Source: PS3.3 Annex C, sections "... Attribute Descriptions".
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property

from attrs import field, frozen
from lxml.etree import _Element

from ..model import Terms
from .book import DIVISIONS, Book
from .referrals import Referral
from .section_lists import SectionContent, SectionList, read_section

NONE: Set[str] = frozenset()


@frozen(slots=False)
class SectionLists:
    """The lists of all sections of a part."""

    _book: Book = field(alias="book")
    taken: set[tuple[str, str]] = field(factory=set, init=False)
    """The lists that a row was found for: section, and first term."""

    def about(
        self, section: str, tag: str, name: str, like: tuple[str, str] | None = None
    ) -> Iterator[Terms]:
        """Yield the lists about an attribute, wherever a section leads to.

        Args:
            name: The attribute, as its row spells it.
            like: Tag and name of an attribute whose lists it has.
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
                continue  # which value each is about stands in words that are not read
            for each in found:
                if defined or each.terms.enumerated:
                    self.take(each)
                    yield each.terms_of(tag, name)

    def vm_about(self, section: str, tag: str, name: str) -> Iterator[str]:
        """Yield how many values an attribute has, wherever a section leads to."""
        for inside, _ in self._reached(section, tag, name, NONE):
            for each in self._content[inside].counts:
                if each.is_about(tag, name):
                    yield each.vm

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
        for each in self.all():
            if (each.section, _first(each.terms)) not in self.taken:
                yield each

    def all(self) -> Iterator[SectionList]:
        """Yield every list that stands in a section."""
        for content in self._content.values():
            yield from content.lists

    @property
    def not_understood(self) -> list[tuple[str, str]]:
        """Section and title of the lists that announce something else."""
        return [
            (label, title)
            for label, content in self._content.items()
            for title in content.not_understood
        ]

    @cached_property
    def _content(self) -> dict[str, SectionContent]:
        """What each section says, without the sections inside it."""
        return {
            label: content
            for label, section in self._book.sections.items()
            if (content := read_section(self._book, label, section))
        }

    @cached_property
    def _around(self) -> dict[str, list[str]]:
        """The sections that say something, by each section that contains them.

        A section of a module's table contains the lists of all its attributes, and is
        no place that a row means.
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
        """Yield the sections that a section leads to, and whether defined terms count.

        Args:
            without: The sections whose defined terms do not count.
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
