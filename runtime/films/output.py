"""Files of films: PNG pictures, and PDF documents with pages of true size."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from ..atomic import StrPath, writing
from .composing import Film
from .errors import extra
from .film_sizes import MM_PER_INCH

with extra():
    from PIL import Image

POINTS_PER_INCH: Final = 72.0


def write_png(film: Film, path: StrPath) -> None:
    """Write a film as a PNG file with its resolution.

    Raises:
        OSError: The file cannot be written.
    """
    dpi = film.resolution, film.resolution
    with writing(path) as file:
        # Level 1 is several times as fast as the default, and the file little larger.
        Image.fromarray(film.pixels).save(file, "PNG", dpi=dpi, compress_level=1)


def thumbnail(path: StrPath, width: int, height: int) -> bytes:
    """Return a small picture of a film, as the content of a PNG file.

    Args:
        path: A file of `write_png`.
        width: Its largest width in pixels.
        height: Its largest height.

    Raises:
        OSError: The file cannot be read.
    """
    content = BytesIO()
    with Image.open(path) as picture:
        picture.thumbnail((width, height))
        picture.save(content, "PNG")
    return content.getvalue()


def write_pdf(films: Iterable[Film], path: StrPath, *, copies: int = 1) -> None:
    """Write films as the pages of a PDF document, each in the size of the film.

    Films are written one after the other: an iterator does not keep them in memory. The
    same films give the same bytes.

    Args:
        copies: How often the pages are repeated; copies share the picture of a film.

    Raises:
        ValueError: There are no films.
        OSError: The file cannot be written.
    """
    with extra():
        from reportlab.pdfgen.canvas import Canvas

        from .pdf_pictures import PDFPicture

    with writing(path) as file:
        canvas = Canvas(file, invariant=1, pageCompression=1)
        document = canvas._doc  # type: ignore[attr-defined] # has no public name
        canvas.setTitle("Films")
        canvas.setCreator("iodize")
        sizes = []
        for number, film in enumerate(films):
            sizes.append((_points(film.width), _points(film.height)))
            document.addForm(f"film{number}", PDFPicture(film.pixels))
        if not sizes:
            raise ValueError("a PDF document requires at least one film")
        for number, (width, height) in [*enumerate(sizes)] * copies:
            canvas.setPageSize((width, height))
            canvas.transform(width, 0, 0, height, 0, 0)
            canvas.doForm(f"film{number}")
            canvas.showPage()
        canvas.save()


def _points(mm: float) -> float:
    return mm / MM_PER_INCH * POINTS_PER_INCH
