"""Queries over the data sets in a folder: the worklist, patients, substances.

Source: PS3.4 K.4.1.2, the C-FIND of worklists, which the others take over.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import FindRequest
from ..network.calls import Call
from .behaviour import Behaviour, answers
from .items import Items
from .outcomes import refused

SEVERAL_PATIENTS: Final = 0xC100
"""More than one match: PS3.4 Q.2.1.1, Table Q.2-1."""

STARTED: Final = {
    "IN PROGRESS": "STARTED",
    "COMPLETED": "COMPLETED",
    "DISCONTINUED": "DISCONTINUED",
}
"""Scheduled Procedure Step Status by the state of the performed step."""


class FolderQuery(Behaviour):
    """Answers C-FIND from the files of a folder."""

    folder: ClassVar[str]
    """Its name in the folder of the peer."""

    @cached_property
    def items(self) -> Items:
        return self.peer.items(self.folder)

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        yield from answers(query, call, self.candidates())

    def candidates(self) -> Iterator[Dataset]:
        """Yield what is compared with the query."""
        yield from self.items


class Worklist(FolderQuery):
    """Answers queries of the modality worklist: PS3.4 K.6.1."""

    folder = "worklist"

    def candidates(self) -> Iterator[Dataset]:
        """Yield the scheduled steps, with what performed steps say of them."""
        states = self.peer.step_states()
        for dataset in self.items:
            study = str(dataset.get("StudyInstanceUID") or "")
            steps = dataset.get("ScheduledProcedureStepSequence") or ()
            changes = {
                index: STARTED.get(state, state)
                for index, step in enumerate(steps)
                if (
                    state := states.get(
                        (study, str(step.get("ScheduledProcedureStepID")))
                    )
                )
            }
            if changes:
                dataset = deepcopy(dataset)
                for index, state in changes.items():
                    step = dataset.ScheduledProcedureStepSequence[index]
                    step.ScheduledProcedureStepStatus = state
            yield dataset


class Patients(FolderQuery):
    """Answers queries for what is relevant of a patient: PS3.4 Q.4."""

    folder = "patients"

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        found = list(super().find(query, call))
        if len(found) > 1:
            raise refused(SEVERAL_PATIENTS, f"{len(found)} patients match")
        yield from found


class Products(FolderQuery):
    """Answers queries for the characteristics of products: PS3.4 V.6.1."""

    folder = "products"


class Approvals(FolderQuery):
    """Answers queries for the approval of a substance: PS3.4 V.6.2."""

    folder = "approvals"
