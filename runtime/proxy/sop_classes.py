"""The SOP classes of an edition, by their UIDs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from ..dimse.services.sop_classes import SopClass
from ..tables.editions import Edition


def sop_classes_of(edition: Edition) -> Callable[[str], type[SopClass] | None]:
    """Return a function that maps UIDs to SOP classes, or to None if there is none."""
    known: dict[str, type[SopClass]] = {}
    rest = _classes(edition)

    def find(uid: str) -> type[SopClass] | None:
        registered = edition.uid(uid)
        if registered is None or registered.type not in _TYPES:
            return None
        while uid not in known:
            # Load files one at a time: all of them take a second.
            found = next(rest, None)
            if found is None:
                return None
            known.setdefault(found.uid, found)
        return known[uid]

    return find


_TYPES = frozenset({"SOP Class", "Meta SOP Class"})


def _classes(edition: Edition) -> Iterator[type[SopClass]]:
    try:
        package = import_module(f"{edition.package}.services")
    except ModuleNotFoundError:
        return  # the edition was generated without PS3.4
    storage = set(edition.sop_classes)
    names = [name for name in package.__all__ if not name.startswith("_")]
    keywords = {each.keyword for uid in storage if (each := edition.uid(uid))}
    # Storage first: it is most frequent, and its classes are in one file.
    for name in sorted(names, key=lambda name: name not in keywords):
        found = getattr(package, name)
        if isinstance(found, type) and issubclass(found, SopClass) and found.uid:
            yield found
