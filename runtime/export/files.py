"""The files of an export, and writing them to a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from ..atomic import write_text
from ..errors import IodizeError
from ..tables.descriptions import Definition, Iod
from ..tables.editions import Edition
from ..version import __version__
from . import records, registries, resolve
from .json_text import to_json
from .schema import json_schema

INDEX = "edition.json"
SCHEMA = "schema.json"

D = TypeVar("D", bound=Definition)


class ExportError(IodizeError):
    """A file of the export could not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason
        self.hint = "select a writable folder with --out"

    def __str__(self) -> str:
        return f"{self.path}: cannot write: {self.reason}"


def iods(edition: Edition) -> list[records.Iod]:
    """Return the IODs, in the order of their tables."""
    found = cast(Iterable[type[Iod]], edition.definitions("iods"))
    return [resolve.iod(edition, d) for d in ordered(found)]


def modules(edition: Edition) -> list[records.Module]:
    """Return the modules, in the order of their tables."""
    return [resolve.module(d) for d in ordered(edition.definitions("modules"))]


def macros(edition: Edition) -> list[records.Macro]:
    """Return the macros and functional groups, in the order of their tables."""
    found = [
        *edition.definitions("macros"),
        *edition.definitions("functional_groups"),
    ]
    return [resolve.macro(d) for d in ordered(found)]


def directory_records(edition: Edition) -> list[records.DirectoryRecord]:
    """Return the types of directory records, in the order of their tables."""
    return [
        resolve.directory_record(d) for d in ordered(edition.directory_records.values())
    ]


SOURCES: Mapping[str, Callable[[Edition], list[Any]]] = {
    "iods.json": iods,
    "modules.json": modules,
    "macros.json": macros,
    "directory_records.json": directory_records,
    "elements.json": registries.elements,
    "uids.json": registries.uids,
    "frames_of_reference.json": registries.frames_of_reference,
    "context_groups.json": registries.context_groups,
    "templates.json": registries.templates,
    "sop_classes.json": registries.sop_classes,
    "command_elements.json": registries.command_elements,
    "messages.json": registries.messages,
    "statuses.json": registries.statuses,
}
"""The function that returns the records of each file; `records.FILES` has their types."""


def write(edition: Edition, folder: Path) -> records.Edition:
    """Write an edition to a folder and return its index.

    Files with the same names are replaced; other files are not changed. The output is
    deterministic.

    Raises:
        ExportError: The folder, or a file in it, cannot be written.
    """
    counts = {}
    for name, source in SOURCES.items():
        found = source(edition)
        counts[name] = len(found)
        _replace(folder / name, to_json(found))
    index = records.Edition(
        schema=records.SCHEMA_VERSION,
        iodize=__version__,
        edition=edition.name,
        parts=registries.parts(edition),
        files=counts,
    )
    _replace(folder / INDEX, to_json(index))
    _replace(folder / SCHEMA, json.dumps(json_schema(), indent=1) + "\n")
    return index


def _replace(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    except OSError as error:
        raise ExportError(path, error.strerror or str(error)) from error


def ordered(found: Iterable[type[D]]) -> list[type[D]]:
    """Return definitions in the order of their sections."""
    return sorted(found, key=_place)


def _place(definition: type[Definition]) -> list[tuple[bool, int, str]]:
    """Return a sort key in the order of sections: A.3 before A.10."""
    origin = resolve.origin_of(definition)
    label = f"{origin.section} {origin.table} " if origin else ""
    pieces = re.findall(r"\d+|\D+", label + definition.__name__)
    return [
        (not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece)
        for piece in pieces
    ]
