"""Query/Retrieve: which objects C-MOVE and C-GET send.

Source: PS3.4 C.4.2, C.4.3; Y for composite instances, Z for those without bulk data.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from os import PathLike
from typing import Any, ClassVar, Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from .. import iods, modules
from ..dimse.attribute_lists import RetrieveRequest
from ..dimse.providers import Refused
from ..network.calls import Call
from ..validation.findings import Severity
from ..validation.walk import FILE_META
from .archive import Entry
from .behaviour import Behaviour, dataset_of
from .classes import storage_classes
from .extraction import extract
from .frame_lists import INVALID_REQUEST, NONE_FOUND, frames_of
from .frame_pixels import NOT_EXTRACTED
from .outcomes import refused
from .queries import COLUMNS, DOES_NOT_MATCH_SOP_CLASS, LEVELS, UNIQUE, values_of
from .storage import VALIDATOR

NO_NEW_OBJECT: Final = 0xAA01
"""No valid object can be made of the frames: Tables Y.4-1, Y.4-2."""

BULK: Final = frozenset(
    {
        0x00287FE0,  # Pixel Data Provider URL
        0x00420011,  # Encapsulated Document
        0x56000020,  # Spectroscopy Data
        0x7FE00008,  # Float Pixel Data
        0x7FE00009,  # Double Float Pixel Data
        0x7FE00010,  # Pixel Data
        *range(0x5000200C, 0x50FF200C, 0x20000),  # Audio Sample Data
        *range(0x50003000, 0x50FF3000, 0x20000),  # Curve Data
        *range(0x60003000, 0x60FF3000, 0x20000),  # Overlay Data
    }
)
"""Attributes that are left out, with the data of waveforms: Table Z.1-1."""


class Retrieval(Behaviour):
    """Selects the objects that a retrieval names."""

    def move(self, request: RetrieveRequest, call: Call) -> Any:
        return self.sent(request, call)

    def get_instances(self, request: RetrieveRequest, call: Call) -> Any:
        return self.sent(request, call)

    def sent(
        self, request: RetrieveRequest, call: Call
    ) -> list[Dataset | PathLike[str]]:
        """Return what is to be sent, all of it: its number is told first."""
        self.peer.sends_for(call)
        return [self.content(entry) for entry in self.selected(request, call)]

    def content(self, entry: Entry) -> Dataset | PathLike[str]:
        return entry.file

    def selected(self, request: RetrieveRequest, call: Call) -> Iterator[Entry]:
        """Yield the objects below the entity that the unique keys name.

        Raises:
            Refused: The keys name none.
        """
        keys = dataset_of(request)
        level = str(keys.get("QueryRetrieveLevel") or type(request).level)
        if level not in LEVELS:
            raise refused(DOES_NOT_MATCH_SOP_CLASS, f"there is no level {level!r}")
        conditions, values = [], []
        for keyword in (UNIQUE[each] for each in LEVELS[: LEVELS.index(level) + 1]):
            wanted = values_of(keys, keyword)
            if not wanted:
                continue
            marks = ", ".join("?" * len(wanted))
            conditions.append(f"{COLUMNS[keyword]} IN ({marks})")
            values += wanted
        if not values_of(keys, UNIQUE[level]):
            raise refused(DOES_NOT_MATCH_SOP_CLASS, f"{UNIQUE[level]} has no value")
        return self.peer.archive.select(" AND ".join(conditions), tuple(values))


class ObjectRetrieval(Retrieval):
    """Selects objects that belong to no patient, or whatever their UIDs name."""

    stored_as: ClassVar[tuple[str, ...]] = ()
    """UIDs of the SOP classes that are looked through; all if none is named."""

    def selected(self, request: RetrieveRequest, call: Call) -> Iterator[Entry]:
        uids = values_of(dataset_of(request), "SOPInstanceUID")
        if not uids:
            raise refused(DOES_NOT_MATCH_SOP_CLASS, "SOPInstanceUID has no value")
        for entry in self.peer.archive.entries(uids):
            if not self.stored_as or entry.sop_class in self.stored_as:
                yield entry


class CompositeRetrieval(ObjectRetrieval):
    """Sends objects, or a new one that has some of the frames of an object: PS3.4 Y."""

    def sent(
        self, request: RetrieveRequest, call: Call
    ) -> list[Dataset | PathLike[str]]:
        keys = dataset_of(request)
        level = str(keys.get("QueryRetrieveLevel") or type(request).level)
        if level == "IMAGE":
            return super().sent(request, call)
        if level != "FRAME":
            raise refused(DOES_NOT_MATCH_SOP_CLASS, f"there is no level {level!r}")
        self.peer.sends_for(call)
        entries = list(self.selected(request, call))
        if len(values_of(keys, "SOPInstanceUID")) > 1:
            raise refused(INVALID_REQUEST, "frames of one instance, not of several")
        if not entries or not entries[0].file.is_file():
            raise refused(NONE_FOUND, f"{keys.SOPInstanceUID} was not stored here")
        return [self._extracted(entries[0], keys)]

    def _extracted(self, entry: Entry, keys: Dataset) -> Dataset:
        """Return a new instance: a valid one, as far as the one that was stored is.

        Raises:
            Refused: There is none with these frames.
        """
        if not extractable(entry.sop_class):
            raise refused(NO_NEW_OBJECT, "its IOD has no Frame Extraction module")
        made = dcmread(entry.file)
        try:
            extract(made, frames_of(keys, made), keys, self.peer.ae_title)
        except Refused:
            raise
        except Exception as error:  # of any kind: the object is broken
            raise refused(NOT_EXTRACTED, str(error)) from error
        for code, path in _errors(made) - _errors(entry.file):
            raise refused(NO_NEW_OBJECT, f"{path}: {code}")
        return made


def extractable(sop_class: str) -> bool:
    """Whether the objects of a SOP class may be made of frames of others."""
    cls = storage_classes().get(sop_class)
    iod = getattr(iods, cls.iod) if cls is not None and cls.iod else None
    return iod is not None and any(
        use.definition is modules.FrameExtraction for use in iod.module_uses
    )


def _errors(source: Dataset | PathLike[str]) -> set[tuple[str, str]]:
    """Return what is wrong with an object: codes, and paths without indices."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's, about what is found anyway
        report = VALIDATOR.check(source)
    return {
        (each.code, re.sub(r"\[\d+\]", "", each.path))
        for each in report.findings
        if each.severity is Severity.ERROR and not each.path.startswith(FILE_META)
    }


class RetrievalWithoutBulk(ObjectRetrieval):
    """Sends objects without their pixel and other bulk data."""

    def content(self, entry: Entry) -> Dataset | PathLike[str]:
        if not entry.file.is_file():
            return entry.file  # one failure among others
        dataset = dcmread(entry.file, defer_size=1 << 16)
        for tag in BULK & dataset.keys():
            del dataset[tag]
        for item in dataset.get("WaveformSequence") or ():
            item.pop("WaveformData", None)
        return dataset
