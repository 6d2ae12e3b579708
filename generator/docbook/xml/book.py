"""One part of the standard: its tables and sections by label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from attrs import frozen
from lxml import etree
from lxml.etree import _Element

from iodize.editions.part import check_prologue

from ..errata.index import Errata
from .arrangement import Shape
from .errors import MalformedXmlError, NotAPartError
from .table import Table
from .text import NAMESPACE, OLINK, XML_ID, settle, text_of

TABLE = NAMESPACE + "table"
TITLE = NAMESPACE + "title"
CAPTION = NAMESPACE + "caption"
SUBTITLE = NAMESPACE + "subtitle"
DIVISIONS = frozenset(NAMESPACE + name for name in ("section", "chapter", "appendix"))

_SUBTITLE = re.compile(r"PS3\.(?P<number>\d+)\s+(?P<edition>\d{4}[a-e]?)\b")
_TARGET = re.compile(r"(?P<kind>sect|table|chapter|figure|biblio|note)_(?P<label>.+)")


@frozen
class Link:
    """The target of an `xref` or `olink`."""

    part: str
    """"PS3.3"; empty within the same part."""
    kind: str
    """"sect", "table", "chapter"; "part" for a whole part."""
    label: str
    """"C.7.1.1", "10-18", "CID 29"."""


@frozen
class Section:
    """A chapter, annex or section, with the labels of its enclosing divisions."""

    label: str
    title: str
    path: tuple[str, ...]
    """Labels from the outermost division to this one: ("A", "A.3", "A.3.3")."""


class Book:
    """One part of the standard, parsed.

    Raises:
        MalformedXmlError: The file is not well-formed.
        UnsafeXmlError: The file has a document type declaration, which may expand entities
            or read other files.
        NotAPartError: The file is well-formed but not a part of the standard.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        check_prologue(path)
        parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
        try:
            self._root = etree.parse(path, parser).getroot()
        except etree.XMLSyntaxError as error:
            raise MalformedXmlError.of(path, error) from error
        subtitle = self._root.find(SUBTITLE)
        match = _SUBTITLE.search(self.text(subtitle)) if subtitle is not None else None
        if match is None:
            raise NotAPartError(path)
        self.number = int(match["number"])
        self.edition = match["edition"]
        self.errata = Errata(self.number)
        self.shapes: tuple[Shape, ...] = ()
        """The shapes of tables that readers know."""

    def __repr__(self) -> str:
        return f"<Book PS3.{self.number} {self.edition}>"

    @cached_property
    def _elements(self) -> dict[str, _Element]:
        """Every labelled element by its XML id."""
        return {
            identifier: element
            for element in self._root.iter()
            if element.get("label") is not None
            and (identifier := element.get(XML_ID)) is not None
        }

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The labeled tables, in the order of the part."""
        return tuple(
            Table(element, self)
            for element in self._root.iter(TABLE)
            if element.get("label")
        )

    @cached_property
    def _tables_by_label(self) -> dict[str, Table]:
        return {table.label: table for table in self.tables}

    def table(self, label: str) -> Table | None:
        """Return the table with a label, such as "C.7-1"."""
        return self._tables_by_label.get(label)

    def table_of(self, element: _Element) -> Table | None:
        """Return an element as a table, if it has a label."""
        return self.table(settle(element.get("label", "")))

    @cached_property
    def sections(self) -> dict[str, _Element]:
        """Every chapter, annex and section by its label, in the order of the part."""
        return {
            settle(division.get("label", "")): division
            for division in self._root.iter(*DIVISIONS)
        }

    def title_of(self, division: _Element) -> str:
        """Return the title of a chapter, annex or section."""
        title = division.find(TITLE)
        return self.text(title) if title is not None else ""

    def section_around(self, element: _Element) -> Section:
        """Return the innermost division that contains an element."""
        around = [e for e in element.iterancestors() if e.tag in DIVISIONS]
        labels = [settle(division.get("label", "")) for division in around]
        return Section(labels[0], self.title_of(around[0]), tuple(reversed(labels)))

    def links_in(self, section: str, title: str) -> Iterator[Link]:
        """Yield the references in those subsections whose titles end with a text.

        Args:
            section: The label of the section: "A.36.4".
            title: End of the titles of subsections.
        """
        whole = self._elements.get(f"sect_{section}")
        if whole is None:
            return
        for heading in whole.iter(TITLE):
            division = heading.getparent()
            if division is not None and self.text(heading).endswith(title):
                yield from self.links(division)

    def links(self, element: _Element) -> Iterator[Link]:
        """Yield the targets of the references in an element."""
        for reference in element.iter(NAMESPACE + "xref", OLINK):
            yield self.link(reference)

    def link(self, reference: _Element) -> Link:
        """Return the target of an `xref` or `olink`."""
        part = reference.get("targetdoc", "") if reference.tag == OLINK else ""
        target = reference.get("targetptr") or reference.get("linkend") or ""
        labelled = None if part else self._elements.get(target)
        match = _TARGET.fullmatch(target)
        if match is None:
            return Link(part, "part", target)
        label = (
            match["label"] if labelled is None else settle(labelled.get("label", ""))
        )
        if label.startswith(("CID_", "TID_")):
            label = label.replace("_", " ", 1)
        return Link(part, match["kind"], label)

    def resolve(self, reference: _Element) -> str:
        """Return the text of a reference in the published document."""
        link = self.link(reference)
        style = reference.get("xrefstyle", "")
        target = reference.get("linkend", "")
        element = self._elements.get(target) if reference.tag != OLINK else None
        kind = {"sect": "Section ", "table": "Table ", "figure": "Figure "}.get(
            link.kind, ""
        )
        if link.label.startswith(("CID ", "TID ")) or "labelnumber" in style:
            kind = ""
        if element is None or "title" not in style:
            return kind + link.label
        title = element.find(TITLE)
        if title is None:
            title = element.find(CAPTION)
        name = self.text(title) if title is not None else ""
        if "label" not in style:
            return name or kind + link.label
        return f'{kind}{link.label} "{name}"'

    def text(self, element: _Element) -> str:
        """Return the text of an element with resolved references."""
        return text_of(element, self.resolve)
