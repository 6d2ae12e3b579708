"""What the values of an attribute may be, and how many items a sequence may have.

Source: PS3.3 5.1 (enumerated values, defined terms), 7 (sequences), Annex A and C.
"""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition

SECTION = matches_re(r"[A-Z0-9]+(\.\w+)*")
"""A section number: "C.7.4.1", "10.1", but also "C.7.6.4b"."""

TABLE = matches_re(r"[A-Z0-9][\w.-]*")
"""The label of a table without its part: "C.7-1", "8.8-1a"."""

TAG = matches_re(r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)")
"""A tag; an "x" is any digit of a repeating group: "(60xx,3000)"."""

DECIMAL = matches_re(r"[+-]?\d+(\.\d+)?")
"""A number as the standard writes it: "0", "359.99"."""


@frozen
class Value:
    """One enumerated value or defined term."""

    term: str
    """The code as it is encoded: "MONOCHROME2"."""
    label: str | None = None
    """What it stands for, where the standard says it in a few words: "female"."""


@frozen
class Terms:
    """The values that one list names."""

    enumerated: bool
    """Whether no other value is allowed; else these are defined terms."""
    values: tuple[Value, ...]
    number: int | None = None
    """Which value of a multi-valued attribute, counted from 1; None for every value."""
    condition: Condition | None = None
    """When the list applies; None for always."""
    retired: bool = False
    """Whether the terms were defined once, and are no longer."""
    bits: tuple[int, ...] = ()
    """Bits of a bit field that hold the value, counted from 0; none for all."""
    section: str | None = field(default=None, validator=optional(SECTION))
    """Section of the list; None for one in the attribute's own row."""
    table: str | None = field(default=None, validator=optional(TABLE))
    """Label of the table that is the list."""


@frozen
class Range:
    """Numbers that the values of an attribute lie between."""

    at_least: str | None = field(default=None, validator=optional(DECIMAL))
    above: str | None = field(default=None, validator=optional(DECIMAL))
    at_most: str | None = field(default=None, validator=optional(DECIMAL))
    below: str | None = field(default=None, validator=optional(DECIMAL))
    number: int | None = None
    """Which value of a multi-valued attribute, counted from 1; None for every value."""


@frozen
class ItemCount:
    """How many items a sequence has, if it has any."""

    minimum: int = 1
    maximum: int | None = None
    """None where there is no upper limit."""
    equals: str | None = field(default=None, validator=optional(TAG))
    """Tag of an attribute whose value is the number of items."""
    condition: Condition | None = None
    """When the sequence has that many; None for always."""


@frozen
class ValueTable:
    """A table of its own that lists enumerated values or defined terms."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    name: str
    """The caption."""
    enumerated: bool
    values: tuple[Value, ...] = ()


@frozen
class ValueConstraint:
    """What the section of an IOD asks of one attribute, beyond the modules."""

    path: tuple[str, ...] = field()
    """Tags that lead to the attribute, from the top level of the data set."""
    section: str = field(validator=SECTION)
    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    item_count: ItemCount | None = None
