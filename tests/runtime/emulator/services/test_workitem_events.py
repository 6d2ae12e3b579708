"""Event reports of workitems: PS3.4 Table CC.2.4-1."""

from __future__ import annotations

from pydicom.dataset import Dataset

from iodize.dimse.checking import check_attribute_list
from iodize.emulator.data.managed_instances import ManagedInstance
from iodize.emulator.services.classes import event_of
from iodize.emulator.services.workitem_events import (
    ASSIGNED,
    CANCEL_REQUESTED,
    PROGRESS_REPORT,
    STATE_REPORT,
    STATUS_CHANGE,
    Event,
    assigned,
    cancel_requested,
    changes_of,
    describe_cancellation,
    restarted,
    state_report,
)
from iodize.services import UnifiedProcedureStepEvent

from ..requests import UPS_PUSH, code, dataset, workitem

REASON = {
    "ReasonForCancellation": "broken",
    "ProcedureStepDiscontinuationReasonCodeSequence": [code()],
}


def managed(state: str = "SCHEDULED", **changes: object) -> ManagedInstance:
    return ManagedInstance(UPS_PUSH, "1.2.3", workitem(**changes), state)


def is_valid(event: Event) -> bool:
    type_id, information = event
    cls = event_of(UnifiedProcedureStepEvent, type_id)
    return check_attribute_list((cls, information)) == ()


def test_state_report_has_state_and_readiness() -> None:
    type_id, information = state_report(managed("IN PROGRESS"))

    assert type_id == STATE_REPORT
    assert information.ProcedureStepState == "IN PROGRESS"
    assert information.InputReadinessState == "READY"
    assert is_valid((type_id, information))


def test_state_report_of_a_canceled_workitem_has_the_reason() -> None:
    progress = dataset(**REASON)
    canceled = managed("CANCELED", ProcedureStepProgressInformationSequence=[progress])
    scheduled = managed(ProcedureStepProgressInformationSequence=[progress])

    assert state_report(canceled)[1].ReasonForCancellation == "broken"
    assert "ReasonForCancellation" not in state_report(scheduled)[1]


def test_reason_and_time_of_a_cancellation_are_set() -> None:
    item = workitem()

    describe_cancellation(item, dataset(**REASON), "20260101120000")

    (progress,) = item.ProcedureStepProgressInformationSequence
    assert progress.ReasonForCancellation == "broken"
    assert progress.ProcedureStepCancellationDateTime == "20260101120000"


def test_time_of_a_cancellation_is_not_replaced() -> None:
    progress = dataset(ProcedureStepCancellationDateTime="20250101120000")
    item = workitem(ProcedureStepProgressInformationSequence=[progress])

    describe_cancellation(item, Dataset(), "20260101120000")

    assert progress.ProcedureStepCancellationDateTime == "20250101120000"


def test_cancel_requested_names_the_requestor() -> None:
    type_id, information = cancel_requested(
        dataset(ContactURI="tel:1", ContactDisplayName="", **REASON), "CT1"
    )

    assert type_id == CANCEL_REQUESTED
    assert information.RequestingAE == "CT1"
    assert information.ContactURI == "tel:1"
    assert "ContactDisplayName" not in information


def test_assignment_is_reported_if_there_is_a_performer() -> None:
    performer = dataset(
        HumanPerformerCodeSequence=[code("A")], HumanPerformerOrganization="Clinic"
    )
    other = dataset(HumanPerformerCodeSequence=[code("B")])
    ((type_id, information),) = assigned(
        managed(
            ScheduledStationNameCodeSequence=[code("CT1")],
            ScheduledHumanPerformersSequence=[performer, other],
        )
    )

    assert assigned(managed()) == []
    assert type_id == ASSIGNED
    assert information.ScheduledStationNameCodeSequence[0].CodeValue == "CT1"
    assert information.HumanPerformerCodeSequence[0].CodeValue == "A"
    assert information.HumanPerformerOrganization == "Clinic"


def test_each_changed_attribute_has_its_report() -> None:
    progress = dataset(ProcedureStepProgress="50")
    changed = managed(
        InputReadinessState="UNAVAILABLE",
        ScheduledStationNameCodeSequence=[code("CT1")],
        ProcedureStepProgressInformationSequence=[progress],
    )

    events = changes_of(workitem(), changed)

    assert [type_id for type_id, _ in events] == [
        STATE_REPORT,
        ASSIGNED,
        PROGRESS_REPORT,
    ]


def test_other_changes_are_not_reported() -> None:
    changed = managed(ProcedureStepLabel="Other", PatientID="P2")

    assert changes_of(workitem(), changed) == []


def test_restart_is_reported_with_kept_subscriptions() -> None:
    type_id, information = restarted()

    assert type_id == STATUS_CHANGE
    assert information.SCPStatus == "RESTARTED"
    assert information.SubscriptionListStatus == "WARM START"
    assert is_valid((type_id, information))
