"""Selection of changes: by IOD, module, attribute, service, part and effect."""

from __future__ import annotations

from typing import NamedTuple

from .changes import Change, Effect
from .comparison import Comparison


class Selection(NamedTuple):
    """The changes to report. An empty field selects all changes."""

    iods: frozenset[str] = frozenset()
    """Keywords of IODs: their own changes, and those of the tables that they include."""
    modules: frozenset[str] = frozenset()
    """Keywords and names of modules, macros and functional groups."""
    tags: frozenset[int] = frozenset()
    """Attributes, and the attributes in their items."""
    services: frozenset[str] = frozenset()
    """Keywords or UIDs of SOP classes."""
    parts: frozenset[str] = frozenset()
    """"PS3.3"."""
    effects: frozenset[Effect] = frozenset()
    breaking: bool = False
    """Whether to select only changes that break programs."""

    def has(self, change: Change) -> bool:
        """Return True if a change is selected by every field."""
        subject, reach = change.subject, change.reach
        return (
            (not self.parts or subject.part in self.parts)
            and (not self.effects or change.effect in self.effects)
            and (not self.breaking or change.breaking)
            and (not self.tags or not self.tags.isdisjoint(change.tags))
            and (not self.iods or not self.iods.isdisjoint(reach.iods))
            and (
                not self.modules
                or subject.keyword in self.modules
                or change.label in self.modules
                or not self.modules.isdisjoint(reach.modules)
            )
            and (
                not self.services
                or subject.keyword in self.services
                or not self.services.isdisjoint(reach.services)
            )
        )


STRICTER = frozenset({Effect.STRICTER, Effect.EITHER})
LOOSER = frozenset({Effect.LOOSER, Effect.EITHER})


def select(comparison: Comparison, selection: Selection) -> Comparison:
    """Return a comparison with the selected changes.

    A class that was renamed is selected by both names.
    """
    if selection == Selection():
        return comparison
    selection = selection._replace(
        iods=selection.iods | _renamed(comparison, "iod-renamed", selection.iods),
        modules=selection.modules
        | _renamed(comparison, "table-renamed", selection.modules),
    )
    changes = tuple(filter(selection.has, comparison.changes))
    parts = {change.subject.part for change in changes}
    return comparison._replace(
        changes=changes,
        parts=tuple(each for each in comparison.parts if each.part in parts),
    )


def _renamed(
    comparison: Comparison, kind: str, names: frozenset[str]
) -> frozenset[str]:
    """Return the new keywords of classes that had one of the names."""
    return frozenset(
        change.subject.keyword
        for change in comparison.changes
        if change.kind == kind and change.old.text in names
    )
