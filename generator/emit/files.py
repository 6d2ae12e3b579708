"""Renders the model of an edition into the files of its package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import ModuleType

from attrs import Factory, frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from iodize.tables.descriptions import Iod

from ..model import ContentConstraint, DataElement, Module, Standard
from ..naming import class_name, file_name, mask, number
from ..report import Report
from . import filters
from .inclusion import Inclusions
from .messages import (
    message_imports,
    message_stub_imports,
    message_views,
    status_views,
)
from .paragraphs import paragraphs
from .preview import is_made, loaded
from .registries import registries
from .service_stubs import ServiceStubs
from .services import write_services
from .views import ClassView, Place, Views, iod_view

SHARED_ITEM = "DirectoryRecordItem"
"""The class of the items of Directory Record Sequence."""
Write = Callable[..., None]
"""Renders a template into a file: path, template, and variables of the template."""

FOLDERS = {
    "modules": ("Module", "The modules of PS3.3 Annex C."),
    "macros": ("Macro", "The macros of PS3.3, which several tables include."),
    "functional_groups": (
        "FunctionalGroup",
        "The functional group macros of multi-frame objects: PS3.3 C.7.6.16.2.",
    ),
}
"""Folders of attribute tables: the base of their classes, and a description."""


@frozen
class FileView:
    """A file of classes."""

    title: str
    imports: str
    classes: Sequence[ClassView]
    records: Sequence[tuple[str, str]] = Factory(list)


def render(standard: Standard, report: Report) -> dict[str, str]:
    """Render the source of every file, by path, before formatting."""
    environment = _environment(standard.edition)
    views = _views(standard, report)
    files: dict[str, str] = {}

    def write(path: str, template: str, **context: object) -> None:
        files[path] = environment.get_template(template).render(**context)

    write("__init__.py", "edition.py.jinja", standard=standard)
    _write_registries(standard, report, write)
    for folder, written in _write_tables(standard, views, write).items():
        _write_package(folder, FOLDERS[folder][1], *written, write)
    _check_unique({i.table: class_name(i.name) for i in standard.iods}, report)
    iods = [iod_view(iod, views) for iod in standard.iods]
    for iod in iods:
        write(f"iods/{iod.file}.py", "iod.py.jinja", iod=iod)
    title = "The information object definitions of PS3.3 Annexes A, B and F."
    _write_package("iods", title, [(iod.name, iod.file) for iod in iods], [], write)
    _write_records(standard, views, files, write)
    if services := write_services(standard, views, write):
        title = "The SOP classes of PS3.4, with their messages."
        _write_package("services", title, services, [], write)
    tables = list(paragraphs(standard, views.inclusions))
    write("paragraphs.txt", "paragraphs.txt.jinja", tables=tables)
    _write_stubs(standard, files, write)
    return files


@cache
def _environment(edition: str) -> Environment:
    """Return the environment of an edition, which compiles each template once."""
    environment = Environment(
        loader=PackageLoader("iodize.generator.emit"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.globals["edition"] = edition
    environment.filters.update(filters.FILTERS)
    environment.filters.update(class_name=class_name, number=number, mask=mask)
    return environment


def _views(standard: Standard, report: Report) -> Views:
    tables = {table.table: table for table in (*standard.modules, *standard.macros)}
    groups = {u.table for iod in standard.iods for u in iod.functional_groups}
    places: dict[str, Place] = {}
    for table in tables.values():
        folder = (
            "functional_groups"
            if table.table in groups
            else "modules" if isinstance(table, Module) else "macros"
        )
        places[table.table] = Place(
            folder, class_name(table.name), file_name(table.name)
        )
    _check_unique({label: str(place) for label, place in places.items()}, report)
    return Views(
        elements={element.tag: element for element in standard.elements},
        inclusions=Inclusions(tables),
        places=places,
        part="PS3.3",
        report=report,
    )


def _check_unique(classes: Mapping[str, str], report: Report) -> None:
    """Report tables with the same class, of which only the last would be written.

    Args:
        classes: The class of each table, by label.
    """
    seen: dict[str, str] = {}
    for label, name in classes.items():
        if name in seen:
            reason = f"{name} is also the class of Table {seen[name]}"
            report.problem(3, label, 0, reason)
        seen[name] = label


def _write_registries(standard: Standard, report: Report, write: Write) -> None:
    """Write the dictionaries, the messages and the registries."""
    elements, repeating = _by_repetition(standard.elements)
    title = "The data dictionary: PS3.6 Tables 6-1, 7-1, 8-1 and 9-1."
    write(
        "dictionary.py",
        "dictionary.py.jinja",
        title=title,
        elements=elements,
        repeating=repeating,
    )
    title = "The command dictionary: PS3.7 Tables E.1-1 and E.2-1."
    write(
        "commands.py",
        "dictionary.py.jinja",
        title=title,
        elements=standard.command_elements,
        repeating=[],
    )
    _write_messages(standard, report, write)
    for registry in registries(standard):
        write(f"{registry.file}.py", "registry.py.jinja", registry=registry)
    write(
        "content_constraints.py",
        "content_constraints.py.jinja",
        constraints=[
            (_iod_of(constraint, standard), constraint)
            for constraint in standard.content_constraints
        ],
    )
    write("value_tables.py", "value_tables.py.jinja", tables=standard.value_tables)


def _write_messages(standard: Standard, report: Report, write: Write) -> None:
    """Write the messages, their stub, and the statuses."""
    views = message_views(standard, report)
    for suffix, imports in (("py", message_imports), ("pyi", message_stub_imports)):
        name = f"messages.{suffix}"
        write(name, f"{name}.jinja", messages=views, imports=imports(views))
    write(
        "statuses.py",
        "statuses.py.jinja",
        statuses=status_views(standard),
        services=standard.service_statuses,
        families=standard.status_classes,
    )


def _by_repetition(
    elements: Iterable[DataElement],
) -> tuple[list[DataElement], list[DataElement]]:
    """Split elements into those with fixed tags and those with repeating tags."""
    fixed: list[DataElement] = []
    repeating: list[DataElement] = []
    for element in elements:
        (repeating if "x" in element.tag else fixed).append(element)
    return fixed, repeating


Names = list[tuple[str, str]]
"""Classes, each with its file."""


def _write_tables(
    standard: Standard, views: Views, write: Write
) -> dict[str, tuple[Names, Names]]:
    """Write the modules and macros; return the classes and the recursive items."""
    written: dict[str, tuple[Names, Names]] = {folder: ([], []) for folder in FOLDERS}
    for table in (*standard.modules, *standard.macros):
        place = views.places[table.table]
        view = views.table(table, FOLDERS[place.folder][0])
        file = _file(view.title, [view, *view.after], "..")
        write(f"{place.folder}/{place.file}.py", "table.py.jinja", file=file)
        tables, items = written[place.folder]
        tables.append((place.name, place.file))
        items += [(item.name, place.file) for item in view.after]
    return written


def _iod_of(constraint: ContentConstraint, standard: Standard) -> str:
    """Return the name of the IOD in whose section a constraint is.

    Captions name some IODs otherwise.
    """
    for iod in standard.iods:
        if f"{constraint.section}.".startswith(f"{iod.section}."):
            return iod.name
    return constraint.iod


def _shared_item(views: Views, files: Mapping[str, str]) -> str:
    """Return the class of the items of Directory Record Sequence; empty without it.

    Args:
        files: The files written so far.
    """
    for place in views.places.values():
        text = files.get(f"{place.folder}/{place.file}.py", "")
        if f"    class {SHARED_ITEM}(" in text:
            return f"{place}.{SHARED_ITEM}"
    return ""


def _write_records(
    standard: Standard, views: Views, files: Mapping[str, str], write: Write
) -> None:
    records = [
        (record.name, views.record(record)) for record in standard.directory_records
    ]
    shared_item = _shared_item(views, files)
    for _, view in records:
        view.shared_item = shared_item
    title = "The directory records of a DICOMDIR: PS3.3 F.4 and F.5."
    names = [(name, view.name) for name, view in records]
    file = _file(title, [view for _, view in records], ".", names)
    write("directory_records.py", "table.py.jinja", file=file)


def _write_stubs(standard: Standard, files: dict[str, str], write: Write) -> None:
    """Write the stubs of the files written so far."""
    sources = {path: text for path, text in files.items() if path.endswith(".py")}
    with loaded(sources) as modules:
        stubs = ServiceStubs(standard.edition, _tables_of_iods(modules))
        for path, module in modules.items():
            folder, _, name = path.rpartition("/")
            if folder == "services":
                if name != "__init__.py":
                    service = stubs.service_file(module)
                    write(f"{path}i", "service_stub.pyi.jinja", file=service)
            elif name != "__init__.py" and (stub := stubs.file(module)).classes:
                root = ".." if folder else "."
                write(f"{path}i", "stub.pyi.jinja", file=stub, root=root)


def _tables_of_iods(modules: Mapping[str, ModuleType]) -> frozenset[type]:
    """Return the IODs with the tables whose attributes they have at the top level."""
    defined = (v for m in modules.values() for v in vars(m).values())
    iods = (v for v in defined if isinstance(v, type) and issubclass(v, Iod))
    return frozenset(base for iod in iods for base in iod.__mro__ if is_made(base))


def _file(
    title: str,
    classes: list[ClassView],
    root: str,
    records: Sequence[tuple[str, str]] = (),
) -> FileView:
    return FileView(title, filters.table_imports(classes, root), classes, records)


def _write_package(
    folder: str, title: str, files: Names, items: Names, write: Write
) -> None:
    for suffix in ("py", "pyi"):
        write(
            f"{folder}/__init__.{suffix}",
            f"package.{suffix}.jinja",
            title=title,
            files=files,
            items=items,
        )
