"""The sequences whose items can have an attribute, from the definitions of an edition."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from .descriptions import Definition

TOP = ""
"""The site of an attribute that a definition has outside of its sequences."""

Sites = dict[str, set[str]]
"""Keywords of sequences, or `TOP`, by keyword of an attribute."""


def sites(roots: Iterable[tuple[type[Definition], str]]) -> Sites:
    """Return the sites of all attributes of definitions, at any depth.

    Args:
        roots: Definitions, each with the sequence that has it, or `TOP`.
    """
    found: Sites = {}
    seen: set[tuple[type[Definition], str]] = set()
    waiting = [*roots]
    while waiting:
        definition, sequence = waiting.pop()
        if (definition, sequence) in seen:
            continue
        seen.add((definition, sequence))
        for attribute in definition.attributes().values():
            found.setdefault(attribute.keyword, set()).add(sequence)
            if attribute.item is not None:
                waiting.append((attribute.item, attribute.keyword))
        for macro in definition.all_conditional_includes():
            waiting.append((macro, sequence))
    return found


def between(known: Sites, sequence: str, keyword: str) -> tuple[str, ...] | None:
    """Return the sequences from the items of a sequence down to an attribute.

    The shortest path; empty if the items have the attribute, None if the attribute is not below them.
    """
    waiting: deque[tuple[str, tuple[str, ...]]] = deque([(keyword, ())])
    seen = {keyword}
    while waiting:
        name, path = waiting.popleft()
        around = known.get(name, set())
        if sequence in around:
            return path
        for site in sorted(around - seen - {TOP}):
            seen.add(site)
            waiting.append((site, (site, *path)))
    return None
