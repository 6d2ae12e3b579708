"""Base of the services of Print Management: the instances of an association, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ....dimse.services.attribute_lists import AttributeList
from ....dimse.services.sides import Refused
from ....dimse.services.sop_classes import statuses_of
from ....dimse.services.statuses import Status
from ....films import FilmError, Note, Reason, check_image_box
from ....findings import codes
from ....network.serving.request_context import Call
from ....statuses import (
    ATTRIBUTE_VALUE_OUT_OF_RANGE,
    INVALID_ATTRIBUTE_VALUE,
    NO_SUCH_SOP_INSTANCE,
    PROCESSING_FAILURE,
)
from ...printer.instances import FilmBox, PrintInstances, has_image, reference
from ...printer.jobs import PrintJob
from .. import outcomes
from ..behaviour import Behaviour

PRINT_JOB: Final = "1.2.840.10008.5.1.1.14"


class Printing(Behaviour):
    """Base of the services of print instances."""

    needs_valid = True

    def instances(self, call: Call) -> PrintInstances:
        """Return the print instances of the association of a request."""
        return self.backend.print_instances(call)

    def refuse_unknown(self, call: Call) -> NoReturn:
        """Refuse a request for an instance that this association does not have.

        Raises:
            Refused: Always.
        """
        uid = call.sop_instance_uid
        self.add_finding(
            call,
            codes.INSTANCE_UNKNOWN,
            f"the association has no instance {uid}",
            reference="PS3.4 H.5",
            suggestion="create it on the same association, and use the UID of the reply",
        )
        raise outcomes.refusal(NO_SUCH_SOP_INSTANCE, uid)

    def out_of_order(self, call: Call, message: str, reference: str) -> Refused:
        """Return the refusal of a request that is not allowed at this time."""
        self.add_finding(call, codes.STATE_TRANSITION, message, reference=reference)
        return outcomes.refusal(PROCESSING_FAILURE, message)

    def warning(self, call: Call, code: str) -> Any:
        """Return a warning status of the SOP class."""
        return outcomes.listed(self.sop_class, call.service, code)

    def notes_of(self, film: FilmBox, call: Call) -> list[Note]:
        """Return the differences between a film and what was requested.

        Raises:
            Refused: A value cannot be printed.
        """
        notes = [Note(Reason.EMPTY_PAGE)] if film.is_empty else []
        for box in film.images.values():
            if has_image(box.attributes):
                notes += self.notes_of_image(film, box.position, box.attributes, call)
        return notes

    def notes_of_image(
        self, film: FilmBox, position: int, image_box: Dataset, call: Call
    ) -> list[Note]:
        """Return the differences between an image and what was requested.

        Raises:
            Refused: A value cannot be printed.
        """
        instances = self.instances(call)
        with self.refusing(call):
            return check_image_box(
                film.attributes,
                position,
                image_box,
                instances.presentation_luts,
                annotations=film.texts,
                custom_formats=self.backend.printer.custom_layouts,
                medium=instances.medium,
            )

    def status_of(self, call: Call, notes: Iterable[Note]) -> Any | None:
        """Return the first warning of the notes that the SOP class lists, or None.

        An unsupported value is a general warning of N-CREATE and N-SET: PS3.7 C.4.3.

        Raises:
            Refused: A note is a failure.
        """
        known = {int(each.code, 16): each for each in self._statuses(call)}
        if call.service in ("N-CREATE", "N-SET"):
            known[0x0116] = ATTRIBUTE_VALUE_OUT_OF_RANGE
        found = [
            (note, known[note.reason.status])
            for note in notes
            if note.reason.status in known
        ]
        found.sort(key=lambda each: each[1] is ATTRIBUTE_VALUE_OUT_OF_RANGE)
        for note, status in found:
            if note.reason.is_failure:
                raise outcomes.refusal(status, str(note))
        return found[0][1] if found else None

    def _statuses(self, call: Call) -> tuple[Status, ...]:
        return statuses_of(self.sop_class, call.service)

    @contextmanager
    def refusing(self, call: Call) -> Iterator[None]:
        """Refuse a request with a value with which no film can be printed.

        Raises:
            Refused: There is one.
        """
        try:
            yield
        except FilmError as error:
            self.add_finding(
                call,
                codes.VALUE_INVALID,
                str(error),
                keyword=error.keyword,
                reference="PS3.3 C.13",
                suggestion=error.hint or "",
            )
            tag = tag_for_keyword(error.keyword)
            raise invalid_value(str(error), tag) from error

    def start_job(
        self, request: AttributeList, call: Call, films: list[FilmBox]
    ) -> Any:
        """Queue a print job, and return the reply to the print request.

        The reply names the job if the association has its SOP class: PS3.4 H.4.1.2.4.1.
        """
        instances = self.instances(call)
        session = instances.session
        job = PrintJob(
            tuple(map(instances.content, films)),
            copies=int(session.get("NumberOfCopies") or 1),
            priority=str(session.get("PrintPriority") or "MED"),
            label=str(session.get("FilmSessionLabel") or ""),
            originator=call.calling_ae,
            owner=str(session.get("OwnerID") or ""),
        )
        self.backend.print(job, call)
        if PRINT_JOB not in call.association.accepted:
            return None
        attributes = Dataset()
        attributes.ReferencedPrintJobSequencePullStoredPrint = Sequence(
            [reference(PRINT_JOB, job.uid)]
        )
        return reply(request, attributes)


def reply(request: AttributeList, attributes: Dataset) -> Any:
    """Return the reply to a request: the attributes that its table has.

    It has a data set even if the request has no attributes: some clients require it.
    """
    replied: Any = type(request).reply
    selected = Dataset()
    for tag in attributes.keys() & replied.attributes().keys():
        selected[tag] = attributes[tag]
    return replied.from_dataset(selected)


def invalid_value(reason: str, tag: int | None) -> Refused:
    """Return the refusal of a value, with the reason.

    PS3.7 C.5.11 does not list Error Comment, which a client needs to find the cause.
    """
    offending = () if tag is None else (tag,)
    comment = outcomes.error_comment(reason)
    return Refused(INVALID_ATTRIBUTE_VALUE, comment, offending=offending)


def complete(attributes: Dataset, defaults: Mapping[str, Any]) -> None:
    """Add the values that a request leaves to the printer."""
    for keyword, value in defaults.items():
        if attributes.get(keyword) in (None, ""):
            setattr(attributes, keyword, value)
