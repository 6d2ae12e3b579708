"""Descriptions of tables: attributes, sequences, macros, modules and IODs.

A class in `iodize.generated` mirrors one table of the standard: its attributes are the
rows of the table, the macros that the table includes are its bases, and a sequence names
the class of its items. This module holds the descriptive part of those classes, without
values; `iodize.definitions` adds construction, reading and writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import (
    ClassVar,
    Final,
    Literal,
    NamedTuple,
)

from .values import ItemCount as ItemCount
from .values import Items as Items
from .values import Limits as Limits
from .values import Terms as Terms
from .values import counted as counted
from .values import defined as defined
from .values import enumerated as enumerated
from .values import item_count
from .values import limits as limits

Type = Literal["1", "1C", "2", "2C", "3"]
"""Attribute type: whether presence and a value are required. Source: PS3.5 7.4."""

STRICTNESS: Final[dict[Type | None, int]] = {
    "1": 0,
    "2": 1,
    "1C": 2,
    "2C": 3,
    "3": 4,
    None: 5,
}
"""Rank of types: of several rows of an attribute, the one of lowest rank applies."""

Usage = Literal["M", "C", "U"]
"""Usage of a module or functional group: mandatory, conditional, user option. Source: PS3.3 A.1.3."""


class When(NamedTuple):
    """The condition of a row, in the formal language of `iodize.conditions`."""

    required: str | None = None
    """When the attribute is required; None if it never is."""
    permitted: str | None = None
    """When it is allowed without being required."""
    forbidden: str | None = None
    """When it is forbidden; this takes precedence."""
    otherwise: Literal["unspecified", "may", "shall-not"] = "unspecified"
    """The requirement if it is not required."""

    @property
    def text(self) -> str:
        """The condition on one line: `required if present(KVP); else forbidden`."""
        parts = []
        if self.required is not None:
            parts.append(f"required if {self.required}")
        if self.permitted is not None:
            parts.append(f"permitted if {self.permitted}")
        if self.forbidden is not None:
            parts.append(f"forbidden if {self.forbidden}")
        if self.otherwise == "may":
            parts.append("else permitted")
        elif self.required is not None or self.otherwise == "shall-not":
            parts.append("else forbidden")
        return "; ".join(parts)


def when(
    required: str | None = None,
    *,
    permitted: str | None = None,
    forbidden: str | None = None,
    otherwise: Literal["unspecified", "may", "shall-not"] = "unspecified",
) -> When:
    """Return the condition of a row."""
    return When(required, permitted, forbidden, otherwise)


class Attribute:
    """One attribute of a module, a macro or a sequence item."""

    __slots__ = (
        "_item",
        "counts",
        "empty",
        "items",
        "keyword",
        "limits",
        "owner",
        "repeating",
        "tag",
        "terms",
        "type",
        "vm",
        "when",
    )

    keyword: str
    owner: type[Definition]

    def __init__(
        self,
        tag: int,
        type: Type | None,
        values: tuple[Terms | Limits, ...],
        item: type[Definition] | Callable[[], type[Definition]] | None,
        repeating: bool,
        when: When | None,
        vm: str = "",
        items: ItemCount | None = None,
        counts: tuple[ItemCount, ...] = (),
        empty: bool = False,
    ) -> None:
        self.tag: Final = tag
        """(gggg,eeee) as 0xggggeeee; the first group where the group repeats."""
        self.type: Final = type
        """None in normalized modules, whose tables have no Type column."""
        self.terms: Final = tuple(v for v in values if isinstance(v, Terms))
        self.limits: Final = tuple(v for v in values if isinstance(v, Limits))
        self.vm: Final = vm
        """Value multiplicity if the row is stricter than the dictionary; else empty."""
        self.empty: Final = empty
        """True if the attribute must be empty."""
        self.items: Final = items
        """Number of items of a sequence; None if the row does not state it."""
        self.counts: Final = counts
        """Numbers of items that apply under a condition."""
        self.repeating: Final = repeating
        """True for an attribute of a repeating group: (60xx,3000)."""
        self.when: Final = when
        """The condition of the row; None if it has none."""
        self._item = item

    def __set_name__(self, owner: type[Definition], name: str) -> None:
        self.keyword = name
        self.owner = owner
        item = self._item
        if isinstance(item, type) and issubclass(item, Item) and not item._outer:
            item._outer = owner

    def __repr__(self) -> str:
        return f"<{self.owner.__qualname__}.{self.keyword} type {self.type}>"

    def with_type(self, type: Type) -> Attribute:
        """Return a copy of a row that has no type, with a type."""
        made = Attribute(
            self.tag,
            type,
            (*self.terms, *self.limits),
            self._item,
            self.repeating,
            self.when,
            self.vm,
            self.items,
            self.counts,
            self.empty,
        )
        made.keyword, made.owner = self.keyword, self.owner
        return made

    @property
    def restricts_values(self) -> bool:
        """Whether the row has requirements for values or numbers of items."""
        return bool(
            self.terms
            or self.limits
            or self.vm
            or self.empty
            or self.items
            or self.counts
        )

    @property
    def item(self) -> type[Definition] | None:
        """The class of the sequence's items; None if no table describes them."""
        item = self._item
        if item is None or isinstance(item, type):
            return item
        resolved = item()
        if issubclass(resolved, Item) and not resolved._outer:
            resolved._outer = self.owner
        self._item = resolved
        return resolved


class Origin(NamedTuple):
    """Section and table that define a class."""

    name: str
    """"General Series"."""
    section: str
    """"C.7.3.1"."""
    table: str
    """"C.7-5a"; empty where a section alone defines it."""
    part: str = "PS3.3"
    """"PS3.3-2004" if that edition was the last one with it."""

    @property
    def is_retired(self) -> bool:
        """Whether the edition no longer contains it."""
        return "-" in self.part

    @property
    def last_edition(self) -> str:
        """The last edition with it: "2004"; empty if it is current."""
        return self.part.partition("-")[2]

    @property
    def place(self) -> str:
        """Section and table: "C.7.3.1 Table C.7-5a"."""
        table = self.table and f"Table {self.table}"
        return " ".join(filter(None, (self.section, table)))

    def __str__(self) -> str:
        return " ".join(filter(None, (self.part, self.place)))


class Included(NamedTuple):
    """A macro that is included under a condition."""

    definition: type[Definition]
    when: When


def included(definition: type[Definition], when: When) -> Included:
    """Declare that a macro is included under a condition."""
    return Included(definition, when)


class Definition:
    """Base of all generated classes: a set of attributes with its origin."""

    conditional_includes: ClassVar[tuple[Included, ...]] = ()
    """Macros included under a condition: their attributes need not be present."""
    include_rows: ClassVar[Mapping[type[Definition], str]] = {}
    """The included macros in the order of the table's rows, each with the keyword of the
    row that follows; empty if all includes are at the end of the table.
    """
    extensible: ClassVar[bool] = False
    """Whether any other attribute may be present by definition."""
    not_allowed: ClassVar[tuple[str, ...]] = ()
    """Attributes that must be absent: keywords, joined by dots if nested."""

    _origin: ClassVar[Origin | None] = None
    _outer: ClassVar[type[Definition] | None] = None
    _attributes: ClassVar[Mapping[int, Attribute] | None] = None

    def __init_subclass__(
        cls, *, name: str = "", section: str = "", table: str = "", part: str = "PS3.3"
    ) -> None:
        super().__init_subclass__()
        known = table or section
        cls._origin = Origin(name, section, table, part) if known else None
        cls._outer = None
        cls._attributes = None
        for inner in vars(cls).values():
            if isinstance(inner, type) and issubclass(inner, Item) and not inner._outer:
                inner._outer = cls

    @classmethod
    def origin(cls) -> Origin:
        """Return section and table of the class; for an item, of the table that holds it."""
        definition: type[Definition] = cls
        while definition._origin is None:
            if definition._outer is None:
                raise LookupError(f"{definition.__qualname__} has no table")
            definition = definition._outer
        return definition._origin

    @classmethod
    def is_item_of(cls, tag: int) -> bool:
        """Return True if the class is the item class of the sequence with this tag."""
        if cls._outer is None:
            return False
        sequence = cls._outer.attributes().get(tag)
        return sequence is not None and sequence.item is cls

    @classmethod
    def attributes(cls) -> Mapping[int, Attribute]:
        """Return the attributes by tag, including those of included macros.

        A row of a table replaces the row of a macro that the table includes.
        Macros included under a condition are left out.
        """
        if cls._attributes is None:
            cls._attributes = cls._collected()
        return cls._attributes

    @classmethod
    def _collected(cls) -> dict[int, Attribute]:
        found: dict[int, Attribute] = {}
        for base in cls.__mro__:
            for value in vars(base).values():
                if isinstance(value, Attribute):
                    found.setdefault(value.tag, value)
        return found

    @classmethod
    def all_conditional_includes(cls) -> Iterator[type[Definition]]:
        """Yield the macros included under a condition, by this class or a macro of it."""
        for inclusion in cls.inclusions():
            yield inclusion.definition

    @classmethod
    def inclusions(cls) -> Iterator[Included]:
        """Yield the inclusions under a condition, of this class and its macros."""
        for base in cls.__mro__:
            yield from vars(base).get("conditional_includes", ())


class Macro(Definition):
    """Attributes that several tables share. Source: PS3.3 5.4."""


class FunctionalGroup(Macro):
    """A macro of the functional groups of a multi-frame object: PS3.3 C.7.6.16.2."""


class Module(Definition):
    """Attributes of one aspect of an information entity: PS3.3 Annex C."""

    member_name: ClassVar[str] = ""
    """Name of the module as an attribute of instances that may lack it: "device"."""


class Item(Definition):
    """The contents of one item of a sequence."""


class FunctionalGroupsItem(Item):
    """An item that holds functional group macros of the IOD: PS3.3 C.7.6.16."""

    macros: ClassVar[tuple[type[Definition], ...]] = ()
    """The macros of one IOD; the IOD's own class of items has them."""


class RecordKeysItem(Item):
    """An item that holds the keys of its Directory Record Type: PS3.3 F.3.2.2."""


class DirectoryRecord(Definition):
    """Keys of one type of directory record in a DICOMDIR: PS3.3 F.5."""

    record_type: ClassVar[str] = ""
    """Directory Record Type (0004,1430): "SERIES"."""
    lower: ClassVar[tuple[str, ...]] = ()
    """The record types allowed on the next lower level: PS3.3 Table F.4-1."""
    item: ClassVar[Callable[[], type[Definition]]] = staticmethod(lambda: Definition)
    """Returns the class of the attributes that all records share: offsets, type, file."""


class Use(NamedTuple):
    """One row of an IOD's table: a module or functional group with its usage."""

    definition: type[Definition]
    usage: Usage | None
    """None in normalized IODs, whose tables have no usage column."""
    entity: str
    """Information entity: "Frame of Reference"; empty if the table has none."""
    when: When | None = None
    """The condition of the row; None if it has none."""


def mandatory(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that is always present (M)."""
    return Use(definition, "M", entity, when)


def conditional(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that is required under a condition (C)."""
    return Use(definition, "C", entity, when)


def user_option(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that may be present (U)."""
    return Use(definition, "U", entity, when)


def listed(definition: type[Definition]) -> Use:
    """Declare a module of a normalized IOD; its services state what is required."""
    return Use(definition, None, "")


class Constraint(NamedTuple):
    """A requirement of an IOD for the values of one attribute, beyond its modules."""

    path: tuple[str, ...]
    """Keywords that lead to the attribute: ("WaveformSequence", "SamplingFrequency")."""
    values: tuple[Terms | Limits, ...]
    items: ItemCount | None
    section: str
    """Section of the IOD that states the requirement."""


def constrain(
    path: str, *values: Terms | Limits, items: Items | None = None, section: str
) -> Constraint:
    """Declare a requirement of an IOD for an attribute.

    Args:
        path: Keywords joined by dots.
    """
    return Constraint(tuple(path.split(".")), values, item_count(items), section)


class Iod(Definition):
    """An information object definition: PS3.3 Annexes A, B and F.3.

    The mandatory modules are the bases of the class.
    """

    module_uses: ClassVar[tuple[Use, ...]] = ()
    """Every module, in the order of the IOD's table."""
    functional_group_uses: ClassVar[tuple[Use, ...]] = ()
    """Every functional group macro, in the order of the IOD's table."""
    constraints: ClassVar[tuple[Constraint, ...]] = ()
    """Requirements for values in the sections of the IOD itself."""
    functional_groups_table: ClassVar[str] = ""
    """Label of the table that lists the functional group macros: "A.38-2"."""


class CompositeIod(Iod):
    """An IOD whose instances carry their patient, study and series: PS3.3 Annex A."""


class NormalizedIod(Iod):
    """An IOD of a single entity, handled by DIMSE-N services: PS3.3 Annex B."""

    types: ClassVar[Mapping[str, Type]] = {}
    """Types by keyword, if the IOD is retired: those that its services state."""

    @classmethod
    def _collected(cls) -> dict[int, Attribute]:
        return {
            tag: (
                row.with_type(cls.types[row.keyword])
                if row.keyword in cls.types
                else row
            )
            for tag, row in super()._collected().items()
        }


class DirectoryIod(Iod):
    """The directory of a file-set, the DICOMDIR: PS3.3 F.3."""


class Relationship(NamedTuple):
    """Allowed relationships of content items in a structured report: PS3.3 A.35."""

    sources: tuple[str, ...]
    """Value types of the parent; "ANY" for all, "!CONTAINER" excludes one."""
    types: tuple[str, ...]
    """Relationship types, or "ANY"."""
    targets: tuple[str, ...]
    """Value types of the child, or "ANY"."""
