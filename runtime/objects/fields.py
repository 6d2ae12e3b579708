"""The attributes of a class, compiled from all its tables.

The attributes of an IOD's mandatory modules are the IOD's own; where several of them
define the same attribute, the strictest type and the narrowest values apply. A `Layout`
is compiled when the first object of a class is created.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from ..data_sets.element_values import element_of
from ..data_sets.value_types import KINDS, Kind
from ..encoding.value_forms import same_number
from ..rules import multiplicity
from ..rules.effective_attribute import (
    EffectiveAttribute,
    TableRow,
    strictest_first,
)
from ..rules.value_lists import Allowed, ValueRules
from ..tables.descriptions import (
    Constraint,
    Definition,
    DirectoryRecord,
    FunctionalGroupsItem,
    Iod,
    RecordKeysItem,
)
from ..tables.editions import Edition, Element
from ..tables.repeating import first_group, may_repeat
from ..tables.values import numbered
from .defaults import defaults_of
from .errors import InvalidValueError
from .members import functional_groups_of, members_of
from .rows import edition_of, rows_of
from .typed import TypedDefinition, as_typed

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement

    from .typed import Typed


_NO_LISTS: Final = (str, bytes, Mapping, Dataset)
"""Types that can be iterated over, but are one value."""

_NO_RULES: Final = ValueRules((), ())


class Compilable(Protocol):
    """A row that compiles the rules for values in objects: of an attribute, or of a key."""

    def compiled(
        self,
        element: Element,
        rows: Sequence[TableRow],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> AttributeField: ...


class AttributeField(EffectiveAttribute):
    """An attribute of a class: accepts values, and reads them from elements."""

    def __init__(
        self,
        element: Element,
        rows: Sequence[TableRow],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> None:
        """Compile the requirements of the tables.

        Args:
            rows: The rows of the attribute in the tables of the class; at least one.
            constraints: Requirements of the IOD's own sections for its values.
            owner: The class.
        """
        super().__init__(rows[0].attribute.tag, element, rows)
        self.empty: Final = any(row.empty for row in self.rows)
        """Whether it must have no value."""
        self.sequence: Final = element.vr == "SQ"
        self.kind: Final[Kind | None] = KINDS.get(element.vr)
        binary = (self.kind is not None and self.kind is KINDS.get("OB")) or (
            element.vm == "1-n or 1"
        )
        self.many: Final = self.sequence or (element.vm != "1" and not binary)
        """Whether the value is a list."""
        self.constraints: Final = tuple(constraints)
        self.owner: Final = owner
        self.may_be_empty: Final = any(
            row.type in ("2", "2C", None) for row in self.rows
        )
        """Whether it may be present without a value."""
        rules = self.value_rules(constraints) or _NO_RULES
        self.enumerated: Final[tuple[Allowed, ...]] = tuple(
            each for each in rules.enumerated if not each.terms.bits
        )
        self.bounds: Final = rules.bounds
        self.counts: Final = tuple(
            count
            for count in rules.counts
            if not count.items.equals and count.items.when is None
        )

    @property
    def requirement(self) -> str:
        """The type as text: "type 1"; empty where the table has no types."""
        return f"type {self.type}" if self.type else ""

    @property
    def items(self) -> tuple[type[TypedDefinition], ...]:
        """The classes of items; empty if no table describes them."""
        found = (row.item for row in self.rows)
        classes = dict.fromkeys(item for item in found if item is not None)
        if any(issubclass(item, RecordKeysItem) for item in classes):
            return tuple(map(as_typed, (*classes, DirectoryRecord)))
        return tuple(as_typed(self._grouped(item)) for item in classes)

    def _grouped(self, item: type[Definition]) -> type[Definition]:
        """Return the class of items; functional groups have the macros of the IOD."""
        if issubclass(item, FunctionalGroupsItem) and issubclass(self.owner, Iod):
            return functional_groups_of(self.owner)
        return item

    def accept(self, value: object) -> object:
        """Return the value to store for a given value.

        Raises:
            InvalidValueError: The value is invalid for the attribute.
        """
        if not self.many:
            stored = self._one(value)
            if self.enumerated or self.bounds:
                self._check((stored,), value)
            return stored
        if isinstance(value, _NO_LISTS) or not isinstance(value, Iterable):
            raise InvalidValueError(self, value, f"must be a list ({self._vm()})")
        if isinstance(value, Set):
            reason = f"must be a list ({self._vm()}): a set has no order"
            raise InvalidValueError(self, value, reason)
        values = [self._one(one) for one in value]
        if self.sequence:
            self._check_count(values)
        elif values and not multiplicity.allows(self.vm, len(values)):
            have = "1 value" if len(values) == 1 else f"{len(values)} values"
            raise InvalidValueError(self, value, f"has {have}; must have {self._vm()}")
        self._check(values, value)
        return values

    def _vm(self) -> str:
        return "a sequence" if self.sequence else f"VM {self.vm}"

    def _one(self, value: object) -> object:
        if self.sequence:
            return self._item(value)
        if self.kind is None:
            raise InvalidValueError(self, value, f"has an unknown VR ({self.vr})")
        try:
            return self.kind.accept(value)
        except ValueError as error:
            raise InvalidValueError(self, value, str(error)) from None

    def _item(self, value: object) -> Definition:
        classes = self.items or (TypedDefinition,)
        if isinstance(value, classes):
            return value
        if isinstance(value, Definition) and self._describes(type(value)):
            return value
        raise InvalidValueError(self, value, _not_an_item(type(value), classes))

    def _describes(self, cls: type[Definition]) -> bool:
        """Whether another table of the edition has this class for items of the sequence."""
        return edition_of(cls) is edition_of(self.owner) and any(
            definition.is_item_of(self.tag)
            for definition in cls.__mro__
            if issubclass(definition, Definition)
        )

    def _check_count(self, items: Sequence[object]) -> None:
        for count in self.counts if items else ():
            most = count.items.maximum
            if len(items) < count.items.minimum or (
                most is not None and len(items) > most
            ):
                have = "1 item" if len(items) == 1 else f"{len(items)} items"
                raise InvalidValueError(
                    self, items, f"has {have}; must have {count.items}"
                )

    def _check(self, values: Sequence[object], given: object) -> None:
        """Check values against the enumerated values and ranges."""
        for each in self.enumerated:
            for value in numbered(values, each.terms.number):
                if not _is_among(value, each.values):
                    terms = ", ".join(each.terms.values)
                    which = f"value {each.terms.number} " if each.terms.number else ""
                    reason = f"is not allowed: {which}must be one of {terms} ({each.reference})"
                    raise InvalidValueError(self, given, reason)
        for bounds, _ in self.bounds:
            for value in numbered(values, bounds.number):
                if isinstance(value, int | float) and not bounds.allows(value):
                    raise InvalidValueError(self, given, f"must be {bounds}")

    def element_of(self, source: Dataset, tag: int) -> DataElement:
        """Return the element of the attribute, decoded; see `element_values.element_of`."""
        return element_of(source, tag, self.vr)

    def read(self, element: DataElement) -> object:
        """Return the Python value of an element.

        Raises:
            InvalidValueError: The element does not have the form of the attribute.
        """
        value: Any = element.value
        empty = value is None or value == "" or value == b""
        if self.sequence:
            if empty:
                return None
            if element.VR != "SQ":
                raise InvalidValueError(
                    self, value, f"has VR {element.VR}; must be a sequence"
                )
            return [self._read_item(item) for item in value]
        if self.many:
            if empty:
                return []
            several = isinstance(value, list | MultiValue)
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
        classes = self.items or (TypedDefinition,)
        read = classes[0]
        if issubclass(read, RecordKeysItem):
            records = edition_of(self.owner).directory_records
            read = as_typed(records.get(item.get("DirectoryRecordType", ""), read))
        elif len(classes) > 1:  # the class that has most of its attributes
            tags = {int(tag) for tag, _ in item.items()}
            read = max(classes, key=lambda c: len(tags & c._layout_of().by_tag.keys()))
        return read._of(item)


def _not_an_item(cls: type, classes: Sequence[type]) -> str:
    """Return the reason to refuse an item; with full names of classes named alike."""
    if issubclass(cls, Dataset):
        wanted = " or ".join(each.__qualname__ for each in classes)
        return f"is a data set; {wanted}.from_dataset() returns it as an item"
    names = [each.__qualname__ for each in classes]
    given = cls.__qualname__
    if given in names:
        names = [f"{each.__module__}.{each.__qualname__}" for each in classes]
        given = f"{cls.__module__}.{given}"
    return f"is not an item of class {' or '.join(names)}: its class is {given}"


def _is_among(value: object, terms: frozenset[str]) -> bool:
    if isinstance(value, str):
        return value in terms
    if isinstance(value, int | float):
        return any(same_number(str(value), term) for term in terms)
    return True


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
        """Functions that create default values, by tag."""
        self.members: Final[Mapping[str, type[Definition]]] = (
            members_of(cls) if issubclass(cls, Iod) else {}
        )
        """Optional modules by member name."""
        self.required: Final = frozenset(
            field.tag for field in self.fields.values() if field.type == "1"
        )
        self.empty: Final[Mapping[int, None]] = {
            field.tag: None for field in self.fields.values() if field.type == "2"
        }
        """Attributes of type 2, which every new object has, without a value by default."""

    def member_of(self, module: type[Definition]) -> str | None:
        """Return the member name of an optional module."""
        return next((name for name, m in self.members.items() if m is module), None)

    def field(self, tag: int) -> AttributeField | None:
        """Return the attribute with a tag, including those of optional modules."""
        found = self.by_tag.get(tag)
        if found is None and may_repeat(tag):
            found = self.by_tag.get(first_group(tag))
        for module in () if found else self.members.values():
            found = as_typed(module)._layout_of().field(tag)
            if found is not None:
                break
        return found

    @property
    def names(self) -> Iterator[str]:
        """The names of attributes, then of optional modules."""
        yield from self.fields
        yield from self.members


def _fields(cls: type[Definition], edition: Edition) -> Iterator[AttributeField]:
    rows: dict[int, list[TableRow]] = {}
    for row in rows_of(cls):
        rows.setdefault(row.attribute.tag, []).append(row)
    constraints: dict[str, list[Constraint]] = {}
    if issubclass(cls, Iod):
        for constraint in cls.constraints:
            if len(constraint.path) == 1:
                constraints.setdefault(constraint.path[0], []).append(constraint)
    for tag, every in rows.items():
        element = edition.element(tag)
        if element is not None:
            strictest = strictest_first(every)[0].attribute
            stated = constraints.get(strictest.keyword, ())
            declared = cast("Compilable", strictest)
            yield declared.compiled(element, every, stated, cls)
