"""Modifiable copies of the demo standard, and helpers for reading them."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from iodize.generator.model import (
    Attribute,
    AttributeTable,
    Include,
    Iod,
    OpenRow,
    Standard,
)
from iodize.generator.report import Report
from iodize.generator.sources import from_docbook

Row = Attribute | Include | OpenRow


class Reading(NamedTuple):
    """The model and report of an edition."""

    standard: Standard
    report: Report

    def iod(self, name: str) -> Iod:
        return next(iod for iod in self.standard.iods if iod.name == name)

    def table(self, label: str) -> AttributeTable:
        tables = (*self.standard.modules, *self.standard.macros)
        return next(table for table in tables if table.table == label)

    def row(self, label: str, *path: str) -> Row:
        """Return a row by the names of the attributes that lead to it.

        An include is named by its table, a row that names nothing by what it allows.
        """
        rows, found = self.table(label).content, None
        for name in path:
            found = next(row for row in rows if name_of(row) == name)
            rows = () if isinstance(found, OpenRow) else found.content
        assert found is not None
        return found

    def attribute(self, label: str, *path: str) -> Attribute:
        row = self.row(label, *path)
        assert isinstance(row, Attribute)
        return row

    def include(self, label: str, *path: str) -> Include:
        row = self.row(label, *path)
        assert isinstance(row, Include)
        return row

    def problems(self) -> list[str]:
        return [str(problem) for problem in self.report.problems]

    def notes(self) -> list[str]:
        return [str(note) for note in self.report.notes]


def name_of(row: Row) -> str:
    match row:
        case Attribute():
            return row.name
        case Include():
            return row.table
        case OpenRow():
            return row.allows


def read(
    folder: Path,
    edition: str | None = None,
    parts: Mapping[int, Path] | None = None,
    without: Collection[int] = (),
) -> Reading:
    report = Report()
    return Reading(from_docbook(folder, edition, parts or {}, without, report), report)


class Copy:
    """A copy of the demo standard."""

    def __init__(self, demo: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(demo, folder)

    def file(self, part: int) -> Path:
        return self.folder / f"part{part:02}.xml"

    def edit(self, part: int, old: str, new: str) -> None:
        """Replace a text that occurs exactly once in a part."""
        text = self.file(part).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.file(part).write_text(text.replace(old, new), "utf-8")

    def line_of(self, part: int, text: str) -> int:
        """Return the line, counted from 1, of the first place of a text."""
        lines = self.file(part).read_text("utf-8").splitlines()
        return next(n for n, line in enumerate(lines, 1) if text in line)

    def read(self, **arguments: object) -> Reading:
        return read(self.folder, **arguments)  # type: ignore[arg-type]
