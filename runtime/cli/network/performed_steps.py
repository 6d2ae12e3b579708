"""Performed procedure steps of a modality, from a worklist item and images.

Source: PS3.4 F.7.2.1, Table F.7.2-1; origin of the attributes: PS3.17 Annex J.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from ...errors import IodizeError

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
"""Attributes copied from the item."""

SCHEDULED: Final = (
    "StudyInstanceUID",
    "ReferencedStudySequence",
    "AccessionNumber",
    "RequestedProcedureID",
    "RequestedProcedureDescription",
)
"""Attributes copied from the item to Scheduled Step Attributes Sequence."""

SCHEDULED_OF_THE_STEP: Final = (
    "ScheduledProcedureStepID",
    "ScheduledProcedureStepDescription",
    "ScheduledProtocolCodeSequence",
)
"""Attributes copied from Scheduled Procedure Step Sequence of the item."""

RENAMED: Final = {
    "ScheduledProcedureStepLocation": "PerformedLocation",
    "ScheduledStationName": "PerformedStationName",
    "ScheduledProcedureStepDescription": "PerformedProcedureStepDescription",
}
"""Attributes of the scheduled step, with the corresponding ones of the performed step."""

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
"""Type 2 attributes, empty unless they are copied."""

EMPTY_SCHEDULED: Final = (
    "ReferencedStudySequence",
    "AccessionNumber",
    "RequestedProcedureID",
    "RequestedProcedureDescription",
    "ScheduledProcedureStepID",
    "ScheduledProcedureStepDescription",
    "ScheduledProtocolCodeSequence",
)
"""Type 2 attributes of Scheduled Step Attributes Sequence, empty unless copied."""

CODES: Final = ("ProcedureCodeSequence", "ScheduledProtocolCodeSequence")
"""Copied sequences with codes as items."""

STATE: Final = "PerformedProcedureStepStatus"
IN_PROGRESS: Final = "IN PROGRESS"
COMPLETED: Final = "COMPLETED"
DISCONTINUED: Final = "DISCONTINUED"


class IncompleteImageError(IodizeError):
    """An image without an attribute that a performed step requires."""

    hint = "validate it with `iodize validate`"

    def __init__(self, path: Path, keyword: str) -> None:
        super().__init__(path, keyword)
        self.path = path
        self.keyword = keyword

    def __str__(self) -> str:
        return f"{self.path}: {self.keyword} is missing; the performed step requires it"


def started(item: Dataset | None, station_ae: str, now: datetime) -> Dataset:
    """Return the attributes of N-CREATE for a step that starts.

    Args:
        item: An item of the worklist; None for an unscheduled step.
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
    """Return the attributes of N-SET for a step that ends.

    Args:
        state: `COMPLETED` or `DISCONTINUED`.
        files: The created instances, which are listed by series.
        ae_title: Retrieve AE Title of the instances; may be empty.

    Raises:
        OSError, pydicom.errors.InvalidDicomError: A file cannot be read.
        IncompleteImageError: A UID of an instance or its series is missing.
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
    # Type 1 in the message, but optional in images.
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
    """Remove codes without Code Meaning.

    It is optional in answers of a worklist (PS3.4 Table 8-2a), but required in N-CREATE.
    """
    for keyword in CODES:
        if keyword in dataset:
            codes = dataset[keyword].value
            named = [each for each in codes if each.get("CodeMeaning")]
            dataset[keyword].value = Items(named)


def _empty(dataset: Dataset, keywords: Iterable[str]) -> None:
    for keyword in keywords:
        if keyword not in dataset:
            setattr(dataset, keyword, None)
