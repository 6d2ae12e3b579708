"""The print queue: its status and jobs, which can be preferred or deleted.

Source: PS3.4-2004 Annex L. No source states the attributes of the actions: Print Job ID
names the job, and Owner ID its owner.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ....dimse.services.attribute_lists import AttributeList
from ....network.serving.request_context import Call
from ....statuses import INVALID_ARGUMENT_VALUE
from ...printer.jobs import JobState, PrintJob
from .. import outcomes
from ..behaviour import dataset_of
from ..normalized import Normalized

HALTED, NOT_THE_OWNER, IN_PROCESS = "C651", "C652", "C653"
"""Statuses of the actions."""


class PrintQueue(Normalized):
    """Returns the status of the queue and its jobs; prefers and deletes pending jobs."""

    def get(self, request: AttributeList, call: Call) -> Any:
        if call.sop_instance_uid != self.sop_class.instance_uid:
            self.refuse_unknown(call)
        printer = self.backend.printer
        dataset = Dataset()
        halted = printer.fault.holds_jobs
        full = printer.is_full
        dataset.QueueStatus = "HALTED" if halted else "FULL" if full else "NORMAL"
        dataset.PrintJobDescriptionSequence = Sequence(
            self._description(job) for job in self.backend.print_jobs()
        )
        return self.get_reply(type(request), dataset, call)

    def prioritize(self, request: AttributeList, call: Call) -> None:
        """Print a job before others."""
        self._pending(request, call).priority = "HIGH"

    def remove(self, request: AttributeList, call: Call) -> None:
        """Delete a job."""
        job = self._pending(request, call)
        if not self.backend.printer.cancel(job):
            raise self.refusal(call, IN_PROCESS, f"job {job.number} is {job.state}")

    actions: ClassVar = {1: prioritize, 2: remove}

    def _pending(self, request: AttributeList, call: Call) -> PrintJob:
        """Return the job of an action.

        Raises:
            Refused: The job is unknown, has another owner, or is not pending.
        """
        attributes = dataset_of(request)
        wanted = str(attributes.get("PrintJobID") or "")
        jobs = {job.number: job for job in self.backend.print_jobs()}
        if wanted not in jobs:
            what = f"no print job {wanted!r}"
            raise outcomes.refusal(INVALID_ARGUMENT_VALUE, what)
        job = jobs[wanted]
        owner = str(attributes.get("OwnerID") or "")
        if job.owner and owner != job.owner:
            raise self.refusal(call, NOT_THE_OWNER, f"job {wanted} has another owner")
        if job.state is not JobState.PENDING:
            raise self.refusal(call, IN_PROCESS, f"job {wanted} is {job.state}")
        return job

    def _description(self, job: PrintJob) -> Dataset:
        item = job.attributes(self.backend.printer.name)
        item.PrintJobID = job.number
        item.OwnerID = job.owner
        item.FilmSessionLabel = job.label
        item.NumberOfFilms = len(job.films) * job.copies
        return item
