"""An attribute as all tables in use have it: of several rows, the strictest counts.

Source: PS3.3 A.1.4 and PS3.5 7.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..tables.descriptions import STRICTNESS, Attribute, Constraint, Type
from ..tables.editions import Element
from .origins import name_of, reference_of
from .overrides import not_overridden
from .tied_values import tied_values
from .value_lists import ValueRules

UNREGISTERED: Final = Element(vr="", vm="", keyword="", name="", remark="")
"""The element of a tag that the data dictionary does not list."""


class TableRow(NamedTuple):
    """The row of an attribute in one of the tables in use."""

    attribute: Attribute
    certain: bool = True
    """Whether the table always applies, not only under a condition."""


class EffectiveAttribute:
    """An attribute with its rows in all tables in use."""

    __slots__ = ("element", "rows", "tag", "type")

    def __init__(
        self, tag: int, element: Element | None, rows: Sequence[TableRow]
    ) -> None:
        """Combine rows.

        Args:
            element: The attribute in the data dictionary; None if it is not registered.
            rows: The rows in any order; none if no table in use lists the attribute.
        """
        ordered = strictest_first(rows)
        self.tag: Final = tag
        self.element: Final = element or UNREGISTERED
        """The attribute in the data dictionary."""
        self.rows: Final = tuple(row.attribute for row in ordered)
        """The rows, the strictest first; rows that another one overrides last."""
        self.type: Final = _type(ordered)
        """The type of the strictest row; None where its table has no types."""

    @property
    def keyword(self) -> str:
        return self.element.keyword

    @property
    def vr(self) -> str:
        """The VR of the data dictionary, or a choice of several: "US or SS"."""
        return self.element.vr

    @property
    def vm(self) -> str:
        """The value multiplicity of the strictest row that states one, or of the dictionary."""
        return next((row.vm for row in self.rows if row.vm), self.element.vm)

    @property
    def source(self) -> str:
        """Name of the table of the strictest row: a module, or a macro that it includes."""
        return name_of(self.rows[0].owner) if self.rows else ""

    @property
    def reference(self) -> str:
        """Reference of the strictest row: "PS3.3 C.7.3.1 Table C.7-5a"."""
        return reference_of(self.rows[0].owner) if self.rows else ""

    @property
    def title(self) -> str:
        """Name of the attribute in messages: keyword, tag, table, reference."""
        tag = f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"
        return f"{self.keyword} {tag} of {self.source}, {self.reference}"

    def value_rules(self, constraints: Sequence[Constraint]) -> ValueRules | None:
        """Combine the requirements of all rows for values and numbers of items.

        Args:
            constraints: Requirements of sections of the IOD for this attribute.

        Returns:
            None if there are no requirements.
        """
        stating = [
            (row, reference_of(row.owner))
            for row in self.rows
            if row.restricts_values or tied_values(row)
        ]
        return ValueRules(stating, constraints) if stating or constraints else None


def strictest_first(rows: Iterable[TableRow]) -> list[TableRow]:
    """Return the rows of an attribute in the order in which they count."""
    rows = list(rows)
    if len(rows) < 2:
        return rows
    counting = not_overridden([row.attribute for row in rows])
    return sorted(
        rows,
        key=lambda row: (
            row.attribute not in counting,
            not row.certain,
            STRICTNESS[row.attribute.type],
        ),
    )


def _type(ordered: Sequence[TableRow]) -> Type | None:
    if not ordered:
        return None
    first = ordered[0]
    return first.attribute.type if first.certain else "3"
