"""Values that link parts of an object: identifiers of items, references to them, and counters.

Items are identified by their position, from 1, and references are to the first item.
"""

from __future__ import annotations

from math import prod
from typing import Final, TypeAlias

from pydicom.tag import BaseTag

from ..encoding.value_forms import INTEGERS
from ..rules.multiplicity import ranges
from ..validation.structure.frame_types import FRAME_TYPES, MIXED, SUMMARIES
from ..validation.structure.numbering import NUMBERINGS
from ..validation.structure.relations import counts, leaf_pairs, waveform_channels
from ..validation.structure.relations.identifiers import (
    IDENTIFIERS,
    NEEDED,
    REFERENCES,
)
from .tree import Node, NodeAttribute

COUNTERS: Final = frozenset(
    {
        *(tag for count in counts.COUNTED_VALUES.values() for tag in count.counters),
        leaf_pairs.PAIRS,
    }
)
"""Attributes that state how many values another one has."""

BESIDE_OTHERS: Final = frozenset(
    tag for tag, (_, difference) in counts.PARALLEL_ITEMS.items() if difference
)
"""Sequences that depend on the number of items of another one: none for a single item."""

POSITIONS: Final = frozenset({waveform_channels.REFERENCED})
"""References by position."""

SUMMARIZED: Final = frozenset(each.image for each in SUMMARIES if not each.place)
"""Attributes of an image that its frames have too, with the same value."""


Value: TypeAlias = int | str


def linked_value(node: Node, asked: NodeAttribute) -> Value | tuple[Value, ...] | None:
    """Return the value of an identifier, a reference or a frame, or None for others."""
    if asked.vr == "UI":
        return None
    if asked.tag in SUMMARIZED and node.within is not None:
        of_image = node.root.value(asked.keyword)
        typed = node.within.tag in FRAME_TYPES and of_image not in (None, "", MIXED)
        return str(of_image) if typed else None
    if _identifies(node, asked.tag):
        value = node.index + 1
    elif _refers(node, asked):
        value = 1
    else:
        return None
    one = value if asked.vr in (*INTEGERS, "IS") else str(value)
    least = ranges(asked.vm)[0].low
    return one if least == 1 else (one,) * least


def is_linked(node: Node, asked: NodeAttribute) -> bool:
    """True if other parts of the object determine the value."""
    return asked.tag in COUNTERS | POSITIONS or linked_value(node, asked) is not None


def may_be_added(node: Node, asked: NodeAttribute) -> bool:
    """False for an attribute that requires other parts of the object."""
    return asked.tag not in BESIDE_OTHERS and not (
        asked.tag in REFERENCES
        and REFERENCES[asked.tag].identifier in NEEDED
        and not _identifies(node, asked.tag)
    )


def counted_values(node: Node, tag: int) -> int | None:
    """Return the number of values that other attributes state, or None."""
    count = counts.COUNTED_VALUES.get(tag)
    if count is None:
        return None
    stated = [node.elements.get(BaseTag(counter)) for counter in count.counters]
    if not all(stated):
        return None
    return prod(int(str(each.value)) for each in stated if each) * count.factor


def _identifies(node: Node, tag: int) -> bool:
    """True if the attribute identifies the item."""
    if node.within is None:
        return False
    sequence = node.within.tag
    return sequence in NUMBERINGS.get(tag, ()) or any(
        sequence == path[-1] for path in IDENTIFIERS.get(tag, ())
    )


def _refers(node: Node, asked: NodeAttribute) -> bool:
    """True if the attribute refers to an item; a layer that may be empty does not."""
    reference = REFERENCES.get(asked.tag)
    if reference is None or (asked.may_be_empty and reference.identifier in NEEDED):
        return False
    inside = reference.inside
    return not inside or (node.within is not None and node.within.tag in inside)
