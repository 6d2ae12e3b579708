"""`iodize fix`: repairs that are safe."""

from __future__ import annotations

from pathlib import Path

import click

from ..editions import Edition
from .options import edition_options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Print what would be changed.")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for repaired copies; files without repairs are not copied.",
)
@click.option("--in-place", is_flag=True, help="Replace the files themselves.")
@click.option(
    "--show-values", is_flag=True, help="Show values that may tell who somebody is."
)
@click.option(
    "--list", "listing", is_flag=True, help="List the repairs, and why they are safe."
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
    """Repair what is safe to repair, and show it as a patch.

    Only the form of an object is put right, its content never: no value is invented.

    Exits 0 if all was done, 1 if a dry run found something to repair, 2 if the work could
    not be done.
    """
    if listing:
        _list()
        return
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    if dry_run + (folder is not None) + in_place != 1:
        raise click.UsageError("Say one of --dry-run, --out DIR, --in-place.")
    from ..fix import files
    from ..fix.patch import mend, render
    from ..validation.batch import find
    from ..validation.engine import Validator

    validator = Validator(edition)
    repaired = 0
    for given in paths:
        for path in find([given]).files:
            if not isinstance(path, str):
                continue
            patch = mend(path, validator)
            for line in render(patch, show_values):
                click.echo(line)
            if not patch.data:
                continue
            repaired += 1
            if folder is not None:
                files.write_copy(patch.data, files.target(path, given, folder))
            elif in_place:
                files.replace(patch.data, Path(path))
    noun = "file" if repaired == 1 else "files"
    click.echo(f"{repaired} {noun} {'to repair' if dry_run else 'repaired'}", err=True)
    context.exit(1 if dry_run and repaired else 0)


def _list() -> None:
    from ..fix.repairs import REPAIRS

    for repair in REPAIRS:
        click.echo(f"{repair.name}  ({', '.join(repair.codes)})")
        click.echo(f"  {repair.what}\n  Safe: {repair.safe}")
