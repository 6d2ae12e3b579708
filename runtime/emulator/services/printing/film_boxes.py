"""Film boxes, of which the last one can be changed and printed: PS3.4 H.4.2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from ....dimse.services.attribute_lists import AttributeList
from ....films import DEFAULT_MAGNIFICATION, DisplayFormat, check_film_box
from ....findings import codes
from ....network.serving.request_context import Call
from ...printer.instances import FilmBox
from ..behaviour import dataset_of
from .base import Printing, complete, invalid_value, reply

GRAYSCALE_BOX: Final = "1.2.840.10008.5.1.1.4"
IMAGE_BOXES: Final = {
    "1.2.840.10008.5.1.1.18": "1.2.840.10008.5.1.1.4.1",
    "1.2.840.10008.5.1.1.9.1": "1.2.840.10008.5.1.1.4.2",
    "1.2.840.10008.5.1.1.18.1": "1.2.840.10008.5.1.1.4.2",
}
"""The SOP class of image boxes by meta SOP class: color, and (retired) referenced images.

It is grayscale for others.
"""
ANNOTATION_BOX: Final = "1.2.840.10008.5.1.1.15"
FILM_SESSION: Final = 0x20100500

ANNOTATION_BOXES: Final = 6
"""Number of annotation boxes of a film, for any Annotation Display Format ID."""

DEFAULTS: Final[Mapping[str, Any]] = {
    "FilmOrientation": "PORTRAIT",
    "FilmSizeID": "14INX17IN",
    "MagnificationType": DEFAULT_MAGNIFICATION.value,
    "BorderDensity": "BLACK",
    "EmptyImageDensity": "BLACK",
    "Trim": "NO",
}


class FilmBoxes(Printing):
    """Manages films, of which the last one can be changed and printed."""

    def create(self, request: AttributeList, call: Call) -> Any:
        attributes = dataset_of(request)
        self._require_session(attributes, call)
        self.require_valid(call, "N-CREATE")
        layouts = self.backend.printer.custom_layouts
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        instances = self.instances(call)
        if instances.film(call.sop_instance_uid):
            raise self.out_of_order(call, "the film box exists", "PS3.7 10.1.5")
        complete(attributes, DEFAULTS)
        warning = self._check(attributes, call)
        film = FilmBox(call.sop_instance_uid, attributes)
        annotated = (
            attributes.get("AnnotationDisplayFormatID")
            and ANNOTATION_BOX in call.association.accepted
        )
        instances.create_film(
            film,
            IMAGE_BOXES.get(call.abstract_syntax, GRAYSCALE_BOX),
            DisplayFormat.parse(attributes.ImageDisplayFormat, layouts).boxes,
            ANNOTATION_BOX,
            ANNOTATION_BOXES if annotated else 0,
        )
        answer = reply(request, film.attributes)
        return (warning, answer) if warning else answer

    def set(self, request: AttributeList, call: Call) -> Any:
        film = self._last(call)
        self.require_valid(call, "N-SET")
        changed = Dataset()
        changed.update(film.attributes)
        changed.update(dataset_of(request))
        warning = self._check(changed, call)
        film.attributes = changed
        answer = reply(request, film.attributes)
        return (warning, answer) if warning else answer

    def delete(self, request: AttributeList, call: Call) -> Any:
        self.instances(call).delete_film(self._last(call))

    def act(self, request: AttributeList, call: Call) -> Any:
        """Print the film."""
        film = self._last(call)
        if self.backend.printer.is_full:
            raise self.refusal(call, "C602", "the print queue is full")
        status = self.status_of(call, self.notes_of(film, call))
        answer = self.start_job(request, call, [film])
        return (status, answer) if status else answer

    def _require_session(self, attributes: Dataset, call: Call) -> None:
        """Refuse a film of another session; that there is none is reported by the tables."""
        session = self.instances(call).session_uid
        items = attributes.get("ReferencedFilmSessionSequence") or ()
        for item in items:
            uid = str(item.get("ReferencedSOPInstanceUID") or "")
            if uid and uid != session:
                self.add_finding(
                    call,
                    codes.INSTANCE_UNKNOWN,
                    f"the association has no film session {uid}",
                    keyword="ReferencedSOPInstanceUID",
                    path="ReferencedFilmSessionSequence[0].ReferencedSOPInstanceUID",
                    reference="PS3.4 H.4.1.2.1.3",
                    suggestion="create the film session first",
                )
                raise invalid_value("unknown film session", FILM_SESSION)

    def _check(self, film_box: Dataset, call: Call) -> Any | None:
        """Return the warning for values that are not used as requested, or None.

        Raises:
            Refused: No film can be printed with its values.
        """
        instances = self.instances(call)
        with self.refusing(call):
            notes = check_film_box(
                film_box,
                instances.presentation_luts,
                custom_formats=self.backend.printer.custom_layouts,
                medium=instances.medium,
            )
        return self.status_of(call, notes)

    def _last(self, call: Call) -> FilmBox:
        """Return the film of a request, which must be the last one: PS3.4 H.4.2.2.2.3."""
        instances = self.instances(call)
        film = instances.film(call.sop_instance_uid)
        if film is None:
            self.refuse_unknown(call)
        if film is not instances.films[-1]:
            raise self.out_of_order(
                call, "not the last film box of the session", "PS3.4 H.4.2.2"
            )
        return film
