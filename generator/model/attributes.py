"""Attribute tables: macros, modules, and their attributes.

Source: PS3.3 5 (conventions), Annex C (modules), 10 (macros).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition
from .values import EDITION, SECTION, TABLE, TAG, ItemCount, Range, Terms

PARAGRAPH = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""The identifier of a paragraph."""


class Type(StrEnum):
    """Type of an attribute. Source: PS3.5 7.4."""

    MANDATORY = "1"
    CONDITIONAL = "1C"
    MAY_BE_EMPTY = "2"
    CONDITIONAL_MAY_BE_EMPTY = "2C"
    OPTIONAL = "3"

    @property
    def is_conditional(self) -> bool:
        return self.endswith("C")


class Open(StrEnum):
    """The attributes that an open row allows."""

    FUNCTIONAL_GROUPS = "functional-groups"
    """The functional group macros of the IOD: PS3.3 Tables C.7.6.16-1, C.7.6.29-1."""
    RECORD_KEYS = "record-keys"
    """The keys of the directory record's type: PS3.3 Table F.3-3."""
    ATTRIBUTES = "attributes"
    """Any other attribute, with the restrictions of the row."""


@frozen
class OpenRow:
    """A row that allows attributes without listing them."""

    allows: Open


@frozen
class Include:
    """A row that includes the attributes of a macro (or of another module)."""

    table: str = field(validator=TABLE)
    """Label of the included table."""
    condition: Condition | None = None
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    """Nested rows, which extend the items of the included sequence."""


@frozen
class Attribute:
    """One row of an attribute table, with the rows nested below it."""

    tag: str = field(validator=TAG)
    name: str
    """As spelled in the row; the registered name is in the data dictionary."""
    type: Type | None = None
    """None in tables without a Type column: normalized modules."""
    condition: Condition | None = None
    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    vm: str | None = field(
        default=None, validator=optional(matches_re(r"\d+(-(\d+|n))?"))
    )
    """Value multiplicity if the row restricts that of the data dictionary: "1"."""
    item_counts: tuple[ItemCount, ...] = ()
    """Number of items of a sequence; at most one of the counts is unconditional."""
    id: str | None = field(default=None, validator=optional(matches_re(PARAGRAPH)))
    """Identifier of the row's first paragraph in the DocBook and, after "para_", on the
    standard's web page. It is the same in all editions."""
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    """The attributes of the items of a sequence, in the order of the table."""


@frozen
class Specialized(Attribute):
    """An attribute of the next inclusion with a type of its own, without its items.

    A finished model does not contain any.
    """


@frozen
class AttributeTable:
    """A named set of attributes, defined by one table."""

    name: str
    """From the caption: "Patient", "Enhanced General Equipment"."""
    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    last_edition: str | None = field(default=None, validator=optional(EDITION))
    """The last edition of the standard that had it: "2004"; None if it is current."""
    source: str | None = None
    """The second sources of its facts; None if that is the text of the edition."""


@frozen
class Macro(AttributeTable):
    """Attributes that several tables share; also the functional group macros."""


@frozen
class Module(AttributeTable):
    """The attributes of one aspect of an information entity."""
