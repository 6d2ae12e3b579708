"""Which attributes of a level depend on a condition, and which part asks for each."""

from __future__ import annotations

from typing import NamedTuple

from ..conditions import Judge, Test
from ..definitions import When
from .judging import judge_of
from .plan import Level, Source, may_repeat


class Asking(NamedTuple):
    """The condition under which one part asks for an attribute."""

    source: Source
    when: When
    free: bool
    """Whether it may be present whatever the condition says."""
    judge: Judge


class ConditionalAttribute(NamedTuple):
    """An attribute of a level with the conditions of the parts in use."""

    tag: int
    asking: tuple[Asking, ...]
    limited: bool
    """Whether every part that defines it has a condition: then it can be forbidden."""
    required: Test | None
    """All that counts where it is absent; None where more than one part asks."""


def conditional_attributes(level: Level) -> tuple[ConditionalAttribute, ...]:
    """Return the attributes of a level that depend on a condition."""
    found = []
    for tag, sources in level.plan.sources.items():
        if tag in level.required or may_repeat(tag):
            continue
        used = [s for s in sources if s.part in level.used]
        asking = tuple(
            Asking(
                s, when, when.otherwise == "may" and not when.forbidden, judge_of(when)
            )
            for s in used
            if (when := s.attribute.when) is not None and s.part in level.certain
        )
        if asking:
            required = asking[0].judge.required if len(asking) == 1 else None
            limited = len(asking) == len(used)
            found.append(ConditionalAttribute(tag, asking, limited, required))
    return tuple(found)
