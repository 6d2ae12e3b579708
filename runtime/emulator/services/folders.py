"""Queries on the data sets in a folder: worklist, patients, substances.

Source: PS3.4 K.4.1.2, the C-FIND of worklists, which the other SOP classes reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from ...dimse.services.attribute_lists import FindRequest
from ...network.serving.request_context import Call
from ..data.folder_items import FolderItems
from .behaviour import Behaviour, answers

SEVERAL_PATIENTS: Final = "C100"
"""Status for more than one match: PS3.4 Q.2.1.1, Table Q.2-1."""

STEP_STATUSES: Final = {
    "IN PROGRESS": "STARTED",
    "COMPLETED": "COMPLETED",
    "DISCONTINUED": "DISCONTINUED",
}
"""Scheduled Procedure Step Status by Performed Procedure Step Status."""


class FolderQuery(Behaviour):
    """Answers C-FIND from the files of a folder."""

    folder: ClassVar[str]
    """Name of the subfolder."""

    @property
    def items(self) -> FolderItems:
        return self.backend.items(self.folder)

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        yield from answers(query, call, self.candidates())

    def candidates(self) -> Iterator[Dataset]:
        """Yield the data sets that the query is matched with."""
        yield from self.items


class Worklist(FolderQuery):
    """Answers queries of the modality worklist: PS3.4 K.6.1."""

    @property
    def items(self) -> FolderItems:
        return self.backend.worklist

    def candidates(self) -> Iterator[Dataset]:
        """Yield the items, with the statuses that follow from performed steps."""
        states = self.backend.step_states()
        for dataset in self.items:
            study = str(dataset.get("StudyInstanceUID") or "")
            steps = dataset.get("ScheduledProcedureStepSequence") or ()
            changes = {
                index: STEP_STATUSES.get(state, state)
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
    """Answers queries for relevant information of a patient: PS3.4 Q.4."""

    folder = "patients"

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        found = list(super().find(query, call))
        if len(found) > 1:
            raise self.refusal(call, SEVERAL_PATIENTS, f"{len(found)} patients match")
        yield from found


class Products(FolderQuery):
    """Answers queries for the characteristics of products: PS3.4 V.6.1."""

    folder = "products"


class Approvals(FolderQuery):
    """Answers queries for the approval of a substance: PS3.4 V.6.2."""

    folder = "approvals"
