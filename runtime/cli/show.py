"""`iodize show`: an entry of the standard by its name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import get_args

import click

from ..show import Kind, Subject, card, find
from ..tables.editions import Edition
from . import completion
from .options import edition_options


@click.command()
@click.argument("name", nargs=-1, required=True, shell_complete=completion.names)
@click.option(
    "--kind",
    type=click.Choice(get_args(Kind)),
    help="The kind of entry, if several entries have the name.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="Levels of attributes to list.  [default: 0 for an IOD, 1 for a SOP class, all for"
    " other tables]",
)
@click.option(
    "--expand",
    is_flag=True,
    help="List the attributes of modules and included macros instead of their names.",
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

    Square brackets enclose enumerated values. Lists of defined terms, which may be
    extended, end in dots. Included macros are shown by name, or listed with --expand.
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
    """Return the command that shows one of several subjects with the same name."""
    if [other.kind for other in found].count(subject.kind) == 1:
        return f"iodize show {shlex.join(name)} --kind {subject.kind}"
    return f"iodize show {shlex.quote(subject.place)}"
