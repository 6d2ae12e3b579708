"""Addresses of the pages: a page for each table, SOP class, message and element.

Addresses consist of keywords, tags and UIDs, so that links stay valid in later editions.
"""

from __future__ import annotations

from typing import Final

from ..show.subjects import Kind
from ..tables.descriptions import Attribute, Definition, Item
from ..tables.editions import Edition

FOLDERS: Final[dict[Kind, str]] = {
    "iod": "iods",
    "module": "modules",
    "functional-group": "functional-groups",
    "macro": "macros",
    "directory-record": "directory-records",
    "sop-class": "services",
    "message": "messages",
}
"""The folders of pages, by kind."""

UIDS: Final = "uids.html"
CONTEXT_GROUPS: Final = "context-groups.html"
STATUSES: Final = "statuses.html"


def page(kind: Kind, name: str) -> str:
    """Return the address of a page, from the top of the folder."""
    return f"{FOLDERS[kind]}/{name}.html"


def listing(kind: Kind) -> str:
    """Return the address of the page that lists all entries of a kind."""
    return f"{FOLDERS[kind]}.html"


ELEMENTS: Final = "elements.html"


def element_address(tag: str, anchor: str) -> str:
    """Return the address of a data element: "elements/001000.html#PatientID"."""
    return f"elements/{tag[:6]}.html#{anchor}"


class Addresses:
    """The addresses of the definitions and elements of an edition."""

    def __init__(
        self,
        edition: Edition,
        definitions: dict[type[Definition], tuple[Kind, str]],
        elements: dict[int, str],
    ) -> None:
        """Create the addresses.

        Args:
            definitions: Kind and keyword of each class with a page.
            elements: The address of each element, by tag.
        """
        self.edition = edition
        self._pages = {d: page(kind, name) for d, (kind, name) in definitions.items()}
        self._elements = elements

    def of(self, definition: type[Definition]) -> str:
        """Return the address of a table, or of a sequence in it; empty if it has none."""
        if definition in self._pages:
            return self._pages[definition]
        outer, path = outermost(definition)
        if outer not in self._pages:
            return ""
        return f"{self._pages[outer]}#{'.'.join(path)}" if path else self._pages[outer]

    def of_element(self, tag: int) -> str:
        """Return the address of a data element; empty if it is not registered."""
        return self._elements.get(tag, "")


def outermost(definition: type[Definition]) -> tuple[type[Definition], tuple[str, ...]]:
    """Return the table that an item is nested in, and the keywords that lead to it."""
    path: list[str] = []
    while issubclass(definition, Item) and definition._outer is not None:
        outer = definition._outer
        path.insert(0, _sequence(outer, definition))
        definition = outer
    return definition, tuple(path)


def _sequence(outer: type[Definition], item: type[Definition]) -> str:
    return next(
        (
            value.keyword
            for value in vars(outer).values()
            if isinstance(value, Attribute) and value.item is item
        ),
        item.__name__,
    )
