"""Places of the changes between two editions in the pages of the later one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ..compare import Comparison
from ..compare.changes import Change, Effect, SubjectKind
from ..compare.forms import wording
from ..export.tags import as_number
from ..show.subjects import TITLES, Kind
from .page import INCLUDED, Page, RowName

ENTRIES: Final[Mapping[SubjectKind, Kind]] = {
    "sop-class": "uid",
    "status": "status",
    "message": "status",
    "element": "element",
    "command-element": "element",
    "uid": "uid",
    "context-group": "uid",
    "template": "uid",
    "frame-of-reference": "uid",
}
"""The registry that has an entry for a subject without a page.

Such SOP classes are those of storage; such messages are services, whose statuses changed.
"""

_TITLES: Final[Mapping[SubjectKind, str]] = {
    kind: TITLES[kind]
    for kind in (
        "iod",
        "module",
        "functional-group",
        "macro",
        "directory-record",
        "sop-class",
        "message",
    )
}
"""The labels of pages, by kind of subject."""

TABLE_KINDS: Final = frozenset({"attribute", "key", "macro", "table", "field"})
"""Beginnings of the kinds of changes that concern a table of attributes."""

NEW_PAGES: Final = frozenset(
    {"iod-added", "table-added", "sop-class-added", "message-added"}
)


class Mark(NamedTuple):
    """A change as it is shown at its place."""

    change: Change

    @property
    def kind(self) -> Literal["new", "changed", "removed"]:
        match wording.sign(self.change):
            case "+":
                return "new"
            case "-":
                return "removed"
        return "changed"

    @property
    def text(self) -> str:
        """ "type 2 → type 1"; empty if the row itself states it."""
        change = self.change
        if not change.old.text and self.kind == "new":
            return ""
        detail = _place_in_table(change)[1] if _is_of_table(change) else ""
        parts = (detail, wording.phrase(change), wording.facts(change))
        text = ": ".join(filter(None, parts))
        words = [f"{label}{side.words}" for label, side in wording.conditions(change)]
        if change.old.condition == change.new.condition:
            words = []
        return "; ".join((text, *words))

    @property
    def effect(self) -> str:
        """ "stricter"; empty if the same objects are valid."""
        effect = self.change.effect
        return "" if effect is Effect.NEUTRAL else str(effect)

    @property
    def name(self) -> str:
        """The changed part of the entry: "PatientSex (0010,0040)"; empty if it is all of it."""
        return wording.place(self.change)

    @property
    def entry(self) -> str:
        """The changed entry: "Patient Module"."""
        subject = self.change.subject
        return " ".join(dict.fromkeys((subject.name, subject.keyword)))


class PageChanges:
    """The changes of one page."""

    def __init__(self, page: Page) -> None:
        self.address = page.address
        self.title = page.title
        self._label = page.label
        self.own: list[Mark] = []
        """Changes of the entry itself, and of facts without a row."""
        self.rows: dict[str, list[Mark]] = {}
        """Changes of rows, by anchor."""
        self.removed: list[Mark] = []
        """Rows that only the earlier edition has."""

    @property
    def is_new(self) -> bool:
        """True if the earlier edition does not have the entry."""
        return any(
            mark.change.kind in NEW_PAGES
            and _TITLES.get(mark.change.subject.kind) == self._label
            for mark in self.own
        )

    def add(self, mark: Mark, anchor: str) -> None:
        """Add a change; an empty anchor is the entry itself, or a row that it lacks."""
        if anchor:
            self.rows.setdefault(anchor, []).append(mark)
        elif mark.kind == "removed":
            self.removed.append(mark)
        else:
            self.own.append(mark)


class Changes(NamedTuple):
    """The changes of all pages."""

    edition: str
    """Name of the earlier edition."""
    pages: Mapping[str, PageChanges]
    """Pages with changes, by address."""
    elsewhere: Sequence[Mark]
    """Changes of entries that no page has: those that were removed."""
    notes: Sequence[str]
    """The parts of the standard that are not compared, or are of other editions."""

    def of(self, page: Page) -> PageChanges:
        """Return the changes of a page."""
        return self.pages.get(page.address) or PageChanges(page)


def placed(comparison: Comparison, pages: Iterable[Page]) -> Changes:
    """Return the changes from an earlier edition at their places in the pages of a later one.

    Args:
        pages: The pages of the later edition.
    """
    index = _Index(pages)
    found: dict[str, PageChanges] = {}
    elsewhere = []
    for change in comparison.changes:
        mark = Mark(change)
        places = [*index.places(change)]
        for page, anchor in places:
            found.setdefault(page.address, PageChanges(page)).add(mark, anchor)
        if not places:
            elsewhere.append(mark)
    in_order = {page.address: found[page.address] for page in index.found(found)}
    notes = tuple(wording.notes(comparison))
    return Changes(comparison.old, in_order, elsewhere, notes)


Place = tuple[Page, str]
"""A page and the anchor of a row; empty for the page itself."""


class _Index:
    """Pages and rows by the names that changes have for them."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = tuple(pages)
        self._by_entry: dict[tuple[str | None, str], list[Page]] = defaultdict(list)
        self._registered: dict[tuple[str, str | int], list[Place]] = defaultdict(list)
        self._by_table: dict[str, list[Page]] = defaultdict(list)
        self._rows: dict[str, dict[RowName, list[str]]] = {}
        for page in self._pages:
            self._by_entry[page.label, page.keyword].append(page)
            if page.template == "table":
                self._by_table[page.place].append(page)
            rows = self._rows.setdefault(page.address, {})
            for name, anchor in page.names:
                rows.setdefault(name, []).append(anchor)
            for one in page.found:
                is_element = one.label == TITLES["element"]
                place = _number(one.place) if is_element else one.place
                self._registered[one.label, place].append((page, one.anchor))

    def found(self, addresses: Iterable[str]) -> Iterator[Page]:
        """Yield the pages with the addresses, in their order."""
        chosen = frozenset(addresses)
        return (page for page in self._pages if page.address in chosen)

    def places(self, change: Change) -> Iterator[Place]:
        """Yield the places of a change; none if no page has its subject."""
        pages = self._of(change)
        name = _row_name(change)
        for page in pages:
            for anchor in self._rows[page.address].get(name, ("",)):
                yield page, anchor
        if not pages:
            yield from self._entries(change)

    def _of(self, change: Change) -> list[Page]:
        subject = change.subject
        names = [subject.keyword]
        if subject.kind == "sop-class" and _is_of_table(change):
            names = [*change.reach.services]  # they share an attribute list
        title = _TITLES.get(subject.kind)
        found = [
            page for name in names for page in self._by_entry.get((title, name), ())
        ]
        if not found and subject.table and subject.kind == "macro":
            # A part of a table that several modules share: they show its rows.
            return self._by_table.get(subject.table, [])
        return found

    def _entries(self, change: Change) -> Sequence[Place]:
        subject = change.subject
        if subject.kind not in ENTRIES:
            return ()
        kind = ENTRIES[subject.kind]
        place: str | int = subject.keyword
        if subject.kind == "message":
            place = change.label
        elif kind == "element":
            place = change.tags[-1]
        return self._registered.get((TITLES[kind], place), ())


def _row_name(change: Change) -> RowName:
    """Return the name of the changed row; empty if the entry itself changed."""
    kind = change.kind.partition("-")[0]
    if _is_of_table(change):
        attribute_list, detail = _place_in_table(change)
        path = (*filter(None, (attribute_list,)), *change.path)
        return (*path, INCLUDED, detail) if kind == "macro" else path
    if change.kind == "module-entity":
        return ("module", change.label)
    return (kind, *change.path) if kind == "constraint" else (kind, change.label)


def _number(printed: str) -> int:
    """Return a tag that is printed as "(0010,0010)"."""
    return as_number(printed.strip("()").replace(",", ""))


def _is_of_table(change: Change) -> bool:
    return change.kind.partition("-")[0] in TABLE_KINDS


def _place_in_table(change: Change) -> tuple[str, str]:
    """Return the attribute list, which only SOP classes have, and the changed part."""
    if change.subject.kind != "sop-class":
        return "", change.label
    attribute_list, _, detail = change.label.partition(", ")
    return attribute_list, detail
