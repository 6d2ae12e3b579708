"""What a class allows: its attributes as they apply, all its tables taken together.

The attributes of an IOD's mandatory modules are the IOD's own; where several of them
define the same attribute, the strictest type and the narrowest values count. A `Layout`
is compiled when the first object of a class is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .. import editions
from ..conditions.facts import FILE_FACTS
from ..definitions import (
    STRICTNESS,
    Attribute,
    Constraint,
    Definition,
    DirectoryRecord,
    FunctionalGroupsItem,
    Iod,
    RecordKeysItem,
    Type,
)
from ..editions import Edition, Element
from ..validation import multiplicity
from ..validation.references import reference_of
from ..validation.special_cases import not_overridden
from ..validation.value_rules import Allowed, ValueRules
from .defaults import defaults_of
from .errors import InvalidValueError
from .kinds import KINDS, Kind
from .members import functional_groups_of, members_of

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement

    from .typed import Typed


_GENERATED: Final = re.compile(
    r"(.+)\.(?:"
    r"(?:iods|modules|macros|functional_groups|services)\.\w+|directory_records)"
)
"""The modules of a generated package that hold classes."""


CERTAIN: Final = frozenset(
    f'unknown("{fact}")' for fact, holds in FILE_FACTS.items() if holds
)
"""Conditions that hold for every object made here: it is a whole data set."""


def first_group(tag: int) -> int:
    """Return the tag in the first group of a repeating one: (6000,eeee) of (601E,eeee)."""
    return tag & 0xFF00FFFF if tag >> 24 == 0x60 else tag


class Row(NamedTuple):
    """One row of a table that applies to a class."""

    attribute: Attribute
    certain: bool
    """Whether its table applies always, not only under a condition."""


class Field:
    """One attribute of a class."""

    def __init__(
        self,
        element: Element,
        rows: Sequence[Row],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> None:
        """Compile what tables say of an attribute.

        Args:
            rows: The rows of it, strictest first.
            constraints: What the IOD's own sections say of its values.
            owner: The class whose attribute it is.
        """
        first = rows[0].attribute
        self.tag: Final = first.tag
        self.keyword: Final = first.keyword
        self.vr: Final = element.vr
        self.vm: Final = next(
            (row.attribute.vm for row in rows if row.attribute.vm), ""
        )
        self.element: Final = element
        self.type: Final[Type | None] = first.type if rows[0].certain else "3"
        self.sequence: Final = element.vr == "SQ"
        self.kind: Final[Kind | None] = KINDS.get(element.vr)
        binary = (self.kind is not None and self.kind is KINDS.get("OB")) or (
            element.vm == "1-n or 1"
        )
        self.many: Final = self.sequence or (element.vm != "1" and not binary)
        """Whether the value is a list."""
        self.attributes: Final = tuple(row.attribute for row in rows)
        self.owner: Final = owner
        self.may_be_empty: Final = any(
            row.attribute.type in ("2", "2C", None) for row in rows
        )
        """Whether it may be present without a value, where it need not be present."""
        asked = ValueRules(
            [(row.attribute, reference_of(row.attribute.owner)) for row in rows],
            constraints,
        )
        self.enumerated: Final[tuple[Allowed, ...]] = tuple(
            each for each in asked.enumerated if not each.terms.bits
        )
        self.bounds: Final = asked.bounds
        self.counts: Final = tuple(
            count
            for count in asked.counts
            if not count.items.equals and count.items.when is None
        )

    @property
    def module(self) -> str:
        """Name of the table that asks: "General Series"."""
        return self.attributes[0].owner.origin().name

    @property
    def reference(self) -> str:
        """Where the standard asks: "PS3.3 C.7.3.1 Table C.7-5a"."""
        return reference_of(self.attributes[0].owner)

    @property
    def title(self) -> str:
        """What messages call the attribute: keyword, tag, table, reference."""
        tag = f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"
        return f"{self.keyword} {tag} of {self.module}, {self.reference}"

    @property
    def asked(self) -> str:
        """How firmly it is asked for: "type 1"; empty where no table says."""
        return f"type {self.type}" if self.type else ""

    @property
    def items(self) -> tuple[type[Definition], ...]:
        """The classes that an item may be of; none where no table describes it."""
        found = (attribute.item for attribute in self.attributes)
        classes = dict.fromkeys(item for item in found if item is not None)
        if any(issubclass(item, RecordKeysItem) for item in classes):
            return (*classes, DirectoryRecord)
        return tuple(self._grouped(item) for item in classes)

    def _grouped(self, item: type[Definition]) -> type[Definition]:
        """Return the item class; of functional groups, the one with the IOD's macros."""
        if issubclass(item, FunctionalGroupsItem) and issubclass(self.owner, Iod):
            return functional_groups_of(self.owner)
        return item

    def accept(self, value: object) -> object:
        """Return what is stored for a value.

        Raises:
            InvalidValueError: The attribute cannot have it.
        """
        if not self.many:
            stored = self._one(value)
            if self.enumerated or self.bounds:
                self._check((stored,), value)
            return stored
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise InvalidValueError(
                self, value, f"is no list, which {self._vm()} needs"
            )
        values = [self._one(one) for one in value]
        if self.sequence:
            self._check_count(values)
        elif values and not multiplicity.allows(
            self.vm or self.element.vm, len(values)
        ):
            have = "1 value" if len(values) == 1 else f"{len(values)} values"
            raise InvalidValueError(self, value, f"has {have}; {self._vm()} is needed")
        self._check(values, value)
        return values

    def _vm(self) -> str:
        return "a sequence" if self.sequence else f"VM {self.vm or self.element.vm}"

    def _one(self, value: object) -> object:
        if self.sequence:
            return self._item(value)
        if self.kind is None:
            raise InvalidValueError(self, value, f"has no known VR ({self.vr})")
        try:
            return self.kind.accept(value)
        except ValueError as error:
            raise InvalidValueError(self, value, str(error)) from None

    def _item(self, value: object) -> object:
        classes = self.items or (Definition,)
        # An item of the same sequence in another table has the same name.
        same = {one.__name__ for one in classes}
        if not isinstance(value, classes) and type(value).__name__ not in same:
            names = " or ".join(one.__qualname__ for one in classes)
            raise InvalidValueError(self, value, f"is no {names}")
        return value

    def _check_count(self, items: Sequence[object]) -> None:
        for count in self.counts if items else ():
            most = count.items.maximum
            if len(items) < count.items.minimum or (
                most is not None and len(items) > most
            ):
                have = "1 item" if len(items) == 1 else f"{len(items)} items"
                raise InvalidValueError(self, items, f"has {have}; needs {count.items}")

    def _check(self, values: Sequence[object], given: object) -> None:
        """Refuse values that no list has, or out of range."""
        for each in self.enumerated:
            for value in _chosen(each.terms.number, values):
                if not _is_among(value, each.values):
                    terms = ", ".join(each.terms.values)
                    which = f"value {each.terms.number} " if each.terms.number else ""
                    reason = f"is not allowed: {which}one of {terms} ({each.reference})"
                    raise InvalidValueError(self, given, reason)
        for bounds, _ in self.bounds:
            for value in _chosen(bounds.number, values):
                if isinstance(value, int | float) and not bounds.allows(value):
                    raise InvalidValueError(self, given, f"is not {bounds}")

    def read(self, element: DataElement) -> object:
        """Return the value of an element, as Python has it.

        Raises:
            InvalidValueError: It has another form than the attribute's.
        """
        value: Any = element.value
        empty = value is None or value == "" or value == b""
        if self.sequence:
            if empty:
                return None
            if element.VR != "SQ":
                raise InvalidValueError(
                    self, value, f"is no sequence, but {element.VR}"
                )
            return [self._read_item(item) for item in value]
        if self.many:
            if empty:
                return []
            several = isinstance(value, list) or type(value).__name__ == "MultiValue"
            return [self._read_one(one) for one in (value if several else [value])]
        if empty:
            return None
        return self._read_one(value)

    def _read_one(self, value: object) -> object:
        if self.kind is None:
            return value
        try:
            return self.kind.read(value)
        except (ValueError, TypeError) as error:
            raise InvalidValueError(self, value, str(error)) from None

    def _read_item(self, item: Any) -> Typed:
        classes = self.items or (Definition,)
        read = classes[0]
        if issubclass(read, RecordKeysItem):
            records = edition_of(self.owner).directory_records
            read = records.get(item.get("DirectoryRecordType", ""), read)
        elif len(classes) > 1:  # of several tables, the one that knows most of it
            tags = {int(tag) for tag, _ in item.items()}
            read = max(classes, key=lambda c: len(tags & c._layout_of().by_tag.keys()))
        return read.from_dataset(item)


def _chosen(number: int | None, values: Sequence[object]) -> Sequence[object]:
    return values if number is None else values[number - 1 : number]


def _is_among(value: object, terms: frozenset[str]) -> bool:
    if isinstance(value, str):
        return value in terms
    if isinstance(value, int | float):
        return any(_same_number(value, term) for term in terms)
    return True


def _same_number(value: float, term: str) -> bool:
    try:
        return float(term) == value
    except ValueError:
        return False


class Layout:
    """All attributes of a class, and the optional modules of an IOD."""

    def __init__(self, cls: type[Definition]) -> None:
        edition = edition_of(cls)
        self.fields: Final = {field.keyword: field for field in _fields(cls, edition)}
        """By keyword."""
        self.by_tag: Final = {field.tag: field for field in self.fields.values()}
        self.defaults: Final = dict(
            defaults_of(cls, iter(self.fields.values()), edition)
        )
        """What makes the values of attributes that need not be given, by tag."""
        self.members: Final[Mapping[str, type[Definition]]] = (
            members_of(cls) if issubclass(cls, Iod) else {}
        )
        """Optional modules by the name of the attribute that holds each."""
        self.required: Final = frozenset(
            field.tag for field in self.fields.values() if field.type == "1"
        )
        self.empty: Final[Mapping[int, None]] = {
            field.tag: None for field in self.fields.values() if field.type == "2"
        }
        """Attributes of type 2: in every new object, without a value."""

    def field(self, tag: int) -> Field | None:
        """Return the attribute of a tag, also one of an optional module."""
        found = self.by_tag.get(tag) or self.by_tag.get(first_group(tag))
        for module in () if found else self.members.values():
            found = module._layout_of().field(tag)
            if found is not None:
                break
        return found

    @property
    def names(self) -> Iterator[str]:
        """Yield what an object of the class has: attributes, then optional modules."""
        yield from self.fields
        yield from self.members


def edition_of(cls: type[Definition]) -> Edition:
    """Return the edition whose package a class is of, or is derived from."""
    for base in cls.__mro__:
        if match := _GENERATED.fullmatch(base.__module__):
            return editions.load(match[1])
    return editions.bundled()


def _rows(cls: type[Definition]) -> Iterator[Row]:
    """Yield the rows of all tables that apply, mandatory ones first."""
    if issubclass(cls, Iod):
        for use in cls.module_uses:
            if use.usage in ("M", None):
                yield from _rows(use.definition)
        return
    yield from _stated(cls, True, set())
    others: list[type[Definition]] = []
    if issubclass(cls, FunctionalGroupsItem):
        others += cls.macros
    if issubclass(cls, DirectoryRecord):
        others.append(cls.item())
    for macro in others:
        yield from _stated(macro, False, set())


def _stated(
    cls: type[Definition], certain: bool, seen: set[type[Definition]]
) -> Iterator[Row]:
    """Yield the rows of a table, then of what it includes under conditions.

    Args:
        seen: The classes that were included before; SR content includes itself.
    """
    seen.add(cls)
    for attribute in cls.attributes().values():
        yield Row(attribute, certain)
    for definition, when in cls.inclusions():
        if definition not in seen:
            yield from _stated(definition, certain and when.required in CERTAIN, seen)


def _fields(cls: type[Definition], edition: Edition) -> Iterator[Field]:
    rows: dict[int, list[Row]] = {}
    for row in _rows(cls):
        rows.setdefault(row.attribute.tag, []).append(row)
    constraints: dict[str, list[Constraint]] = {}
    if issubclass(cls, Iod):
        for constraint in cls.constraints:
            if len(constraint.path) == 1:
                constraints.setdefault(constraint.path[0], []).append(constraint)
    for tag, every in rows.items():
        counting = not_overridden([row.attribute for row in every])
        found = [row for row in every if row.attribute in counting]
        found.sort(key=lambda row: (not row.certain, STRICTNESS[row.attribute.type]))
        element = edition.element(tag)
        if element is not None:
            asked = constraints.get(found[0].attribute.keyword, ())
            yield found[0].attribute.compiled(element, found, asked, cls)
