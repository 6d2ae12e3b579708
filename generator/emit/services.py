"""The files of SOP classes: one each, one for all of storage, two for macros."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from attrs import Factory, evolve, frozen

from ..model import Module, Service, Standard
from ..naming import class_name
from .filters import mentions, sort_key
from .inclusion import Inclusions
from .layout import import_of
from .service_lists import Lists
from .service_macros import CODED_ENTRIES as CODES
from .service_macros import UPS_MACROS, table_of
from .service_values import Definitions
from .service_views import (
    STORED,
    ServiceViews,
    SopClasses,
    SopClassView,
)
from .views import ClassView, Place, Views

FOLDER: Final = "services"
CODED_ENTRIES: Final = "coded_entries"
"""File of the classes of coded entries that differ from PS3.3."""
STEPS: Final = "ups_macros"
"""File of the macros of unified procedure steps."""
MACROS: Final = {
    CODED_ENTRIES: (
        CODES,
        "Coded entries with other requirements in PS3.4 than in PS3.3.",
    ),
    STEPS: (UPS_MACROS, "The macros of unified procedure steps: PS3.4 CC.2.5.1.2."),
}
"""The classes of macros, with the first line, by file."""
ATTRIBUTE_LISTS: Final = "attribute_lists"
STORAGE: Final = "storage"
"""File of the storage SOP classes."""

SOURCES: Final = {
    "iodize.definitions": {
        *("attribute", "counted", "defined", "enumerated", "included", "limits"),
        *("repeating", "sequence", "when", "Item"),
    },
    "iodize.dimse.services.attribute_lists": {
        *("ActionReply", "ActionRequest", "CreateReply", "CreateRequest"),
        *("DeleteRequest", "EventReply", "EventReport", "FinalState", "FindAnswer"),
        *("FindRequest", "GetReply", "GetRequest", "RetrieveRequest"),
        *("SetReply", "SetRequest"),
    },
    "iodize.dimse.services.keys": {"KeysItem", "key"},
    "iodize.dimse.services.sop_classes": {
        *("MetaSopClass", "NormalizedSopClass", "QuerySopClass", "RetrieveSopClass"),
        *("StorageSopClass", "VerificationSopClass", "operation"),
    },
    "iodize.dimse.services.states": {"StateMachine", "Transition"},
    "iodize.dimse.services.statuses": {"status"},
}
"""Names that a file may import, by module."""


@frozen
class BaseView:
    """The base of storage SOP classes of one kind."""

    name: str
    base: str
    title: str
    operations: Sequence[str]


@frozen
class ServiceFile:
    """A file of SOP classes, or of macros."""

    title: str
    imports: str
    classes: Sequence[SopClassView] = Factory(list)
    shared: Sequence[ClassView] = Factory(list)
    bases: Sequence[BaseView] = Factory(list)


Write = Callable[..., None]


def write_services(
    standard: Standard, tables: Views, write: Write
) -> list[tuple[str, str]]:
    """Write the files of SOP classes; return all classes with their files."""
    if not standard.services:
        return []
    sop_classes = _sop_classes(standard, tables)
    names: list[tuple[str, str]] = []
    views = [(each, sop_classes.view(each)) for each in standard.services]
    stored = [view for each, view in views if each.kind == "storage"]
    for service, view in views:
        if service.kind == "storage":
            names.append((view.name, STORAGE))
            continue
        names.append((view.name, view.file))
        file = ServiceFile(view.title, _imports([view]), [view])
        write(f"{FOLDER}/{view.file}.py", "service.py.jinja", file=file)
    if stored:
        bases = [*_bases(sop_classes)]
        title = "The storage SOP classes: PS3.4 Annexes B and GG."
        file = ServiceFile(title, _imports(stored, bases=bases), stored, [], bases)
        write(f"{FOLDER}/{STORAGE}.py", "service.py.jinja", file=file)
    for name in MACROS:
        names += [(item.name, name) for item in _macros(name, sop_classes, write)]
    return names


def _sop_classes(standard: Standard, tables: Views) -> SopClasses:
    lists = Lists(
        {table.table: table for table in standard.service_tables},
        Definitions(standard),
        tables.inclusions,
    )
    macros = {
        label: Place(file, name, file)
        for file, (names, _) in MACROS.items()
        for label, name in names.items()
    }
    known = {**tables.inclusions.tables}
    for label in macros:  # classes like those of PS3.3, for the order of bases
        known[label] = Module(label, label, "8")
    views = ServiceViews(
        elements=tables.elements,
        inclusions=Inclusions(known),
        places={**tables.places, **macros},
        part="PS3.4",
        report=tables.report,
    )
    return SopClasses(
        views=views,
        lists=lists,
        services={service.uid: service for service in standard.services},
        statuses={table.table: table for table in standard.status_tables},
        iods={iod.table: iod for iod in standard.iods},
        of_storage=_storage_iods(standard),
    )


def _storage_iods(standard: Standard) -> dict[str, str]:
    iods = {iod.table: class_name(iod.name) for iod in standard.iods}
    return {c.uid: iods[c.iod] for c in standard.sop_classes if c.iod in iods}


def _bases(sop_classes: SopClasses) -> Iterator[BaseView]:
    services: dict[str, Service] = dict(sop_classes.services)
    for label, (name, title) in STORED.items():
        if calls := sop_classes.operations_of(services, label):
            yield BaseView(name, "StorageSopClass", title, calls)


def _macros(name: str, sop_classes: SopClasses, write: Write) -> list[ClassView]:
    """Write the file of the macros that attribute lists include."""
    names, title = MACROS[name]
    lists = sop_classes.lists
    made: list[ClassView] = []
    basic_first = sorted(names, key=_enhanced)
    for label in basic_first:
        if rows := lists.macros.classes.get(label):
            table = lists.tables[table_of(label)[0]]
            made.append(sop_classes.views.macro(label, rows, table))
    if made:
        local = [_local(view, name) for view in made]
        file = ServiceFile(title, _imports([], shared=local), [], local)
        write(f"{FOLDER}/{name}.py", "service.py.jinja", file=file)
    return made


def _enhanced(label: str) -> tuple[bool, str]:
    """Sort key of coded entries: an enhanced one, "8-1a", includes a basic one."""
    table, column = table_of(label)
    return not table.endswith("b") and not table.endswith("f"), table + column


def _local(view: ClassView, file: str) -> ClassView:
    """Return a class with references to macros of its own file."""
    prefix = f"{file}."
    view.include_rows = {
        place.removeprefix(prefix): word for place, word in view.include_rows.items()
    }
    view.bases = [base.removeprefix(prefix) for base in view.bases]
    for member in view.members:
        if member.item is not None:
            _local(member.item, file)
    view.members = [
        evolve(
            member,
            call=member.call.replace(prefix, ""),
            mentions=tuple(m for m in member.mentions if not m.startswith(prefix)),
        )
        for member in view.members
    ]
    return view


def _imports(
    classes: Sequence[SopClassView],
    *,
    shared: Iterable[ClassView] = (),
    bases: Sequence[BaseView] = (),
) -> str:
    """Return the import statements of a file."""
    words: set[str] = set()
    packages: set[str] = set()
    for view in (*shared, *(each for c in classes for each in c.lists)):
        for text in mentions(view):
            (packages if "." in text else words).add(text.partition(".")[0])
    siblings = {name: file for each in classes for name, file in each.siblings.items()}
    packages -= siblings.keys() | {each.name for each in classes}
    for each in classes:
        words.add(each.base)
        words |= {name for one in each.operations for name in one.mentions}
        if each.states:
            words |= {"StateMachine", "Transition"}
    for base in bases:
        words |= {base.base, *re.findall(r"\b(operation|status)\(", str(base))}
    lines = [
        import_of(source, sorted(names & words, key=sort_key))
        for source, names in SOURCES.items()
        if names & words
    ]
    if ATTRIBUTE_LISTS in packages:
        packages.remove(ATTRIBUTE_LISTS)
        lines.insert(1, import_of("iodize.dimse.services", [ATTRIBUTE_LISTS]))
    local = sorted(packages & MACROS.keys())
    relative = (
        [import_of("..", sorted(packages - {*local}))] if packages - {*local} else []
    )
    relative += [import_of(".", local)] if local else []
    members = {name: file for each in classes for name, file in each.members.items()}
    members |= siblings
    relative += [
        import_of(f".{file}", [name]) for name, file in sorted(members.items())
    ]
    return "\n".join([*lines, *([""] if relative else []), *relative])
