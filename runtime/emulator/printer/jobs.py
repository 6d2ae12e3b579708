"""Print jobs: PENDING, PRINTING, then DONE or FAILURE (PS3.3 C.13.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from .instances import FilmContent


class JobState(StrEnum):
    """Execution Status of a print job."""

    PENDING = "PENDING"
    PRINTING = "PRINTING"
    DONE = "DONE"
    FAILURE = "FAILURE"

    @property
    def is_final(self) -> bool:
        """True if the job does not change any more."""
        return self in (JobState.DONE, JobState.FAILURE)

    @property
    def event_type_id(self) -> int:
        """Event Type ID of the change to this state: PS3.4 Table H.4-14."""
        return list(JobState).index(self) + 1


NEXT: Final = {
    JobState.PENDING: (JobState.PRINTING, JobState.FAILURE),
    JobState.PRINTING: (JobState.PENDING, JobState.DONE, JobState.FAILURE),
    JobState.DONE: (),
    JobState.FAILURE: (),
}
"""The possible changes of state."""

NORMAL: Final = "NORMAL"
QUEUED: Final = "QUEUED"


@dataclass
class PrintJob:
    """Films to print, with the number of copies."""

    films: tuple[FilmContent, ...]
    copies: int
    priority: str
    label: str
    """Film Session Label."""
    originator: str
    """AE title that requested it."""
    owner: str = ""
    """Owner ID; empty if it has none."""
    uid: str = field(default_factory=lambda: str(generate_uid()))
    created: datetime = field(default_factory=datetime.now)
    state: JobState = JobState.PENDING
    info: str = QUEUED
    """Execution Status Info: PS3.3 C.13.9.1."""

    def enter(self, state: JobState, info: str = NORMAL) -> None:
        """Change the state.

        Raises:
            ValueError: The present state does not allow it.
        """
        if state not in NEXT[self.state]:
            raise ValueError(f"a job that is {self.state} cannot become {state}")
        self.state, self.info = state, info

    @property
    def number(self) -> str:
        """Print Job ID: a short form of the UID."""
        return self.uid[-16:].lstrip(".")

    def attributes(self, printer_name: str) -> Dataset:
        """Return the attributes of the Print Job IOD: PS3.4 Table H.4-15."""
        found = Dataset()
        found.ExecutionStatus = str(self.state)
        found.ExecutionStatusInfo = self.info
        found.PrintPriority = self.priority
        found.CreationDate = self.created.strftime("%Y%m%d")
        found.CreationTime = self.created.strftime("%H%M%S")
        found.PrinterName = printer_name
        found.Originator = self.originator
        return found

    def event_information(self, printer_name: str) -> Dataset:
        """Return the Event Information of the present state: PS3.4 Table H.4-14."""
        found = Dataset()
        found.ExecutionStatusInfo = self.info
        if self.label:
            found.FilmSessionLabel = self.label
        found.PrinterName = printer_name
        return found
