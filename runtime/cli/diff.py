"""`iodize diff`: the changes from one edition of the standard to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..tables.editions import Edition
from .options import edition_argument

if TYPE_CHECKING:
    from ..compare.changes import Effect
    from ..compare.comparison import Comparison
    from ..compare.files import FilesComparison
    from ..compare.selection import Selection
    from ..show.subjects import Kind, Subject

FORMS = ("text", "json", "markdown", "html")
FEW_FORMS = ("text", "json")
TABLES: tuple[Kind, ...] = ("module", "functional-group", "macro", "directory-record")
PARTS = ("3", "4", "6", "7")


@click.command()
@click.argument("old", metavar="OLD", callback=edition_argument)
@click.argument("new", metavar="NEW", callback=edition_argument)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Format of the report.",
)
@click.option(
    "--iod",
    "iods",
    multiple=True,
    metavar="NAME",
    help="Only changes of an IOD and of the tables that it includes.",
)
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="NAME",
    help="Only changes of a module, functional group or macro, and of its uses.",
)
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME",
    help="Only changes of an attribute (keyword or tag) and of its items.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="NAME",
    help="Only changes of a SOP class and its messages.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice(PARTS),
    help="Only changes of a part of the standard.",
)
@click.option("--stricter", is_flag=True, help="Only changes that can be stricter.")
@click.option("--looser", is_flag=True, help="Only changes that can be looser.")
@click.option(
    "--breaking",
    is_flag=True,
    help="Only changes that can break programs with the typed classes.",
)
@click.option(
    "--files",
    "paths",
    multiple=True,
    type=click.Path(exists=True),
    metavar="PATH",
    help="Validate files, or the files of a folder, against both editions, and print the"
    " findings that differ.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Number of processes that validate files.  [default: 1]",
)
@click.option(
    "--api",
    is_flag=True,
    help="Print the changes of the typed classes instead: arguments, types and methods.",
)
@click.pass_context
def diff(
    context: click.Context,
    old: Edition,
    new: Edition,
    form: str,
    iods: Sequence[str],
    modules: Sequence[str],
    attributes: Sequence[str],
    services: Sequence[str],
    parts: Sequence[str],
    stricter: bool,
    looser: bool,
    breaking: bool,
    paths: Sequence[str],
    jobs: int,
    api: bool,
) -> None:
    """Compare two editions of the standard.

    OLD and NEW are editions (2023a) or Python packages that `iodize generate` wrote. A
    change is "stricter" if a valid object can become invalid, and "looser" if an invalid
    one can become valid. With --files, the filters select the possible causes.

    Exit status: 0 if there are no differences, 1 if there are differences, 2 if the
    command failed.
    """
    from ..compare.comparison import compare
    from ..compare.selection import select

    editions = new, old
    selection = _selection(editions, iods, modules, attributes, services)
    selection = selection._replace(
        parts=frozenset(f"PS3.{part}" for part in parts),
        effects=_effects(stricter, looser),
        breaking=breaking,
    )
    if (paths or api) and form not in FEW_FORMS:
        option = "--files" if paths else "--api"
        raise click.UsageError(f"{option} supports --format {' and '.join(FEW_FORMS)}.")
    if api:
        context.exit(_api(old, new, form, breaking))
    comparison = select(compare(old, new), selection)
    if paths:
        from ..compare.files import compare_files

        files = compare_files(paths, old, new, comparison, jobs=jobs)
        _print_files(files, form)
        context.exit(1 if files.files else 0)
    _print(comparison, form)
    context.exit(1 if comparison.changes else 0)


def _print(comparison: Comparison, form: str) -> None:
    if form == "text":
        from ..compare.forms.text import print_comparison
        from ..show.rendering import console

        print_comparison(comparison, console())
    else:
        from ..compare.forms import render

        click.echo(render(comparison, form))


def _print_files(files: FilesComparison, form: str) -> None:
    if form == "text":
        from ..compare.forms.files_text import print_files
        from ..show.rendering import console

        print_files(files, console())
    else:
        from ..compare.forms.files_json import render

        click.echo(render(files))


def _api(old: Edition, new: Edition, form: str, breaking: bool) -> int:
    """Print the changes of the typed API, and return the exit status."""
    from ..compare.api import compare_api

    comparison = compare_api(old, new)
    if breaking:
        chosen = tuple(change for change in comparison.changes if change.breaking)
        comparison = comparison._replace(changes=chosen)
    if form == "text":
        from ..compare.forms.api_text import print_api
        from ..show.rendering import console

        print_api(comparison, console())
    else:
        from ..compare.forms.api_json import render

        click.echo(render(comparison))
    return 1 if comparison.changes else 0


def _effects(stricter: bool, looser: bool) -> frozenset[Effect]:
    """Return the effects of the two options; empty, which selects all, without them."""
    from ..compare.selection import LOOSER, STRICTER

    return (STRICTER if stricter else frozenset()) | (LOOSER if looser else frozenset())


def _selection(
    editions: Sequence[Edition],
    iods: Sequence[str],
    modules: Sequence[str],
    attributes: Sequence[str],
    services: Sequence[str],
) -> Selection:
    """Return the selection of names that either edition has.

    Raises:
        UnknownNameError: Neither edition has a name.
    """
    from ..compare.selection import Selection
    from ..export.tags import as_number

    def found(names: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Subject]:
        for name in names:
            yield from _subjects(editions, name, kinds)

    tables = [*found(modules, TABLES)]
    elements = found(attributes, ("element",))
    classes = [*found(services, ("sop-class", "uid"))]
    return Selection(
        iods=frozenset(_keyword(each) for each in found(iods, ("iod",))),
        modules=frozenset(
            name for each in tables for name in (_keyword(each), each.name)
        ),
        tags=frozenset(as_number(each.record["tag"]) for each in elements),
        services=frozenset(
            name
            for each in classes
            for name in (each.place, each.record.get("keyword", ""))
        ),
    )


def _keyword(subject: Subject) -> str:
    return subject.definition.__name__ if subject.definition else subject.place


def _subjects(
    editions: Sequence[Edition], name: str, kinds: Sequence[Kind]
) -> list[Subject]:
    """Return the entries of a name in any of the editions."""
    from ..show.subjects import UnknownNameError, find

    found = []
    unknown: UnknownNameError | None = None
    for edition in editions:
        for kind in kinds:
            try:
                found += find(edition, name, kind)
            except UnknownNameError as error:
                unknown = unknown or error
    if not found and unknown is not None:
        raise unknown
    return found
