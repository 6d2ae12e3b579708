"""Query/Retrieve: which objects C-MOVE and C-GET send.

Source: PS3.4 C.4.2, C.4.3; Y for composite instances, Z for those without bulk data.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import Any, ClassVar, Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from ..dimse.attribute_lists import RetrieveRequest
from ..network.calls import Call
from ..validation import codes
from .archive import Entry
from .behaviour import Behaviour, dataset_of
from .outcomes import refused
from .queries import COLUMNS, DOES_NOT_MATCH_SOP_CLASS, LEVELS, UNIQUE, values_of

FRAMES_NOT_EXTRACTED: Final = 0xAA02
"""Of a retrieval at the level of frames: Table Y.4-1."""

BULK: Final = (
    "PixelData",
    "FloatPixelData",
    "DoubleFloatPixelData",
    "PixelDataProviderURL",
    "SpectroscopyData",
    "OverlayData",
    "CurveData",
    "AudioSampleData",
    "EncapsulatedDocument",
)
"""Attributes that are left out, with the items of waveforms: Table Z.1-1."""


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
        if level == "FRAME":
            raise refused(FRAMES_NOT_EXTRACTED, "frames are not taken out of objects")
        if level not in LEVELS:
            self._refuse(codes.QUERY_LEVEL_UNKNOWN, f"there is no level {level!r}")
        conditions, values = [], []
        for keyword in (UNIQUE[each] for each in LEVELS[: LEVELS.index(level) + 1]):
            wanted = values_of(keys, keyword)
            if not wanted:
                continue
            marks = ", ".join("?" * len(wanted))
            conditions.append(f"{COLUMNS[keyword]} IN ({marks})")
            values += wanted
        if not values_of(keys, UNIQUE[level]):
            self._refuse(codes.UNIQUE_KEY_MISSING, f"{UNIQUE[level]} has no value")
        return self.peer.archive.select(" AND ".join(conditions), tuple(values))

    def _refuse(self, code: codes.Code, message: str) -> None:
        raise refused(DOES_NOT_MATCH_SOP_CLASS, message)


class ObjectRetrieval(Retrieval):
    """Selects objects that belong to no patient, or whatever their UIDs name."""

    stored_as: ClassVar[tuple[str, ...]] = ()
    """UIDs of the SOP classes that are looked through; all if none is named."""

    def selected(self, request: RetrieveRequest, call: Call) -> Iterator[Entry]:
        uids = values_of(dataset_of(request), "SOPInstanceUID")
        if not uids:
            self._refuse(codes.UNIQUE_KEY_MISSING, "SOPInstanceUID has no value")
        for entry in self.peer.archive.entries(uids):
            if not self.stored_as or entry.sop_class in self.stored_as:
                yield entry


class RetrievalWithoutBulk(ObjectRetrieval):
    """Sends objects without their pixel and other bulk data."""

    def content(self, entry: Entry) -> Dataset | PathLike[str]:
        dataset = dcmread(entry.file, defer_size=1 << 16)
        for keyword in BULK:
            dataset.pop(keyword, None)
        for item in dataset.get("WaveformSequence") or ():
            item.pop("WaveformData", None)
        return dataset
