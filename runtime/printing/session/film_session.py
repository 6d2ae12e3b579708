"""Prints films: film session, film boxes, image boxes, print, deletion."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydicom.uid import generate_uid

from ...network import FailedStatusError, NetworkError
from ...services import (
    BasicAnnotationBox,
    BasicFilmBox,
    BasicFilmSession,
    PresentationLUT,
)
from ..errors import LayoutRefusedError, NoImageBoxesError
from ..results import Film, Job, Kind, PrintWarning
from ..settings import Settings
from .image_boxes import image_box
from .optional import REFUSALS
from .requests import Requests
from .steps import PRINT, Steps, Warn

if TYPE_CHECKING:
    from ..images.preparing import Prepared


class FilmSession(Steps):
    """A film session of a printer; a context manager that deletes it at the end."""

    def __init__(
        self,
        requests: Requests,
        settings: Settings,
        warn: Warn,
        on_progress: Callable[[], object],
    ) -> None:
        super().__init__(requests, warn)
        self.images = 0
        """Number of images that were sent."""
        self._settings = settings
        self._on_progress = on_progress
        self._eight_bits = False
        self._lut = ""
        self._uid = ""
        self._box = ""
        """SOP Instance UID of the last film box."""
        self._exists = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._exists and self._requests.association.is_established:
            with contextlib.suppress(NetworkError):
                self._delete_session()

    def print_films(self, images: Iterator[Prepared]) -> None:
        """Print images on as many films as they need.

        Raises:
            FilmNotPrintedError: A film was not printed.
        """
        with self._steps():
            self._create_session()
        while True:
            self._film, self._step = len(self.films) + 1, "image"
            with self._steps():
                image = next(images, None)
                if image is None:
                    return
                self._print_film(image, images)

    # One film

    def _print_film(self, image: Prepared, images: Iterator[Prepared]) -> None:
        """Print a film with an image, and as many of the others as it has boxes."""
        reply = self._create_film_box()
        boxes = self._image_boxes(reply)
        self._annotate(reply)
        names: list[str] = []
        current: Prepared | None = image
        for position, box in enumerate(boxes, start=1):
            if position > 1:
                self._step = f"image box {position}"
                current = next(images, None)
            if current is None:
                break
            self._fill(current, position, box)
            names.append(current.name)
        self._step = PRINT
        printed = self._requests.action(BasicFilmBox.Print(), self._box)
        self._check_status(printed.status_code)
        job = _job_of(printed)
        film = Film(self._film, tuple(names), len(boxes), Job(job) if job else None)
        self.films.append(film)
        self._on_progress()
        with contextlib.suppress(NetworkError):  # the film is printed already
            self._delete_film_box()

    def _create_film_box(self) -> Any:
        self._step = "film box"
        layout = self._settings.display_format.format
        item = BasicFilmBox.Create.ReferencedFilmSessionItem(
            ReferencedSOPClassUID=BasicFilmSession.uid,
            ReferencedSOPInstanceUID=self._uid,
        )

        def create(optional: Mapping[str, Any]) -> Any:
            request = BasicFilmBox.Create(
                ImageDisplayFormat=layout,
                ReferencedFilmSessionSequence=[item],
                **optional,
            )
            uid = str(generate_uid(prefix=None))
            reply = self._requests.create(request, uid)
            self._box = reply.sop_instance_uid or uid
            return reply

        optional = self._settings.film_box() | self._lut_item()
        try:
            return self._send("film box", optional, create, undo=self._delete_film_box)
        except FailedStatusError as error:
            if error.code in REFUSALS:
                films = self.films
                raise LayoutRefusedError(self._film, layout, error, films) from error
            raise

    def _delete_film_box(self) -> None:
        self._requests.delete(BasicFilmBox.Delete(), self._box)

    def _image_boxes(self, reply: Any) -> list[str]:
        """Return the UIDs of the image boxes of a new film box."""
        boxes = _references(reply, "ReferencedImageBoxSequence")
        layout = self._settings.display_format
        if not boxes:
            raise NoImageBoxesError(self._film, layout.format, self.films)
        if layout.boxes is not None and len(boxes) != layout.boxes:
            self._warn(
                PrintWarning(
                    Kind.BOXES,
                    f"the printer created {len(boxes)} image boxes for the layout"
                    f" {layout.format}, which has {layout.boxes}",
                    self._film,
                )
            )
        return boxes

    def _fill(self, image: Prepared, position: int, uid: str) -> None:
        """Send an image; with 8 bits if the printer refuses 12."""
        self._step = f"image box {position} ({image.name})"
        for kind, detail in image.notes:
            self._warn(PrintWarning(kind, detail, self._film, position, image.name))
        optional = self._settings.image_box(image.width, image.original)
        if self._eight_bits:
            image = image.in_8_bits()
        try:
            self._set_image(image, position, uid, optional)
        except FailedStatusError as error:
            if self._lut and error.code in REFUSALS:
                error.hint = "the printer may refuse it because of the presentation LUT"
            if image.bits == 8 or error.code not in REFUSALS:
                raise
            self._set_image(image.in_8_bits(), position, uid, optional)
            self._eight_bits = True
            detail = "the printer refused 12 bits; 8 bits were sent"
            self._warn(
                PrintWarning(Kind.DEPTH, detail, self._film, position, code=error.code)
            )
        self.images += 1
        self._on_progress()

    def _set_image(
        self, image: Prepared, position: int, uid: str, optional: Mapping[str, Any]
    ) -> None:
        self._send(
            "image box",
            optional,
            lambda given: self._requests.set(image_box(image, position, given), uid),
            position,
        )

    def _annotate(self, reply: Any) -> None:
        """Send the annotations: PS3.4 H.4.4."""
        texts = self._settings.annotations
        boxes = _references(reply, "ReferencedBasicAnnotationBoxSequence")
        for position, (text, uid) in enumerate(
            zip(texts, boxes, strict=False), start=1
        ):
            self._step = f"annotation {position}"
            done = self._requests.set(
                BasicAnnotationBox.Set(AnnotationPosition=position, TextString=text),
                uid,
            )
            self._check_status(done.status_code)
        if len(boxes) < len(texts):
            detail = f"{len(texts)} annotations, {len(boxes)} annotation boxes"
            self._warn(PrintWarning(Kind.ANNOTATIONS, detail, self._film))

    # The film session

    def _create_session(self) -> None:
        def create(optional: Mapping[str, Any]) -> Any:
            self._uid = str(generate_uid(prefix=None))
            self._exists = True  # also if the response is interrupted
            request = BasicFilmSession.Create(**optional)
            reply = self._requests.create(request, self._uid)
            self._uid = reply.sop_instance_uid or self._uid
            return reply

        optional = self._settings.film_session()
        self._send("film session", optional, create, undo=self._delete_session)
        shape = self._settings.presentation_lut
        if shape is None:
            return
        if not self._requests.supports(PresentationLUT.uid):
            detail = "the printer does not support presentation LUTs"
            self._warn(PrintWarning(Kind.UNSUPPORTED, detail))
            return
        self._step = "presentation LUT"
        request: Any = PresentationLUT.Create(PresentationLUTShape=shape)  # type: ignore[arg-type]
        self._lut = str(generate_uid(prefix=None))
        self._check_status(self._requests.create(request, self._lut).status_code)

    def _lut_item(self) -> dict[str, Any]:
        """Return the reference of a film box to the presentation LUT."""
        if not self._lut:
            return {}
        item = BasicFilmBox.Create.ReferencedPresentationLUTItem(
            ReferencedSOPClassUID=PresentationLUT.uid,
            ReferencedSOPInstanceUID=self._lut,
        )
        return {"ReferencedPresentationLUTSequence": [item]}

    def _delete_session(self) -> None:
        self._requests.delete(BasicFilmSession.Delete(), self._uid)


def _references(reply: Any, keyword: str) -> list[str]:
    """Return the UIDs in a sequence of references."""
    items: Sequence[Any] = reply.to_dataset().get(keyword) or ()
    uids = [str(item.get("ReferencedSOPInstanceUID") or "") for item in items]
    return [uid for uid in uids if uid]


def _job_of(reply: Any) -> str:
    """Return the UID of the job in the reply to a print; empty if there is none."""
    uids = _references(reply, "ReferencedPrintJobSequencePullStoredPrint")
    return uids[0] if uids else ""
