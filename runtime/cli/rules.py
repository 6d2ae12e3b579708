"""`iodize rules`: every kind of finding, and what it means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from ..conditions.facts import FACTS
from ..validation.codes import CODES, Code


@click.command()
@click.argument("names", nargs=-1, metavar="[CODE]...")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.option(
    "--markdown", is_flag=True, help="Print them as a page: docs/rules.md is one."
)
@click.option("--facts", is_flag=True, help="List the facts that --fact can settle.")
def rules(names: tuple[str, ...], as_json: bool, markdown: bool, facts: bool) -> None:
    """Explain the codes of findings: all of them, or those that begin so.

    They are what --select, --ignore and --set-severity of `iodize validate` mean.
    """
    if facts:
        _print_facts(as_json)
        return
    chosen = _chosen(names)
    if as_json:
        click.echo(json.dumps([data(code) for code in chosen], indent=1))
    elif markdown:
        click.echo("\n".join(page(chosen)))
    else:
        click.echo("\n".join(text(chosen)))


def _chosen(names: tuple[str, ...]) -> list[Code]:
    from ..config.settings import read_codes

    prefixes = read_codes(names, "iodize rules")
    found = [CODES[name] for name in prefixes if name in CODES]
    if names and len(found) == len(prefixes):
        return found
    return [
        code
        for code in CODES.values()
        if not prefixes or code.name.startswith(prefixes)
    ]


def data(code: Code) -> dict[str, Any]:
    """Return a code as what JSON is made of."""
    return {
        "code": code.name,
        "severity": code.severity.value,
        "explanation": code.explanation,
        "reference": code.reference,
        "repair": _repair(code),
    }


def text(codes: Iterable[Code]) -> Iterator[str]:
    """Yield the lines that a terminal shows."""
    for code in codes:
        yield f"{code.severity.value:8} {code.name}"
        yield f"         {code.explanation}"
        if code.reference:
            yield f"         {code.reference}"
        if repair := _repair(code):
            yield f"         iodize fix: {repair}"


def page(codes: Iterable[Code]) -> Iterator[str]:
    """Yield the lines of a page in Markdown."""
    yield "# The codes of findings"
    yield ""
    yield "Printed by `iodize rules --markdown`. Where the column of the source is empty,"
    yield "the finding names the table that asks."
    yield ""
    yield "| code | severity | what it means | source |"
    yield "|---|---|---|---|"
    for code in codes:
        explanation = code.explanation
        if _repair(code):
            explanation += " `iodize fix` repairs what is safe."
        yield f"| `{code.name}` | {code.severity} | {explanation} | {code.reference} |"


def _repair(code: Code) -> str:
    from ..fix.repairs import REPAIRS

    return next((one.what for one in REPAIRS if code.name in one.codes), "")


def _print_facts(as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(FACTS, indent=1))
        return
    for name, explanation in FACTS.items():
        click.echo(f"{name}\n         {explanation}")
