"""Finding entries of the standard by name: IODs, modules, tags, UIDs, messages..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Literal, NamedTuple, get_args

from ..dimse.services.sop_classes import sop_class_named
from ..errors import IodizeError
from ..export import records, registries, resolve
from ..export.tags import printed
from ..tables.descriptions import Definition, Iod
from ..tables.editions import Edition

Kind = Literal[
    "iod",
    "module",
    "functional-group",
    "macro",
    "directory-record",
    "message",
    "status",
    "sop-class",
    "element",
    "uid",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which the subjects of one name are shown: an IOD before its module."""

TITLES: dict[Kind, str] = {
    "iod": "IOD",
    "module": "Module",
    "functional-group": "Functional Group Macro",
    "macro": "Macro",
    "directory-record": "Directory Record",
    "message": "Message",
    "status": "Status",
    "sop-class": "SOP Class",
    "element": "Data Element",
    "uid": "UID",
}

FOLDERS: dict[Kind, str] = {
    "iod": "iods",
    "module": "modules",
    "functional-group": "functional_groups",
    "macro": "macros",
}
"""The subpackages of a generated package, by kind of definition."""

TAG = re.compile(r"\(?([0-9a-f]{2}(?:[0-9a-f]{2}|xx)),?\s*([0-9a-f]{4})\)?", re.I)
UID = re.compile(r"\d+(\.\d+)+")
STATUS = re.compile(r"([0-9a-f]{4})h?", re.I)


class Subject(NamedTuple):
    """An entry of the standard that has a name."""

    kind: Kind
    name: str
    """"CT Image", "Patient's Name", "C-STORE-RQ"."""
    place: str
    """Its unique identifier: a table "A.3-1", a tag or a UID; empty if the label of its
    table is not known."""
    definition: type[Definition] | None = None
    """Its class; None for an entry of a registry."""
    record: Mapping[str, Any] = {}
    """Its record in a registry; empty for a subject with a class."""

    def __str__(self) -> str:
        if self.definition is None:
            return f"{self.name} {TITLES[self.kind]} ({self.place})"
        origin = resolve.origin_of(self.definition)
        if origin is not None and origin.last_edition:
            place = f"retired, last in {origin.part}"
        else:
            place = f"Table {self.place}"
        return f"{self.name} {TITLES[self.kind]} ({place})"


class UnknownNameError(IodizeError):
    """A name that is not in the edition."""

    def __init__(self, name: str, edition: str, similar: Sequence[str]) -> None:
        super().__init__(name, edition, similar)
        self.name = name
        self.edition = edition
        self.similar = similar
        if similar:
            self.hint = f"did you mean {' or '.join(map(repr, similar))}?"
        elif re.match(r"\(?[0-9a-f]{3}[13579bdf],?[0-9a-f]{4}", name, re.I):
            self.hint = (
                "tags with an odd group number are private and not in the standard"
            )
        else:
            self.hint = (
                "use the name of an IOD, a module, a macro, a SOP class or a DIMSE message, a"
                " keyword, a tag, a UID, or a section or table of PS3.3"
            )

    def __str__(self) -> str:
        return f"unknown name {self.name!r} in DICOM {self.edition}"


def find(edition: Edition, text: str, kind: Kind | None = None) -> list[Subject]:
    """Return all subjects that a text can refer to, the most likely one first.

    Args:
        text: A keyword or name in any spelling ("ct-image", "CT Image IOD"), a tag
            ("0010,0010"), a UID, or a section or table of PS3.3 ("C.7-1").
        kind: Return only subjects of this kind.

    Raises:
        UnknownNameError: No subject was found. Has similar names.
    """
    text = text.strip()
    searches = (_by_number, _by_name, _by_title, _by_place) if plain(text) else ()
    for search in searches:
        found = [
            subject
            for subject in _with_sop_classes(edition, search(edition, text))
            if kind is None or subject.kind == kind
        ]
        if found:
            found = list({(s.kind, s.place or s.definition): s for s in found}.values())
            return sorted(found, key=_order)
    raise UnknownNameError(text, edition.name, _similar(edition, text, kind))


def _order(subject: Subject) -> tuple[bool, int]:
    """Return the sort key of a subject: by kind, and retired ones last."""
    of = subject.definition
    origin = None if of is None else resolve.origin_of(of)
    return origin is not None and origin.is_retired, KINDS.index(subject.kind)


def _by_number(edition: Edition, text: str) -> Iterator[Subject]:
    """Yield the subjects of a tag, a UID or the code of a status."""
    tag = TAG.fullmatch(text)
    if tag:
        digits = "".join(tag.groups()).upper().replace("X", "x")
        text = next(
            (
                known["tag"]
                for known in _elements(edition)
                if all(k in ("x", d) for k, d in zip(known["tag"], digits, strict=True))
            ),
            "",
        )
    if status := STATUS.fullmatch(text):
        code = status[1].upper()
        for _, subject in _registered(edition):
            if subject.kind == "status" and subject.record["code"] == code:
                yield subject
    if tag or UID.fullmatch(text):
        names = {printed(text), text}
        yield from (s for _, s in _registered(edition) if s.place in names)


def _by_name(edition: Edition, text: str) -> Iterator[Subject]:
    """Yield the subjects with a keyword or name that differs at most in spelling."""
    wanted = plain(text)
    for kind, folder in FOLDERS.items():
        package = import_module(f"{edition.package}.{folder}")
        for keyword in package.__all__:
            if plain(keyword) == wanted:
                yield _defined(kind, getattr(package, keyword))
    for type_, record in edition.directory_records.items():
        if wanted in (plain(type_), plain(record.__name__)):
            yield _defined("directory-record", record)
    for keyword in edition.sop_class_names:
        if plain(keyword) == wanted:
            yield _sop_class(edition, keyword)
    for names, subject in _registered(edition):
        if wanted in map(plain, names):
            yield subject


def _with_sop_classes(edition: Edition, found: Iterator[Subject]) -> Iterator[Subject]:
    """Yield subjects, and after the UID of a SOP class also the SOP class.

    The names of SOP classes in PS3.6 often differ from those in PS3.4, which are used here.
    """
    for subject in found:
        yield subject
        if (
            subject.kind == "uid"
            and subject.record["type"] in registries.SOP_CLASS_TYPES
            and subject.place not in edition.sop_classes  # not a storage SOP class
        ):
            for keyword in edition.sop_class_names:
                if sop_class_named(edition, keyword).uid == subject.place:
                    yield _sop_class(edition, keyword)


def _by_title(edition: Edition, text: str) -> Iterator[Subject]:
    """Yield the subjects of a name with a kind: "CT Image Module"."""
    for kind, title in TITLES.items():
        name = text[: -len(title)].strip()
        if name and text.lower().endswith(f" {title.lower()}"):
            yield from (s for s in _by_name(edition, name) if s.kind == kind)


def _by_place(edition: Edition, text: str) -> Iterator[Subject]:
    """Yield the subjects of a section, table or caption of PS3.3."""
    label = re.sub(r"^(PS3\.3)?\s*(Section|Table)?\s*", "", text, flags=re.I).lower()
    for kind, definition in definitions(edition):
        origin = resolve.origin_of(definition)
        if origin is None:
            continue
        labels = {origin.section.lower(), origin.table.lower()}
        if issubclass(definition, Iod):
            labels.add(definition.functional_groups_table.lower())
        if (label and label in labels) or plain(text) == plain(origin.name):
            yield _defined(kind, definition)


def _similar(edition: Edition, text: str, kind: Kind | None) -> list[str]:
    known = {}
    for found, definition in definitions(edition):
        if kind in (None, found):
            known[plain(definition.__name__)] = definition.__name__, found
    for keyword in edition.sop_class_names:
        known.setdefault(plain(keyword), (keyword, "sop-class"))
    for names, subject in _registered(edition):
        for name in filter(None, names):
            known.setdefault(plain(name), (name, subject.kind))
    if kind is not None:
        known = {key: value for key, value in known.items() if value[1] == kind}
    return [known[key][0] for key in get_close_matches(plain(text), known, n=3)]


def plain(name: str) -> str:
    """Return a name in a form that does not depend on its spelling."""
    return "".join(filter(str.isalnum, name)).lower()


def definitions(edition: Edition) -> Iterator[tuple[Kind, type[Definition]]]:
    """Yield every class of an edition with its kind."""
    for kind, folder in FOLDERS.items():
        for definition in edition.definitions(folder):
            yield kind, definition
    for record in edition.directory_records.values():
        yield "directory-record", record


def _defined(kind: Kind, definition: type[Definition]) -> Subject:
    origin = resolve.origin_of(definition)
    if origin is None:
        return Subject(kind, definition.__name__, "", definition)
    name = origin.name or definition.__name__
    return Subject(kind, name, origin.table, definition)


def _sop_class(edition: Edition, keyword: str) -> Subject:
    found = sop_class_named(edition, keyword)
    return Subject("sop-class", found.name, found.uid, record={"keyword": keyword})


def _registered(edition: Edition) -> Iterator[tuple[Sequence[str], Subject]]:
    """Yield the entries of registries, each after the names it can be found by."""
    for message in registries.messages(edition):
        name, place = message["name"], f"PS3.7 Table {message['table']}"
        names = [name, message["keyword"], place]
        yield names, Subject("message", name, place, record=message)
    for status in registries.statuses(edition):
        name, place = status["name"], f"PS3.7 {status['section']}"
        names = [name, status["keyword"], place]
        yield names, Subject("status", name, place, record=status)
    for element in _elements(edition):
        place = printed(element["tag"])
        names = [element["keyword"], element["name"]]
        yield names, Subject("element", element["name"], place, record=element)
    for uid in _uids(edition):
        names = [uid["keyword"], uid["name"], uid["uid"]]
        yield names, Subject("uid", uid["name"], uid["uid"], record=uid)


def _elements(edition: Edition) -> list[records.Element]:
    return [*registries.elements(edition), *registries.command_elements(edition)]


def _uids(edition: Edition) -> Iterator[records.Uid]:
    """Yield every registered UID, including those outside PS3.6 Table A-1."""
    yield from registries.uids(edition)
    for frame in registries.frames_of_reference(edition):
        yield _uid(frame["uid"], frame["name"], frame["keyword"], "Frame of Reference")
    for group in registries.context_groups(edition):
        name, retired = group["identifier"], group["retired"]
        yield _uid(group["uid"], name, "", "Context Group", retired)
    for template in registries.templates(edition):
        yield _uid(template["uid"], template["section"], "", template["type"])


def _uid(
    uid: str, name: str, keyword: str, type_: str, retired: bool = False
) -> records.Uid:
    return records.Uid(uid=uid, name=name, keyword=keyword, type=type_, retired=retired)
