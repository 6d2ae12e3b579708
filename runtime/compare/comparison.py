"""The comparison of two editions: all changes, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple

from ..tables.editions import Edition
from .changes import PARTS, SUBJECT_KINDS, Change, Reach
from .flattening import tables
from .iods import iod_changes
from .messages import message_changes
from .pair import Pair
from .registries import registry_changes
from .services import service_changes
from .tables import renames, table_changes

OF_VALUES: Final = frozenset(
    {"attribute-values", "attribute-range", "attribute-items", "attribute-vm"}
)
"""Changes that attribute lists of PS3.4 have from the tables of PS3.3."""


class PartSource(NamedTuple):
    """A part that a package has from another edition, or does not have."""

    part: str
    """"PS3.7"."""
    old: str
    """The edition from which the old package has it; empty if it was generated without."""
    new: str


class Comparison(NamedTuple):
    """The changes from one edition to another."""

    old: str
    """Name of the old edition: "2022d"."""
    new: str
    changes: tuple[Change, ...]
    """By part, kind of subject, subject and path."""
    parts: tuple[PartSource, ...] = ()
    """The parts that are not those of the two editions."""


def compare(old: Edition, new: Edition) -> Comparison:
    """Return the changes from one edition to another."""
    pair = Pair(old, new)
    renamed = renames(tables(old), tables(new))
    found = [
        *table_changes(pair),
        *iod_changes(pair, renamed),
        *service_changes(pair, renamed),
        *message_changes(pair),
        *registry_changes(pair),
    ]
    parts = tuple(_other_parts(old, new))
    missing = {each.part for each in parts if not (each.old and each.new)}
    compared = (change for change in found if change.subject.part not in missing)
    ordered = sorted(_merged(compared), key=_place)
    return Comparison(old.name, new.name, tuple(ordered), parts)


def _other_parts(old: Edition, new: Edition) -> Iterator[PartSource]:
    one, other = (_parts(edition) for edition in (old, new))
    for number in sorted(one.keys() | other.keys()):
        sources = one.get(number, ""), other.get(number, "")
        same = old.name == new.name and sources[0] == sources[1]
        if sources != (old.name, new.name) and not same:
            yield PartSource(f"PS3.{number}", *sources)


def _parts(edition: Edition) -> Mapping[int, str]:
    """Return the edition of each part of a package, by number."""
    found: Mapping[int, str] = import_module(edition.package).PARTS
    return found


def _place(change: Change) -> tuple[object, ...]:
    subject = change.subject
    return (
        PARTS.index(subject.part) if subject.part in PARTS else len(PARTS),
        SUBJECT_KINDS.index(subject.kind),
        subject.name,
        subject.keyword,
        change.label if not change.path else "",
        change.path,
        change.kind,
        change.label,
        change.old,
    )


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes; those of values that attribute lists repeat are merged.

    The values in the messages of PS3.4 are those of PS3.3.
    """
    changes = [*changes]
    causes = {_values(c): n for n, c in enumerate(changes) if _is_cause(c)}
    services: dict[int, set[str]] = {}
    for change in changes:
        if change.kind in OF_VALUES and change.subject.part == "PS3.4":
            cause = causes.get(_values(change))
            if cause is not None:
                services.setdefault(cause, set()).update(change.reach.services)
    for number, change in enumerate(changes):
        if change.kind in OF_VALUES and change.subject.part == "PS3.4":
            if _values(change) not in causes:
                yield change
        elif number in services:
            reach = change.reach
            both = tuple(sorted({*reach.services, *services[number]}))
            yield change._replace(reach=Reach(reach.iods, reach.modules, both))
        else:
            yield change


def _is_cause(change: Change) -> bool:
    return change.kind in OF_VALUES and change.subject.part == "PS3.3"


def _values(change: Change) -> tuple[object, ...]:
    return change.kind, change.tag, change.old, change.new
