"""`iodize editions`: the editions on this computer."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..editions import cache, generating, loading
from ..editions.errors import NotFetchedError
from ..editions.inventory import Entry, entries
from ..tables.editions import bundled
from .options import notices


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the list.",
)
@click.option(
    "--generate",
    "made",
    metavar="EDITION",
    help="Generate the package of a fetched edition now, and print its folder.",
)
@click.option(
    "--remove",
    "removed",
    metavar="EDITION",
    help="Remove the DocBook and the generated packages of an edition.",
)
def editions(form: str, made: str | None, removed: str | None) -> None:
    """List the bundled, fetched and generated editions, with their sizes and dates.

    A fetched edition is DocBook in the cache. Its package is generated when the edition is
    first used.

    Exit status: 0 for success, 2 if the command failed.
    """
    if made is not None and removed is not None:
        raise click.UsageError("Use either --generate or --remove.")
    if made is not None:
        with notices() as notify:
            edition = loading.load(made, notify)
        click.echo(str(Path(str(edition.part("dictionary").__file__)).parent))
    elif removed is not None:
        _remove(removed)
    elif form == "json":
        click.echo(json.dumps([_data(entry) for entry in entries()], indent=1))
    else:
        for entry in entries():
            click.echo(_line(entry))
        place = cache.folder()
        click.echo(
            f"cache: {place}" if place else "cache: none (IODIZE_CACHE is not set)"
        )


def _remove(edition: str) -> None:
    folders = generating.remove(edition)
    if not folders:
        if edition == bundled().name:
            raise click.UsageError(f"{edition} is bundled and cannot be removed.")
        known = {entry.edition for entry in entries() if entry.kind != "bundled"}
        raise NotFetchedError(edition, sorted(known))
    for folder in folders:
        click.echo(f"removed {folder}")


def _line(entry: Entry) -> str:
    date = entry.date.strftime("%Y-%m-%d %H:%M") if entry.date else ""
    size = f"{entry.size / 1e6:.1f} MB"
    return (
        f"{entry.edition:6} {entry.kind:9} {size:>9}  {date:16}  {entry.note}".rstrip()
    )


def _data(entry: Entry) -> dict[str, str | int | None]:
    return {
        "edition": entry.edition,
        "kind": entry.kind,
        "size": entry.size,
        "date": None if entry.date is None else entry.date.isoformat(),
        "path": None if entry.path is None else str(entry.path),
        "note": entry.note,
    }
