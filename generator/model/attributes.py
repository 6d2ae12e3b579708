"""Attribute tables: macros, modules, and the attributes they list.

Source: PS3.3 5 (conventions), Annex C (modules), 10 (macros).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition
from .values import SECTION, TABLE, TAG, ItemCount, Range, Terms

PARAGRAPH = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""The identifier of a paragraph."""


class Type(StrEnum):
    """How firmly an attribute is asked for. Source: PS3.5 7.4."""

    MANDATORY = "1"
    CONDITIONAL = "1C"
    MAY_BE_EMPTY = "2"
    CONDITIONAL_MAY_BE_EMPTY = "2C"
    OPTIONAL = "3"

    @property
    def is_conditional(self) -> bool:
        return self.endswith("C")


class Open(StrEnum):
    """What a row allows that names no attribute and no macro."""

    FUNCTIONAL_GROUPS = "functional-groups"
    """The functional group macros of the IOD: PS3.3 Tables C.7.6.16-1, C.7.6.29-1."""
    RECORD_KEYS = "record-keys"
    """The keys of the directory record's type: PS3.3 Table F.3-3."""
    ATTRIBUTES = "attributes"
    """Any other attribute, within what the row says."""


@frozen
class OpenRow:
    """A row that allows attributes without naming them."""

    allows: Open


@frozen
class Include:
    """A row that includes the attributes of a macro (or of another module)."""

    table: str = field(validator=TABLE)
    """The label of the included table."""
    condition: Condition | None = None
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    """Rows nested below: they add to the items of the sequence that is included."""


@frozen
class Attribute:
    """One row of an attribute table, with the rows nested below it."""

    tag: str = field(validator=TAG)
    name: str
    """As the row spells it; the data dictionary has the registered name."""
    type: Type | None = None
    """None in tables without a Type column: normalized modules."""
    condition: Condition | None = None
    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    vm: str | None = field(default=None, validator=optional(matches_re(r"\d+(-\d+)?")))
    """Value multiplicity, where the row allows less than the data dictionary: "1"."""
    item_counts: tuple[ItemCount, ...] = ()
    """How many items a sequence has; at most one of the counts has no condition."""
    id: str | None = field(default=None, validator=optional(matches_re(PARAGRAPH)))
    """Of the row's first paragraph in the DocBook and on the standard's web page, where
    "para_" stands before it. Editions keep it."""
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    """The attributes of a sequence's items, in the order of the table."""


@frozen
class AttributeTable:
    """A named set of attributes that one table defines."""

    name: str
    """From the caption: "Patient", "Enhanced General Equipment"."""
    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    content: tuple[Attribute | Include | OpenRow, ...] = ()


@frozen
class Macro(AttributeTable):
    """Attributes that several tables share; also the functional group macros."""


@frozen
class Module(AttributeTable):
    """The attributes of one aspect of an information entity."""
