"""The files of a print job: a PNG for each film, and a PDF with all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...films import Area, Note
from .instances import FilmContent
from .jobs import PrintJob

if TYPE_CHECKING:
    from ...films import Film
    from ...findings.finding import Finding


class PrintedFilm(NamedTuple):
    """A film that was written."""

    page: Path
    """The PNG file."""
    layout: str
    """Image Display Format."""
    size: str
    """Film Size ID."""
    orientation: str
    images: int
    """Number of image boxes with an image."""
    notes: tuple[Note, ...]
    """Differences between the film and what was requested."""
    findings: tuple[Finding, ...]
    """Findings in the requests for the film."""


class Printed(NamedTuple):
    """The files of a print job."""

    job: PrintJob
    films: tuple[PrintedFilm, ...]
    document: Path
    """A PDF file with all films, as often as copies were requested."""

    @property
    def pages(self) -> tuple[Path, ...]:
        """A PNG file for each film."""
        return tuple(film.page for film in self.films)


def write_job(
    job: PrintJob,
    folder: Path,
    resolution: float,
    custom_layouts: Mapping[int, Sequence[Area]],
) -> Printed:
    """Write the films of a job: all files, or none if one cannot be written.

    Raises:
        FilmError: A value cannot be rendered.
        OSError: A file cannot be written.
    """
    from ...films import compose, write_pdf, write_png

    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{job.created:%Y%m%d-%H%M%S}-{job.uid.rpartition('.')[2][-8:]}"
    written: list[PrintedFilm] = []

    def film(number: int, content: FilmContent) -> Film:
        composed = compose(
            content.film_box,
            content.image_boxes,
            content.annotations,
            content.presentation_luts,
            resolution=resolution,
            custom_formats=custom_layouts,
            medium=content.medium,
        )
        page = folder / f"{stem}-{number}.png"
        write_png(composed, page)
        written.append(_printed(page, content, composed))
        return composed

    document = folder / f"{stem}.pdf"
    try:
        films = (film(number, each) for number, each in enumerate(job.films, 1))
        write_pdf(films, document, copies=job.copies)  # collated: PS3.4 H.4.1.2.4
    except BaseException:
        for each in written:
            each.page.unlink(missing_ok=True)
        raise
    return Printed(job, tuple(written), document)


def _printed(page: Path, content: FilmContent, film: Film) -> PrintedFilm:
    box = content.film_box
    return PrintedFilm(
        page,
        str(box.get("ImageDisplayFormat") or ""),
        str(box.get("FilmSizeID") or ""),
        str(box.get("FilmOrientation") or ""),
        len(film.images),
        tuple(film.notes),
        content.findings,
    )
