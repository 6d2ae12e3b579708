"""The print instances of an association: a film session, its films and their boxes.

They exist as long as the association: PS3.4 H.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid

from ...films import FILM, PAPER, Medium
from ...findings.finding import Finding

FILM_BOX: Final = "1.2.840.10008.5.1.1.2"


@dataclass
class Box:
    """An image box or an annotation box."""

    sop_class: str
    position: int
    """From 1."""
    attributes: Dataset = field(default_factory=Dataset)


@dataclass
class FilmBox:
    """A film with its boxes, by SOP Instance UID."""

    uid: str
    attributes: Dataset
    images: dict[str, Box] = field(default_factory=dict)
    annotations: dict[str, Box] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    """Findings in the requests for the film and its boxes."""

    @property
    def is_empty(self) -> bool:
        """True if no image box has an image."""
        return not any(has_image(box.attributes) for box in self.images.values())

    @property
    def texts(self) -> dict[int, str]:
        """The text of each annotation box that has one, by position from 1."""
        return {
            box.position: str(text)
            for box in self.annotations.values()
            if (text := box.attributes.get("TextString"))
        }


class FilmContent(NamedTuple):
    """The content of a printed film: a copy that later requests do not change."""

    film_box: Dataset
    image_boxes: Mapping[int, Dataset]
    """Attributes of the image boxes, by position from 1."""
    annotations: Mapping[int, str]
    """Text of the annotation boxes, by position from 1."""
    presentation_luts: Mapping[str, Dataset]
    """By SOP Instance UID."""
    medium: Medium = FILM
    findings: tuple[Finding, ...] = ()
    """Findings in the requests for the film, and for its session."""


class PrintInstances:
    """The print instances of one association."""

    def __init__(self) -> None:
        self.session_uid = ""
        """SOP Instance UID of the film session; empty if there is none."""
        self.session = Dataset()
        self.films: list[FilmBox] = []
        self.findings: list[Finding] = []
        """Findings in the requests for the film session and the Presentation LUTs."""
        self.presentation_luts: dict[str, Dataset] = {}
        self.kept: dict[str, Dataset] = {}
        """Retired boxes, which are not drawn, by SOP Instance UID."""

    @property
    def medium(self) -> Medium:
        """The medium that Medium Type requests."""
        return PAPER if self.session.get("MediumType") == "PAPER" else FILM

    def create_session(self, uid: str, attributes: Dataset) -> None:
        """Start a film session."""
        self.session_uid, self.session, self.films = uid, attributes, []

    def delete_session(self) -> None:
        """Delete the film session with its films and boxes: PS3.4 H.4.1.2.3."""
        self.create_session("", Dataset())
        self.findings = []

    def create_film(
        self,
        film: FilmBox,
        image_class: str,
        images: int,
        annotation_class: str,
        annotations: int,
    ) -> None:
        """Add a film to the session, and create its boxes.

        Args:
            image_class: SOP Class UID of the image boxes.
            images: Their number.
            annotation_class: SOP Class UID of the annotation boxes.
            annotations: Their number.
        """
        film.images = _boxes(image_class, images)
        film.annotations = _boxes(annotation_class, annotations)
        film.attributes.ReferencedImageBoxSequence = _references(film.images)
        if annotations:
            film.attributes.ReferencedBasicAnnotationBoxSequence = _references(
                film.annotations
            )
        self.films.append(film)
        self._list_films()

    def delete_film(self, film: FilmBox) -> None:
        """Delete a film with its boxes: PS3.4 H.4.2.2.3."""
        self.films.remove(film)
        self._list_films()

    def film(self, uid: str) -> FilmBox | None:
        """Return a film by its SOP Instance UID, or None."""
        return next((film for film in self.films if film.uid == uid), None)

    def box(self, uid: str) -> tuple[FilmBox, Box] | None:
        """Return a box by its SOP Instance UID, with its film, or None."""
        for film in self.films:
            found = film.images.get(uid) or film.annotations.get(uid)
            if found is not None:
                return film, found
        return None

    def refers_to(self, presentation_lut: str) -> bool:
        """True if a film or an image refers to a Presentation LUT."""
        return presentation_lut in {
            str(item.ReferencedSOPInstanceUID)
            for each in self._with_references()
            for item in each.get("ReferencedPresentationLUTSequence") or ()
        }

    def content(self, film: FilmBox) -> FilmContent:
        """Return a copy of what a film contains: PS3.4 H.4.2.2.4.3."""
        return FilmContent(
            deepcopy(film.attributes),
            {
                box.position: deepcopy(box.attributes)
                for box in film.images.values()
                if has_image(box.attributes)
            },
            film.texts,
            dict(self.presentation_luts),
            self.medium,
            (*self.findings, *film.findings),
        )

    def _with_references(self) -> Iterator[Dataset]:
        for film in self.films:
            yield film.attributes
            for box in film.images.values():
                yield box.attributes

    def _list_films(self) -> None:
        self.session.ReferencedFilmBoxSequence = Sequence(
            reference(FILM_BOX, film.uid) for film in self.films
        )


def has_image(image_box: Dataset) -> bool:
    """True if an image box has an image."""
    return bool(
        image_box.get("BasicGrayscaleImageSequence")
        or image_box.get("BasicColorImageSequence")
    )


def reference(sop_class: str, uid: str) -> Dataset:
    """Return an item that refers to an instance."""
    item = Dataset()
    item.ReferencedSOPClassUID = sop_class
    item.ReferencedSOPInstanceUID = uid
    return item


def _boxes(sop_class: str, number: int) -> dict[str, Box]:
    return {
        str(generate_uid()): Box(sop_class, position)
        for position in range(1, number + 1)
    }


def _references(boxes: Mapping[str, Box]) -> Sequence:
    return Sequence(reference(box.sop_class, uid) for uid, box in boxes.items())
