"""Retrievals of Query/Retrieve: the objects that C-MOVE and C-GET send.

Source: PS3.4 C.4.2, C.4.3; Y for composite instances, Z for those without bulk data.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import Any, ClassVar, Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from ... import iods, modules
from ...dimse.services.attribute_lists import RetrieveRequest
from ...dimse.services.sides import Refused
from ...findings import codes
from ...findings.finding import Finding, Severity
from ...network.serving.request_context import Call
from ..data.archive import ArchiveEntry
from ..data.extraction import extract
from ..data.frame_lists import (
    InvalidFrameListError,
    NoFramesFoundError,
    NoFrameTimesError,
    frames_of,
)
from .behaviour import dataset_of
from .classes import storage_classes
from .levels import DOES_NOT_MATCH_SOP_CLASS, IMAGE, LEVELS, UNIQUE, Leveled
from .queries import restriction, values_of
from .storage import findings_of

FRAME: Final = "FRAME"
"""Query/Retrieve Level: Table Y.6-1."""

UNKNOWN_DESTINATION: Final = "A801"
"""Status: Table C.4-2."""

NO_FRAMES_FOUND: Final = "AA00"
NO_NEW_OBJECT: Final = "AA01"
NOT_EXTRACTED: Final = "AA02"
NO_FRAME_TIMES: Final = "AA03"
INVALID_REQUEST: Final = "AA04"
"""Statuses: Tables Y.4-1, Y.4-2."""

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
"""Attributes that are removed, besides the data of waveforms: Table Z.1-1."""


class Retrieval(Leveled):
    """Selects the objects that a retrieval names."""

    def move(self, request: RetrieveRequest, call: Call) -> Any:
        ae = call.move_destination
        if not self.backend.has_address(ae):
            comment = f"no address of {ae}: add --ae {ae}=HOST:PORT"
            raise self.refusal(call, UNKNOWN_DESTINATION, comment)
        return self.sent(request, call)

    def get_instances(self, request: RetrieveRequest, call: Call) -> Any:
        return self.sent(request, call)

    def sent(
        self, request: RetrieveRequest, call: Call
    ) -> list[Dataset | PathLike[str]]:
        """Return all objects to send: responses have their number from the first one."""
        self.backend.start_sending(call)
        return [self.content(entry) for entry in self.selected(request, call)]

    def content(self, entry: ArchiveEntry) -> Dataset | PathLike[str]:
        return entry.file

    def selected(self, request: RetrieveRequest, call: Call) -> Iterator[ArchiveEntry]:
        """Return the objects of the entities that the unique keys identify.

        Unless strict, any unique key or the accession number is enough, as in archives.

        Raises:
            Refused: A required key is missing.
        """
        self.require_levels(call)
        keys = dataset_of(request)
        level = type(request).level
        unique = [UNIQUE[each] for each in LEVELS[: LEVELS.index(level) + 1]]
        condition, values = restriction(keys, [*unique, "AccessionNumber"])
        if not values:
            raise self.no_key(call, level)
        return self.backend.archive.select(condition, values)

    def no_key(self, call: Call, level: str) -> Refused:
        """Return the refusal of a retrieval without a key."""
        for finding in call.findings:
            if finding.code == codes.UNIQUE_KEY_MISSING.name:
                return self.mismatch(call, finding)
        return self.refusal(
            call, DOES_NOT_MATCH_SOP_CLASS, f"{UNIQUE[level]} has no value"
        )


class ObjectRetrieval(Retrieval):
    """Selects objects by SOP Instance UID alone."""

    stored_as: ClassVar[tuple[str, ...]] = ()
    """UIDs of the SOP classes of the objects; all if empty."""

    def selected(self, request: RetrieveRequest, call: Call) -> Iterator[ArchiveEntry]:
        uids = values_of(dataset_of(request), "SOPInstanceUID")
        if not uids:
            raise self.no_key(call, IMAGE)
        for entry in self.backend.archive.entries(uids):
            if not self.stored_as or entry.sop_class in self.stored_as:
                yield entry


class CompositeRetrieval(ObjectRetrieval):
    """Sends objects, or a new object with selected frames: PS3.4 Y."""

    def sent(
        self, request: RetrieveRequest, call: Call
    ) -> list[Dataset | PathLike[str]]:
        keys = dataset_of(request)
        if type(request).level != FRAME:
            return super().sent(request, call)
        self.backend.start_sending(call)
        entries = list(self.selected(request, call))
        if len(values_of(keys, "SOPInstanceUID")) > 1:
            raise self.refusal(call, INVALID_REQUEST, "more than one SOP Instance UID")
        if not entries or not entries[0].file.is_file():
            raise self.refusal(
                call, NO_FRAMES_FOUND, f"{keys.SOPInstanceUID} is not stored here"
            )
        return [self._extracted(entries[0], keys, call)]

    def _extracted(self, entry: ArchiveEntry, keys: Dataset, call: Call) -> Dataset:
        """Return a new instance, which has no errors that the stored one does not have.

        Raises:
            Refused: It cannot be created.
        """
        if not extractable(entry.sop_class):
            raise self.refusal(
                call, NO_NEW_OBJECT, "the IOD has no Frame Extraction module"
            )
        extracted = dcmread(entry.file)
        try:
            frames = frames_of(keys, extracted)
            extract(extracted, frames, keys, self.backend.ae_title)
        except InvalidFrameListError as error:
            raise self.refusal(call, INVALID_REQUEST, str(error)) from error
        except NoFramesFoundError as error:
            raise self.refusal(call, NO_FRAMES_FOUND, str(error)) from error
        except NoFrameTimesError as error:
            raise self.refusal(call, NO_FRAME_TIMES, str(error)) from error
        except Exception as error:  # also of any kind, for a broken object
            raise self.refusal(call, NOT_EXTRACTED, str(error)) from error
        known = {_kind(each) for each in _errors(entry.file)}
        for each in _errors(extracted):
            if _kind(each) not in known:
                raise self.refusal(call, NO_NEW_OBJECT, f"{each.path}: {each.code}")
        return extracted


def extractable(sop_class: str) -> bool:
    """True if the IOD of a SOP class has the Frame Extraction module."""
    cls = storage_classes().get(sop_class)
    iod = getattr(iods, cls.iod) if cls is not None and cls.iod else None
    return iod is not None and any(
        use.definition is modules.FrameExtraction for use in iod.module_uses
    )


def _errors(source: Dataset | PathLike[str]) -> list[Finding]:
    return [each for each in findings_of(source) if each.severity is Severity.ERROR]


def _kind(finding: Finding) -> tuple[str, int | None, str, str]:
    """Return the parts of a finding that do not depend on the number of a frame."""
    return finding.code, finding.tag, finding.module, finding.reference


class RetrievalWithoutBulk(ObjectRetrieval):
    """Sends objects without pixel data and other bulk data."""

    def content(self, entry: ArchiveEntry) -> Dataset | PathLike[str]:
        if not entry.file.is_file():
            return entry.file  # counted as a failed sub-operation
        dataset = dcmread(entry.file, defer_size=1 << 16)
        for tag in BULK & dataset.keys():
            del dataset[tag]
        for item in dataset.get("WaveformSequence") or ():
            item.pop("WaveformData", None)
        return dataset
