"""The SOP classes of IODs, including those that are not stored."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import cast

from ..show import UnknownNameError, find
from ..tables.descriptions import Iod
from ..tables.editions import Edition


def sop_classes(edition: Edition) -> Mapping[str, str]:
    """Return the keyword of the IOD by SOP Class UID, for all possible examples."""
    return edition.instance_sop_classes


def sop_class_of(edition: Edition, iod: type[Iod]) -> str:
    """Return the UID of the first SOP class of an IOD.

    Raises:
        LookupError: The edition has no SOP class of this IOD.
    """
    for uid, keyword in sop_classes(edition).items():
        if keyword == iod.__name__:
            return uid
    raise LookupError(f"{iod.__name__} has no registered SOP class")


@cache
def named(edition: Edition, text: str) -> tuple[type[Iod], str]:
    """Return the IOD and the SOP class for a name, keyword or UID of either.

    Raises:
        UnknownNameError: The edition has no IOD or SOP class with this name.
    """
    try:
        subject = find(edition, text, "iod")[0]
        iod = cast(type[Iod], subject.definition)
        return iod, sop_class_of(edition, iod)
    except UnknownNameError as unknown:
        with suppress(UnknownNameError):
            for subject in find(edition, text, "uid"):
                if keyword := sop_classes(edition).get(subject.place):
                    return edition.iod(keyword), subject.place
        raise unknown
