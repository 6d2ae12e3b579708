"""`iodize rules`: the codes of findings with their meanings."""

from __future__ import annotations

import json
import shutil
from typing import Final

import click

from .completion import codes

WIDEST: Final = 96
"""Maximum length of the lines of an explanation."""


@click.command()
@click.argument("names", nargs=-1, metavar="[CODE]...", shell_complete=codes)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--markdown", is_flag=True, help="Print a Markdown page, such as docs/rules.md."
)
@click.option("--facts", is_flag=True, help="List the facts that --fact can set.")
def rules(names: tuple[str, ...], as_json: bool, markdown: bool, facts: bool) -> None:
    """List the codes of findings, or explain those with a name or prefix CODE.

    An explanation has the consequence, an example, the correction, the source, and the options
    of `iodize validate` that change the severity or drop the code.
    """
    if facts:
        _print_facts(as_json)
        return
    from ..show import codes as shown

    selected = shown.selected(names)
    if as_json:
        click.echo(json.dumps([shown.as_data(code) for code in selected], indent=1))
    elif markdown:
        click.echo("\n".join(shown.as_markdown(selected)))
    elif names:
        width = min(shutil.get_terminal_size().columns, WIDEST)
        click.echo("\n".join(shown.as_pages(selected, width)))
    else:
        click.echo("\n".join(shown.as_text(selected)))


def _print_facts(as_json: bool) -> None:
    from ..conditions.facts import FACTS

    if as_json:
        click.echo(json.dumps(FACTS, indent=1))
        return
    for name, explanation in FACTS.items():
        click.echo(f"{name}\n         {explanation}")
