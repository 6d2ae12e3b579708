"""Conditional attributes of a level, with the condition that each part states."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from ...conditions import Judge, Test
from ...rules.judges import judge_of
from ...tables.descriptions import When
from ...tables.repeating import may_repeat
from .parts import Part, Source, Sources


class ConditionalRow(NamedTuple):
    """The row of one part, with its condition."""

    source: Source
    when: When
    free: bool
    """Whether the attribute may be present if the condition is not met."""
    judge: Judge


class ConditionalAttribute(NamedTuple):
    """An attribute of a level with the conditions of the parts in use."""

    tag: int
    rows: tuple[ConditionalRow, ...]
    limited: bool
    """Whether each part that lists it has a condition: then it can be forbidden."""
    required: Test | None
    """Decides alone if the attribute is absent; None if several parts have a condition."""


def conditional_attributes(
    sources: Sources, used: Set[Part], certain: Set[Part], required: Set[int]
) -> tuple[ConditionalAttribute, ...]:
    """Return the attributes that depend on a condition.

    Args:
        sources: The rows of all attributes.
        used: The parts in use.
        certain: The parts in use with more than type 3 present.
        required: Tags of attributes that are required without a condition.
    """
    found = []
    for tag, all_rows in sources.items():
        if tag in required or may_repeat(tag):
            continue
        conditional = [
            (source, when)
            for source in all_rows
            if (when := source.attribute.when) is not None
            and source.part in used
            and source.part in certain
        ]
        if not conditional:  # most attributes
            continue
        rows = tuple(
            ConditionalRow(
                source,
                when,
                when.otherwise == "may" and not when.forbidden,
                judge_of(when),
            )
            for source, when in conditional
        )
        alone = rows[0].judge.required if len(rows) == 1 else None
        limited = len(rows) == sum(source.part in used for source in all_rows)
        found.append(ConditionalAttribute(tag, rows, limited, alone))
    return tuple(found)
