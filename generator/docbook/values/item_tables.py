"""Reader of tables with the number of items of a sequence for each code of another one.

Source: PS3.3 C.36.29.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...model import ItemCount, Worded
from ..xml.table import Table

NUMBER: Final = "Number of Sequence Items"
"""Heading of the column of numbers."""

_REFERENCE: Final = re.compile(
    r"\bThe number of Items shall be as defined in (?:Section )?(?P<section>[A-Z][\w.]*\w)"
)
_CODES: Final = re.compile(r"(?P<name>.+ Sequence) ?(?P<tag>\(\w{4},\w{4}\))")
_CODE: Final = re.compile(r"(?P<scheme>[A-Z0-9]+)_(?P<value>\w+)")


def section_of_counts(text: str) -> str | None:
    """Return the section to which a row refers for its number of items."""
    match = _REFERENCE.search(text)
    return None if match is None else match["section"]


def read_item_table(table: Table) -> Iterator[ItemCount]:
    """Yield the numbers of items of a table, each with the codes that it applies to."""
    columns = table.columns
    named = _CODES.fullmatch(columns[0]) if columns[1:] == (NUMBER,) else None
    if named is None:
        return
    codes: dict[int, list[str]] = {}
    for row in table.rows:
        code, number = _CODE.fullmatch(row.cells[0].text), row.cells[-1].text
        if code is not None and number.isdigit():
            codes.setdefault(int(number), []).append(
                f'({code["value"]}, {code["scheme"]}, "")'
            )
    for count, several in codes.items():
        words = f"if {named['name']} {named['tag']} is {' or '.join(several)}"
        yield ItemCount(count, count, condition=Worded(words=words))
