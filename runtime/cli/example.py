"""`iodize example`: a small conformant object of an IOD."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..tables.editions import Edition
from . import completion
from .options import edition_options


@click.command()
@click.argument("name", nargs=-1, shell_complete=completion.objects)
@click.option(
    "--out",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the object to a file. Without it, the object is listed.",
)
@click.option(
    "--all",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write an object of every storage SOP class to a folder, which is created if it"
    " does not exist.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="Seed of the UIDs. Objects with the same seed belong to the same study.",
)
@edition_options
def example(
    name: Sequence[str],
    path: Path | None,
    folder: Path | None,
    seed: int,
    edition: Edition,
) -> None:
    """Create a small object that conforms to an IOD.

    NAME is an IOD or a SOP class: its keyword (CTImage), its name in any spelling
    ("ct image", "CT Image Storage"), or its UID.
    """
    from .. import example as examples

    if bool(name) == (folder is not None) or (folder and path):
        raise click.UsageError("Use either NAME or --all.")
    if folder is not None:
        written = list(examples.write_all(edition, folder, seed=seed))
        click.echo(f"{len(written)} objects written to {folder}")
        return
    iod, sop_class_uid = examples.named(edition, " ".join(name))
    if path is not None:
        examples.write(iod, sop_class_uid, path, seed=seed)
    else:
        click.echo(str(examples.build(iod, sop_class_uid, seed=seed)))
