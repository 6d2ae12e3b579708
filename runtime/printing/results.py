"""Results of a print: films, jobs, warnings, and the status of the printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

WARNINGS: Final[Mapping[int, str]] = {
    0x0107: "attribute list error: an attribute is not supported",
    0x0116: "attribute value out of range: the printer uses its default",
    0xB600: "memory allocation is not supported",
    0xB601: "film session printing (collation) is not supported",
    0xB602: "the film session has no image boxes",
    0xB603: "empty page: the film has no images",
    0xB604: "the image is larger than its box and was demagnified",
    0xB605: "density out of range: the printer uses its own limit",
    0xB609: "the image is larger than its box and was cropped",
    0xB60A: "the image is larger than its box and was decimated",
}
"""Warning statuses: PS3.7 C.4.2 and C.4.3; PS3.4 H.4.1 to H.4.3, tables of status values."""


class Kind(Enum):
    """The kind of a warning."""

    STATUS = "status"
    """The printer responded with a warning status."""
    OMITTED = "omitted"
    """The printer refused optional attributes, which were omitted."""
    DEPTH = "depth"
    """The printer refused 12 bits; 8 were sent."""
    BOXES = "boxes"
    """The printer created another number of image boxes than the layout has."""
    ANNOTATIONS = "annotations"
    """The printer has fewer annotation boxes than there are texts."""
    UNSUPPORTED = "unsupported"
    """The printer does not support an optional SOP class or operation."""
    WINDOW = "window"
    """The image has no window: its smallest and largest value were used."""
    SIZE = "size"
    """The image has no pixel spacing, so that its true size is unknown."""
    NOT_APPLIED = "not-applied"
    """A part of a presentation state, or of an image, was not applied."""
    JOB = "job"
    """The status of a print job is not final."""


@dataclass(frozen=True)
class PrintWarning:
    """A difference between what was requested and what was done."""

    kind: Kind
    detail: str
    film: int = 0
    """Number of the film, from 1; 0 if it is not about one film."""
    box: int = 0
    """Image Box Position; 0 if it is not about one image box."""
    image: str = ""
    """Name of the image, if it is about one."""
    code: int = 0
    """Status (0000,0900), for warnings and refusals of the printer."""
    attributes: tuple[str, ...] = ()
    """Keywords of the attributes that were omitted."""

    def __str__(self) -> str:
        place = [f"film {self.film}"] if self.film else []
        place += [f"box {self.box}"] if self.box else []
        place += [self.image] if self.image else []
        code = f"{self.code:04X} " if self.code else ""
        return ": ".join(filter(None, (", ".join(place), code + self.detail)))


@dataclass(frozen=True)
class PrinterStatus:
    """The status of a printer: PS3.3 C.13.9."""

    status: str
    """NORMAL, WARNING or FAILURE."""
    info: str = ""
    """Printer Status Info: "SUPPLY LOW"."""
    name: str = ""
    manufacturer: str = ""
    model: str = ""

    def __str__(self) -> str:
        info = "" if self.info in ("", self.status) else f" {self.info}"
        name = f" ({self.name})" if self.name else ""
        return f"{self.status}{info}{name}"


FINAL: Final = ("DONE", "FAILURE")
"""Final values of Execution Status: PS3.3 C.13.8."""


@dataclass(frozen=True)
class Job:
    """A print job: PS3.3 C.13.8."""

    sop_instance_uid: str
    status: str = ""
    """PENDING, PRINTING, DONE or FAILURE; empty if it is unknown."""
    info: str = ""
    """Execution Status Info: "QUEUED"."""

    @property
    def is_final(self) -> bool:
        """True if the job has ended."""
        return self.status in FINAL

    def __str__(self) -> str:
        info = "" if self.info in ("", self.status) else f" {self.info}"
        return f"{self.status or 'unknown'}{info}"


@dataclass(frozen=True)
class Film:
    """A film that the printer has accepted for printing."""

    number: int
    images: tuple[str, ...]
    """Names of the images, by position."""
    boxes: int
    """Number of image boxes."""
    job: Job | None = None
    """The print job; None if the printer does not report it."""


@dataclass(frozen=True)
class PrintResult:
    """The result of a print."""

    films: tuple[Film, ...]
    warnings: tuple[PrintWarning, ...] = ()
    printer: PrinterStatus | None = None
    """The last status of the printer; None if it is unknown."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The print jobs with their last status."""
        return tuple(film.job for film in self.films if film.job is not None)

    @property
    def has_failed(self) -> bool:
        """True if a print job has failed."""
        return any(job.status == "FAILURE" for job in self.jobs)


@dataclass(frozen=True)
class Progress:
    """The progress of a print."""

    images: int
    """Number of images that were sent."""
    total: int
    """Number of all images."""
    films: int = 0
    """Number of films that were accepted for printing."""
    printer: PrinterStatus | None = None
    """The last status of the printer."""
    job: Job | None = None
    """The job whose status has changed."""
