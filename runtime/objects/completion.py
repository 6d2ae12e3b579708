"""Adds the empty attributes that a new object requires: type 2, and type 2C.

Which attributes may be missing from an item follows from the tables in use there, and is
compiled once for each set of them. Only the conditions of type 2C are evaluated.

Source: PS3.5 7.4.3 and 7.4.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pydicom.dataelem import DataElement, empty_value_for_VR
from pydicom.dataset import Dataset

from ..conditions import Judge, Verdict
from ..conditions.expressions import Unknown
from ..rules.judges import judge_of, requirement_of
from ..tables.descriptions import Attribute, Definition, NormalizedIod, Use, When
from ..tables.repeating import first_group, may_repeat
from ..validation.conditions.facts import Facts
from ..validation.plan.conditional_attributes import ConditionalAttribute
from ..validation.plan.level import Level
from ..validation.plan.plan import Plan, plan_book
from ..validation.views import ItemView, Names

if TYPE_CHECKING:
    from ..tables.descriptions import Iod
    from ..tables.editions import Edition

EMPTY: Final = frozenset({"2", "2C"})
"""Types of attributes that may be present without a value."""


class Missing(NamedTuple):
    """An attribute that an item requires and lacks."""

    item: Dataset
    tag: int


class ConditionalPart(NamedTuple):
    """A module or macro that is required under a condition."""

    definition: type[Definition]
    judge: Judge
    attributes: tuple[Attribute, ...]
    """Those that may be empty, unless the tables in use require them already."""


class Required(NamedTuple):
    """The attributes that may be empty and that a data set or item may require."""

    always: frozenset[int]
    """Tags of type 2."""
    repeating: frozenset[int]
    """Tags that each group of a repeating one requires, in the first group."""
    conditional: tuple[ConditionalAttribute, ...]
    parts: tuple[ConditionalPart, ...]


def complete(dataset: Dataset, iod: type[Iod], edition: Edition) -> None:
    """Add the attributes of type 2 and 2C that a data set requires, without values.

    Does nothing for normalized IODs: their attributes are required by services.
    """
    if issubclass(iod, NormalizedIod):
        return
    completer = _completer(edition)
    # Conditions are evaluated on the unchanged data set.
    for item, tag in [*completer.missing(dataset, iod)]:
        element = edition.element(tag)
        assert element is not None  # rows without one are not compiled
        item.add_new(tag, element.vr, empty_value_for_VR(element.vr.partition(" ")[0]))


@cache
def _completer(edition: Edition) -> Completer:
    return Completer(edition)


class Completer:
    """Finds the attributes that objects of an edition lack."""

    def __init__(self, edition: Edition) -> None:
        self._book = plan_book(edition)
        self._facts = Facts(edition, {})
        self._names = Names(edition)
        self._compiled: dict[Level, Required] = {}

    def missing(self, dataset: Dataset, iod: type[Iod]) -> Iterator[Missing]:
        """Yield the missing attributes of a data set and its items."""
        view = ItemView(_elements(dataset), None, "", None, None, self._names)
        modules = [use for use in iod.module_uses if use.when and use.usage != "M"]
        yield from self._missing(dataset, self._book.iod(iod), view, modules)

    def _missing(
        self, item: Dataset, plan: Plan, view: ItemView, modules: Sequence[Use] = ()
    ) -> Iterator[Missing]:
        elements = view.elements
        level = plan.of(elements).level(elements)
        required = self._compiled.get(level)
        if required is None:
            required = self._compiled[level] = self._required(level, modules)
        for tag in self._lacking(required, level, view):
            yield Missing(item, tag)
        for tag, element in elements.items():
            if element.VR == "SQ" and (rule := level.rules[tag]) is not None:
                items: list[Dataset] = item[tag].value or []
                for number, inner in enumerate(items, start=1):
                    inside = ItemView(
                        _elements(inner),
                        view,
                        rule.keyword,
                        number,
                        len(items),
                        self._names,
                    )
                    yield from self._missing(inner, rule.plan, inside)

    def _lacking(
        self, required: Required, level: Level, view: ItemView
    ) -> Iterable[int]:
        """Return the tags of the missing attributes of a data set or item."""
        elements = view.elements
        tags = dict.fromkeys(required.always.difference(elements))
        for attribute in required.conditional:
            if attribute.tag not in elements and self._is_required(attribute, view):
                tags[attribute.tag] = None
        for part in required.parts:
            if part.judge.verdict(view, self._facts) is Verdict.REQUIRED:
                for row in part.attributes:
                    if row.tag not in elements and self._applies(row, level, view):
                        tags[row.tag] = None
        if required.repeating:
            tags |= dict.fromkeys(_of_groups(required.repeating, level, elements))
        return tags

    def _is_required(self, attribute: ConditionalAttribute, view: ItemView) -> bool:
        """True if the first condition that requires an attribute allows it to be empty."""
        for row in attribute.rows:
            if row.judge.verdict(view, self._facts) is Verdict.REQUIRED:
                return row.source.attribute.type in EMPTY
        return False

    def _applies(self, row: Attribute, level: Level, view: ItemView) -> bool:
        """True if a row of a required part requires its attribute."""
        if row.type == "2" and _is_added(row, level):
            return True
        if row.when is None:
            return False
        return judge_of(row.when).verdict(view, self._facts) is Verdict.REQUIRED

    def _required(self, level: Level, modules: Sequence[Use]) -> Required:
        """Compile what a level requires.

        Args:
            modules: The modules that the IOD requires under a condition.
        """

        def may_be_empty(tag: int) -> bool:
            rule = level.rules[tag]
            return rule is not None and rule.type != "1"

        parts = [
            *(
                ConditionalPart(
                    macro,
                    judge_of(when),
                    tuple(
                        row
                        for row in macro.attributes().values()
                        if row.type == "2" and _is_added(row, level)
                    ),
                )
                for macro, when in level.inclusions
                if self._may_hold(when)
            ),
            *(
                ConditionalPart(
                    use.definition, judge_of(use.when), _rows_that_may_be_empty(use)
                )
                for use in modules
                if use.when is not None
                and self._may_hold(use.when)
                and all(part.definition is not use.definition for part in level.certain)
            ),
        ]
        return Required(
            frozenset(filter(may_be_empty, level.required)),
            frozenset(filter(may_be_empty, level.repeating)),
            tuple(
                attribute
                for attribute in level.conditional
                if any(
                    each.source.attribute.type in EMPTY and self._may_hold(each.when)
                    for each in attribute.rows
                )
            ),
            tuple(part for part in parts if part.attributes),
        )

    def _may_hold(self, when: When) -> bool:
        """True if a condition can be met; a bare unknown requires a user-supplied fact."""
        required = requirement_of(when).required
        if isinstance(required, Unknown):
            return bool(self._facts.fact(required.reason))
        return required is not None


def _is_added(row: Attribute, level: Level) -> bool:
    """True if no table in use requires an attribute of type 2 already."""
    return not row.repeating and row.tag not in level.required


def _rows_that_may_be_empty(use: Use) -> tuple[Attribute, ...]:
    return tuple(
        row
        for row in use.definition.attributes().values()
        if row.type == "2" or (row.type == "2C" and row.when is not None)
    )


def _of_groups(
    required: frozenset[int], level: Level, elements: Iterable[int]
) -> Iterator[int]:
    """Yield the missing tags of the repeating groups of a data set."""
    present = set(elements)
    known = level.plan.repeating
    groups = {
        tag >> 16 for tag in present if may_repeat(tag) and first_group(tag) in known
    }
    for group in groups:
        tags = (group << 16 | first & 0xFFFF for first in required)
        yield from (tag for tag in tags if tag not in present)


def _elements(item: Dataset) -> dict[int, DataElement]:
    """Return the elements by plain integers: pydicom's tags compare slowly."""
    return {int(tag): element for tag, element in item._dict.items()}  # type: ignore[misc]
