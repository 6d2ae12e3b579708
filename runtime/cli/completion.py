"""Shell completion of codes, facts, names of the standard, and configured systems.

docs/configuration.md describes how a shell enables it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""The argument `shell_complete` of a parameter."""


def codes(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete codes of findings, after the last comma."""
    from ..findings.codes import CODES

    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{code.name}", help=code.explanation)
        for code in CODES.values()
        if code.name.startswith(last)
    ]


def severities(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a code and its new severity."""
    from ..findings.finding import Severity

    name, sign, _ = incomplete.partition("=")
    if sign:
        return _matching((f"{name}={one}" for one in Severity), incomplete)
    return [
        CompletionItem(f"{item.value}=", help=item.help)
        for item in codes(context, parameter, incomplete)
    ]


def facts(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a fact and its value."""
    from ..conditions.facts import FACTS

    return [
        CompletionItem(f"{name}={value}", help=explanation)
        for name, explanation in FACTS.items()
        for value in ("yes", "no")
        if f"{name}={value}".startswith(incomplete)
    ]


def objects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete keywords of IODs and SOP classes."""
    from ..tables import editions

    edition = editions.bundled()
    classes = (
        keyword for _, keyword, kind, _ in edition.uids.values() if kind == "SOP Class"
    )
    return _matching((*edition.sop_classes.values(), *classes), incomplete)


def names(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete keywords of IODs, SOP classes and attributes."""
    from ..tables import editions

    attributes = (row[2] for row in editions.bundled().elements.values())
    return [
        *objects(context, parameter, incomplete),
        *_matching(attributes, incomplete),
    ]


def hosts(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of systems in the settings file."""
    from ..config import files
    from ..errors import IodizeError

    path = files.find(Path.cwd())
    try:
        network = None if path is None else files.load(path).network
    except (IodizeError, OSError):  # the command reports it
        return []
    return [] if network is None else _matching(network.hosts, incomplete)


def _matching(candidates: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Return the candidates that start with a text, in any case, each once."""
    start = incomplete.lower()
    found = sorted({one for one in candidates if one.lower().startswith(start)})
    return [CompletionItem(one) for one in found]
