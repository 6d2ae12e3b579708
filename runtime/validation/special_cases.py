"""What the standard says of attributes beside the types and conditions of their rows.

Rows are named by the table that holds them: of PS3.3, and of PS3.4 where its messages have
coded entries of their own. Seen in 2022d and 2023a.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ..definitions import Attribute
from .references import table_of


class Override(NamedTuple):
    """A row whose type counts, though another table of the IOD has a stricter one.

    Source: PS3.3 A.1.4, which otherwise lets the strictest count.
    """

    tag: int
    table: str
    overridden: str
    """The table whose row does not count beside it."""


OVERRIDES: Final = (
    # Modality is type 3 of Secondary Capture: C.8.6.1 says that it overrides C.7.3.1.
    Override(0x00080060, "C.8-24", "C.7-5a"),
    # Frame Increment Pointer is type 1C where a single frame was captured: C.8.6.3.
    Override(0x00280009, "C.8-25b", "C.7-14"),
)


def not_overridden(rows: Sequence[Attribute]) -> list[Attribute]:
    """Return the rows of one attribute that count: without those that another overrides."""
    tables = {table_of(row) for row in rows}
    out = {(tag, other) for tag, table, other in OVERRIDES if table in tables}
    return [row for row in rows if (row.tag, table_of(row)) not in out]


class Alternatives(NamedTuple):
    """Attributes of which one has to be present, whatever their conditions say.

    Where a message may leave the first one out (type 3), none is asked for.
    """

    tags: tuple[int, ...]
    if_referring: bool = False
    """Whether they are asked for only where the object refers to composite instances."""


_CODE: Final = Alternatives((0x00080100, 0x00080119, 0x00080120))
"""Code Value, Long Code Value, URN Code Value."""

ALTERNATIVES: Final[Mapping[str, Alternatives]] = {
    # The rows tell one another apart by the length and the notation of the code, which
    # only that one tells which is present: one of them is (8.1).
    "8.8-1a": _CODE,
    # The same rows of codes in the messages of PS3.4: in what worklists answer, in what
    # N-GET returns and what N-CREATE asks for. An answer has but what was asked for.
    "8-2b": _CODE,
    "8-5b": _CODE,
    "F.7.2-1f": _CODE,
    # Of this study and of other ones: which of the two, the object does not tell, but an
    # instance is of the one or of the others (C.12.2).
    "C.12-8": Alternatives((0x00081115, 0x00081200), if_referring=True),
}
"""By table."""
