"""The page of films as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from ...findings.finding import Severity
from ...findings.masking import masked
from ...render.wording import advised, counted, place, printable
from ...version import __version__

if TYPE_CHECKING:
    from ...findings.finding import Finding
    from ..printer.history import EndedJob
    from ..printer.output import PrintedFilm
    from ..printer.printer import Printer

RESOURCES: Final = ("films.css", "films.js")
"""Files that the page loads."""

THUMBNAIL: Final = (240, 300)
"""Largest width and height of a thumbnail in pixels."""


class PageSettings(NamedTuple):
    """Settings of the page."""

    port: int = 0
    """0 for any free port."""
    lowest: Severity = Severity.INFO
    """The lowest severity of the findings that are listed."""
    show_values: bool = False
    """Whether findings have values of identifying attributes."""


def page(content: str) -> str:
    """Return the page with its first content, which the script replaces."""
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<noscript><meta http-equiv="refresh" content="5"></noscript>',
            "<title>Films</title>",
            '<link rel="icon" href="data:,">',
            '<link rel="stylesheet" href="films.css">',
            '<script src="films.js" defer></script>',
            "</head>",
            "<body>",
            f"<main>{content}</main>",
            '<p id="state" role="status" hidden>The emulator does not respond.</p>',
            f"<footer>iodize {__version__}</footer>",
            "</body>",
            "</html>",
        )
    )


def resource(name: str) -> str:
    """Return the content of one of the resources."""
    return files(__package__).joinpath(name).read_text("utf-8")


def content_of(
    printer: Printer,
    jobs: Iterable[EndedJob],
    settings: PageSettings,
) -> str:
    """Return the content of the page.

    Args:
        jobs: The jobs that have ended, the last one first.
    """
    parts = [part for job in jobs for part in _job(job, settings)]
    return "\n".join((*_header(printer), *(parts or _NOTHING)))


_NOTHING: Final = ('<p class="nothing">No films yet.</p>',)


def _text(text: str) -> str:
    return escape(printable(text))


def _header(printer: Printer) -> Iterator[str]:
    attributes = printer.attributes()
    status, info = attributes.PrinterStatus, attributes.PrinterStatusInfo
    state = status if info == status else f"{status} {info}"
    waiting = counted(printer.waiting, "job")
    yield f"<header><h1>{_text(printer.name)}</h1>"
    yield f'<p class="{_text(status.lower())}">{_text(state)}, {waiting} waiting</p>'
    yield "</header>"


def _job(job: EndedJob, settings: PageSettings) -> Iterator[str]:
    label = job.label or f"Print job {job.number}"
    facts = [
        f"from {job.originator}",
        f"{job.created:%Y-%m-%d %H:%M:%S}",
        counted(len(job.films), "film"),
        "1 copy" if job.copies == 1 else f"{job.copies} copies",
    ]
    yield f'<section id="job-{job.number}">'
    yield f"<h2>{_text(label)}</h2>"
    if job.document is None:
        del facts[2:]
        yield f'<p class="facts">{_text(", ".join(facts))}</p>'
        yield f'<p class="failure">Failed: {_text(job.reason)}</p>'
    else:
        link = f'<a href="files/{quote(job.document.name)}">PDF</a>'
        yield f'<p class="facts">{_text(", ".join(facts))}, {link}</p>'
    yield '<ul class="films">'
    for number, film in enumerate(job.films, 1):
        yield from _film(number, film, settings)
    yield "</ul></section>"


def _film(number: int, film: PrintedFilm, settings: PageSettings) -> Iterator[str]:
    name = quote(film.page.name)
    facts = f"{film.size} {film.orientation}, {film.layout}, "
    facts += counted(film.images, "image")
    yield "<li>"
    yield (
        f'<a href="files/{name}"><img src="thumbnails/{name}" alt="Film {number}"'
        f' loading="lazy" width="{THUMBNAIL[0]}"></a>'
    )
    yield f'<p>Film {number}: <a href="files/{name}">PNG</a></p>'
    yield f'<p class="facts">{_text(facts)}</p>'
    lowest = settings.lowest.rank
    shown = [each for each in film.findings if each.severity.rank <= lowest]
    if film.notes or shown:
        yield '<ul class="findings">'
        for note in film.notes:
            yield f'<li class="warning">{note.reason.status:04X} {_text(str(note))}</li>'
        for finding in shown:
            yield _finding(finding if settings.show_values else masked(finding))
        yield "</ul>"
    yield "</li>"


def _finding(finding: Finding) -> str:
    where = place(finding)
    text = f"{where}: {advised(finding)}" if where else advised(finding)
    reference = f". {finding.reference}" if finding.reference else ""
    return f'<li class="{finding.severity}">{_text(text + reference)}</li>'
