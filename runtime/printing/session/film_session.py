"""Prints films: film session, film boxes, image boxes, print, deletion."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from pydicom.uid import generate_uid

from ...network import (
    AssociationAbortedError,
    FailedStatusError,
    NetworkError,
    PeerTimeoutError,
    UnexpectedMessageError,
)
from ...services import (
    BasicAnnotationBox,
    BasicFilmBox,
    BasicFilmSession,
    PresentationLUT,
)
from ..errors import (
    FilmNotPrintedError,
    LayoutRefusedError,
    NoImageBoxesError,
    PrintingError,
    UncertainPrintError,
)
from ..results import WARNINGS, Film, Job, Kind, PrintWarning
from ..settings import Settings
from .image_boxes import image_box
from .optional import REFUSALS, OptionalAttributes
from .requests import Requests

if TYPE_CHECKING:
    from ..images.preparing import Prepared

_LOST: Final = AssociationAbortedError, PeerTimeoutError, UnexpectedMessageError
"""Errors after which it is unknown whether the peer has handled a request."""

R = TypeVar("R")
Warn = Callable[[PrintWarning], object]


class FilmSession:
    """A film session of a printer; a context manager that deletes it at the end."""

    def __init__(
        self,
        requests: Requests,
        settings: Settings,
        warn: Warn,
        on_progress: Callable[[], object],
    ) -> None:
        self.films: list[Film] = []
        """The films that were accepted for printing."""
        self.images = 0
        """Number of images that were sent."""
        self._requests = requests
        self._settings = settings
        self._warn = warn
        self._on_progress = on_progress
        self._optional: dict[str, OptionalAttributes] = {}
        self._eight_bits = False
        self._step = "film session"
        self._film = 0
        self._lut = ""
        self._uid = str(generate_uid(prefix=None))
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
                self._requests.delete(BasicFilmSession.Delete(), self._uid)

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
        uid = str(generate_uid(prefix=None))
        reply = self._create_film_box(uid)
        uid = reply.sop_instance_uid or uid
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
        self._step = "print"
        printed = self._requests.action(BasicFilmBox.Print(), uid)
        self._check_status(printed.status_code)
        job = _job_of(printed)
        film = Film(self._film, tuple(names), len(boxes), Job(job) if job else None)
        self.films.append(film)
        self._on_progress()
        with contextlib.suppress(NetworkError):  # the film is printed already
            self._requests.delete(BasicFilmBox.Delete(), uid)

    def _create_film_box(self, uid: str) -> Any:
        self._step = "film box"
        layout = self._settings.display_format.format
        item = BasicFilmBox.Create.ReferencedFilmSessionItem(
            ReferencedSOPClassUID=BasicFilmSession.uid,
            ReferencedSOPInstanceUID=self._uid,
        )

        def create(optional: Mapping[str, Any]) -> Any:
            return self._requests.create(
                BasicFilmBox.Create(
                    ImageDisplayFormat=layout,
                    ReferencedFilmSessionSequence=[item],
                    **optional,
                ),
                uid,
            )

        try:
            return self._send(
                "film box", self._settings.film_box() | self._lut_item(), create
            )
        except FailedStatusError as error:
            if error.code in REFUSALS:
                raise LayoutRefusedError(
                    self._film, layout, error, self.films
                ) from error
            raise

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
        optional = self._settings.image_box(image.width)
        if self._eight_bits:
            image = image.in_8_bits()
        try:
            self._set_image(image, position, uid, optional)
        except FailedStatusError as error:
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
            return self._requests.create(BasicFilmSession.Create(**optional), self._uid)

        self._exists = True  # also if the response is interrupted
        reply = self._send("film session", self._settings.film_session(), create)
        self._uid = reply.sop_instance_uid or self._uid
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

    # Requests

    def _send(
        self,
        subject: str,
        optional: Mapping[str, Any],
        request: Callable[[Mapping[str, Any]], R],
        box: int = 0,
    ) -> R:
        """Send a request, without optional attributes that the printer refuses."""

        def omitted(names: tuple[str, ...], refusal: FailedStatusError) -> None:
            detail = f"{subject}: omitted, as the printer refuses {', '.join(names)}"
            self._warn(
                PrintWarning(
                    Kind.OMITTED,
                    detail,
                    self._film,
                    box,
                    code=refusal.code,
                    attributes=names,
                )
            )

        known = self._optional.setdefault(subject, OptionalAttributes())
        reply = known.send(optional, request, omitted)
        self._check_status(getattr(reply, "status_code", 0), box)
        return reply

    def _check_status(self, code: int, box: int = 0) -> None:
        """Report a warning status."""
        if code:
            detail = WARNINGS.get(code, "warning")
            self._warn(
                PrintWarning(
                    Kind.STATUS, f"{self._step}: {detail}", self._film, box, code=code
                )
            )

    @contextlib.contextmanager
    def _steps(self) -> Iterator[None]:
        """Add the film and the step to errors."""
        try:
            yield
        except FilmNotPrintedError:
            raise
        except (NetworkError, PrintingError) as error:
            lost = self._step == "print" and isinstance(error, _LOST)
            kind = UncertainPrintError if lost else FilmNotPrintedError
            raise kind(self._film, self._step, error, self.films) from error


def _references(reply: Any, keyword: str) -> list[str]:
    """Return the UIDs in a sequence of references."""
    items: Sequence[Any] = reply.to_dataset().get(keyword) or ()
    uids = [str(item.get("ReferencedSOPInstanceUID") or "") for item in items]
    return [uid for uid in uids if uid]


def _job_of(reply: Any) -> str:
    """Return the UID of the job in the reply to a print; empty if there is none."""
    uids = _references(reply, "ReferencedPrintJobSequencePullStoredPrint")
    return uids[0] if uids else ""
