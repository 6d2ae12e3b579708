"""Conditions of unknown origin: where their attributes can be, by all definitions.

A condition that is read from a table is bound to scopes once (see `scopes`). A text that a
user gives has no table; here the definitions of the edition tell where an attribute can be.
"""

from __future__ import annotations

from functools import cached_property

from attrs import define

from iodize.conditions.expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Expression,
    Is,
    Not,
    Or,
    Place,
    Present,
    Private,
    Scope,
    Valued,
)
from iodize.conditions.places import GROUPS, enclosing, find
from iodize.conditions.plain import PlainView
from iodize.conditions.requirement import Requirement
from iodize.definitions import Definition
from iodize.editions import Edition

from .vocabulary import Vocabulary

FOLDERS = ("modules", "macros", "functional_groups")


@define(slots=False)
class Lookup:
    """What an edition knows of names and places."""

    edition: Edition

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that conditions can mention."""
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
    def sites(self) -> dict[str, set[str]]:
        """The sequences whose items can have an attribute; "" for the top level."""
        found: dict[str, set[str]] = {}
        seen: set[tuple[type[Definition], str]] = set()
        waiting = [
            (definition, "")
            for folder in FOLDERS
            for definition in self.edition.definitions(folder)
        ]
        waiting += [
            (r, "DirectoryRecordSequence")
            for r in self.edition.directory_records.values()
        ]
        while waiting:
            definition, sequence = waiting.pop()
            if (definition, sequence) in seen:
                continue
            seen.add((definition, sequence))
            for attribute in definition.attributes().values():
                found.setdefault(attribute.keyword, set()).add(sequence)
                if attribute.item is not None:
                    waiting.append((attribute.item, attribute.keyword))
            for macro in definition.all_conditional_includes():
                waiting.append((macro, sequence))
        return found

    def placed(self, requirement: Requirement, view: PlainView) -> Requirement:
        """Return a requirement whose places suit one data set."""
        around = {item.sequence for item in enclosing(view)}
        framed = not around.isdisjoint(GROUPS)  # other frames say nothing of this one

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
            return None if expression is None else _moved(expression, at)

        return Requirement(
            moved(requirement.required),
            moved(requirement.permitted),
            moved(requirement.forbidden),
            requirement.otherwise,
        )


def _moved(expression: Expression, at: object) -> Expression:
    assert callable(at)
    match expression:
        case And(parts) | Or(parts):
            return type(expression)(tuple(_moved(part, at) for part in parts))
        case Not(part):
            return Not(_moved(part, at))
        case Present(place) | Valued(place) | Closed(place) | Private(place):
            return type(expression)(at(place))
        case Is(place, values, number):
            return Is(at(place), values, number)
        case Compares(place, operator, number, counted):
            return Compares(at(place), operator, number, counted)
        case Coded(place, codes):
            return Coded(at(place), codes)
    return expression
