"""Requirements of sections that override the types and conditions of rows.

Rows are identified by their table: of PS3.3, or of PS3.4 for coded entries in messages.
Seen in 2022d and 2023a.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ..tables.descriptions import Attribute
from .origins import table_of


class Override(NamedTuple):
    """A row whose type applies although another table of the IOD has a stricter one.

    Source: PS3.3 A.1.4, according to which the strictest type applies otherwise.
    """

    tag: int
    table: str
    overridden: str
    """The table whose row is overridden."""


OVERRIDES: Final = (
    # Modality is type 3 of Secondary Capture: C.8.6.1 overrides C.7.3.1.
    Override(0x00080060, "C.8-24", "C.7-5a"),
    # Frame Increment Pointer is type 1C where a single frame was captured: C.8.6.3.
    Override(0x00280009, "C.8-25b", "C.7-14"),
)


def not_overridden(rows: Sequence[Attribute]) -> list[Attribute]:
    """Return the rows of one attribute without those that another row overrides."""
    tables = {table_of(row) for row in rows}
    out = {(tag, other) for tag, table, other in OVERRIDES if table in tables}
    return [row for row in rows if (row.tag, table_of(row)) not in out]


STAND_INS: Final[Mapping[tuple[str, int], int]] = {
    # Segmented data stand for a palette: in Table C.7-22a, but not in C.7-11c.
    ("C.7-11c", 0x00281201): 0x00281221,
    ("C.7-11c", 0x00281202): 0x00281222,
    ("C.7-11c", 0x00281203): 0x00281223,
}
"""Tags of attributes whose presence meets the condition of a row, by table and tag."""


class Alternatives(NamedTuple):
    """Attributes of which one is required, regardless of their conditions.

    If the first one is optional in a message (type 3), none is required.
    """

    tags: tuple[int, ...]
    if_referring: bool = False
    """True if they are required only in objects that refer to composite instances."""


_CODE: Final = Alternatives((0x00080100, 0x00080119, 0x00080120))
"""Code Value, Long Code Value, URN Code Value."""

ALTERNATIVES: Final[Mapping[str, Alternatives]] = {
    # The conditions depend on the length and the notation of the code, which are unknown
    # if it is absent; one of the three is always required (8.1).
    "8.8-1a": _CODE,
    # The same rows of codes in the messages of PS3.4: answers of worklists, N-GET
    # responses and N-CREATE requests. An answer has only the requested attributes.
    "8-2b": _CODE,
    "8-5b": _CODE,
    "F.7.2-1f": _CODE,
    # References to instances of the same study and of other studies: the object does not
    # decide which, but every instance belongs to one of them (C.12.2).
    "C.12-8": Alternatives((0x00081115, 0x00081200), if_referring=True),
}
"""By table."""
