"""`iodize browse`: an edition of the standard as web pages."""

from __future__ import annotations

from pathlib import Path

import click

from ..tables.editions import Edition
from .failures import require
from .options import chosen_edition, edition_options, package_name


@click.command(epilog="""\b
    Examples:
      iodize browse --open
      iodize browse --out pages --definitions dicom_2025b
      iodize browse --definitions dicom_2025b --compare iodize.generated
    """)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the pages. One that iodize browse has written is replaced.  [default:"
    " dicom-EDITION]",
)
@click.option(
    "--compare",
    metavar="PACKAGE",
    callback=package_name,
    help="Python package of an earlier edition. Differences are marked in the pages and"
    " listed on one page.",
)
@click.option("--open", "opened", is_flag=True, help="Open the pages in the browser.")
@edition_options
def browse(
    folder: Path | None, compare: str | None, opened: bool, edition: Edition
) -> None:
    """Write an edition of the standard as web pages with a search.

    The pages need no server: open index.html. They list IODs, modules, macros, data
    elements, SOP classes, messages and UIDs, with links to the published standard.
    `index.html?PatientID` leads to the page of a keyword, name, tag or UID.
    """
    require("jinja2", "browse")
    from ..browse import write

    compared = None if compare is None else chosen_edition(None, compare)
    folder = folder or Path(f"dicom-{edition.name}")
    written = write(edition, folder, compared)
    click.echo(
        f"DICOM {edition.name}: {written.pages} pages,"
        f" {written.size / 1e6:.1f} MB, written to {folder}"
    )
    if opened:
        address = (folder / "index.html").resolve().as_uri()
        if click.launch(address):
            click.echo(f"no browser found: open {address}")
