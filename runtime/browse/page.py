"""Pages before they are rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol


class Anchored(Protocol):
    """A row of a page that can be linked to."""

    @property
    def anchor(self) -> str: ...


RowName = tuple[str, ...]
"""The name of a row in the changes of `iodize.compare`.

Rows of a table: the keywords that lead to them, after the attribute list of a message.
Other rows: their kind, then their name.
"""

INCLUDED: Final = "include"
"""Precedes the name of an included table, in the last part of a row's name."""


class Entry(NamedTuple):
    """A row of a registry."""

    anchor: str
    title: str
    address: str
    """Address of the page that it leads to; empty if it has none."""
    facts: Mapping[str, str]
    """Its columns."""


class Found(NamedTuple):
    """A row that the search finds."""

    label: str
    """The kind of entry."""
    name: str
    keyword: str
    place: str
    """Tag or UID."""
    anchor: str


class Page(NamedTuple):
    """A page of the site."""

    address: str
    """"modules/Patient.html"."""
    template: str
    title: str
    """"Patient Module"."""
    content: Mapping[str, Any]
    """Variables of the template."""
    label: str = ""
    """The kind of entry, for the search; empty if the page is not an entry."""
    name: str = ""
    """"Patient"."""
    keyword: str = ""
    place: str = ""
    """Table, tag or UID."""
    facts: Mapping[str, str] = {}
    """Further facts of the entry itself."""
    rows: Sequence[Anchored] = ()
    names: Sequence[tuple[RowName, str]] = ()
    """The names of rows, each with the anchor of a row."""
    found: Sequence[Found] = ()
    """Rows that the search finds, besides the page itself."""
