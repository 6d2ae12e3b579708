"""Image boxes and annotation boxes: PS3.4 H.4.3, H.4.4."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset

from ....dimse.services.attribute_lists import AttributeList
from ....films.pages import strip_of
from ....findings import codes
from ....network.serving.request_context import Call
from ...printer.instances import Box
from ..behaviour import dataset_of
from .base import Printing, reply

IMAGES = ("BasicGrayscaleImageSequence", "BasicColorImageSequence")


class Boxes(Printing):
    """Changes the boxes of the last film."""

    def set(self, request: AttributeList, call: Call) -> Any:
        box = self._box(call)
        self.require_valid(call, "N-SET")
        changes = dataset_of(request)
        warning = self.check_changes(box, changes, call)
        box.attributes.update(changes)
        answer = reply(request, _without_image(box.attributes))
        return (warning, answer) if warning else answer

    def check_changes(self, box: Box, changes: Dataset, call: Call) -> Any | None:
        """Return the warning for values that are not used as requested, or None.

        Raises:
            Refused: The box cannot be changed like this.
        """
        return None

    def _box(self, call: Call) -> Box:
        """Return the box of a request, which must belong to the last film."""
        instances = self.instances(call)
        found = instances.box(call.sop_instance_uid)
        if found is None or found[1].sop_class != self.sop_class.uid:
            self.refuse_unknown(call)
        film, box = found
        if film is not instances.films[-1]:
            raise self.out_of_order(
                call, "not a box of the last film box", "PS3.4 H.4.3.1.2.1.3"
            )
        return box


class AnnotationBoxes(Boxes):
    """Annotation boxes, whose position a request states."""

    def check_changes(self, box: Box, changes: Dataset, call: Call) -> None:
        position = changes.get("AnnotationPosition")
        if position is None:
            return
        with self.refusing(call):
            strip_of(position)
        box.position = position


class ImageBoxes(Boxes):
    """Image boxes, in the order of their positions."""

    def check_changes(self, box: Box, changes: Dataset, call: Call) -> Any | None:
        self._check_position(box, changes, call)
        if self.backend.printer.fault.refuses_images:
            raise self.refusal(call, "C605", "no memory for the image")
        changed = Dataset()
        changed.update(box.attributes)
        changed.update(changes)
        film = self.instances(call).films[-1]
        notes = self.notes_of_image(film, box.position, changed, call)
        return self.status_of(call, notes)

    def _check_position(self, box: Box, changes: Dataset, call: Call) -> None:
        """Report the position of another image box; the image is in this one."""
        stated = changes.get("ImageBoxPosition")
        if stated not in (None, box.position):
            self.add_finding(
                call,
                codes.REFERENCE_TARGET,
                f"is {stated}, but this is the box at position {box.position}",
                keyword="ImageBoxPosition",
                reference="PS3.3 C.13.5",
            )
            changes.ImageBoxPosition = box.position


def _without_image(attributes: Dataset) -> Dataset:
    """Return the attributes without the image, which a reply does not repeat."""
    kept = Dataset()
    kept.update(attributes)
    for keyword in IMAGES:
        kept.pop(keyword, None)
    return kept
