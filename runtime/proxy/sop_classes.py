"""The SOP classes of an edition, by their UIDs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from ..dimse.sop_classes import SopClass
from ..editions import Edition


def sop_classes_of(edition: Edition) -> Callable[[str], type[SopClass] | None]:
    """Return what finds a SOP class by its UID, and None where PS3.4 has none."""

    @cache
    def found() -> dict[str, type[SopClass]]:
        try:
            package = import_module(f"{edition.package}.services")
        except ModuleNotFoundError:
            return {}  # an edition that was generated without PS3.4
        public = (getattr(package, name) for name in package.__all__)
        return {
            each.uid: each
            for each in public
            if isinstance(each, type) and issubclass(each, SopClass)
        }

    return lambda uid: found().get(uid)
