"""Which reports a change of a workitem causes: PS3.4 CC.2.4.3, Table CC.2.4-1."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset

from .register import Managed

STATE_REPORT: Final = 1
CANCEL_REQUESTED: Final = 2
PROGRESS_REPORT: Final = 3
STATUS_CHANGE: Final = 4
ASSIGNED: Final = 5
"""Event Type IDs."""

Event = tuple[int, Dataset]
"""Event Type ID, and information."""

PERFORMERS: Final = (
    "ScheduledStationNameCodeSequence",
    "ScheduledHumanPerformersSequence",
)
PROGRESS: Final = "ProcedureStepProgressInformationSequence"

CANCELLATION: Final = (
    "ReasonForCancellation",
    "ProcedureStepDiscontinuationReasonCodeSequence",
    "ContactURI",
    "ContactDisplayName",
)


def state_report(managed: Managed) -> Event:
    """Return the report of a workitem's state."""
    event = Dataset()
    event.ProcedureStepState = managed.state
    event.InputReadinessState = managed.dataset.get("InputReadinessState")
    if managed.state == "CANCELED":
        for progress in managed.dataset.get(PROGRESS) or ():
            _take(event, progress, CANCELLATION[:2])
    return STATE_REPORT, event


def describe_cancellation(dataset: Dataset, asked: Dataset, now: str) -> None:
    """Write when and why a workitem is cancelled, as far as nobody did.

    Args:
        asked: What asks for it: its reasons are taken over.
        now: A DT.

    Source: PS3.4 Table CC.2.5-3, Procedure Step Cancellation DateTime.
    """
    if not dataset.get(PROGRESS):
        setattr(dataset, PROGRESS, [Dataset()])
    progress = getattr(dataset, PROGRESS)[0]
    _take(progress, asked, CANCELLATION[:2])
    if not progress.get("ProcedureStepCancellationDateTime"):
        progress.ProcedureStepCancellationDateTime = now


def cancel_requested(asked: Dataset, requesting_ae: str) -> Event:
    """Return the report of a request to cancel."""
    event = Dataset()
    event.RequestingAE = requesting_ae
    _take(event, asked, CANCELLATION)
    return CANCEL_REQUESTED, event


def assigned(managed: Managed) -> list[Event]:
    """Return the report of who is to perform a workitem, if somebody is."""
    dataset = managed.dataset
    if not any(dataset.get(keyword) for keyword in PERFORMERS):
        return []
    event = Dataset()
    if dataset.get(PERFORMERS[0]):
        event[PERFORMERS[0]] = dataset[PERFORMERS[0]]
    for performer in dataset.get(PERFORMERS[1]) or ():
        _take(
            event,
            performer,
            ("HumanPerformerCodeSequence", "HumanPerformerOrganization"),
        )
        break  # the report has place for one
    return [(ASSIGNED, event)]


def changes_of(before: Dataset, after: Managed) -> list[Event]:
    """Return the reports that the change of a workitem's attributes causes."""
    now = after.dataset

    def differs(*keywords: str) -> bool:
        return any(before.get(keyword) != now.get(keyword) for keyword in keywords)

    events: list[Event] = []
    if differs("InputReadinessState"):
        events.append(state_report(after))
    if differs(*PERFORMERS):
        events += assigned(after)
    if differs(PROGRESS) and now.get(PROGRESS):
        event = Dataset()
        event[PROGRESS] = now[PROGRESS]
        events.append((PROGRESS_REPORT, event))
    return events


def restarted() -> Event:
    """Return the report of a provider that kept its lists, and works again."""
    event = Dataset()
    event.SCPStatus = "RESTARTED"
    event.SubscriptionListStatus = "WARM START"
    event.UnifiedProcedureStepListStatus = "WARM START"
    return STATUS_CHANGE, event


def _take(event: Dataset, source: Dataset | None, keywords: tuple[str, ...]) -> None:
    for keyword in keywords:
        if source is not None and source.get(keyword):
            event[keyword] = source[keyword]
