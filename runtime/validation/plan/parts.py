"""The parts of a plan: the definitions that a data set or item is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from ...tables.descriptions import Attribute, Definition


class Part(NamedTuple):
    """A definition that a data set or item is made of."""

    definition: type[Definition]
    mandatory: bool
    """Otherwise it is used if an attribute is present that no other part lists.

    An attribute of type 3 is not enough: a Standard Extended SOP Class may have it too.
    """
    within: type[Definition] | None = None
    """The optional part that includes it under a condition."""


class Source(NamedTuple):
    """An attribute as one part defines it."""

    part: Part
    attribute: Attribute


class Required(NamedTuple):
    """Tags of the attributes of type 1 and 2 of a definition."""

    once: frozenset[int]
    each_group: frozenset[int]
    """Tags that each group of a repeating group requires, in the first group."""


_REQUIRED: Final[dict[type[Definition], Required]] = {}
"""Cache; macros and modules are parts of many plans."""


Sources: TypeAlias = Mapping[int, Sequence[Source]]
"""The rows of each attribute, by tag."""


def required_in(definition: type[Definition]) -> Required:
    """Return the attributes of type 1 and 2."""
    found = _REQUIRED.get(definition)
    if found is not None:
        return found
    required = [
        attribute
        for attribute in definition.attributes().values()
        if attribute.type in ("1", "2")
    ]
    found = _REQUIRED[definition] = Required(
        frozenset(attribute.tag for attribute in required if not attribute.repeating),
        frozenset(attribute.tag for attribute in required if attribute.repeating),
    )
    return found


def with_conditional_macros(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield each definition once, with the macros that it includes under a condition."""
    chosen: dict[type[Definition], Part] = {}
    for part in parts:
        if part.mandatory or part.definition not in chosen:
            chosen[part.definition] = part
    waiting = list(chosen.values())
    for part in waiting:
        outer = None if part.mandatory else part.definition
        for macro in part.definition.all_conditional_includes():
            if macro not in chosen:
                chosen[macro] = Part(macro, False, outer)
                waiting.append(chosen[macro])
            elif chosen[macro].within is not outer:
                chosen[macro] = chosen[macro]._replace(within=None)
    yield from chosen.values()
