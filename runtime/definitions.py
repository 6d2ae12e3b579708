"""What the generated classes are made of: attributes, sequences, modules and IODs.

A class in `iodize.generated` mirrors one table of the standard. Its attributes are
written as they stand in the table; the macros it includes are its bases; a sequence
names the class of its items. The validator, the exports and `iodize show` read these
classes, and nothing else, to know the standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Literal,
    NamedTuple,
)

from .objects.instance import Instance
from .objects.typed import Typed
from .value_definitions import ItemCount as ItemCount
from .value_definitions import Items as Items
from .value_definitions import Limits as Limits
from .value_definitions import Terms as Terms
from .value_definitions import counted as counted
from .value_definitions import defined as defined
from .value_definitions import enumerated as enumerated
from .value_definitions import item_count
from .value_definitions import limits as limits

if TYPE_CHECKING:
    from .editions import Element
    from .objects.fields import Field, Row

Type = Literal["1", "1C", "2", "2C", "3"]
"""How firmly an attribute is asked for. Source: PS3.5 7.4."""

STRICTNESS: Final[dict[Type | None, int]] = {
    "1": 0,
    "2": 1,
    "1C": 2,
    "2C": 3,
    "3": 4,
    None: 5,
}
"""Which of several rows of an attribute counts: the one that is never left out."""

Usage = Literal["M", "C", "U"]
"""How firmly an IOD asks for a module or functional group. Source: PS3.3 A.1.3."""


class When(NamedTuple):
    """The condition of a row, in the formal language of `iodize.conditions`."""

    required: str | None = None
    """When it shall be present; None where no condition makes it."""
    permitted: str | None = None
    """When it may be present though it is not required."""
    forbidden: str | None = None
    """When it shall not be present, whatever else holds."""
    otherwise: Literal["unspecified", "may", "shall-not"] = "unspecified"
    """What holds where it is not required."""

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
    ) -> None:
        self.tag: Final = tag
        """(gggg,eeee) as 0xggggeeee; the first group where the group repeats."""
        self.type: Final = type
        """None in normalized modules, whose tables have no Type column."""
        self.terms: Final = tuple(v for v in values if isinstance(v, Terms))
        self.limits: Final = tuple(v for v in values if isinstance(v, Limits))
        self.vm: Final = vm
        """Value multiplicity where the row allows less than the dictionary, else empty."""
        self.items: Final = items
        """How many items a sequence has; None where the row says nothing of it."""
        self.counts: Final = counts
        """How many it has where a condition holds."""
        self.repeating: Final = repeating
        """Whether the group stands for every even group of its hundred: (60xx,3000)."""
        self.when: Final = when
        """When it is required, permitted or forbidden; None where no condition is."""
        self._item = item

    def __set_name__(self, owner: type[Definition], name: str) -> None:
        self.keyword = name
        self.owner = owner
        item = self._item
        if isinstance(item, type) and issubclass(item, Item) and not item._outer:
            item._outer = owner

    if not TYPE_CHECKING:  # checkers know the values of objects from stubs

        def __get__(self, instance: Typed | None, owner: type) -> Any:
            """Return the definition itself from a class, its value from an object."""
            return self if instance is None else instance._read(self.keyword)

    def compiled(
        self,
        element: Element,
        rows: Sequence[Row],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> Field:
        """Return what objects of a class know of the attribute.

        Args:
            rows: All rows of it that apply to the class, this one first.
        """
        from .objects.fields import Field

        return Field(element, rows, constraints, owner)

    def __repr__(self) -> str:
        return f"<{self.owner.__qualname__}.{self.keyword} type {self.type}>"

    @property
    def item(self) -> type[Definition] | None:
        """The class of the sequence's items; None where no table describes them."""
        item = self._item
        if item is None or isinstance(item, type):
            return item
        resolved = item()
        if issubclass(resolved, Item) and not resolved._outer:
            resolved._outer = self.owner
        self._item = resolved
        return resolved


def attribute(
    tag: int,
    type: Type | None,
    *values: Terms | Limits,
    vm: str = "",
    when: When | None = None,
) -> Any:
    """Declare an attribute; its keyword is the name it is assigned to."""
    return Attribute(tag, type, values, None, False, when, vm)


def repeating(
    tag: int,
    type: Type | None,
    *values: Terms | Limits,
    vm: str = "",
    when: When | None = None,
) -> Any:
    """Declare an attribute of a repeating group, such as an overlay's."""
    return Attribute(tag, type, values, None, True, when, vm)


def sequence(
    tag: int,
    type: Type | None,
    item: type[Definition] | Callable[[], type[Definition]] | None = None,
    *,
    items: Items | None = None,
    counts: tuple[ItemCount, ...] = (),
    when: When | None = None,
) -> Any:
    """Declare a sequence.

    Args:
        item: The class of the items; a function where the sequence contains itself.
        items: How many there are: 1, (1, None), or the keyword of what tells.
        counts: How many there are where a condition holds.
    """
    return Attribute(tag, type, (), item, False, when, "", item_count(items), counts)


class Origin(NamedTuple):
    """Where the standard defines a class."""

    name: str
    """"General Series"."""
    section: str
    """"C.7.3.1"."""
    table: str
    """"C.7-5a"; empty where a section alone defines it."""
    part: str = "PS3.3"

    def __str__(self) -> str:
        table = self.table and f"Table {self.table}"
        return " ".join(filter(None, (self.part, self.section, table)))


class Included(NamedTuple):
    """A macro that is included under a condition."""

    definition: type[Definition]
    when: When


def included(definition: type[Definition], when: When) -> Included:
    """Declare that a macro is included under a condition."""
    return Included(definition, when)


class Definition(Typed):
    """Base of all generated classes: a set of attributes with its origin."""

    conditional_includes: ClassVar[tuple[Included, ...]] = ()
    """Macros included under a condition: their attributes need not be present."""
    include_rows: ClassVar[Mapping[type[Definition], str]] = {}
    """The included macros in the order of the table's rows, each with the keyword of the
    row that follows; empty where they come last, as the bases and conditional includes do.
    """
    extensible: ClassVar[bool] = False
    """Whether any other attribute may be present by definition."""
    not_allowed: ClassVar[tuple[str, ...]] = ()
    """Attributes that shall not be there: keywords, with dots where they are nested."""

    _origin: ClassVar[Origin | None] = None
    _outer: ClassVar[type[Definition] | None] = None
    _attributes: ClassVar[Mapping[int, Attribute] | None] = None

    def __init_subclass__(
        cls, *, name: str = "", section: str = "", table: str = ""
    ) -> None:
        super().__init_subclass__()
        cls._origin = Origin(name, section, table) if table or section else None
        cls._outer = None
        cls._attributes = None

    @classmethod
    def origin(cls) -> Origin:
        """Return where the standard defines this class; of an item, its table's."""
        definition: type[Definition] = cls
        while definition._origin is None:
            if definition._outer is None:
                raise LookupError(f"{definition.__qualname__} has no table")
            definition = definition._outer
        return definition._origin

    @classmethod
    def attributes(cls) -> Mapping[int, Attribute]:
        """Return the attributes by tag, those of included macros too.

        A row of a table wins over a row of a macro that the table includes.
        Conditionally included macros are not part of it.
        """
        if cls._attributes is None:
            found: dict[int, Attribute] = {}
            for base in cls.__mro__:
                for value in vars(base).values():
                    if isinstance(value, Attribute):
                        found.setdefault(value.tag, value)
            cls._attributes = found
        return cls._attributes

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


class Item(Definition):
    """What one item of a sequence contains."""


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
    item: ClassVar[Callable[[], type[Definition]]]
    """Leads to the class of what all records have: offsets, type, referenced file."""


class Use(NamedTuple):
    """One row of an IOD's table: a module or functional group, and how it is used."""

    definition: type[Definition]
    usage: Usage | None
    """None in normalized IODs, whose tables have no such column."""
    entity: str
    """Information entity: "Frame of Reference"; empty where the table names none."""
    when: When | None = None
    """When it is required, permitted or forbidden; None where no condition is."""


def mandatory(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that is always present (M)."""
    return Use(definition, "M", entity, when)


def conditional(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that a condition asks for (C)."""
    return Use(definition, "C", entity, when)


def user_option(
    definition: type[Definition], entity: str = "", *, when: When | None = None
) -> Use:
    """Declare a module or functional group that may be present (U)."""
    return Use(definition, "U", entity, when)


def listed(definition: type[Definition]) -> Use:
    """Declare a module of a normalized IOD, whose services tell what is required."""
    return Use(definition, None, "")


class Constraint(NamedTuple):
    """What an IOD asks of the values of one attribute, beyond its modules."""

    path: tuple[str, ...]
    """Keywords that lead to the attribute: ("WaveformSequence", "SamplingFrequency")."""
    values: tuple[Terms | Limits, ...]
    items: ItemCount | None
    section: str
    """Section of the IOD that says so."""


def constrain(
    path: str, *values: Terms | Limits, items: Items | None = None, section: str
) -> Constraint:
    """Declare what an IOD asks of an attribute.

    Args:
        path: Keywords with dots between them.
    """
    return Constraint(tuple(path.split(".")), values, item_count(items), section)


class Iod(Definition, Instance):
    """An information object definition: PS3.3 Annexes A, B and F.3.

    The mandatory modules are the bases of the class.
    """

    module_uses: ClassVar[tuple[Use, ...]] = ()
    """Every module, in the order of the IOD's table."""
    functional_group_uses: ClassVar[tuple[Use, ...]] = ()
    """Every functional group macro, in the order of the IOD's table."""
    constraints: ClassVar[tuple[Constraint, ...]] = ()
    """What the IOD's own sections ask of values."""
    functional_groups_table: ClassVar[str] = ""
    """Label of the table that lists the functional group macros: "A.38-2"."""


class CompositeIod(Iod):
    """An IOD whose instances carry their patient, study and series: PS3.3 Annex A."""


class NormalizedIod(Iod):
    """An IOD of a single entity, handled by DIMSE-N services: PS3.3 Annex B."""


class DirectoryIod(Iod):
    """The directory of a file-set, the DICOMDIR: PS3.3 F.3."""


class Relationship(NamedTuple):
    """How content items of a structured report may be related: PS3.3 A.35."""

    sources: tuple[str, ...]
    """Value types of the parent; "ANY" for all, then "!CONTAINER" excepts one."""
    types: tuple[str, ...]
    """Relationship types, or "ANY"."""
    targets: tuple[str, ...]
    """Value types of the child, or "ANY"."""
