"""Event reports of changes of workitems: PS3.4 CC.2.4.3, Table CC.2.4-1."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset

from ..data.managed_instances import ManagedInstance

STATE_REPORT: Final = 1
CANCEL_REQUESTED: Final = 2
PROGRESS_REPORT: Final = 3
STATUS_CHANGE: Final = 4
ASSIGNED: Final = 5
"""Event Type IDs."""

Event = tuple[int, Dataset]
"""Event Type ID and Event Information."""

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


def state_report(managed: ManagedInstance) -> Event:
    """Return a UPS State Report."""
    event = Dataset()
    event.ProcedureStepState = managed.state
    event.InputReadinessState = managed.dataset.get("InputReadinessState")
    if managed.state == "CANCELED":
        for progress in managed.dataset.get(PROGRESS) or ():
            _copy(event, progress, CANCELLATION[:2])
    return STATE_REPORT, event


def describe_cancellation(dataset: Dataset, request: Dataset, now: str) -> None:
    """Set the reasons and the time of a cancellation; a time that is present remains.

    Args:
        request: The request to cancel, which has the reasons.
        now: The time, as DT.

    Source: PS3.4 Table CC.2.5-3, Procedure Step Cancellation DateTime.
    """
    if not dataset.get(PROGRESS):
        setattr(dataset, PROGRESS, [Dataset()])
    progress = getattr(dataset, PROGRESS)[0]
    _copy(progress, request, CANCELLATION[:2])
    if not progress.get("ProcedureStepCancellationDateTime"):
        progress.ProcedureStepCancellationDateTime = now


def cancel_requested(request: Dataset, requesting_ae: str) -> Event:
    """Return a UPS Cancel Requested report."""
    event = Dataset()
    event.RequestingAE = requesting_ae
    _copy(event, request, CANCELLATION)
    return CANCEL_REQUESTED, event


def assigned(managed: ManagedInstance) -> list[Event]:
    """Return a UPS Assigned report, or an empty list if there is no performer."""
    dataset = managed.dataset
    if not any(dataset.get(keyword) for keyword in PERFORMERS):
        return []
    event = Dataset()
    if dataset.get(PERFORMERS[0]):
        event[PERFORMERS[0]] = dataset[PERFORMERS[0]]
    for performer in dataset.get(PERFORMERS[1]) or ():
        _copy(
            event,
            performer,
            ("HumanPerformerCodeSequence", "HumanPerformerOrganization"),
        )
        break  # the report has a single performer
    return [(ASSIGNED, event)]


def changes_of(before: Dataset, after: ManagedInstance) -> list[Event]:
    """Return the reports for changed attributes of a workitem."""
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
    """Return the report of a restarted SCP that kept its subscriptions."""
    event = Dataset()
    event.SCPStatus = "RESTARTED"
    event.SubscriptionListStatus = "WARM START"
    event.UnifiedProcedureStepListStatus = "WARM START"
    return STATUS_CHANGE, event


def _copy(target: Dataset, source: Dataset, keywords: tuple[str, ...]) -> None:
    """Copy the attributes that have a value."""
    for keyword in keywords:
        if source.get(keyword):
            target[keyword] = source[keyword]
