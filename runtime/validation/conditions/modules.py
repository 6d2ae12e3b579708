"""Checks of conditional modules: PS3.3 A.1.3.2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ...conditions import Verdict
from ...conditions.places import View
from ...encoding.readings import RawElement
from ...findings import codes
from ...rules.judges import forbids, judge_of
from ...rules.overrides import ALTERNATIVES
from ...tables.descriptions import Attribute, Use, When
from ..plan.parts import Part, required_in
from ..plan.rule import name_of, reference_of, table_of
from ..plan.scope import Scope
from .attributes import refers_to_instance
from .facts import Facts
from .outcome import HELD, Outcome, Problem, Undecided
from .problems import lacks, may_lack, missing, why_not_permitted, why_required
from .witness import record_value


class Stray(NamedTuple):
    """An incomplete module whose condition is not met."""

    part: Part
    problems: tuple[Problem, ...]
    """One for each attribute that no other module lists; one if all are of type 3."""


class ModuleCheck:
    """Checks the usage of a module of an IOD."""

    once: Final = None

    def __init__(self, use: Use, when: When) -> None:
        self._use = use
        self._when = when
        self._name = name_of(use.definition)

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        definition, level = self._use.definition, scope.level
        verdict = judge_of(self._when).verdict(view, facts)
        if verdict is Verdict.UNKNOWN:
            return Outcome(undecided=Undecided(self._use, self._when))
        if verdict is Verdict.REQUIRED:
            if all(part.definition is not definition for part in level.certain):
                return self._outcome_if_required(scope, view, facts)
        elif verdict is Verdict.FORBIDDEN and any(
            part.definition is definition for part in level.used
        ):
            return Outcome(problems=(self._not_asked(view, facts),))
        return HELD

    def stray(self, scope: Scope, view: View, facts: Facts) -> Stray | None:
        """Return an incomplete module whose condition is not met; None for others.

        Only the attributes that are present are wrong: those that are absent are not
        required.
        """
        definition, level = self._use.definition, scope.level
        part = next((p for p in level.used if p.definition is definition), None)
        if part is None or part.mandatory:
            return None
        if judge_of(self._when).verdict(view, facts) is not Verdict.FORBIDDEN:
            return None
        absent = required_in(definition).once.difference(scope.elements)
        rows = definition.attributes().values()
        if not absent and not any(_is_required(scope, view, r, facts) for r in rows):
            return None
        own = [
            tag
            for tag in sorted(scope.elements)
            if (sources := level.plan.sources.get(tag))
            and all(definition in (s.part.definition, s.part.within) for s in sources)
        ]
        if part not in level.certain or not own:  # type 3 only, or shared attributes
            return Stray(part, (self._not_asked(view, facts),))
        why = why_not_permitted(self._when, view, facts)
        what = f"present, but belongs to {self._name}, which is {why}"
        reference = reference_of(definition)
        problems = (
            Problem(codes.CONDITION_NOT_MET, tag, what, self._name, reference)
            for tag in own
        )
        return Stray(part, tuple(problems))

    def _outcome_if_required(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        """Report the missing and empty attributes of a required module."""
        rows = self._use.definition.attributes().values()
        empty = tuple(_empty(rows, scope, view))
        absent = [
            row
            for row in rows
            if lacks(scope, row) or _is_required(scope, view, row, facts)
        ] or _alternatives(self._use, scope, view, facts)
        if not absent and not any(map(_must_repeat, rows)):
            return Outcome(held=1, problems=empty)
        what = f"conditional module absent; {why_required(self._when, view, facts)}"
        return Outcome(
            problems=(
                *empty,
                self._problem(codes.MODULE_REQUIRED, what),
                *(missing(row, self._when, view, facts) for row in absent),
            )
        )

    def _not_asked(self, view: View, facts: Facts) -> Problem:
        code = (
            codes.MODULE_NOT_ALLOWED if forbids(self._when) else codes.MODULE_NOT_ASKED
        )
        what = f"conditional module {why_not_permitted(self._when, view, facts)}"
        return self._problem(code, what)

    def _problem(self, code: codes.Code, what: str) -> Problem:
        reference = reference_of(self._use.definition)
        return Problem(code, None, f"{self._name}: {what}", self._name, reference)


def _must_repeat(row: Attribute) -> bool:
    """True if each repeating group requires an attribute; a module has one group at least.

    The module is not in use: the object has no such group.
    """
    return row.repeating and row.type in ("1", "2")


def _is_required(scope: Scope, view: View, row: Attribute, facts: Facts) -> bool:
    """True if an attribute is absent although its own condition is met."""
    if row.when is None or may_lack(row) or row.tag in scope.elements:
        return False
    return judge_of(row.when).verdict(view, facts) is Verdict.REQUIRED


def _empty(rows: Iterable[Attribute], scope: Scope, view: View) -> Iterator[Problem]:
    """Yield findings for empty type 1 attributes that other modules allow to be empty."""
    for row in rows:
        element = scope.elements.get(row.tag)
        rule = scope.level.rules[row.tag]
        if row.type != "1" or element is None or rule is None or rule.filled:
            continue
        record_value(view)
        if isinstance(element, RawElement):
            is_empty = element.length == 0
        else:
            is_empty = element.is_empty
        if is_empty:
            yield Problem(
                codes.TYPE1_EMPTY,
                row.tag,
                f"empty; type 1 in {name_of(row.owner)}",
                name_of(row.owner),
                reference_of(row.owner),
            )


def _alternatives(use: Use, scope: Scope, view: View, facts: Facts) -> list[Attribute]:
    """Return the first of several attributes of which a module lacks all."""
    rows = use.definition.attributes()
    for table in {table_of(row) for row in rows.values()} & ALTERNATIVES.keys():
        tags, if_referring = ALTERNATIVES[table]
        absent = scope.elements.keys().isdisjoint(tags)
        if absent and (not if_referring or refers_to_instance(view, facts)):
            return [rows[tags[0]]]
    return []
