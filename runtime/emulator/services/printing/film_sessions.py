"""Film sessions: PS3.4 H.4.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from ....dimse.services.attribute_lists import AttributeList
from ....findings import codes
from ....network.serving.request_context import Call
from ....statuses import ATTRIBUTE_VALUE_OUT_OF_RANGE
from ...printer.instances import PrintInstances
from ..behaviour import dataset_of
from .base import Printing, complete, invalid_value, reply

NUMBER_OF_COPIES: Final = 0x20000010

MOST_COPIES: Final = 99
"""Largest number of copies, which is used if more are requested."""

DEFAULTS: Final[Mapping[str, Any]] = {
    "NumberOfCopies": 1,
    "PrintPriority": "MED",
    "MediumType": "BLUE FILM",
    "FilmDestination": "PROCESSOR",
}


class FilmSessions(Printing):
    """Manages the film session of each association."""

    def create(self, request: AttributeList, call: Call) -> Any:
        self.require_valid(call, "N-CREATE")
        instances = self.instances(call)
        if instances.session_uid:
            raise self.out_of_order(
                call, "the association has a film session", "PS3.4 H.4.1.2.1.3"
            )
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        attributes = dataset_of(request)
        memory = attributes.pop("MemoryAllocation", None)
        complete(attributes, DEFAULTS)
        status = self._limit_copies(attributes)
        instances.create_session(call.sop_instance_uid, attributes)
        answer = reply(request, attributes)
        if memory:
            status = self.warning(call, "B600")
        return (status, answer) if status else answer

    def set(self, request: AttributeList, call: Call) -> Any:
        instances = self._own(call)
        self.require_valid(call, "N-SET")
        attributes = dataset_of(request)
        status = self._limit_copies(attributes)
        instances.session.update(attributes)
        answer = reply(request, instances.session)
        return (status, answer) if status else answer

    def delete(self, request: AttributeList, call: Call) -> Any:
        self._own(call).delete_session()

    def act(self, request: AttributeList, call: Call) -> Any:
        """Print all films of the session."""
        instances = self._own(call)
        if not instances.films:
            self.add_finding(
                call,
                codes.STATE_TRANSITION,
                "the film session has no film box",
                reference="PS3.4 H.4.1.2.4.3",
            )
            raise self.refusal(call, "C600", "no film box")
        if self.backend.printer.is_full:
            raise self.refusal(call, "C601", "the print queue is full")
        empty = all(film.is_empty for film in instances.films)
        notes = [note for film in instances.films for note in self.notes_of(film, call)]
        status = self.warning(call, "B602") if empty else self.status_of(call, notes)
        answer = self.start_job(request, call, instances.films)
        return (status, answer) if status else answer

    def _limit_copies(self, attributes: Dataset) -> Any | None:
        """Reduce the number of copies to the largest one; return the warning, or None.

        Raises:
            Refused: The number is less than 1.
        """
        copies = attributes.get("NumberOfCopies")
        if copies in (None, "") or 1 <= copies <= MOST_COPIES:
            return None
        if copies < 1:
            raise invalid_value("at least 1 copy", NUMBER_OF_COPIES)
        attributes.NumberOfCopies = MOST_COPIES
        return ATTRIBUTE_VALUE_OUT_OF_RANGE

    def _own(self, call: Call) -> PrintInstances:
        instances = self.instances(call)
        if not call.sop_instance_uid or call.sop_instance_uid != instances.session_uid:
            self.refuse_unknown(call)
        return instances
