"""All pages of an edition, and writing them to a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ..compare import compare
from ..export.files import ordered
from ..export.tags import as_number
from ..show.subjects import TITLES, Kind, definitions
from ..tables.editions import Edition
from . import search
from .addresses import (
    CONTEXT_GROUPS,
    ELEMENTS,
    STATUSES,
    UIDS,
    Addresses,
    element_address,
    listing,
)
from .changes import Changes, placed
from .definitions import TablePages, iod_pages
from .folders import replacing
from .page import Page
from .registry_pages import (
    ElementUse,
    anchors,
    context_group_page,
    element_pages,
    status_page,
    uid_page,
)
from .rendering import Renderer, resources
from .rows import Row
from .services import FieldRow, message_pages, service_pages

LISTED: Final[dict[Kind, str]] = {
    "iod": "IODs",
    "module": "Modules",
    "macro": "Macros",
    "functional-group": "Functional groups",
    "sop-class": "Services",
    "message": "Messages",
    "directory-record": "Directory records",
}
"""The kinds of entries with a page that lists them, with its title."""

FEW_USES: Final = 6
"""Number of rows of one table up to which an element lists each of them."""

CHANGES: Final = "changes.html"


class Written(NamedTuple):
    """The pages that were written."""

    pages: int
    size: int
    """In bytes."""


def write(edition: Edition, folder: Path, compared: Edition | None = None) -> Written:
    """Write the pages of an edition to a folder, which is replaced as a whole.

    Args:
        compared: An earlier edition; what changed since is marked.

    Raises:
        FolderError: The folder has files of another program, or cannot be written.
    """
    size = 0
    with replacing(folder, edition.name) as draft:
        pages = site(edition)
        changes = None
        if compared is not None:
            changes = placed(compare(compared, edition), pages)
            pages.append(_changes_page(changes))
        renderer = Renderer(edition, changes)
        for parent in {Path(page.address).parent for page in pages}:
            (draft / parent).mkdir(parents=True, exist_ok=True)
        for page in pages:
            size += _write(draft / page.address, renderer.render(page))
        for name, text in {**resources(), search.ADDRESS: search.index(pages)}.items():
            size += _write(draft / name, text)
    return Written(len(pages), size)


def _write(path: Path, text: str) -> int:
    data = text.encode("utf-8")
    path.write_bytes(data)
    return len(data)


def site(edition: Edition) -> list[Page]:
    """Return all pages of an edition; the first is the start page."""
    addresses = addresses_of(edition)
    iods = ordered(d for kind, d in definitions(edition) if kind == "iod")
    entries = [
        *iod_pages(addresses, iods),
        *table_pages(addresses).pages(iods),
        *service_pages(addresses),
        *message_pages(addresses),
    ]
    pages = [
        *entries,
        *element_pages(edition, _uses(entries)),
        uid_page(addresses),
        context_group_page(edition),
        status_page(edition),
    ]
    lists = list(_listings(pages))
    return [_start(pages, lists), *lists, *pages]


def addresses_of(edition: Edition) -> Addresses:
    """Return the addresses of the pages of an edition."""
    return Addresses(
        edition,
        {found: (kind, found.__name__) for kind, found in definitions(edition)},
        {
            as_number(tag): element_address(tag, anchor)
            for tag, anchor in anchors(edition).items()
        },
    )


def table_pages(addresses: Addresses) -> TablePages:
    """Return the tables of an edition in the order of their sections."""
    known = {d: kind for kind, d in definitions(addresses.edition) if kind != "iod"}
    return TablePages(addresses, {table: known[table] for table in ordered(known)})


def _uses(pages: Iterable[Page]) -> Mapping[str, list[ElementUse]]:
    """Return the rows of each element, by its address."""
    found: dict[str, list[ElementUse]] = {}
    for page in pages:
        of_page: dict[str, list[ElementUse]] = {}
        for row in page.rows:
            if isinstance(row, Row):
                type_, within = row.type, " > ".join(row.path[row.first : -1])
            elif isinstance(row, FieldRow):
                type_, within = row.usage, ""
            else:
                continue
            use = ElementUse(page.title, f"{page.address}#{row.anchor}", type_, within)
            of_page.setdefault(row.address, []).append(use)
        for address, uses in of_page.items():
            if len(uses) > FEW_USES:
                uses = [uses[0]._replace(type="", within=f"{len(uses)} rows")]
            found.setdefault(address, []).extend(uses)
    return found


def _listings(pages: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages that list the entries of a kind."""
    for kind, title in LISTED.items():
        found = [page for page in pages if page.label == TITLES[kind]]
        count = len(found)
        yield Page(listing(kind), "listing", title, {"entries": found, "count": count})
    found = [page for page in pages if page.template == "elements"]
    count = sum(len(page.found) for page in found)
    yield Page(ELEMENTS, "listing", "Data elements", {"entries": found, "count": count})


def _start(pages: Iterable[Page], lists: Iterable[Page]) -> Page:
    found = [(page.title, page.address, page.content["count"]) for page in lists]
    found += [
        (page.title, page.address, len(page.found))
        for page in pages
        if page.address in (UIDS, CONTEXT_GROUPS, STATUSES)
    ]
    return Page("index.html", "index", "Contents", {"lists": found})


def _changes_page(found: Changes) -> Page:
    title = f"Changes since {found.edition}"
    return Page(CHANGES, "changes", title, {"found": found})
