"""Detached patients, visits, studies, results and interpretations.

The instances are the data sets in the folder `detached`. A change is reported to the
systems that are notified.

Source: PS3.4-2004 Annexes E and G, F.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from ....network.serving.request_context import Call
from ...data.managed_instances import ManagedInstance
from ..classes import event_of
from ..normalized import only
from .folder_instances import FolderInstances


class Changes(NamedTuple):
    """The events of the changes of an instance."""

    state: str
    """Keyword of the attribute whose values have events of their own."""
    events: Mapping[str, int]
    """Event Type ID by value."""
    updated: int
    """Event Type ID of other changes."""


CHANGES: Final[Mapping[str, Changes]] = {
    "1.2.840.10008.3.1.2.2.1": Changes(
        "VisitStatusID", {"SCHEDULED": 2, "ADMITTED": 3, "DISCHARGED": 5}, 7
    ),
    "1.2.840.10008.3.1.2.3.1": Changes(
        "StudyStatusID",
        {
            "SCHEDULED": 2,
            "ARRIVED": 3,
            "STARTED": 4,
            "COMPLETED": 5,
            "VERIFIED": 6,
            "READ": 7,
        },
        9,
    ),
    "1.2.840.10008.3.1.2.6.1": Changes(
        "InterpretationStatusID",
        {"RECORDED": 2, "TRANSCRIBED": 3, "APPROVED": 4},
        6,
    ),
}
"""By UID of the SOP classes with N-SET: Visit, Study and Interpretation."""


class DetachedInstances(FolderInstances):
    """Returns and changes the instances of the folder `detached`, and reports changes."""

    folder = "detached"

    def after_set(self, managed: ManagedInstance, changes: Dataset, call: Call) -> None:
        """Report a change: the event of the new state, or Updated."""
        kinds = CHANGES[self.sop_class.uid]
        state = str(changes.get(kinds.state) or "")
        type_id = kinds.events.get(state, kinds.updated)
        attributes = event_of(self.sop_class, type_id).attributes()
        information = only(managed.dataset, attributes.keys())
        for ae in self.backend.notified:
            self.backend.send(
                ae, self.sop_class, managed.uid, type_id, information, call
            )
