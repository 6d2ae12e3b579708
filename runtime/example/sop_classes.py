"""The SOP classes of IODs, including those that are not stored."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Final, cast

from ..show import UnknownNameError, find
from ..tables.descriptions import Iod
from ..tables.editions import Edition

NOT_STORED: Final = {
    "BasicImageBox": "BasicGrayscaleImageBox",
    "PrinterConfiguration": "PrinterConfigurationRetrieval",
    "StorageCommitment": "StorageCommitmentPushModel",
    "UnifiedProcedureStep": "UnifiedProcedureStepPush",
}
"""Keywords of normalized SOP classes by IOD; others have the keyword of the IOD."""


@cache
def sop_classes(edition: Edition) -> Mapping[str, str]:
    """Return the keyword of the IOD by SOP Class UID, for all possible examples."""
    composite = {**edition.sop_classes, **edition.real_time_sop_classes}
    uids = {row[1]: uid for uid, row in edition.uids.items()}
    others = {
        uids[wanted]: iod.__name__
        for iod in edition.definitions("iods")
        if iod.__name__ not in composite.values()
        and (wanted := NOT_STORED.get(iod.__name__, iod.__name__)) in uids
    }
    return {**composite, **others}


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
