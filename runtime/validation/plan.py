"""What the definitions ask of one data set or one item, compiled.

A `Plan` is made of parts: the modules of an IOD, the class of a sequence's items, the
macros of a functional group. Which optional parts are in use, a look at the tags tells; a
`Level` is the plan with that decided. Rules are made when an attribute first occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..definitions import (
    STRICTNESS,
    Attribute,
    Constraint,
    Definition,
    Included,
    Iod,
    Module,
    NormalizedIod,
)
from ..editions import Edition
from .elements import Elements
from .rules import Rule, name_of, table_of
from .special_cases import ALTERNATIVES, OVERRIDES, Alternatives
from .text import text_of

if TYPE_CHECKING:
    from .asking import ConditionalAttribute

SHARED: Final = 0x52009229
PER_FRAME: Final = 0x52009230
CURRENT: Final = 0x00060001
SELECTED: Final = 0x30020101
FRAMES: Final = frozenset({SELECTED, PER_FRAME})
"""Selected-frame and per-frame: each item has the functional groups of one frame."""
FUNCTIONAL_GROUPS: Final = frozenset({CURRENT, SHARED, *FRAMES})
"""Current, selected, shared and per-frame: their items hold the IOD's functional groups."""

DIRECTORY_RECORDS: Final = 0x00041220
RECORD_TYPE: Final = 0x00041430

_FIRST_ALTERNATIVES: Final = frozenset(one.tags[0] for one in ALTERNATIVES.values())


def first_group(tag: int) -> int:
    """Return the tag that a repeating group's attributes are defined by: (6000,eeee)."""
    return tag & 0xFF00FFFF


def may_repeat(tag: int) -> bool:
    """Return whether a tag is of a repeating group: curves (50xx), overlays (60xx)."""
    return tag >> 24 in (0x50, 0x60) and not tag >> 16 & 1


class Part(NamedTuple):
    """A definition that a data set or item is made of."""

    definition: type[Definition]
    mandatory: bool
    """Else it counts as used when an attribute that only it brings is present.

    One of type 3 alone does not tell: a Standard Extended SOP Class may have it too.
    """
    within: type[Definition] | None = None
    """The optional part that includes it under a condition."""


class Source(NamedTuple):
    """An attribute as one part defines it."""

    part: Part
    attribute: Attribute


class Required(NamedTuple):
    """Tags of the attributes of type 1 and 2 of a definition."""

    once: frozenset[int]
    each: frozenset[int]
    """Those that every group of a repeating group needs, in the first group."""


_REQUIRED: Final[dict[type[Definition], Required]] = {}
"""Computed so far: macros and modules serve many plans."""


class Absence(NamedTuple):
    """How to see that a mandatory module is absent as a whole."""

    module: type[Definition]
    required: frozenset[int]
    own: frozenset[int]
    """Attributes that no other part brings."""


class Plan:
    """What the definitions ask of one data set or one kind of item."""

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
        """Compile a plan.

        Args:
            groups: The functional group macros of the IOD, for a whole data set.
            extensible: Whether any other attribute is allowed.
            constraints: What the IOD asks of values, on top of the parts.
            not_allowed: What shall not be there, beyond what the parts say: keywords,
                with dots where they are nested.
            noun: What findings call that which the plan is for.
        """
        self.book = book
        self.parts = tuple(_complete(parts))
        self.groups = groups
        self.extensible = extensible
        self.constraints = constraints
        self.not_allowed = not_allowed.union(
            *(part.definition.not_allowed for part in self.parts)
        )
        self.noun = noun
        self._levels: dict[tuple[int, int], Level] = {}

    @cached_property
    def sources(self) -> dict[int, list[Source]]:
        """Who defines each attribute, by tag."""
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
        """By tag, a bit for the optional part that alone brings the attribute."""
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
    def _telling(self) -> frozenset[int]:
        """Tags of that signature whose attribute is not of type 3, or of a plane."""
        return frozenset(
            tag
            for tag in self._signature
            if self.sources[tag][0].attribute.type not in ("3", None)
            or tag in self.repeating
        )

    def not_allowed_in(self, sequence: str) -> frozenset[str]:
        """Return what the items of a sequence shall not have."""
        begin = sequence + "."
        inside = [path for path in self.not_allowed if path.startswith(begin)]
        return frozenset(path.removeprefix(begin) for path in inside)

    def of(self, item: Elements) -> Plan:
        """Return the plan of one item: this one, unless the item chooses."""
        return self

    def level(self, tags: Iterable[int]) -> Level:
        """Return what is asked of a data set or item that has these tags."""
        used = certain = 0
        if signature := self._signature:
            present = set(tags)
            if self.repeating:
                present |= {first_group(tag) for tag in present if may_repeat(tag)}
            for tag in signature.keys() & present:
                used |= signature[tag]
                if tag in self._telling:
                    certain |= signature[tag]
        key = used, certain
        level = self._levels.get(key)
        if level is None:
            level = self._levels[key] = Level(self, used, certain)
        return level

    def chosen(self, bits: int) -> frozenset[Part]:
        """Return the mandatory parts, and those whose bit is set."""
        return frozenset(
            part
            for number, part in enumerate(self.parts)
            if part.mandatory or bits >> number & 1
        )


class RecordPlan(Plan):
    """The plan of directory records: their type chooses the keys that are asked for.

    A type that the edition does not know asks for nothing and allows everything.
    """

    def of(self, item: Elements) -> Plan:
        record = self.book.edition.directory_records.get(text_of(item.get(RECORD_TYPE)))
        if record is None:
            return self
        return self.book.items((*self.parts, Part(record, True)))


class Level:
    """A plan, once it is known which of its optional parts are in use."""

    def __init__(self, plan: Plan, used: int, certain: int) -> None:
        self.plan = plan
        self.used = plan.chosen(used)
        """The mandatory parts, and those of which something is present."""
        self.certain = plan.chosen(certain)
        """Those of which more than attributes of type 3 is present."""
        asked = [_required(part.definition) for part in self.certain]
        self.overridden = self._overridden()
        """Tags of the attributes whose strictest row does not count, and its table."""
        self.required = frozenset[int]().union(*(tags.once for tags in asked))
        self.required -= self.overridden.keys()
        """Tags of the attributes of type 1 and 2."""
        self.repeating = frozenset[int]().union(*(tags.each for tags in asked))
        """Tags of those that every repeating group needs, in the first group."""
        self.rules = _Rules(self)

    def _overridden(self) -> dict[int, str]:
        found = {}
        for tag, table, overridden in OVERRIDES:
            sources = self.plan.sources.get(tag, ())
            tables = {table_of(s.attribute) for s in sources if s.part in self.used}
            if {table, overridden} <= tables:
                found[tag] = overridden
        return found

    @cached_property
    def expected(self) -> frozenset[int]:
        """Tags of the attributes of type 1 and 2 of the parts that may be in use."""
        found = (_required(part.definition).once for part in self.used - self.certain)
        return frozenset[int]().union(*found) - self.required

    @cached_property
    def alternatives(self) -> tuple[Alternatives, ...]:
        """Attributes of which one has to be present."""
        tables = (
            table_of(source.attribute)
            for tag in _FIRST_ALTERNATIVES
            for source in self.plan.sources.get(tag, ())
            if source.part in self.used and source.attribute.type != "3"
        )
        return tuple(
            ALTERNATIVES[t] for t in dict.fromkeys(tables) if t in ALTERNATIVES
        )

    @cached_property
    def conditional(self) -> tuple[ConditionalAttribute, ...]:
        """The attributes that depend on a condition."""
        from .asking import conditional_attributes

        return conditional_attributes(self)

    @cached_property
    def inclusions(self) -> tuple[Included, ...]:
        """The macros that the parts in use include under a condition."""
        return tuple(i for part in self.certain for i in part.definition.inclusions())

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """How to see that mandatory modules are absent, in the order of the IOD."""
        return tuple(
            Absence(
                part.definition,
                _required(part.definition).once & self.required,
                frozenset(
                    tag
                    for tag in part.definition.attributes()
                    if len(self.plan.sources[tag]) == 1
                ),
            )
            for part in self.plan.parts
            if part.mandatory
            and issubclass(part.definition, Module)
            and _required(part.definition).once & self.required
        )


class _Rules(dict[int, Rule | None]):
    """The rules of the attributes that a level allows; None for others.

    Each is made when it is first asked for: most attributes never occur.
    """

    def __init__(self, level: Level) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, tag: int) -> Rule | None:
        plan = self._level.plan
        known = tag
        if may_repeat(tag) and first_group(tag) in plan.repeating:
            known = first_group(tag)
        rule = self._rule(tag, plan.sources[known]) if known in plan.sources else None
        self[tag] = rule
        return rule

    def _rule(self, tag: int, sources: list[Source]) -> Rule:
        """Return what the parts in use ask; all parts allow it, where none is in use."""
        plan, book = self._level.plan, self._level.plan.book
        used = [source for source in sources if source.part in self._level.used]
        overridden = self._level.overridden.get(tag)
        asking = sorted(
            used or sources,
            key=lambda source: (
                overridden is not None and table_of(source.attribute) == overridden,
                STRICTNESS[source.attribute.type],
            ),
        )
        items = tuple(
            Part(item, bool(used))
            for item in dict.fromkeys(source.attribute.item for source in asking)
            if item is not None
        )
        if tag in FUNCTIONAL_GROUPS:
            items += plan.groups
        keyword = asking[0].attribute.keyword
        own, inside = _constraints_of(plan.constraints, keyword)
        return Rule(
            tag,
            book.edition.element(tag),
            (
                book.records(items)
                if tag == DIRECTORY_RECORDS
                else book.items(items, inside, plan.not_allowed_in(keyword))
            ),
            [source.attribute for source in asking],
            name_of(asking[0].part.definition),
            bool(used),
            own,
        )


ItemKey: TypeAlias = tuple[tuple[Part, ...], tuple[Constraint, ...], frozenset[str]]
"""What the items of a sequence are asked: parts, constraints, what is not allowed."""


class PlanBook:
    """The plans of an edition, each compiled once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.open = Plan(self, (), extensible=True)
        """The plan that asks nothing and allows everything."""
        self._iods: dict[type[Iod], Plan] = {}
        self._messages: dict[type[Definition], Plan] = {}
        self._items: dict[ItemKey, Plan] = {}
        self._records: Plan | None = None
        self._unlisted: dict[int, Rule | None] = {}

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

    def message(self, definition: type[Definition], *more: type[Definition]) -> Plan:
        """Return the plan of the attribute list of a message.

        Args:
            more: What any message may have besides.
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
        """Return the plan of a kind of item; it asks nothing where no table does."""
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

    def unlisted(self, tag: int) -> Rule | None:
        """Return what the dictionary alone asks; None where it lacks the element."""
        if tag not in self._unlisted:
            element = self.edition.element(tag)
            self._unlisted[tag] = Rule(tag, element, self.open) if element else None
        return self._unlisted[tag]


def _constraints_of(
    constraints: tuple[Constraint, ...], keyword: str
) -> tuple[tuple[Constraint, ...], tuple[Constraint, ...]]:
    """Return those of an attribute itself, and those of what its items hold."""
    mine = [each for each in constraints if each.path[0] == keyword]
    inside = (each for each in mine if len(each.path) > 1)
    return (
        tuple(each for each in mine if len(each.path) == 1),
        tuple(each._replace(path=each.path[1:]) for each in inside),
    )


def _required(definition: type[Definition]) -> Required:
    """Return the attributes of type 1 and 2."""
    found = _REQUIRED.get(definition)
    if found is not None:
        return found
    asked = [
        attribute
        for attribute in definition.attributes().values()
        if attribute.type in ("1", "2")
    ]
    found = _REQUIRED[definition] = Required(
        frozenset(attribute.tag for attribute in asked if not attribute.repeating),
        frozenset(attribute.tag for attribute in asked if attribute.repeating),
    )
    return found


def _complete(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield each definition once, with the macros that it includes under a condition."""
    chosen: dict[type[Definition], Part] = {}
    for part in parts:
        if part.mandatory or part.definition not in chosen:
            chosen[part.definition] = part
    waiting = list(chosen.values())
    for part in waiting:
        outer = None if part.mandatory else part.definition
        for macro in part.definition.all_conditional_includes():
            if macro not in chosen:
                chosen[macro] = Part(macro, False, outer)
                waiting.append(chosen[macro])
            elif chosen[macro].within is not outer:
                chosen[macro] = chosen[macro]._replace(within=None)
    yield from chosen.values()
