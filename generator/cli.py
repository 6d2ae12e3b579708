"""`iodize generate`: write `standard_xml/` and `generated/`, or a package beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from .generate import Checkout, package_tree
from .output import Tree
from .report import Report
from .sources import from_docbook, from_snapshot

FOLDER = click.Path(file_okay=False, path_type=Path)


def _part_files(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[int, Path]:
    """Return the files of parts that were named as NUMBER=FILE."""
    files = {}
    for value in values:
        number, _, file = value.partition("=")
        if not number.isdigit() or not file:
            raise click.BadParameter(f"{value!r} does not read NUMBER=FILE", ctx, param)
        files[int(number)] = Path(file)
    return files


@click.command()
@click.option(
    "--from",
    "source",
    type=FOLDER,
    metavar="DIR",
    help="Folder of the standard's DocBook: part03.xml, part04.xml, part06.xml,"
    " part07.xml. By default the embedded facts are used.",
)
@click.option("--edition", metavar="E", help="The edition, such as 2023a.")
@click.option(
    "--part",
    "parts",
    callback=_part_files,
    multiple=True,
    metavar="N=FILE",
    help="File of one part, which may be of another edition.",
)
@click.option(
    "--without",
    type=click.Choice(["4", "7"]),
    multiple=True,
    help="Go without a part.",
)
@click.option("--out", type=FOLDER, metavar="DIR", help="Where to write a package.")
@click.option("--package", metavar="NAME", help="The name of that package.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
@click.option("--verbose", "-v", is_flag=True, help="List the notes as well.")
@click.pass_context
def generate(
    ctx: click.Context,
    source: Path | None,
    edition: str | None,
    parts: dict[int, Path],
    without: tuple[str, ...],
    out: Path | None,
    package: str | None,
    check: bool,
    verbose: bool,
) -> None:
    """Write the Python package of an edition, and the facts it is made from.

    At the top of a checkout of iodize it writes `generated/` and `standard_xml/`; with
    --out and --package it writes a package that stands by itself.

    Exits 0 if all is written, 1 if rows of the standard were not understood, so that
    something is missing in what was written; 2 if the work could not be done. With
    --check, 1 means that a file would change, and nothing else.
    """
    if (out is None) != (package is None):
        raise click.UsageError("--out and --package go together")
    if source is None and (parts or without):
        raise click.UsageError("--part and --without go with --from")
    checkout = Checkout.at(Path()) if out is None else None
    report = Report()
    if source is None:
        standard = from_snapshot(edition, checkout.facts if checkout else None)
    else:
        standard = from_docbook(source, edition, parts, set(map(int, without)), report)
    trees = (
        checkout.trees(standard, report)
        if checkout
        else [package_tree(standard, out or Path(), package or "", report)]
    )
    for line in report.lines(standard, verbose):
        click.echo(line)
    if check:
        ctx.exit(_check(trees))
    for tree in trees:
        count = tree.write()
        click.echo(f"{tree.folder}: {len(tree.files)} files, {count} changed")
    if report.problems:
        number = len(report.problems)
        rows = "1 row was" if number == 1 else f"{number} rows were"
        click.echo(f"{rows} not understood; what they say is missing", err=True)
        ctx.exit(1)


def _check(trees: Iterable[Tree]) -> int:
    differences = [line for tree in trees for line in tree.differences()]
    for line in differences:
        click.echo(line)
    if differences:
        click.echo(f"{len(differences)} files differ; run `iodize generate`")
        return 1
    click.echo("generated/ and standard_xml/ are what their source yields")
    return 0
