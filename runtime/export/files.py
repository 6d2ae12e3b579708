"""The files of an export, and how they reach a folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from .. import __version__
from ..definitions import Definition, Iod
from ..editions import Edition
from ..errors import IodizeError
from . import records, registries, resolve
from .layout import laid_out
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
        self.hint = "name a folder that you may write to with --out"

    def __str__(self) -> str:
        return f"{self.path}: cannot be written: {self.reason}"


def iods(edition: Edition) -> list[records.Iod]:
    """Return the IODs, in the order of their tables."""
    found = cast(Iterable[type[Iod]], edition.definitions("iods"))
    return [resolve.iod(edition, d) for d in _ordered(found)]


def modules(edition: Edition) -> list[records.Module]:
    """Return the modules, in the order of their tables."""
    return [resolve.module(d) for d in _ordered(edition.definitions("modules"))]


def macros(edition: Edition) -> list[records.Macro]:
    """Return the macros and functional groups, in the order of their tables."""
    found = [
        *edition.definitions("macros"),
        *edition.definitions("functional_groups"),
    ]
    return [resolve.macro(d) for d in _ordered(found)]


def directory_records(edition: Edition) -> list[records.DirectoryRecord]:
    """Return the types of directory records, in the order of their tables."""
    return [
        resolve.directory_record(d)
        for d in _ordered(edition.directory_records.values())
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
"""Where the records of each file come from; `records.FILES` tells their types."""


def write(edition: Edition, folder: Path) -> records.Edition:
    """Write an edition to a folder and return what was written.

    Files of the same names are replaced, others are left alone. The same edition gives
    the same bytes.

    Raises:
        ExportError: The folder, or a file in it, cannot be written.
    """
    counts = {}
    for name, source in SOURCES.items():
        found = source(edition)
        counts[name] = len(found)
        _replace(folder / name, laid_out(found))
    index = records.Edition(
        schema=records.SCHEMA_VERSION,
        iodize=__version__,
        edition=edition.name,
        parts=registries.parts(edition),
        files=counts,
    )
    _replace(folder / INDEX, laid_out(index))
    _replace(folder / SCHEMA, json.dumps(json_schema(), indent=1) + "\n")
    return index


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: a reader never meets half of it."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_text(text, encoding="utf-8", newline="\n")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(path, error.strerror or str(error)) from error


def _ordered(found: Iterable[type[D]]) -> list[type[D]]:
    return sorted(found, key=_place)


def _place(definition: type[Definition]) -> list[tuple[bool, int, str]]:
    """Return a sort key: as the standard numbers its sections, A.3 before A.10."""
    origin = resolve.origin_of(definition)
    label = f"{origin.section} {origin.table} " if origin else ""
    pieces = re.findall(r"\d+|\D+", label + definition.__name__)
    return [
        (not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece)
        for piece in pieces
    ]
