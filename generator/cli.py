"""`iodize generate`: write `standard_xml/` and `generated/`, or a separate package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from iodize.editions.cache import docbook, fetched
from iodize.tables.editions import bundled

from .generate import Checkout, bundled_package, check_package_name, separate_package
from .importing import check_importable, preview
from .output import Tree
from .report import Report
from .samples import samples_of
from .sources import from_docbook, from_snapshot

FOLDER = click.Path(file_okay=False, path_type=Path)


def _part_files(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[int, Path]:
    """Parse the files of parts, given as NUMBER=FILE."""
    files = {}
    for value in values:
        number, _, file = value.partition("=")
        if not number.isdigit() or not file:
            raise click.BadParameter(
                f"{value!r} is not of the form NUMBER=FILE", ctx, param
            )
        files[int(number)] = Path(file)
    return files


@click.command()
@click.option(
    "--from",
    "source",
    type=FOLDER,
    metavar="DIR",
    help="Folder of the standard's DocBook: part03.xml, part04.xml, part06.xml,"
    " part07.xml. By default the facts in the checkout, a fetched edition, or a copy of the"
    " bundled one.",
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
    help="Omit a part.",
)
@click.option("--out", type=FOLDER, metavar="DIR", help="Folder of the package.")
@click.option("--package", "name", metavar="NAME", help="Name of the package.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
@click.option("--verbose", "-v", is_flag=True, help="Also list the notes.")
@click.pass_context
def generate(
    ctx: click.Context,
    source: Path | None,
    edition: str | None,
    parts: dict[int, Path],
    without: tuple[str, ...],
    out: Path | None,
    name: str | None,
    check: bool,
    verbose: bool,
) -> None:
    """Write the Python package of an edition, and its facts.

    In the top folder of a checkout of iodize, writes `generated/` and `standard_xml/`.
    With --out and --package, writes a separate package.

    Exits 0 if all files are written; 1 if rows of the standard were not understood, so that
    their content is missing; 2 for errors. With --check, 1 means only that a file would
    change.
    """
    if (out is None) != (name is None):
        raise click.UsageError("--out and --package must be given together")
    if out is not None and source is None and _is_fetched(edition):
        source = docbook(str(edition))
    if source is None and (parts or without):
        raise click.UsageError("--part and --without require --from")
    if name is not None:
        check_package_name(name)
    checkout = Checkout.at(Path()) if out is None else None
    folder = Path(out or "", name or "")
    report = Report()
    if source is not None:
        standard = from_docbook(source, edition, parts, set(map(int, without)), report)
    elif checkout is not None:
        standard = from_snapshot(edition, checkout.facts)
    else:
        tree = bundled_package(edition, folder)
        if check:
            ctx.exit(_check([tree]))
        with preview(tree.files) as package:
            _write([tree], [package])
        return
    try:
        trees = (
            checkout.trees(standard, report)
            if checkout
            else [separate_package(standard, report, folder)]
        )
    finally:  # rows that were not understood may explain the error
        for line in report.lines(standard, verbose):
            click.echo(line)
    if check:
        ctx.exit(_check(trees))
    with ExitStack() as previews:
        packages = [previews.enter_context(preview(tree.files)) for tree in trees]
        _write(trees, packages)
        for package in packages if source is not None else ():
            if (samples := samples_of(package)) is not None:
                for line in samples.lines(verbose):
                    click.echo(line)
    if report.problems:
        number = len(report.problems)
        rows = "1 row was" if number == 1 else f"{number} rows were"
        click.echo(f"{rows} not understood; their content is missing", err=True)
        ctx.exit(1)


def _is_fetched(edition: str | None) -> bool:
    """True for an edition in the cache; the bundled one is copied instead."""
    return edition != bundled().name and edition in fetched()


def _write(trees: Sequence[Tree], packages: Iterable[Path]) -> None:
    """Write trees, if their packages can be imported."""
    for package in packages:
        check_importable(package)
    for tree in trees:
        count = tree.write()
        click.echo(f"{tree.folder}: {len(tree.files)} files, {count} changed")


def _check(trees: Iterable[Tree]) -> int:
    differences = [line for tree in trees for line in tree.differences()]
    for line in differences:
        click.echo(line)
    if differences:
        click.echo(f"{len(differences)} files differ; run `iodize generate`")
        return 1
    click.echo("generated/ and standard_xml/ are up to date")
    return 0
