"""Queries of Query/Retrieve: candidates from the archive, and their matching.

Source: PS3.4 C.4.1, C.6; GG and U to JJ for non-patient objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from ... import modules
from ...dimse.queries.matcher import CHARACTER_SET
from ...dimse.queries.time_zones import TIMEZONE
from ...dimse.services.attribute_lists import FindRequest
from ...network.serving.request_context import Call
from ...tables.descriptions import Module
from ..data import headers
from ..data.archive import Archive, ArchiveEntry
from .behaviour import Behaviour, answers, dataset_of
from .levels import IMAGE, PATIENT, SERIES, STUDY, Leveled

TABLES: Final = {PATIENT: "patients", STUDY: "studies", SERIES: "series"}
"""The table of the index for each level but the lowest."""

COLUMNS: Final = {
    "PatientID": "patients.patient_id",
    "StudyInstanceUID": "studies.uid",
    "SeriesInstanceUID": "series.uid",
    "SOPInstanceUID": "instances.uid",
    "AccessionNumber": "studies.accession_number",
    "Modality": "series.modality",
}
"""Columns of the index that restrict a search, by key."""

_PATIENT: Final = (modules.Patient, modules.ClinicalTrialSubject)
_STUDY: Final = (
    modules.GeneralStudy,
    modules.PatientStudy,
    modules.ClinicalTrialStudy,
)
_SERIES: Final = (
    modules.GeneralSeries,
    modules.ClinicalTrialSeries,
    modules.GeneralEquipment,
    modules.FrameOfReference,
)
MODULES: Final[dict[str, tuple[type[Module], ...]]] = {
    PATIENT: _PATIENT,
    STUDY: (*_PATIENT, *_STUDY),
    SERIES: (*_PATIENT, *_STUDY, *_SERIES),
}
"""Modules with the same attributes in all instances of an entity: PS3.3 A.1.2."""


class ArchiveQuery(Leveled):
    """Answers C-FIND on patients, studies, series and instances."""

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        self.require_levels(call)
        level = type(query).level
        found = candidates(self.backend.archive, level, dataset_of(query))
        yield from answers(query, call, (self._complete(each, level) for each in found))

    def _complete(self, dataset: Dataset, level: str) -> Dataset:
        """Add the attributes that describe the archive: PS3.4 C.4.1.1.3.2."""
        dataset.QueryRetrieveLevel = level
        dataset.RetrieveAETitle = self.backend.ae_title
        dataset.InstanceAvailability = "ONLINE"
        return dataset


class ObjectQuery(Behaviour):
    """Answers C-FIND on non-patient objects: PS3.4 U, X, BB, HH to JJ."""

    stored_as: ClassVar[tuple[str, ...]]
    """UIDs of the SOP classes of the objects."""

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        found = described(self.objects())
        yield from answers(query, call, (dataset for _, dataset in found))

    def objects(self) -> Iterator[ArchiveEntry]:
        for uid in self.stored_as:
            yield from self.backend.archive.select("instances.sop_class = ?", (uid,))


def described(
    entries: Iterable[ArchiveEntry],
) -> Iterator[tuple[ArchiveEntry, Dataset]]:
    """Yield objects with their attributes, without those whose files were deleted."""
    for entry in entries:
        try:
            dataset = headers.read_header(entry.file)
        except FileNotFoundError:
            continue
        yield entry, dataset


def candidates(archive: Archive, level: str, keys: Dataset) -> Iterator[Dataset]:
    """Yield the entities of a level that can match, with attributes of higher levels."""
    condition, values = restriction(keys)
    if level == IMAGE:
        for entry, dataset in described(archive.select(condition, values)):
            dataset.AvailableTransferSyntaxUID = entry.transfer_syntax
            yield dataset
        return
    table = TABLES[level]
    rows = archive.database.read(
        f"SELECT DISTINCT {table}.id FROM instances"
        " JOIN series ON series.id = instances.series"
        " JOIN studies ON studies.id = series.study"
        " JOIN patients ON patients.id = studies.patient"
        f" WHERE {condition} ORDER BY {table}.id",
        values,
    )
    for (row,) in rows:
        found = archive.database.read(
            f"SELECT header FROM {table} WHERE id = ?", (row,)
        )
        dataset = _of_level(headers.decode(found[0][0]), level)
        _count(archive, level, table, row, dataset)
        yield dataset


def restriction(
    keys: Dataset, keywords: Iterable[str] = COLUMNS
) -> tuple[str, tuple[str, ...]]:
    """Return a condition on the index, with its values, that all matches fulfil.

    Args:
        keywords: Keys that are considered, of `COLUMNS`.
    """
    conditions, values = ["1"], []
    for keyword in keywords:
        column = COLUMNS[keyword]
        wanted = values_of(keys, keyword)
        if wanted and not any(set("*?\\") & set(each) for each in wanted):
            marks = ", ".join("?" * len(wanted))
            conditions.append(f"{column} IN ({marks})")
            values += wanted
    return " AND ".join(conditions), tuple(values)


def values_of(keys: Dataset, keyword: str) -> list[str]:
    """Return the values of a key; an empty list for universal matching."""
    value = keys.get(keyword)
    if value is None or value == "":
        return []
    values = [value] if isinstance(value, str) else list(value)
    return [str(each) for each in values]


def _of_level(header: Dataset, level: str) -> Dataset:
    """Return the attributes of one instance that all instances of its entity share."""
    kept = Dataset()
    known = _attributes(level)
    for tag in header.keys():  # noqa: SIM118 - a data set iterates over elements
        if int(tag) in known:
            kept[tag] = header[tag]
    return kept


@cache
def _attributes(level: str) -> frozenset[int]:
    found = {CHARACTER_SET, TIMEZONE}
    for module in MODULES[level]:
        found |= module.attributes().keys()
    return frozenset(found)


_COUNTS: Final = {
    PATIENT: {
        "NumberOfPatientRelatedStudies": "count(DISTINCT studies.id)",
        "NumberOfPatientRelatedSeries": "count(DISTINCT series.id)",
        "NumberOfPatientRelatedInstances": "count(*)",
    },
    STUDY: {
        "NumberOfStudyRelatedSeries": "count(DISTINCT series.id)",
        "NumberOfStudyRelatedInstances": "count(*)",
        "ModalitiesInStudy": "group_concat(DISTINCT series.modality)",
        "SOPClassesInStudy": "group_concat(DISTINCT instances.sop_class)",
    },
    SERIES: {"NumberOfSeriesRelatedInstances": "count(*)"},
}
"""Attributes computed from the index: PS3.4 C.3.4, Table C.3-1."""


def _count(
    archive: Archive, level: str, table: str, row: int, dataset: Dataset
) -> None:
    columns = _COUNTS[level]
    found = archive.database.read(
        f"SELECT {', '.join(columns.values())} FROM instances"
        " JOIN series ON series.id = instances.series"
        " JOIN studies ON studies.id = series.study"
        " JOIN patients ON patients.id = studies.patient"
        f" WHERE {table}.id = ?",
        (row,),
    )[0]
    for keyword, value in zip(columns, found, strict=True):
        values = value.split(",") if isinstance(value, str) else str(value)
        setattr(dataset, keyword, values)
