"""The SOP class of an IOD, also of those that are not stored."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Final, cast

from ..definitions import Iod
from ..editions import Edition
from ..show import UnknownNameError, find

NOT_STORED: Final = {
    # Communicated in real time: PS3.4 Annex KK.
    "RealTimeAudioWaveform": "AudioWaveformRealTimeCommunication",
    "RealTimeVideoEndoscopicImage": "VideoEndoscopicImageRealTimeCommunication",
    "RealTimeVideoPhotographicImage": "VideoPhotographicImageRealTimeCommunication",
    "RenditionSelectionDocument": "RenditionSelectionDocumentRealTimeCommunication",
    # Normalized, and called otherwise than their IODs.
    "BasicImageBox": "BasicGrayscaleImageBox",
    "PrinterConfiguration": "PrinterConfigurationRetrieval",
    "StorageCommitment": "StorageCommitmentPushModel",
    "UnifiedProcedureStep": "UnifiedProcedureStepPush",
}
"""Keywords of SOP classes by IOD, of those without a storage SOP class; the others have
the keyword of the IOD."""


@cache
def sop_classes(edition: Edition) -> Mapping[str, str]:
    """Return the keyword of the IOD of every SOP class that an example can have."""
    stored = edition.sop_classes
    uids = {row[1]: uid for uid, row in edition.uids.items()}
    others = {
        uids[wanted]: iod.__name__
        for iod in edition.definitions("iods")
        if iod.__name__ not in stored.values()
        and (wanted := NOT_STORED.get(iod.__name__, iod.__name__)) in uids
    }
    return {**stored, **others}


def sop_class_of(edition: Edition, iod: type[Iod]) -> str:
    """Return the UID of the first SOP class of an IOD.

    Raises:
        LookupError: There is none.
    """
    for uid, keyword in sop_classes(edition).items():
        if keyword == iod.__name__:
            return uid
    raise LookupError(f"no SOP class of {iod.__name__} is registered")


@cache
def named(edition: Edition, text: str) -> tuple[type[Iod], str]:
    """Return the IOD and the SOP class that a user names, by any name of either.

    Raises:
        UnknownNameError: The edition has neither.
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
