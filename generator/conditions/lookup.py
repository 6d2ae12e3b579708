"""Scopes for conditions without a table, from all definitions of an edition.

Conditions of tables are bound to scopes when they are read (see `scopes`). For a text given
by a user, the definitions of the edition determine the possible places of attributes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from attrs import define

from iodize.conditions.expressions import (
    And,
    Expression,
    Not,
    Or,
    Place,
    Referenced,
    Scope,
)
from iodize.conditions.mapping import map_parts, map_places
from iodize.conditions.places import GROUPS, enclosing, find
from iodize.conditions.plain import PlainView
from iodize.conditions.requirement import Requirement
from iodize.tables.editions import Edition
from iodize.tables.sites import TOP, Sites, between, sites

from .own import owned
from .references import NUMBERS, in_sequence, of_concepts, of_described
from .vocabulary import Vocabulary

FOLDERS = ("modules", "macros", "functional_groups")


@define(slots=False)
class Lookup:
    """The names and places of attributes in an edition."""

    edition: Edition

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names in conditions."""
        elements = [
            (f"({tag >> 16:04X},{tag & 0xFFFF:04X})", row[2], row[3], row[0])
            for tag, row in self.edition.elements.items()
        ]
        return Vocabulary.of(
            elements,
            {d.origin().name: d.__name__ for d in self.edition.definitions("modules")},
            {
                d.origin().name: d.__name__
                for d in self.edition.definitions("functional_groups")
            },
            {
                row[0]: uid
                for uid, row in self.edition.uids.items()
                if row[2] == "SOP Class"
            },
        )

    @cached_property
    def sites(self) -> Sites:
        """Sequences whose items can have an attribute, by keyword."""
        roots = [
            (definition, TOP)
            for folder in FOLDERS
            for definition in self.edition.definitions(folder)
        ]
        roots += [
            (r, "DirectoryRecordSequence")
            for r in self.edition.directory_records.values()
        ]
        return sites(roots)

    def placed(self, requirement: Requirement, view: PlainView) -> Requirement:
        """Return a requirement with its places adapted to one data set."""
        around = {item.sequence for item in enclosing(view)}
        framed = not around.isdisjoint(
            GROUPS
        )  # attributes of other frames do not apply to this one

        def at(place: Place) -> Place:
            if (
                place.scope is not Scope.NEAR
                or framed
                or any(True for _ in find(place, view))
            ):
                return place
            sites = self.sites.get((*place.within, place.keyword)[0], {""})
            if sites.isdisjoint(around):
                return Place(place.keyword, Scope.EVERYWHERE, place.within)
            return place

        def moved(expression: Expression | None) -> Expression | None:
            if expression is None:
                return None
            described = of_described(
                owned(expression), lambda keyword: view.get(keyword) is not None
            )
            deep = of_concepts(map_places(described, self._deepened), self.sites)
            return map_places(_in_sequences(deep, view), at)

        return Requirement(
            moved(requirement.required),
            moved(requirement.permitted),
            moved(requirement.forbidden),
            requirement.otherwise,
        )

    def _deepened(self, place: Place) -> Place:
        """Return a place with the sequences between the named one and the attribute."""
        if not place.within:
            return place
        path = between(self.sites, place.within[-1], place.keyword)
        return replace(place, within=(*place.within, *(path or ())))


def _in_sequences(expression: Expression, view: PlainView) -> Expression:
    """Return a condition whose look-ups are in the sequences that a data set has."""
    if isinstance(expression, And | Or | Not):
        return map_parts(expression, lambda part: _in_sequences(part, view))
    if isinstance(expression, Referenced):
        for sequence, number in NUMBERS.get(expression.reference.keyword, ()):
            found = in_sequence(expression, sequence, number)
            if any(True for _ in find(found.number, view)):
                return found
    return expression
