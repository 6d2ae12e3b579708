"""Modality Performed Procedure Step: PS3.4 F.7 to F.9."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydicom.dataset import Dataset

from ...dimse.services.attribute_lists import AttributeList
from ...findings import codes
from ...network.serving.request_context import Call
from ..data.managed_instances import ManagedInstance, RegisterTransaction
from .behaviour import dataset_of
from .classes import sop_class
from .normalized import Normalized

MANAGED_AS: Final = "1.2.840.10008.3.1.2.3.3"
"""Modality Performed Procedure Step SOP Class."""

IN_PROGRESS: Final = "IN PROGRESS"

EVENTS: Final = {IN_PROGRESS: 1, "COMPLETED": 2, "DISCONTINUED": 3}
"""Event Type IDs by state: Table F.9.2-1."""
UPDATED: Final = 4


class PerformedProcedureSteps(Normalized):
    """Manages performed procedure steps, and updates the states of scheduled ones."""

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        created = super().created(managed, call, register)
        _update_steps(created, register)
        return created

    def create(self, request: AttributeList, call: Call) -> object:
        reply = super().create(request, call)
        self._notify(call.sop_instance_uid, EVENTS[IN_PROGRESS])
        self._compare_with_worklist(dataset_of(request), call)
        return reply

    def changed(
        self,
        managed: ManagedInstance,
        changes: Dataset,
        call: Call,
        register: RegisterTransaction,
    ) -> ManagedInstance:
        changed = super().changed(managed, changes, call, register)
        _update_steps(changed, register)
        return changed

    def after_set(self, managed: ManagedInstance, changes: Dataset, call: Call) -> None:
        ended = managed.state != IN_PROGRESS
        self._notify(managed.uid, EVENTS[managed.state] if ended else UPDATED)

    def _compare_with_worklist(self, dataset: Dataset, call: Call) -> None:
        """Add a finding for each referenced step that the worklist does not have."""
        known = in_worklist(self.backend.worklist)
        if not known:
            return
        for index, step in enumerate(scheduled(dataset)):
            if step not in known:
                self.add_finding(
                    call,
                    codes.STEP_UNKNOWN,
                    "the worklist has no such step in this study",
                    keyword="ScheduledProcedureStepID",
                    path=f"ScheduledStepAttributesSequence[{index}]"
                    ".ScheduledProcedureStepID",
                    suggestion="copy it and Study Instance UID from the worklist",
                )

    def _notify(self, uid: str, event: int) -> None:
        for ae in self.backend.notified:
            notification = sop_class("ModalityPerformedProcedureStepNotification")
            self.backend.send(ae, notification, uid, event, Dataset())


def _update_steps(managed: ManagedInstance, register: RegisterTransaction) -> None:
    """Store the state of the scheduled steps, for the worklist."""
    for study, step in scheduled(managed.dataset):
        register.execute(
            "INSERT OR REPLACE INTO steps (study, step, state, performed)"
            " VALUES (?, ?, ?, ?)",
            (study, step, managed.state, managed.uid),
        )


class RetrievedPerformedProcedureSteps(Normalized):
    """Returns performed procedure steps by N-GET: PS3.4 F.8."""

    managed_as = MANAGED_AS


def scheduled(dataset: Dataset) -> list[tuple[str, str]]:
    """Return Study Instance UID and step ID of each referenced scheduled step."""
    return [
        (str(item.get("StudyInstanceUID") or ""), str(step))
        for item in dataset.get("ScheduledStepAttributesSequence") or ()
        if (step := item.get("ScheduledProcedureStepID"))
    ]


def in_worklist(items: Iterable[Dataset]) -> set[tuple[str, str]]:
    """Return Study Instance UID and step ID of each scheduled step of a worklist."""
    return {
        (
            str(item.get("StudyInstanceUID") or ""),
            str(step.get("ScheduledProcedureStepID") or ""),
        )
        for item in items
        for step in item.get("ScheduledProcedureStepSequence") or ()
    }
