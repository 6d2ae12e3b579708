"""Instances that start as data sets in a folder; changes are kept in the register."""

from __future__ import annotations

from copy import deepcopy
from typing import ClassVar

from pydicom.dataset import Dataset

from ....dimse.services.attribute_lists import AttributeList
from ....network.serving.request_context import Call
from ...data.managed_instances import ManagedInstance, RegisterTransaction
from ..normalized import Normalized


class FolderInstances(Normalized):
    """Manages the instances in a folder, by SOP Class UID and SOP Instance UID."""

    folder: ClassVar[str]
    """Name of the subfolder."""
    state: ClassVar[str] = ""
    """Keyword of the attribute with the state; empty if there is none."""

    def get(self, request: AttributeList, call: Call) -> object:
        dataset = self.backend.register.change(
            lambda register: self.managed_instance(register, call)
        ).dataset
        return self.get_reply(type(request), dataset, call)

    def managed_instance(
        self, register: RegisterTransaction, call: Call
    ) -> ManagedInstance:
        """Return the instance that a request names, as it is now.

        Raises:
            Refused: It is neither in the register nor in the folder.
        """
        uid = call.sop_instance_uid
        known = register.get(self.managed_as, uid)
        if known is not None:
            return known
        for dataset in self.backend.items(self.folder):
            if dataset.get("SOPInstanceUID") == uid and self.is_own(dataset):
                state = str(dataset.get(self.state) or "") if self.state else ""
                return ManagedInstance(self.managed_as, uid, deepcopy(dataset), state)
        self.refuse_unknown(call)

    def is_own(self, dataset: Dataset) -> bool:
        """True if a data set is an instance of this SOP class, or does not state one."""
        return dataset.get("SOPClassUID") in (None, "", self.managed_as)
