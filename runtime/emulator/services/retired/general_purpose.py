"""General purpose worklist, with scheduled and performed procedure steps.

The scheduled steps are the data sets in the folder `general-purpose-worklist`.

Source: PS3.4-2011 K.6.2, F.10 and F.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ....dimse.services.attribute_lists import AttributeList
from ....findings import codes
from ....network.serving.request_context import Call
from ...data.managed_instances import ManagedInstance, RegisterTransaction
from ..behaviour import dataset_of
from ..folders import FolderQuery
from ..normalized import Normalized
from .folder_instances import FolderInstances

FOLDER: Final = "general-purpose-worklist"
SCHEDULED_STEP: Final = "1.2.840.10008.5.1.4.32.2"
"""General Purpose Scheduled Procedure Step SOP Class."""
SCHEDULED: Final = "SCHEDULED"
CHANGE: Final = 1
"""Action Type ID of the request that changes the state of a step."""


class GeneralPurposeWorklist(FolderQuery):
    """Answers queries with the steps of the folder, in their present states."""

    folder = FOLDER

    def candidates(self) -> Iterator[Dataset]:
        register = self.backend.register
        for dataset in self.items:
            uid = str(dataset.get("SOPInstanceUID") or "")
            changed = register.get(SCHEDULED_STEP, uid)
            yield dataset if changed is None else changed.dataset


class GeneralPurposeScheduledSteps(FolderInstances):
    """Lets one performer claim a step with a Transaction UID, suspend it and end it."""

    folder = FOLDER
    state = "GeneralPurposeScheduledProcedureStepStatus"

    def request_modification(self, request: AttributeList, call: Call) -> None:
        """Change the state of a step."""
        attributes = dataset_of(request)

        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            managed = managed._replace(state=managed.state or SCHEDULED)
            decision = self.check_state("N-ACTION", attributes, managed, call, CHANGE)
            state = decision.state or managed.state
            dataset = managed.dataset
            dataset.GeneralPurposeScheduledProcedureStepStatus = state
            if performers := attributes.get("ActualHumanPerformersSequence"):
                dataset.ActualHumanPerformersSequence = performers
            lock = str(attributes.get("TransactionUID") or "")
            register.put(
                managed._replace(state=state, lock="" if state == SCHEDULED else lock)
            )

        self.backend.register.change(job)

    actions: ClassVar = {CHANGE: request_modification}


class GeneralPurposePerformedSteps(Normalized):
    """Manages performed steps; the scheduled steps they name refer to them."""

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        created = super().created(managed, call, register)
        references = created.dataset.get(
            "ReferencedGeneralPurposeScheduledProcedureStepSequence"
        )
        for index, reference in enumerate(references or ()):
            self._refer(index, reference, created, call, register)
        return created

    def _refer(
        self,
        index: int,
        reference: Dataset,
        created: ManagedInstance,
        call: Call,
        register: RegisterTransaction,
    ) -> None:
        """Add a performed step to the scheduled step that it names, if that is claimed."""
        path = f"ReferencedGeneralPurposeScheduledProcedureStepSequence[{index}]"
        uid = str(reference.get("ReferencedSOPInstanceUID") or "")
        step = register.get(SCHEDULED_STEP, uid)
        if step is None:
            self.add_finding(
                call,
                codes.STEP_UNKNOWN,
                f"no performer has claimed a step {uid}",
                keyword="ReferencedSOPInstanceUID",
                path=f"{path}.ReferencedSOPInstanceUID",
                suggestion="claim the scheduled step by N-ACTION first",
            )
            return
        keyword = "ReferencedGeneralPurposeScheduledProcedureStepTransactionUID"
        if str(reference.get(keyword) or "") != step.lock:
            self.add_finding(
                call,
                codes.TRANSACTION_UID,
                "not the Transaction UID that has claimed the step",
                keyword=keyword,
                path=f"{path}.{keyword}",
                reference="PS3.4-2011 F.11",
            )
        item = Dataset()
        item.ReferencedSOPClassUID = self.sop_class.uid
        item.ReferencedSOPInstanceUID = created.uid
        known = step.dataset.get(
            "ResultingGeneralPurposePerformedProcedureStepsSequence"
        )
        step.dataset.ResultingGeneralPurposePerformedProcedureStepsSequence = Sequence(
            [*(known or ()), item]
        )
        register.put(step)
