"""Pages of registries: data elements, UIDs, context groups and statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..export import records, registries
from ..export.tags import printed
from ..render.links import link
from ..show.subjects import TITLES
from ..tables.editions import Edition
from .addresses import CONTEXT_GROUPS, STATUSES, UIDS, Addresses, element_address, page
from .page import Entry, Found, Page

DICTIONARIES: Final = {"0002": "7-1", "0004": "8-1", "0006": "9-1"}
"""The tables of PS3.6 that register elements of special groups; others are in 6-1."""


class ElementUse(NamedTuple):
    """A row of a table or message for an element."""

    title: str
    address: str
    type: str
    within: str
    """The sequences that it is in."""


class Section(NamedTuple):
    """A table of a registry."""

    title: str
    entries: Sequence[Entry]


class ElementEntry(NamedTuple):
    """A data element and its uses."""

    anchor: str
    title: str
    keyword: str
    tag: str
    link: str
    facts: Mapping[str, str]
    uses: Sequence[ElementUse]


def anchors(edition: Edition) -> dict[str, str]:
    """Return the anchor of each element, by tag in hexadecimal digits.

    It is the keyword, or the tag of an element without a keyword of its own.
    """
    found: dict[str, str] = {}
    for element in elements(edition):
        keyword, tag = element["keyword"], element["tag"]
        found[tag] = tag if not keyword or keyword in found.values() else keyword
    return found


def elements(edition: Edition) -> list[records.Element]:
    """Return the elements of the data dictionary and of command sets."""
    return [*registries.elements(edition), *registries.command_elements(edition)]


def element_pages(
    edition: Edition, uses: Mapping[str, Sequence[ElementUse]]
) -> Iterator[Page]:
    """Yield the pages of data elements: one for the tags with the same six digits.

    Args:
        uses: The rows for an element, by its address.
    """
    names = anchors(edition)
    pages: dict[str, list[ElementEntry]] = {}
    for element in sorted(elements(edition), key=lambda element: element["tag"]):
        tag = element["tag"]
        address = element_address(tag, names[tag])
        entry = ElementEntry(
            names[tag],
            element["name"] or printed(tag),
            element["keyword"],
            printed(tag),
            _source(edition, tag),
            {
                "VR": " or ".join(element["vr"]),
                "VM": element["vm"],
                "remark": element["remark"],
                "retired": "yes" if element["retired"] else "",
            },
            uses.get(address, ()),
        )
        pages.setdefault(address.partition("#")[0], []).append(entry)
    for address, entries in pages.items():
        tag = f"{entries[0].tag[:8]}xx)"
        yield Page(
            address,
            "elements",
            f"Data elements {tag}",
            {"elements": entries},
            name=tag,
            rows=entries,
            found=[
                Found(TITLES["element"], one.title, one.keyword, one.tag, one.anchor)
                for one in entries
            ],
        )


def registered_in(tag: str) -> str:
    """Return the table of the standard that registers an element: "PS3.6 6 Table 6-1".

    Args:
        tag: In hexadecimal digits.
    """
    if tag.startswith("0000"):
        return "PS3.7 E"
    table = DICTIONARIES.get(tag[:4], "6-1")
    return f"PS3.6 {table.partition('-')[0]} Table {table}"


def _source(edition: Edition, tag: str) -> str:
    """Return the address of the published table that registers an element."""
    part = "7" if tag.startswith("0000") else "6"
    return link(registered_in(tag), registries.parts(edition).get(part, edition.name))


def uid_page(addresses: Addresses) -> Page:
    """Return the page of registered UIDs, by type."""
    edition = addresses.edition
    services = {
        found.uid: page("sop-class", keyword)
        for keyword in edition.sop_class_names
        for found in [getattr(edition.part("services"), keyword)]
    }

    def target(uid: str) -> str:
        iod = edition.iod_of(uid)
        return addresses.of(iod) if iod else services.get(uid, "")

    found = [
        *registries.uids(edition),
        *(
            records.Uid(
                uid=frame["uid"],
                name=frame["name"],
                keyword=frame["keyword"],
                type="Well-known Frame of Reference",
                retired=False,
            )
            for frame in registries.frames_of_reference(edition)
        ),
    ]
    sections: dict[str, list[Entry]] = {}
    for one in found:
        facts = {
            "UID": one["uid"],
            "keyword": one["keyword"],
            "retired": "yes" if one["retired"] else "",
        }
        entry = Entry(one["uid"], one["name"], target(one["uid"]), facts)
        sections.setdefault(one["type"], []).append(entry)
    return _registry(
        UIDS, "UIDs", "PS3.6 A Table A-1", edition.name, sections, TITLES["uid"]
    )


def context_group_page(edition: Edition) -> Page:
    """Return the page of the UIDs of context groups and templates."""
    groups = [
        Entry(
            one["uid"],
            one["identifier"],
            "",
            {"UID": one["uid"], "retired": "yes" if one["retired"] else ""},
        )
        for one in registries.context_groups(edition)
    ]
    templates = [
        Entry(one["uid"], one["section"], "", {"UID": one["uid"], "type": one["type"]})
        for one in registries.templates(edition)
    ]
    sections = {"Context groups": groups, "Templates": templates}
    return _registry(
        CONTEXT_GROUPS,
        "Context groups and templates",
        "PS3.6 A Table A-3",
        edition.name,
        sections,
        TITLES["uid"],
    )


def status_page(edition: Edition) -> Page:
    """Return the page of the statuses of all DIMSE services."""
    entries = [
        Entry(
            status["keyword"],
            status["name"],
            "",
            {
                "code": status["code"] or "",
                "category": status["category"],
                "section": status["section"],
                "services": ", ".join(status["services"]),
            },
        )
        for status in registries.statuses(edition)
    ]
    part = registries.parts(edition).get("7", edition.name)
    return _registry(
        STATUSES, "Statuses", "PS3.7 C", part, {"": entries}, TITLES["status"]
    )


def _registry(
    address: str,
    title: str,
    source: str,
    edition: str,
    sections: Mapping[str, list[Entry]],
    label: str,
) -> Page:
    entries = [entry for found in sections.values() for entry in found]
    return Page(
        address,
        "registry",
        title,
        {
            "sections": [Section(name, found) for name, found in sections.items()],
            "source": source,
            "link": link(source, edition),
        },
        rows=entries,
        found=[
            Found(
                label,
                entry.title,
                entry.facts.get("keyword", ""),
                entry.facts.get("UID") or entry.facts["code"],
                entry.anchor,
            )
            for entry in entries
        ],
    )
