"""Readers of other projects' tables of PS3.3, which are JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from iodize.tables.editions import Edition

from .facts import UNSTATED, Facts, Kind, Place, contents, slug

TABLES: Final = "2025e/google-tables"
USAGES: Final = "2025b/innolitics"
MAPS: Final = "2026b/highdicom"

_ADDRESS: Final = re.compile(r"(?:0x)?([0-9A-Fa-fx]{8})")
_MODULE: Final = re.compile(r"(.*) Module(?: Attributes| Table)?")
_GROUPS: Final = re.compile(r".*-((?:multi|current)-frame-functional-groups)")

FLAT: Final = frozenset({"C.11.25-1", "C.8.31.8-1"})
"""Tables whose inclusions lost the angle brackets in 2025e/google-tables.

Each of them follows its sequence, in whose items it belongs.
"""

Line = Mapping[str, str]
Tags = tuple[str, ...]


class Tables:
    """The tables of attributes of the files `dicom_tables_part_*.json`, by label."""

    def __init__(self, place: Path) -> None:
        self.captions: dict[str, str] = {}
        self.lines: dict[str, list[tuple[Tags, Line]]] = {}
        """The rows with the tags that lead to them; an inclusion with its sequence's."""
        self._raw = {
            label: table
            for file in sorted(place.glob("dicom_tables_part_*.json"))
            for label, table in content(file).items()
        }
        for label, table in self._raw.items():
            self.captions[label] = table["table_caption"]
            self.lines[label] = [*self._numbered(label)]

    def _numbered(self, label: str) -> Iterator[tuple[Tags, Line]]:
        path: list[str] = []
        macro = ""
        for line in self._raw[label]["table_lines"]:
            if line["type"] == "LinkedObject":
                if label_of(line) in self._raw:
                    depth = len(path) if label in FLAT else depth_of(line["prefix"])
                    del path[depth:]
                    macro = label_of(line) if not path else ""
                    yield tuple(path), line
            elif address := _ADDRESS.fullmatch(line["address"]):
                depth = depth_of(line["name"])
                if depth and not path and macro:
                    yield from self._continued(macro)
                    path = [self._last_sequence(macro)]
                path[depth:] = [address[1].upper().replace("XX", "00")]
                yield tuple(path), line

    def _last_sequence(self, macro: str) -> str:
        rows = [r for r in self._raw[macro]["table_lines"] if _is_row(r, 0)]
        return tag_of(rows[-1])

    def _continued(self, macro: str) -> Iterator[tuple[Tags, Line]]:
        """Yield the last sequence of a macro, whose items a table extends."""
        tag = self._last_sequence(macro)
        for line in self._raw[macro]["table_lines"]:
            if _is_row(line, 0) and tag_of(line) == tag:
                yield (tag,), line
            if line["type"] == "LinkedObject" and depth_of(line["prefix"]) == 1:
                yield (tag,), line


def tag_of(line: Line) -> str:
    """Return the tag of a row: "00100020"."""
    return line["address"][-8:].upper().replace("XX", "00")


def label_of(line: Line) -> str:
    """Return the label of the macro that a row includes."""
    return line["linked_resource"].removeprefix("table_")


def _is_row(line: Line, depth: int) -> bool:
    return line["type"] == "InlineObject" and depth_of(line["name"]) == depth


def depth_of(name: str) -> int:
    """Return the number of angle brackets before a name."""
    return name[: len(name) - len(name.lstrip("> "))].count(">")


def from_tables(place: Path) -> Facts:
    """Read rows, inclusions and usages of 2025e/google-tables."""
    tables = Tables(place)
    rows: dict[Place, str] = {}
    inclusions: dict[Place, str] = {}
    for label, lines in tables.lines.items():
        for path, line in lines:
            if line["type"] == "LinkedObject":
                inclusions[Place(label, (*path, label_of(line)))] = "included"
            else:
                rows.setdefault(Place(label, path), line["required"])
    modules = {
        slug(module[1]): label
        for label, caption in tables.captions.items()
        if (module := _MODULE.fullmatch(caption))
    }
    return {
        Kind.ROW: rows,
        Kind.INCLUSION: inclusions,
        Kind.CONTENT: contents(rows, inclusions, modules),
        Kind.MODULE: _usages(place / "dicom_iod.json"),
        Kind.GROUP: _usages(place / "dicom_iod_func_groups.json"),
    }


def keywords_in(place: Path) -> dict[str, str]:
    """Return the keywords of tags: of "00100020", and of "60000010" for 60xx."""
    return {tag: row["keyword"] for tag, row in elements_in(place).items()}


def elements_in(place: Path) -> dict[str, Line]:
    """Return keyword, name, VR and VM of tags."""
    listed = content(place / "dicom_tags.json")
    return {
        tag[-8:].upper().replace("XX", "00"): row
        for tag, row in {**listed["mask"], **listed["main"]}.items()
    }


def _usages(file: Path) -> dict[Place, str]:
    return {place: _usage(usage) for place, usage in _usage_cells(file).items()}


def usage_texts(folder: Path) -> dict[Kind, dict[Place, str]]:
    """Return the cells of usages, with conditions."""
    return {
        Kind.MODULE: _usage_cells(folder / TABLES / "dicom_iod.json"),
        Kind.GROUP: {
            Place(slug(row["ciodId"]), (slug(row["macroId"]),)): " - ".join(
                filter(None, (row["usage"], row["conditionalStatement"]))
            )
            for row in json.loads(
                (folder / USAGES / "ciod_to_func_group_macros.json").read_text("utf-8")
            )
        },
    }


def _usage_cells(file: Path) -> dict[Place, Any]:
    return {
        Place(slug(caption.removesuffix(" IOD Modules")), (slug(row["name"]),)): (
            row["usage"]
        )
        for caption, listed in content(file).items()
        for row in listed
    }


def _usage(usage: str | list[str]) -> str:
    """Return the letter of a usage; some rows have links in place of it."""
    stated = isinstance(usage, str) and usage[0] in "MCU"
    return usage[0] if stated else UNSTATED


def content(file: Path) -> dict[str, Any]:
    """Return the table of a file beside its header."""
    found = json.loads(file.read_text("utf-8"))
    name = next(name for name in found if name != "header")
    table = found[name]
    assert isinstance(table, dict)
    return table


def from_usages(place: Path) -> Facts:
    """Read usages of 2025b/innolitics."""
    return {
        kind: {
            Place(slug(row["ciodId"]), (_shared(slug(row[key])),)): row["usage"]
            for row in json.loads((place / f"{name}.json").read_text("utf-8"))
        }
        for kind, name, key in (
            (Kind.MODULE, "ciod_to_modules", "moduleId"),
            (Kind.GROUP, "ciod_to_func_group_macros", "macroId"),
        )
    }


def from_maps(place: Path, tags: Mapping[str, str]) -> Facts:
    """Read contents and usages of 2026b/highdicom.

    Args:
        tags: Tags by keyword.
    """
    uses = json.loads((place / "iod_module_map.json").read_text("utf-8"))
    modules = json.loads((place / "module_attribute_map.json").read_text("utf-8"))
    return {
        Kind.CONTENT: {
            Place(
                slug(module),
                tuple(tags.get(k, k) for k in (*row["path"], row["keyword"])),
            ): ("" if row["type"] == "None" else row["type"])
            for module, rows in modules.items()
            for row in rows
        },
        Kind.MODULE: {
            Place(slug(iod), (_shared(slug(row["key"])),)): row["usage"]
            for iod, rows in uses.items()
            for row in rows
        },
    }


def _shared(module: str) -> str:
    """Return the name of the module that highdicom has for each IOD separately."""
    separate = _GROUPS.fullmatch(module)
    return separate[1] if separate else module


def readings(folder: Path, edition: Edition) -> dict[str, Facts]:
    """Return the facts of the readings in a folder, by their folders.

    Args:
        edition: Has the keywords of tags that no table of the readings has.
    """
    tags = {row[2]: f"{tag:08X}" for tag, row in edition.elements.items()}
    found: dict[str, Facts] = {}
    if (folder / TABLES).is_dir():
        found[TABLES] = from_tables(folder / TABLES)
        tags |= {word: tag for tag, word in keywords_in(folder / TABLES).items()}
    if (folder / USAGES).is_dir():
        found[USAGES] = from_usages(folder / USAGES)
    if (folder / MAPS).is_dir():
        found[MAPS] = from_maps(folder / MAPS, tags)
    return found
