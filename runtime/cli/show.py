"""`iodize show`: one thing of the standard, by its name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import get_args

import click

from ..editions import Edition
from ..show import Kind, Subject, card, find
from .options import edition_options


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(get_args(Kind)),
    help="What is meant, where several things have the name.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="Levels of attributes to list; without it, none of an IOD, one of a SOP class and all of a table.",
)
@click.option(
    "--expand",
    is_flag=True,
    help="List the attributes of modules and of included macros, not only their names.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")
@edition_options
def show(
    name: Sequence[str],
    kind: Kind | None,
    depth: int | None,
    expand: bool,
    as_json: bool,
    edition: Edition,
) -> None:
    """Show an IOD, a module, an attribute, a SOP class, a UID... of the standard.

    NAME is a keyword or a name in any spelling (ct-image, PatientName), a tag
    (0010,0010), a UID, a DIMSE message (C-STORE-RQ), or a section or table of PS3.3
    (C.7-1).

    Square brackets enclose enumerated values; defined terms, which may be extended, end
    in dots. An included macro is named, and listed with --expand.
    """
    subject, *others = find(edition, " ".join(name), kind)
    if depth is None and not expand:
        depth = {"iod": 0, "sop-class": 1}.get(subject.kind)
    facts = card(edition, subject, depth)
    if as_json:
        facts["also"] = [
            {"kind": other.kind, "name": other.name, "place": other.place}
            for other in others
        ]
        click.echo(json.dumps(facts, indent=1))
        return
    from ..show.rendering import console, rendered

    console().print(rendered(facts, expand=expand))
    for other in others:
        click.echo(f"also: {other}: {_command(name, other, [subject, *others])}")


def _command(name: Sequence[str], subject: Subject, found: Sequence[Subject]) -> str:
    """Return the command that shows one of several things with the same name."""
    if [other.kind for other in found].count(subject.kind) == 1:
        return f"iodize show {shlex.join(name)} --kind {subject.kind}"
    return f"iodize show {shlex.quote(subject.place)}"
