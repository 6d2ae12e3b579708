"""Modality Performed Procedure Steps: PS3.4 F.7 to F.9."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from ..validation import codes
from .behaviour import dataset_of
from .classes import sop_class
from .normalized import Normalized
from .register import Books, Managed

CLASS: Final = "1.2.840.10008.3.1.2.3.3"

EVENTS: Final = {"IN PROGRESS": 1, "COMPLETED": 2, "DISCONTINUED": 3}
"""Event Type IDs: Table F.9.2-1."""
UPDATED: Final = 4


class PerformedProcedureSteps(Normalized):
    """Keeps performed procedure steps, and what they say of scheduled ones."""

    def created(self, managed: Managed, call: Call, books: Books) -> Managed:
        made = super().created(managed, call, books)
        _link(made, books)
        return made

    def create(self, request: AttributeList, call: Call) -> object:
        reply = super().create(request, call)
        self._notify(call.sop_instance_uid, EVENTS["IN PROGRESS"])
        self._compare(dataset_of(request), call)
        return reply

    def changed(
        self, managed: Managed, changes: Dataset, call: Call, books: Books
    ) -> Managed:
        made = super().changed(managed, changes, call, books)
        _link(made, books)
        return made

    def after_set(self, managed: Managed, changes: Dataset, call: Call) -> None:
        ended = managed.state != "IN PROGRESS"
        self._notify(managed.uid, EVENTS[managed.state] if ended else UPDATED)

    def _compare(self, dataset: Dataset, call: Call) -> None:
        """Tell of scheduled steps that nobody scheduled here."""
        known = self.peer.scheduled_steps()
        if not known:
            return
        for index, (study, step) in enumerate(scheduled(dataset)):
            if (study, step) not in known:
                self.wrong(
                    call,
                    codes.STEP_UNKNOWN,
                    "the worklist has no such step in this study",
                    keyword="ScheduledProcedureStepID",
                    path=f"ScheduledStepAttributesSequence[{index}]"
                    ".ScheduledProcedureStepID",
                    suggestion="copy it, and Study Instance UID, from the worklist",
                )

    def _notify(self, uid: str, event: int) -> None:
        for ae in self.peer.notified:
            notification = sop_class("ModalityPerformedProcedureStepNotification")
            self.peer.send(ae, notification, uid, event, Dataset())


def _link(managed: Managed, books: Books) -> None:
    """Write down what became of the scheduled steps, for the worklist."""
    for study, step in scheduled(managed.dataset):
        books.execute(
            "INSERT OR REPLACE INTO steps (study, step, state, performed)"
            " VALUES (?, ?, ?, ?)",
            (study, step, managed.state, managed.uid),
        )


class RetrievedPerformedProcedureSteps(Normalized):
    """Returns performed procedure steps by N-GET: PS3.4 F.8."""

    managed_as = CLASS


def scheduled(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the scheduled steps that a performed one refers to: study, and step."""
    return [
        (str(item.get("StudyInstanceUID") or ""), str(step))
        for item in dataset.get("ScheduledStepAttributesSequence") or ()
        if (step := item.get("ScheduledProcedureStepID"))
    ]


def in_worklist(items: Iterable[Dataset]) -> set[tuple[str, str]]:
    """Return the scheduled steps of a worklist: study, and step."""
    return {
        (
            str(item.get("StudyInstanceUID") or ""),
            str(step.get("ScheduledProcedureStepID") or ""),
        )
        for item in items
        for step in item.get("ScheduledProcedureStepSequence") or ()
    }
