"""Plans: the requirements for one data set or one kind of item, compiled from tables.

A `Plan` is made of parts: the modules of an IOD, the class of a sequence's items, the
macros of a functional group. The tags of an item show which optional parts it uses; a
`Level` is the plan with that decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache, cached_property
from importlib import import_module
from typing import Final, TypeAlias

from ...encoding.readings import Elements
from ...encoding.single_values import text_of
from ...tables.descriptions import Constraint, Definition, Iod, NormalizedIod
from ...tables.editions import Edition
from ...tables.repeating import first_group, may_repeat
from .level import Level
from .parts import Part, Source, with_conditional_macros
from .rule import AttributeRule
from .tags import RECORD_TYPE

_EQUALS: Final = re.compile(r'(?P<keyword>\w+) == "(?P<value>[^"]*)"')
"""The condition of a macro that one value decides: the Value Type of content items."""

_OF_ANY_SERIES: Final = (
    "Patient",
    "GeneralStudy",
    "GeneralSeries",
    "GeneralEquipment",
    "SOPCommon",
)
"""The modules of any object that belongs to a series: PS3.3 A.1.2."""

_OF_ANY_INSTANCE: Final = ("SOPCommon",)


class Plan:
    """The requirements for one data set or one kind of item.

    Args:
        groups: The functional group macros of the IOD, for a whole data set.
        extensible: Whether any other attribute is allowed.
        constraints: Requirements of the IOD for values, in addition to the parts.
        not_allowed: Keywords of attributes that must be absent, in addition to the parts;
            with dots where they are nested.
        noun: The name of the data set or item in findings.
    """

    def __init__(
        self,
        book: PlanBook,
        parts: Iterable[Part],
        *,
        groups: tuple[Part, ...] = (),
        extensible: bool = False,
        constraints: tuple[Constraint, ...] = (),
        not_allowed: frozenset[str] = frozenset(),
        noun: str = "item",
    ) -> None:
        self.book = book
        self.parts = tuple(with_conditional_macros(parts))
        self.groups = groups
        self.extensible = extensible
        self.constraints = constraints
        self.not_allowed = not_allowed.union(
            *(part.definition.not_allowed for part in self.parts)
        )
        self.noun = noun
        self._levels: dict[tuple[int, int, int], Level] = {}

    @cached_property
    def sources(self) -> dict[int, list[Source]]:
        """The rows of each attribute, by tag."""
        found: dict[int, list[Source]] = {}
        for part in self.parts:
            for tag, attribute in part.definition.attributes().items():
                found.setdefault(tag, []).append(Source(part, attribute))
        return found

    @cached_property
    def repeating(self) -> frozenset[int]:
        """Tags of the attributes whose group repeats, in the first group."""
        return frozenset(
            tag
            for tag, sources in self.sources.items()
            if sources[0].attribute.repeating
        )

    @cached_property
    def _signature(self) -> dict[int, int]:
        """Bits of the optional parts that are the only ones to define an attribute, by tag."""
        bits = {part.definition: 1 << number for number, part in enumerate(self.parts)}
        found: dict[int, int] = {}
        for tag, sources in self.sources.items():
            part = sources[0].part
            if len(sources) == 1 and not part.mandatory:
                found[tag] = bits[part.definition]
                if part.within is not None:
                    found[tag] |= bits[part.within]
        return found

    @cached_property
    def _certain(self) -> frozenset[int]:
        """Tags of the signature that show a use for certain: not of type 3, or repeating."""
        return frozenset(
            tag
            for tag in self._signature
            if self.sources[tag][0].attribute.type not in ("3", None)
            or tag in self.repeating
        )

    @cached_property
    def _by_value(self) -> dict[int, dict[str, int]]:
        """Bits of the parts included if an attribute has a value, by its tag and value."""
        bits = {part.definition: 1 << number for number, part in enumerate(self.parts)}
        tags = {rows[0].attribute.keyword: tag for tag, rows in self.sources.items()}
        found: dict[int, dict[str, int]] = {}
        for part in self.parts:
            for definition, when in part.definition.inclusions():
                decided = _EQUALS.fullmatch(when.required or "")
                if decided is not None and decided["keyword"] in tags:
                    values = found.setdefault(tags[decided["keyword"]], {})
                    values[decided["value"]] = bits[definition]
        return found

    def not_allowed_in(self, sequence: str) -> frozenset[str]:
        """Return the keywords that the items of a sequence must not have."""
        begin = sequence + "."
        inside = [path for path in self.not_allowed if path.startswith(begin)]
        return frozenset(path.removeprefix(begin) for path in inside)

    def of(self, item: Elements) -> Plan:
        """Return the plan of one item; a directory record has the plan of its type."""
        return self

    def level(self, elements: Elements) -> Level:
        """Return the level of a data set or item with these elements."""
        used = certain = included = 0
        for tag, values in self._by_value.items():
            if tag in elements:
                included |= values.get(text_of(elements[tag]), 0)
        if signature := self._signature:
            present = set(elements)
            if self.repeating:
                present |= {first_group(tag) for tag in present if may_repeat(tag)}
            for tag in signature.keys() & present:
                used |= signature[tag]
                if tag in self._certain:
                    certain |= signature[tag]
        return self._level(used, certain, included)

    def level_without(self, level: Level, unused: Set[Part]) -> Level:
        """Return a level in which some optional parts, and what they include, are not used."""
        definitions = {part.definition for part in unused}

        def bits(parts: Set[Part]) -> int:
            return sum(
                1 << number
                for number, part in enumerate(self.parts)
                if part in parts
                and not part.mandatory
                and definitions.isdisjoint((part.definition, part.within))
            )

        return self._level(
            bits(level.used), bits(level.certain), bits(level.described - level.used)
        )

    def _level(self, used: int, certain: int, included: int) -> Level:
        key = used, certain, included
        level = self._levels.get(key)
        if level is None:
            level = self._levels[key] = Level(self, *key)
        return level

    def chosen(self, bits: int) -> frozenset[Part]:
        """Return the mandatory parts, and those whose bit is set."""
        return frozenset(
            part
            for number, part in enumerate(self.parts)
            if part.mandatory or bits >> number & 1
        )


class RecordPlan(Plan):
    """The plan of directory records, whose type decides which keys are required.

    A type that the edition does not list has no requirements and allows all attributes.
    """

    def of(self, item: Elements) -> Plan:
        record = self.book.edition.directory_records.get(text_of(item.get(RECORD_TYPE)))
        if record is None:
            return self
        return self.book.items((*self.parts, Part(record, True)))


ItemKey: TypeAlias = tuple[tuple[Part, ...], tuple[Constraint, ...], frozenset[str]]
"""Parts, constraints and forbidden keywords of the items of a sequence."""


class PlanBook:
    """The plans of an edition, each compiled once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.open = Plan(self, (), extensible=True)
        """The plan without requirements, which allows all attributes."""
        self._iods: dict[type[Iod], Plan] = {}
        self._messages: dict[type[Definition], Plan] = {}
        self._common: dict[bool, Plan] = {}
        self._items: dict[ItemKey, Plan] = {}
        self._records: Plan | None = None
        self._unlisted: dict[int, AttributeRule | None] = {}

    def iod(self, iod: type[Iod]) -> Plan:
        """Return the plan of a whole data set."""
        if iod not in self._iods:
            self._iods[iod] = Plan(
                self,
                [Part(use.definition, use.usage == "M") for use in iod.module_uses],
                groups=tuple(
                    Part(use.definition, False) for use in iod.functional_group_uses
                ),
                extensible=issubclass(iod, NormalizedIod),
                constraints=iod.constraints,
                noun="IOD",
            )
        return self._iods[iod]

    def common(self, in_series: bool) -> Plan:
        """Return the plan of an object whose IOD is not known to the edition.

        Args:
            in_series: Whether the object belongs to a series of a patient's study.
        """
        if in_series not in self._common:
            modules = import_module(f"{self.edition.package}.modules")
            names = _OF_ANY_SERIES if in_series else _OF_ANY_INSTANCE
            found = (getattr(modules, name, None) for name in names)
            self._common[in_series] = Plan(
                self,
                [Part(module, True) for module in found if module is not None],
                extensible=True,
                noun="IOD",
            )
        return self._common[in_series]

    def message(self, definition: type[Definition], *more: type[Definition]) -> Plan:
        """Return the plan of the attribute list of a message.

        Args:
            more: Attributes that any message may have.
        """
        if definition not in self._messages:
            self._messages[definition] = Plan(
                self,
                [Part(each, True) for each in (definition, *more)],
                extensible=definition.extensible,
                noun="message",
            )
        return self._messages[definition]

    def items(
        self,
        parts: tuple[Part, ...],
        constraints: tuple[Constraint, ...] = (),
        not_allowed: frozenset[str] = frozenset(),
    ) -> Plan:
        """Return the plan of a kind of item; the open plan if no table describes it."""
        if not parts:
            return self.open
        key = parts, constraints, not_allowed
        if key not in self._items:
            self._items[key] = Plan(
                self,
                parts,
                extensible=any(part.definition.extensible for part in parts),
                constraints=constraints,
                not_allowed=not_allowed,
            )
        return self._items[key]

    def records(self, parts: tuple[Part, ...]) -> Plan:
        """Return the plan of the directory records of a DICOMDIR."""
        if self._records is None:
            self._records = RecordPlan(self, parts, extensible=True)
        return self._records

    def unlisted(self, tag: int) -> AttributeRule | None:
        """Return the rule of an attribute outside all tables; None if it is not registered."""
        if tag not in self._unlisted:
            element = self.edition.element(tag)
            self._unlisted[tag] = (
                AttributeRule(tag, element, self.open) if element else None
            )
        return self._unlisted[tag]


@cache
def plan_book(edition: Edition) -> PlanBook:
    """Return the plans of an edition, compiled once for all users."""
    return PlanBook(edition)
