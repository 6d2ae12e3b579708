"""`iodize fix`: safe repairs."""

from __future__ import annotations

from pathlib import Path

import click

from ..tables.editions import Edition
from .options import edition_options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@click.option(
    "--dry-run", is_flag=True, help="Print the changes without writing files."
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for repaired copies. Files that need no repair are not copied.",
)
@click.option("--in-place", is_flag=True, help="Replace the files.")
@click.option(
    "--show-values", is_flag=True, help="Show values that may identify a person."
)
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the repairs, with the reasons why they are safe.",
)
@edition_options
@click.pass_context
def fix(
    context: click.Context,
    paths: tuple[str, ...],
    dry_run: bool,
    folder: Path | None,
    in_place: bool,
    show_values: bool,
    listing: bool,
    edition: Edition,
) -> None:
    """Repair what can be repaired safely, and show the changes as a patch.

    Repairs correct the encoding and the presence of elements. They never add or change
    values.

    Exit status: 0 for success, 1 if a dry run found something to repair, 2 if the command
    failed.
    """
    if listing:
        _list_repairs()
        return
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    if dry_run + (folder is not None) + in_place != 1:
        raise click.UsageError("Use one of --dry-run, --out DIR and --in-place.")
    from ..fix.files import repair_files
    from ..fix.patch import render
    from ..render.wording import counted

    repaired = 0
    for patch in repair_files(paths, edition, folder=folder, in_place=in_place):
        repaired += bool(patch.data)
        for line in render(patch, show_values):
            click.echo(line)
    done = "to repair" if dry_run else "repaired"
    click.echo(f"{counted(repaired, 'file')} {done}", err=True)
    context.exit(1 if dry_run and repaired else 0)


def _list_repairs() -> None:
    from ..fix.repairs import REPAIRS

    for repair in REPAIRS:
        click.echo(f"{repair.name}  ({', '.join(repair.codes)})")
        click.echo(f"  {repair.effect}\n  Safe: {repair.reason}")
