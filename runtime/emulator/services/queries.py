"""Query/Retrieve: what of the archive matches, and what is to be sent.

Source: PS3.4 C.4.1, C.6; GG and U to JJ for what belongs to no patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from .. import modules
from ..definitions import Module
from ..dimse.attribute_lists import FindRequest
from ..network.calls import Call
from ..validation import codes
from . import headers
from .archive import Archive, Entry
from .behaviour import Behaviour, answers, dataset_of
from .outcomes import refused

DOES_NOT_MATCH_SOP_CLASS: Final = 0xA900
"""Status of an identifier that the information model does not have: Table C.4-1."""

LEVELS: Final = ("PATIENT", "STUDY", "SERIES", "IMAGE")
"""From the top: Table C.6.1-1."""

UNIQUE: Final = {
    "PATIENT": "PatientID",
    "STUDY": "StudyInstanceUID",
    "SERIES": "SeriesInstanceUID",
    "IMAGE": "SOPInstanceUID",
}
"""The unique key of each level."""

COLUMNS: Final = {
    "PatientID": "patients.patient_id",
    "StudyInstanceUID": "studies.uid",
    "SeriesInstanceUID": "series.uid",
    "SOPInstanceUID": "instances.uid",
    "AccessionNumber": "studies.accession_number",
    "Modality": "series.modality",
}
"""Keys that the index narrows a search by."""

BROKEN: Final = frozenset(
    {codes.QUERY_LEVEL_MISSING.name, codes.QUERY_LEVEL_UNKNOWN.name}
)
UNANSWERABLE: Final = BROKEN | {codes.UNIQUE_KEY_MISSING.name}

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
    "PATIENT": _PATIENT,
    "STUDY": (*_PATIENT, *_STUDY),
    "SERIES": (*_PATIENT, *_STUDY, *_SERIES),
}
"""Modules whose attributes are the same in all instances of an entity: PS3.3 A.1.2."""


class ArchiveQuery(Behaviour):
    """Answers C-FIND on patients, studies, series and instances."""

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        keys = dataset_of(query)
        level = self._level(keys, query, call)
        found = candidates(self.peer.archive, level, keys)
        yield from answers(query, call, (self._complete(each, level) for each in found))

    def _level(self, keys: Dataset, query: FindRequest[Any], call: Call) -> str:
        level = str(keys.get("QueryRetrieveLevel") or type(query).level)
        serious = BROKEN if self.peer.lenient else UNANSWERABLE
        found = [each for each in call.findings if each.code in serious]
        if found or level not in LEVELS:
            what = found[0].message if found else f"no level {level!r}"
            raise refused(DOES_NOT_MATCH_SOP_CLASS, what[:64])
        return level

    def _complete(self, dataset: Dataset, level: str) -> Dataset:
        """Add what every answer says of the archive itself: PS3.4 C.4.1.1.3.2."""
        dataset.QueryRetrieveLevel = level
        dataset.RetrieveAETitle = self.peer.ae_title
        dataset.InstanceAvailability = "ONLINE"
        return dataset


class ObjectQuery(Behaviour):
    """Answers C-FIND on objects that belong to no patient: PS3.4 U, X, BB, HH to JJ."""

    stored_as: ClassVar[tuple[str, ...]]
    """UIDs of the SOP classes that are looked through."""

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        found = described(self.objects())
        yield from answers(query, call, (dataset for _, dataset in found))

    def objects(self) -> Iterator[Entry]:
        for uid in self.stored_as:
            yield from self.peer.archive.select("instances.sop_class = ?", (uid,))


def described(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Dataset]]:
    """Yield objects with their attributes; those whose files somebody removed are left."""
    for entry in entries:
        try:
            dataset = headers.read_header(entry.file)
        except FileNotFoundError:
            continue
        yield entry, dataset


def candidates(archive: Archive, level: str, keys: Dataset) -> Iterator[Dataset]:
    """Yield the entities of a level that may match, with the attributes of those above."""
    condition, values = narrowed(keys)
    if level == "IMAGE":
        for entry, dataset in described(archive.select(condition, values)):
            dataset.AvailableTransferSyntaxUID = entry.transfer_syntax
            yield dataset
        return
    table = {"PATIENT": "patients", "STUDY": "studies", "SERIES": "series"}[level]
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


def narrowed(keys: Dataset) -> tuple[str, tuple[str, ...]]:
    """Return a condition on the index that all matches of the keys meet."""
    conditions, values = ["1"], []
    for keyword, column in COLUMNS.items():
        wanted = values_of(keys, keyword)
        if wanted and not any(set("*?\\") & set(each) for each in wanted):
            marks = ", ".join("?" * len(wanted))
            conditions.append(f"{column} IN ({marks})")
            values += wanted
    return " AND ".join(conditions), tuple(values)


def values_of(keys: Dataset, keyword: str) -> list[str]:
    """Return the values of a key; none if it is absent or matches everything."""
    value = keys.get(keyword)
    if value is None or value == "":
        return []
    many = [value] if isinstance(value, str) else list(value)
    return [str(each) for each in many]


def _of_level(header: Dataset, level: str) -> Dataset:
    """Return what the instances of an entity have in common, of what one of them has."""
    kept = Dataset()
    known = _attributes(level)
    for tag in header.keys():  # noqa: SIM118 - a data set iterates over elements
        if int(tag) in known:
            kept[tag] = header[tag]
    return kept


@cache
def _attributes(level: str) -> frozenset[int]:
    found = {0x00080005, 0x00080201}
    for module in MODULES[level]:
        found |= module.attributes().keys()
    return frozenset(found)


_COUNTS: Final = {
    "PATIENT": {
        "NumberOfPatientRelatedStudies": "count(DISTINCT studies.id)",
        "NumberOfPatientRelatedSeries": "count(DISTINCT series.id)",
        "NumberOfPatientRelatedInstances": "count(*)",
    },
    "STUDY": {
        "NumberOfStudyRelatedSeries": "count(DISTINCT series.id)",
        "NumberOfStudyRelatedInstances": "count(*)",
        "ModalitiesInStudy": "group_concat(DISTINCT series.modality)",
        "SOPClassesInStudy": "group_concat(DISTINCT instances.sop_class)",
    },
    "SERIES": {"NumberOfSeriesRelatedInstances": "count(*)"},
}
"""What is counted, not stored: PS3.4 C.3.4, Table C.3-1."""


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
        many = value.split(",") if isinstance(value, str) else str(value)
        setattr(dataset, keyword, many)
