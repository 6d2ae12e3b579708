"""Instances that start as data sets in a folder; changes are kept in the register."""

from __future__ import annotations

from copy import deepcopy
from typing import ClassVar

from pydicom.dataset import Dataset

from ....network.serving.request_context import Call
from ...data.managed_instances import ManagedInstance, RegisterTransaction
from ..normalized import Normalized


class FolderInstances(Normalized):
    """Manages the instances in a folder, by SOP Class UID and SOP Instance UID."""

    folder: ClassVar[str]
    """Name of the subfolder."""
    state: ClassVar[str] = ""
    """Keyword of the attribute with the state; empty if there is none."""

    def managed_instance(
        self, register: RegisterTransaction, call: Call
    ) -> ManagedInstance:
        """Return the instance that a request names, as it is now.

        Raises:
            Refused: It is neither in the register nor in the folder.
        """
        found = register.get(self.managed_as, call.sop_instance_uid)
        found = found or self._in_folder(call.sop_instance_uid)
        if found is None:
            self.refuse_unknown(call)
        return found

    def _in_folder(self, uid: str) -> ManagedInstance | None:
        for dataset in self.backend.items(self.folder):
            if dataset.get("SOPInstanceUID") == uid and self.is_own(dataset):
                state = str(dataset.get(self.state) or "") if self.state else ""
                return ManagedInstance(self.managed_as, uid, deepcopy(dataset), state)
        return None

    def is_own(self, dataset: Dataset) -> bool:
        """True if a data set is an instance of this SOP class, or does not state one."""
        return dataset.get("SOPClassUID") in (None, "", self.managed_as)
