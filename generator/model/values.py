"""Legal values of attributes, and numbers of items of sequences.

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

EDITION = matches_re(r"\d{4}[a-e]?")
"""The name of an edition: "2004", "2023a"."""

TAG = matches_re(r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)")
"""A tag; an "x" is any digit of a repeating group: "(60xx,3000)"."""

DECIMAL = matches_re(r"[+-]?\d+(\.\d+)?")
"""A number as in the standard: "0", "359.99"."""


@frozen
class Value:
    """One enumerated value or defined term."""

    term: str
    """The encoded value: "MONOCHROME2"."""
    label: str | None = None
    """Its meaning, if the standard states it in a few words: "female"."""


@frozen
class Terms:
    """The values of one list."""

    enumerated: bool
    """True for enumerated values, False for defined terms."""
    values: tuple[Value, ...]
    number: int | None = None
    """Number of the value of a multi-valued attribute, from 1; None for every value."""
    condition: Condition | None = None
    """Condition of the list; None if unconditional."""
    retired: bool = False
    """Whether the terms are retired."""
    bits: tuple[int, ...] = ()
    """Bits of a bit field with the value, counted from 0; empty for all."""
    section: str | None = field(default=None, validator=optional(SECTION))
    """Section of the list; None if it is in the row of the attribute."""
    table: str | None = field(default=None, validator=optional(TABLE))
    """Label of the table, if the list is a table."""


@frozen
class Range:
    """Range of the values of an attribute."""

    at_least: str | None = field(default=None, validator=optional(DECIMAL))
    above: str | None = field(default=None, validator=optional(DECIMAL))
    at_most: str | None = field(default=None, validator=optional(DECIMAL))
    below: str | None = field(default=None, validator=optional(DECIMAL))
    number: int | None = None
    """Number of the value of a multi-valued attribute, from 1; None for every value."""


@frozen
class ItemCount:
    """Number of items of a sequence that is not empty."""

    minimum: int = 1
    maximum: int | None = None
    """None for no upper limit."""
    equals: str | None = field(default=None, validator=optional(TAG))
    """Tag of an attribute whose value is the number of items."""
    condition: Condition | None = None
    """Condition of the number; None if unconditional."""


@frozen
class ValueTable:
    """A separate table of enumerated values or defined terms."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    name: str
    """The caption."""
    enumerated: bool
    values: tuple[Value, ...] = ()


@frozen
class ValueConstraint:
    """A constraint on one attribute in a section of an IOD, in addition to its modules."""

    path: tuple[str, ...] = field()
    """Tags from the top level of the data set to the attribute."""
    section: str = field(validator=SECTION)
    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    item_count: ItemCount | None = None
