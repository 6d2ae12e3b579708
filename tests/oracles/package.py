"""The facts of a generated package."""

from __future__ import annotations

from iodize.compare.flattening import FOLDERS, Path, tables
from iodize.tables.descriptions import Iod, Use
from iodize.tables.editions import Edition

from .facts import Facts, Kind, Place, contents, slug


def facts_of(edition: Edition) -> Facts:
    """Return the facts of an edition; the type is empty if the table has no types."""
    rows: dict[Place, str] = {}
    inclusions: dict[Place, str] = {}
    modules: dict[str, str] = {}
    for ident, table in tables(edition).items():
        origin = table.definition.origin()
        if ident.folder not in FOLDERS:
            continue
        if ident.folder == "modules":
            modules[slug(origin.name)] = origin.table
        for path, row in table.rows.items():
            rows[Place(origin.table, tags(path))] = row.attribute.type or ""
        for (path, _), inclusion in table.inclusions.items():
            macro = inclusion.definition.origin().table
            inclusions[Place(origin.table, (*tags(path), macro))] = "included"

    return {
        Kind.ROW: rows,
        Kind.INCLUSION: inclusions,
        Kind.CONTENT: contents(rows, inclusions, modules),
        Kind.MODULE: dict(
            _use(iod, use) for iod in _iods(edition) for use in iod.module_uses
        ),
        Kind.GROUP: dict(
            _use(iod, use)
            for iod in _iods(edition)
            for use in iod.functional_group_uses
        ),
    }


def tags(path: Path) -> tuple[str, ...]:
    """Return tags as text: "00100020"."""
    return tuple(f"{tag:08X}" for tag in path)


def _iods(edition: Edition) -> list[type[Iod]]:
    return [iod for iod in edition.definitions("iods") if issubclass(iod, Iod)]


def _use(iod: type[Iod], use: Use) -> tuple[Place, str]:
    name = use.definition.origin().name.removesuffix(" Functional Group")
    return Place(slug(iod.origin().name), (slug(name),)), use.usage or ""
