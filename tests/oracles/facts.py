"""Facts of an edition that other projects have too, and their differences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

UNSTATED: Final = "?"
"""A fact that a reading lacks; it is not compared."""


class Kind(StrEnum):
    """Kind of a fact."""

    ROW = "attributes of tables"
    """Type, by label of the table and tags."""
    INCLUSION = "inclusions"
    """By label of the table, tags of the sequence, and label of the macro."""
    CONTENT = "attributes of modules"
    """Type with all macros expanded, by name of the module and tags."""
    MODULE = "modules of IODs"
    """Usage, by names of the IOD and of the module."""
    GROUP = "functional groups of IODs"
    """Usage, by names of the IOD and of the functional group."""


class Place(NamedTuple):
    """The place of a fact."""

    owner: str
    """Label of a table, or name of an IOD or module: "C.7-1", "ct-image"."""
    path: tuple[str, ...]


Values = Mapping[Place, str]
Facts = Mapping[Kind, Values]


class Difference(NamedTuple):
    """A fact that one edition does not have, or has with another value."""

    place: Place
    old: str | None
    new: str | None

    @property
    def change(self) -> str:
        """The ending of the kind of change: "added", "removed" or "changed"."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"

    def __str__(self) -> str:
        sides = " -> ".join(
            "none" if side is None else side or "listed" for side in self[1:]
        )
        return f"{self.change} {self.place.owner} {'.'.join(self.place.path)}: {sides}"


class Agreement(NamedTuple):
    """The comparison of the facts of one kind in two editions."""

    owners: int
    """Number of tables, modules or IODs that both have."""
    added: tuple[str, ...]
    """Those of the new edition only; their facts are not compared."""
    removed: tuple[str, ...]
    unstated: int
    """Number of facts that one of the readings lacks."""
    equal: int
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """Share of the compared facts that are equal."""
        return self.equal / ((self.equal + len(self.differences)) or 1)


def agreement(kind: Kind, before: Facts, after: Facts) -> Agreement:
    """Compare the facts of one kind, of the owners that both editions have."""
    old, new = before[kind], after[kind]
    # A table without inclusions has rows.
    having = Kind.ROW if kind is Kind.INCLUSION else kind
    owners = [{place.owner for place in facts[having]} for facts in (before, after)]
    shared = owners[0] & owners[1]
    places = {place for place in old.keys() | new.keys() if place.owner in shared}
    unstated = {p for p in places if UNSTATED in (old.get(p), new.get(p))}
    differences = [
        Difference(place, old.get(place), new.get(place))
        for place in sorted(places - unstated)
        if old.get(place) != new.get(place)
    ]
    return Agreement(
        len(shared),
        tuple(sorted(owners[1] - shared)),
        tuple(sorted(owners[0] - shared)),
        len(unstated),
        len(places) - len(unstated) - len(differences),
        tuple(differences),
    )


def slug(name: str) -> str:
    """Return a name in lower case with hyphens: "CT Image" is "ct-image"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def contents(
    rows: Values,
    inclusions: Values,
    modules: Mapping[str, str],
) -> dict[Place, str]:
    """Expand the macros of modules, except those that include themselves.

    Args:
        modules: Labels of tables by name of the module.
    """
    expansion = _Expansion(rows, inclusions)
    return {
        Place(name, path): value
        for name, label in modules.items()
        for path, value in expansion.of(label, ()).items()
    }


class _Expansion:
    """The rows of tables with those of the included macros."""

    def __init__(self, rows: Values, inclusions: Values) -> None:
        self._rows: dict[str, dict[tuple[str, ...], str]] = {}
        self._included: dict[str, list[tuple[str, ...]]] = {}
        for place, value in rows.items():
            self._rows.setdefault(place.owner, {})[place.path] = value
        for place in inclusions:
            self._included.setdefault(place.owner, []).append(place.path)

    def of(self, label: str, within: tuple[str, ...]) -> dict[tuple[str, ...], str]:
        """Return the types by path; the rows of the table itself take precedence."""
        found = dict(self._rows.get(label, {}))
        for *path, macro in self._included.get(label, ()):
            if macro not in (*within, label):
                inner = self.of(macro, (*within, label))
                for below, value in inner.items():
                    found.setdefault((*path, *below), value)
        return found
