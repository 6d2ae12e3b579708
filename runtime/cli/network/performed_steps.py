"""Performed procedure steps of a modality: made from a worklist item, and from images.

Source: PS3.4 F.7.2.1, Table F.7.2-1; which attribute comes from where: PS3.17 Annex J.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from ..errors import IodizeError

COPIED: Final = (
    "SpecificCharacterSet",
    "PatientName",
    "PatientID",
    "IssuerOfPatientID",
    "PatientBirthDate",
    "PatientSex",
    "ReferencedPatientSequence",
    "AdmissionID",
)
"""Attributes that are the item's own."""

SCHEDULED: Final = (
    "StudyInstanceUID",
    "ReferencedStudySequence",
    "AccessionNumber",
    "RequestedProcedureID",
    "RequestedProcedureDescription",
)
"""Attributes of the item for the Scheduled Step Attributes Sequence."""

SCHEDULED_OF_THE_STEP: Final = (
    "ScheduledProcedureStepID",
    "ScheduledProcedureStepDescription",
    "ScheduledProtocolCodeSequence",
)
"""The same, in the item's Scheduled Procedure Step Sequence."""

RENAMED: Final = {
    "ScheduledProcedureStepLocation": "PerformedLocation",
    "ScheduledStationName": "PerformedStationName",
    "ScheduledProcedureStepDescription": "PerformedProcedureStepDescription",
}
"""What was scheduled, and has a name of its own once it is performed."""

EMPTY: Final = (
    "ReferencedPatientSequence",
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "PerformedStationName",
    "PerformedLocation",
    "PerformedProcedureStepDescription",
    "PerformedProcedureTypeDescription",
    "ProcedureCodeSequence",
    "StudyID",
    "PerformedProcedureStepEndDate",
    "PerformedProcedureStepEndTime",
    "PerformedProtocolCodeSequence",
    "PerformedSeriesSequence",
)
"""Attributes of type 2 that are there without a value, if nothing gives them one."""

EMPTY_SCHEDULED: Final = (
    "ReferencedStudySequence",
    "AccessionNumber",
    "RequestedProcedureID",
    "RequestedProcedureDescription",
    "ScheduledProcedureStepID",
    "ScheduledProcedureStepDescription",
    "ScheduledProtocolCodeSequence",
)

STATE: Final = "PerformedProcedureStepStatus"
IN_PROGRESS: Final = "IN PROGRESS"
COMPLETED: Final = "COMPLETED"
DISCONTINUED: Final = "DISCONTINUED"


class IncompleteImageError(IodizeError):
    """An image that a step cannot tell of."""

    hint = "`iodize validate` tells what else it lacks"

    def __init__(self, path: Path, keyword: str) -> None:
        super().__init__(path, keyword)
        self.path = path
        self.keyword = keyword

    def __str__(self) -> str:
        return f"{self.path}: no {self.keyword}, which the step has to name"


def started(item: Dataset | None, station_ae: str, now: datetime) -> Dataset:
    """Return what N-CREATE asks for when a step begins.

    Args:
        item: Of the worklist; None for a step that nobody scheduled.
        station_ae: AE title of the modality.
    """
    item = item or Dataset()
    step = _first(item, "ScheduledProcedureStepSequence")
    made = Dataset()
    _copy(item, made, {keyword: keyword for keyword in COPIED})
    _copy(step, made, RENAMED)
    made.Modality = step.get("Modality") or "OT"
    made.PerformedStationAETitle = station_ae
    made.PerformedProcedureStepStartDate = f"{now:%Y%m%d}"
    made.PerformedProcedureStepStartTime = f"{now:%H%M%S}"
    made.PerformedProcedureStepID = (
        step.get("ScheduledProcedureStepID") or f"{now:%y%m%d%H%M%S}"
    )
    setattr(made, STATE, IN_PROGRESS)
    if "RequestedProcedureID" in item:
        made.StudyID = item.RequestedProcedureID
    if "RequestedProcedureCodeSequence" in item:
        made.ProcedureCodeSequence = item.RequestedProcedureCodeSequence
    scheduled = Dataset()
    _copy(item, scheduled, {keyword: keyword for keyword in SCHEDULED})
    _copy(step, scheduled, {keyword: keyword for keyword in SCHEDULED_OF_THE_STEP})
    for dataset in (made, scheduled):
        _drop_nameless_codes(dataset)
    _empty(scheduled, EMPTY_SCHEDULED)
    made.ScheduledStepAttributesSequence = Items([scheduled])
    _empty(made, EMPTY)
    return made


def ended(
    state: str, now: datetime, files: Iterable[Path] = (), ae_title: str = ""
) -> Dataset:
    """Return what N-SET changes when a step ends.

    Args:
        state: `COMPLETED` or `DISCONTINUED`.
        files: What was made: instances of which the series are told.
        ae_title: Where they can be retrieved; empty if nowhere.

    Raises:
        OSError, pydicom.errors.InvalidDicomError: A file cannot be read.
        IncompleteImageError: It does not say which series it belongs to.
    """
    made = Dataset()
    setattr(made, STATE, state)
    made.PerformedProcedureStepEndDate = f"{now:%Y%m%d}"
    made.PerformedProcedureStepEndTime = f"{now:%H%M%S}"
    series: dict[str, Dataset] = {}
    for path in files:
        image = dcmread(path, stop_before_pixels=True)
        for keyword in ("SeriesInstanceUID", "SOPClassUID", "SOPInstanceUID"):
            if not image.get(keyword):
                raise IncompleteImageError(path, keyword)
        uid = str(image.SeriesInstanceUID)
        if uid not in series:
            series[uid] = _series(image, ae_title)
        reference = Dataset()
        reference.ReferencedSOPClassUID = image.SOPClassUID
        reference.ReferencedSOPInstanceUID = image.SOPInstanceUID
        is_image = "Rows" in image
        keyword = (
            "ReferencedImageSequence"
            if is_image
            else "ReferencedNonImageCompositeSOPInstanceSequence"
        )
        series[uid][keyword].value.append(reference)
    if series:
        made.PerformedSeriesSequence = Items(series.values())
    return made


def _series(image: Dataset, ae_title: str) -> Dataset:
    made = Dataset()
    made.SeriesInstanceUID = image.SeriesInstanceUID
    # Its name has to be there (type 1); a modality has one for everything it makes.
    made.ProtocolName = image.get("ProtocolName") or "unknown"
    for keyword in ("PerformingPhysicianName", "OperatorsName", "SeriesDescription"):
        setattr(made, keyword, image.get(keyword) or "")
    made.RetrieveAETitle = ae_title
    made.ReferencedImageSequence = Items()
    made.ReferencedNonImageCompositeSOPInstanceSequence = Items()
    return made


def _first(dataset: Dataset, keyword: str) -> Dataset:
    items: Any = dataset.get(keyword)
    return items[0] if items else Dataset()


def _copy(source: Dataset, target: Dataset, names: Mapping[str, str]) -> None:
    for theirs, ours in names.items():
        if theirs in source:
            setattr(target, ours, source[theirs].value)


def _drop_nameless_codes(dataset: Dataset) -> None:
    """Leave out codes without a meaning.

    An answer of a worklist needs none (PS3.4 Table 8-2a), a message of N-CREATE does.
    """
    for element in dataset:
        if element.VR == "SQ" and element.keyword.endswith("CodeSequence"):
            named = [each for each in element.value if each.get("CodeMeaning")]
            dataset[element.tag].value = Items(named)


def _empty(dataset: Dataset, keywords: Iterable[str]) -> None:
    for keyword in keywords:
        if keyword not in dataset:
            setattr(dataset, keyword, None)
