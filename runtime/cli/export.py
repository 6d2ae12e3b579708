"""`iodize export`: an edition of the standard as JSON files."""

from __future__ import annotations

from pathlib import Path

import click

from ..tables.editions import Edition
from .options import edition_options


@click.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder for the files. It is created if it does not exist.",
)
@edition_options
def export(folder: Path, edition: Edition) -> None:
    """Write an edition of the standard as JSON for other programs.

    The format is documented in docs/export.md and in the exported schema.json.
    """
    from ..export import write

    index = write(edition, folder)
    for name, count in index["files"].items():
        click.echo(f"{count:6}  {name}")
    click.echo(f"DICOM {index['edition']}, written to {folder}")
