"""The SOP class of an IOD, also of those that are not stored."""

from __future__ import annotations

from typing import Final

from ..definitions import Iod
from ..editions import Edition

NOT_STORED: Final = {
    "BasicDirectory": "MediaStorageDirectoryStorage",
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


def sop_class_of(edition: Edition, iod: type[Iod]) -> str:
    """Return the UID of the first SOP class of an IOD.

    Raises:
        LookupError: There is none.
    """
    keyword = iod.__name__
    stored = (uid for uid, name in edition.sop_classes.items() if name == keyword)
    found = next(stored, None)
    if found is None:
        wanted = NOT_STORED.get(keyword, keyword)
        named = (uid for uid, row in edition.uids.items() if row[1] == wanted)
        found = next(named, None)
    if found is None:
        raise LookupError(f"no SOP class of {keyword} is registered")
    return found
