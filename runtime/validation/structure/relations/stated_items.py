"""Numbers of items that a value of the object determines.

Source: PS3.3 C.8.4.13.1.1, C.8.8.15.1, C.8.8.15.4, C.8.8.29.5, C.8.8.29.6, C.8.24.3.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ....encoding.readings import Elements
from ....encoding.single_values import text_of, words_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number
from .items import items_of


class Stated(NamedTuple):
    """A number of items that applies if an attribute has one of some values."""

    items: int
    attribute: int
    """Beside the sequence, or at the top level."""
    values: frozenset[str]
    reference: str
    number: int = 1
    """Number of the value of the attribute."""
    others: bool = False
    """True if it applies to all other values."""
    table: str = ""
    """The table that must have the attribute; empty for any."""


STATED_ITEMS: Final[Mapping[int, tuple[Stated, ...]]] = {
    # Dimension Index Sequence: time, position and type of data of an ultrasound volume.
    0x00209222: (
        Stated(
            3,
            0x00209311,
            frozenset({"3D", "3D_TEMPORAL"}),
            "PS3.3 C.8.24.3.3",
            table="C.8.24.3-1",
        ),
    ),
    # Data Information Sequence: the sum of all views, unless the image is GATED TOMO.
    0x00540063: (
        Stated(
            1,
            0x00080008,
            frozenset({"GATED TOMO"}),
            "PS3.3 C.8.4.13.1.1",
            number=3,
            others=True,
        ),
    ),
    # Brachy Control Point Sequence of permanent implants, and of an oscillating source.
    0x300A02D0: (
        Stated(2, 0x300A0200, frozenset({"PERMANENT"}), "PS3.3 C.8.8.15.1"),
        Stated(2, 0x300A0288, frozenset({"OSCILLATING"}), "PS3.3 C.8.8.15.4"),
    ),
}
"""By sequence."""

BEAM_TASKS: Final = 0x00741020

_TASK_TYPE: Final = 0x00741022
_AUTOSEQUENCE: Final = 0x00741025
_ORDER: Final = 0x00741324


def check_stated_items(
    reporter: Reporter, scope: Scope, sequence: int, have: int
) -> None:
    """Report a sequence with another number of items than a value determines.

    Args:
        scope: The item or data set that has the sequence.
        have: The number of items.
    """
    for stated in STATED_ITEMS[sequence]:
        element = scope.elements.get(stated.attribute)
        element = element or scope.root.elements.get(stated.attribute)
        words = words_of(element) if element is not None else []
        word = words[stated.number - 1] if len(words) >= stated.number else ""
        if not word or (word in stated.values) == stated.others or have == stated.items:
            continue
        rows = scope.level.plan.sources.get(stated.attribute, ())
        tables = {table_of(row.attribute) for row in rows}
        if stated.table and stated.table not in tables:
            continue
        what = f"has {have} items; must have {stated.items} for {word}"
        reporter.add(
            codes.ITEM_COUNT, scope, sequence, what, reference=stated.reference
        )
        return


def check_beam_tasks(
    reporter: Reporter, scope: Scope, sequence: int, have: int
) -> None:
    """Report beams of which some have no order, and a first beam that is not started.

    Args:
        scope: The data set that has the sequence.
        have: The number of items.
    """
    items = items_of(scope.elements.get(sequence))
    ordered = [item for item in items if _ORDER in item]
    if ordered and len(ordered) < len(items):
        what = "has items with and without Beam Order Index"
        reference = "PS3.3 C.8.8.29.5"
        reporter.add(codes.VALUE_RELATION, scope, sequence, what, reference=reference)
        return
    treating = [item for item in ordered if text_of(item.get(_TASK_TYPE)) != "VERIFY"]
    first = min(treating, key=_order, default=None)
    if first is not None and text_of(first.get(_AUTOSEQUENCE)) == "YES":
        what = "the first beam has Autosequence Flag YES"
        reference = "PS3.3 C.8.8.29.6"
        reporter.add(codes.VALUE_RELATION, scope, sequence, what, reference=reference)


def _order(item: Elements) -> int:
    return number(item.get(_ORDER), "UL") or 0
