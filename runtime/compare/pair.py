"""The two editions that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..conditions.readable import sentence
from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.sop_classes import SopClass, sop_class_named
from ..rules.paragraphs import paragraph_in
from ..tables.descriptions import Definition, When
from ..tables.editions import Edition
from .changes import ABSENT, Reach, Side
from .keywords import renamed_keywords
from .reaching import Reaches
from .service_lists import attribute_lists


class Version:
    """One of the editions, with the reach of each of its tables."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @property
    def name(self) -> str:
        return self.edition.name

    @cached_property
    def services(self) -> dict[str, type[SopClass]]:
        """The SOP classes other than those of storage, by keyword."""
        names = self.edition.sop_class_names
        return {name: sop_class_named(self.edition, name) for name in names}

    @cached_property
    def _reaches(self) -> Reaches:
        return Reaches(self.edition, self._lists())

    def _lists(self) -> Iterator[tuple[str, type[AttributeList]]]:
        for keyword, sop_class in self.services.items():
            for one in attribute_lists(sop_class).values():
                yield keyword, one

    def reach(self, definition: type[Definition]) -> Reach:
        """Return the IODs, modules and services that include the table of a class."""
        return self._reaches.of(definition)

    def paragraph(self, definition: type[Definition], tag: int) -> str:
        """Return the anchor of a row; empty if it has none."""
        return paragraph_in(definition, tag, self.edition)

    def dictionary_vm(self, tag: int) -> str:
        """Return the VM of the data dictionary; empty if the tag is not registered."""
        element = self.edition.element(tag)
        return element.vm if element else ""


class Pair:
    """Both editions."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old = Version(old)
        self.new = Version(new)
        self.names = renamed_keywords(old, new)

    def having(self, old: object, new: object) -> Version:
        """Return the edition that has a row: the new one if both have it."""
        return self.old if new is None else self.new


def requirement_side(text: str | None, when: When | None) -> Side:
    """Return the type or usage of a row with its condition."""
    if when is None:
        return Side(text or "")
    return Side(text or "", when.text, sentence(when))


def text_side(text: str | None) -> Side:
    """Return a fact without a condition; absent if it is None."""
    return ABSENT if text is None else Side(text)
