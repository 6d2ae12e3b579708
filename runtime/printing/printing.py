"""Prints images on a DICOM printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pydicom.dataset import Dataset

from ..objects.instance import Instance
from ..services import (
    BasicAnnotationBox,
    BasicColorPrintManagement,
    BasicGrayscalePrintManagement,
    PresentationLUT,
)
from .errors import InvalidSettingError, MissingPackageError, NoImagesError
from .results import Kind, PrintResult, PrintWarning, Progress
from .settings import MEMORY_LIMIT, Settings, Window

try:
    from ..network import TLS, Association, NetworkError, Service, Timeouts, connect
    from .images.preparing import prepared
    from .images.sources import Image, sources
    from .images.sources import has_image as has_image
    from .images.states import states_of
    from .session.events import Events
    from .session.film_session import FilmSession
    from .session.requests import Requests
    from .session.statuses import request_printer_status, wait_for_jobs
except ModuleNotFoundError as error:
    _EXTRAS = {"numpy": "pixels", "pynetdicom": "network"}
    _package = (error.name or "").partition(".")[0]
    if _package not in _EXTRAS:
        raise
    raise MissingPackageError(_package, _EXTRAS[_package]) from None

if TYPE_CHECKING:
    from ..network.link.checks import OnFindings
    from ..network.link.options import Check

Connect: TypeAlias = Callable[[list[Service]], Association]
"""Opens an association for services."""
OnProgress: TypeAlias = Callable[[Progress], object]
"""Called after each image and film, and after each change of a status.

Reports of events call it in the thread of the association.
"""


def print_images(
    address: str | tuple[str, int],
    images: Iterable[Image] | Image,
    *,
    layout: str = "1x1",
    film_size: str | None = "14INX17IN",
    orientation: str | None = "PORTRAIT",
    medium: str | None = "BLUE FILM",
    copies: int = 1,
    priority: str | None = "MED",
    destination: str | None = None,
    label: str | None = None,
    polarity: str | None = None,
    magnification: str | None = None,
    smoothing: str | None = None,
    trim: bool | None = None,
    border_density: str | None = None,
    empty_density: str | None = None,
    min_density: int | None = None,
    max_density: int | None = None,
    configuration: str | None = None,
    resolution: str | None = None,
    presentation_lut: str | None = None,
    annotations: Sequence[str] = (),
    annotation_format: str | None = None,
    color: bool = False,
    bits: int = 12,
    true_size: bool = False,
    image_size: float | None = None,
    reference_original: bool = False,
    crop: str | None = None,
    window: tuple[float, float] | None = None,
    overlays: bool = False,
    frames: Sequence[int] | None = None,
    presentation_state: Image | Iterable[Image] | None = None,
    memory_limit: int = MEMORY_LIMIT,
    wait: float = 60.0,
    calling_ae: str = "IODIZE",
    called_ae: str = "ANY-SCP",
    timeout: Timeouts | None = None,
    tls: TLS | None = None,
    check: Check = "raise",
    on_findings: OnFindings | None = None,
    on_progress: OnProgress | None = None,
) -> PrintResult:
    """Print images on a DICOM printer, on as many films as they need.

    `Settings` has the meaning of the other arguments. Optional attributes that the printer
    refuses are omitted; the result has a warning for each.

    Args:
        address: "HOST:PORT", or host and port.
        images: Paths, data sets, or objects of their IODs; each frame is an image.
        layout: COLUMNSxROWS, or an Image Display Format (2010,0010).
        window: Center and width; by default the VOI LUT or window of the image.
        presentation_state: Grayscale softcopy presentation states, for the images that
            they refer to.
        wait: Seconds to wait for the end of print jobs, if the printer reports them.

    Returns:
        The films that the printer has accepted, with their jobs.

    Raises:
        NoImagesError: There are no images.
        ImageError: An image cannot be printed; nothing was sent.
        FilmNotPrintedError: A film was not printed; the film session is deleted.
        NetworkError: No association could be established.
        InvalidSettingError, InvalidLayoutError: An argument is out of range.
        OSError: A file cannot be read.
    """
    settings = Settings(
        layout=layout,
        copies=copies,
        priority=priority,
        medium=medium,
        destination=destination,
        label=label,
        film_size=film_size,
        orientation=orientation,
        magnification=magnification,
        smoothing=smoothing,
        trim=trim,
        border_density=border_density,
        empty_density=empty_density,
        min_density=min_density,
        max_density=max_density,
        configuration=configuration,
        resolution=resolution,
        presentation_lut=presentation_lut,
        annotation_format=annotation_format,
        annotations=tuple(annotations),
        polarity=polarity,
        crop=crop,
        true_size=true_size,
        image_size=image_size,
        reference_original=reference_original,
        color=color,
        bits=bits,
        window=None if window is None else Window(*window),
        overlays=overlays,
        frames=None if frames is None else tuple(frames),
        memory_limit=memory_limit,
        wait=wait,
    )
    host, port = _split(address)

    def connected(services: list[Service]) -> Association:
        return connect(
            host,
            port,
            services,
            calling_ae=calling_ae,
            called_ae=called_ae,
            timeout=timeout,
            tls=tls,
            check=check,
            on_findings=on_findings,
        )

    return print_with(connected, images, settings, presentation_state, on_progress)


def print_with(
    connect_to: Connect,
    images: Iterable[Image] | Image,
    settings: Settings,
    presentation_state: Image | Iterable[Image] | None = None,
    on_progress: OnProgress | None = None,
) -> PrintResult:
    """Print images on an association that a function opens.

    The images are checked before. Arguments and errors are those of `print_images`.
    """
    found = sources(_listed(images), settings)
    total = sum(len(each.frames) for each in found)
    if not total:
        raise NoImagesError
    states = states_of(presentation_state)
    warnings: list[PrintWarning] = []
    session: FilmSession | None = None

    def warn(warning: PrintWarning) -> None:
        if warning not in warnings:
            warnings.append(warning)

    def progressed() -> None:
        if on_progress is not None:
            sent = session.images if session else 0
            films = len(session.films) if session else 0
            on_progress(Progress(sent, total, films, events.printer, events.last_job))

    events = Events(progressed)
    with (
        connect_to([*_services(settings), *events.users()]) as association,
        Requests(association) as requests,
    ):
        request_printer_status(requests, events, warn)
        with FilmSession(requests, settings, warn, progressed) as session:
            session.print_films(prepared(found, settings, states))
        jobs = [film.job.sop_instance_uid for film in session.films if film.job]
        try:
            wait_for_jobs(requests, events, jobs, settings, warn)
            request_printer_status(requests, events, warn)
        except NetworkError as error:  # the films were accepted
            detail = f"the association ended before the print jobs: {error}"
            warn(PrintWarning(Kind.JOB, detail))
    films = tuple(
        replace(film, job=events.job(film.job.sop_instance_uid)) if film.job else film
        for film in session.films
    )
    return PrintResult(films, tuple(warnings), events.printer)


def _services(settings: Settings) -> list[Service]:
    """Return the services of a print: PS3.4 H.3."""
    services: list[Service] = [
        BasicColorPrintManagement if settings.color else BasicGrayscalePrintManagement
    ]
    if settings.annotations:
        services.append(BasicAnnotationBox)
    if settings.presentation_lut is not None:
        services.append(PresentationLUT)
    return services


def _listed(images: Iterable[Image] | Image) -> Iterable[Image]:
    single = isinstance(images, str | Path | Dataset | Instance)
    return [images] if single else images  # type: ignore[list-item, return-value]


def _split(address: str | tuple[str, int]) -> tuple[str, int]:
    """Return the host and the port of an address."""
    if not isinstance(address, str):
        return address
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()):
        raise InvalidSettingError("address", address, "HOST:PORT")
    return host, int(port)
