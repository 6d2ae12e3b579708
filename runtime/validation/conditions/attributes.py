"""Checks of conditional attributes: types 1C and 2C, conditional macros, alternatives.

Source: PS3.5 7.4.2 and 7.4.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...conditions import Verdict
from ...conditions.expressions import Place
from ...conditions.expressions import Scope as Reach
from ...conditions.places import View, find
from ...rules.judges import judge_of
from ...rules.overrides import STAND_INS, Alternatives
from ...tables.descriptions import Attribute, Included, When
from ..plan.conditional_attributes import ConditionalAttribute
from ..plan.parts import Source
from ..plan.rule import name_of, reference_of, table_of
from ..plan.scope import Scope
from .facts import Facts
from .outcome import HELD, NOTHING, Outcome, Problem, Undecided
from .problems import MISSING, lacks, may_lack, missing, not_allowed


class AttributeCheck:
    """Checks an attribute of type 1C or 2C."""

    once: Final = None

    def __init__(self, attribute: ConditionalAttribute) -> None:
        self._attribute = attribute

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        attribute = self._attribute
        present = attribute.tag in scope.elements
        if not present and attribute.required is not None:
            required = attribute.required(view, facts)
            if required is False:
                return HELD
            if required is None:
                source, when = attribute.rows[0][:2]
                return Outcome(undecided=Undecided(source.attribute, when))
        return self._outcome_of_rows(scope, view, facts)

    def _outcome_of_rows(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        present = self._attribute.tag in scope.elements
        unknown: Source | None = None
        forbidden = self._attribute.limited
        for source, when, free, judge in self._attribute.rows:
            if present and free:
                return HELD
            verdict = judge.verdict(view, facts)
            if verdict is Verdict.REQUIRED:
                if may_lack(source.attribute) and not present:
                    continue
                if _has_stand_in(scope, source.attribute):
                    continue
                if not present:
                    return Outcome(
                        problems=(missing(source.attribute, when, view, facts),)
                    )
                forbidden = False
            elif verdict is Verdict.UNKNOWN:
                unknown = unknown or source
            elif verdict is not Verdict.FORBIDDEN:
                forbidden = False
        if unknown is not None:
            row = unknown.attribute
            return Outcome(undecided=Undecided(row, row.when or When()))
        if present and forbidden:
            first = self._attribute.rows[0]
            problem = not_allowed(first.source.attribute, first.when, view, facts)
            return Outcome(problems=(problem,))
        return HELD


def _has_stand_in(scope: Scope, row: Attribute) -> bool:
    stand_in = STAND_INS.get((table_of(row), row.tag))
    return stand_in is not None and stand_in in scope.elements


class InclusionCheck:
    """Checks a macro that a table includes under a condition."""

    once: Final = None

    def __init__(self, inclusion: Included) -> None:
        self._macro, self._when = inclusion

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        verdict = judge_of(self._when).verdict(view, facts)
        attributes = self._macro.attributes()
        if verdict is Verdict.REQUIRED:
            problems = [
                missing(attribute, self._when, view, facts)
                for attribute in attributes.values()
                if lacks(scope, attribute)
            ]
        elif verdict is Verdict.FORBIDDEN:
            sources = scope.level.plan.sources
            problems = [
                not_allowed(attribute, self._when, view, facts)
                for tag, attribute in attributes.items()
                if tag in scope.elements and len(sources.get(tag, ())) == 1
            ]
        else:
            return NOTHING
        return Outcome(problems=tuple(problems)) if problems else NOTHING


class SharedInclusionsCheck:
    """Checks the attributes of several macros, each of which is included under a condition.

    Args:
        inclusions: The inclusions of each attribute, by tag.
    """

    once: Final = None

    def __init__(self, inclusions: Mapping[int, Sequence[Included]]) -> None:
        self._inclusions = inclusions

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        problems = [
            not_allowed(
                inclusions[0].definition.attributes()[tag],
                _any_of(inclusions),
                view,
                facts,
            )
            for tag, inclusions in self._inclusions.items()
            if tag in scope.elements
            and all(
                judge_of(each.when).verdict(view, facts) is Verdict.FORBIDDEN
                for each in inclusions
            )
        ]
        return Outcome(problems=tuple(problems)) if problems else NOTHING


def _any_of(inclusions: Sequence[Included]) -> When:
    """Return the condition that one of several macros is included."""
    first = inclusions[0].when
    required = dict.fromkeys(each.when.required for each in inclusions)
    parts = [f"({each})" for each in required if each is not None]
    return first._replace(required=" or ".join(parts) if parts else None)


class AlternativesCheck:
    """Checks that at least one of several attributes is present."""

    once: Final = None

    def __init__(self, alternatives: Alternatives) -> None:
        self._alternatives = alternatives

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        tags = self._alternatives.tags
        if not scope.elements.keys().isdisjoint(tags):
            return NOTHING
        if self._alternatives.if_referring and not refers_to_instance(view, facts):
            return NOTHING
        first, *others = tags
        row = scope.level.plan.sources[first][0].attribute
        names = " and ".join(scope.keyword(tag) for tag in others)
        problem = Problem(
            MISSING["1C"],
            first,
            f"absent, like {names}; at least one must be present",
            name_of(row.owner),
            reference_of(row.owner),
        )
        return Outcome(problems=(problem,))


def refers_to_instance(view: View, facts: Facts) -> bool:
    """True if any item refers to the SOP class of a composite instance."""
    place = Place("ReferencedSOPClassUID", Reach.EVERYWHERE)
    known = facts.storage_classes
    return any(not known.isdisjoint(found.values) for found in find(place, view))
