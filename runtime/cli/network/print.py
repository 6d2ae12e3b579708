"""`iodize print`: print images on a DICOM printer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...render.wording import counted
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .print_options import print_options, settings_of
from .progress import Bar

if TYPE_CHECKING:
    from ...printing import PrintResult, Progress, Settings


@click.command("print", cls=PeerCommand)
@peer_options()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@print_options
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def print_(
    peer: Peer,
    paths: tuple[Path, ...],
    presentation_state: tuple[Path, ...],
    as_json: bool,
    **options: Any,
) -> None:
    """Print images on a DICOM printer.

    PATH is a file, or a folder whose images are printed. Each frame is an image; as many
    films are printed as the images need. Optional attributes that the printer refuses are
    omitted, with a warning.

    Exit status: 0 if all films were accepted, possibly with warnings; 1 if the printer
    refused a film, or a print job failed; 2 if the command failed.
    """
    from ...network import FailedStatusError
    from ...printing import FilmNotPrintedError, NoImageBoxesError
    from .arguments.instances import instance_files

    settings = settings_of(options)
    files = list(_images((each.path for each in instance_files(paths)), paths))
    try:
        result = _print(peer, files, settings, presentation_state)
    except FilmNotPrintedError as error:
        refused = isinstance(error, NoImageBoxesError) or isinstance(
            error.cause, FailedStatusError
        )
        if not refused:
            raise
        peer.report_failure(str(error))
        if error.hint:
            click.echo(f"  help: {error.hint}", err=True)
    else:
        _report(peer, result, as_json)
    click.get_current_context().exit(peer.status)


def _images(files: Iterable[Path], named: Collection[Path]) -> Iterator[Path]:
    """Yield files; those in folders without an image are skipped."""
    from ...printing import has_image

    for path in files:
        if path in named or has_image(path):
            yield path
        else:
            click.echo(f"skipped: {path}: has no image", err=True)


def _print(
    peer: Peer, files: list[Path], settings: Settings, states: tuple[Path, ...]
) -> PrintResult:
    from ...printing import print_with

    last, job, films = "", "", 0
    with Bar("printing") as bar:

        def show(progress: Progress) -> None:
            nonlocal last, job, films
            films = progress.films
            bar.update(progress.images, progress.total)
            if progress.printer is not None and str(progress.printer) != last:
                last = str(progress.printer)
                click.echo(f"printer: {last}", err=True)
            if progress.job is not None and str(progress.job) != job:
                job = str(progress.job)
                click.echo(f"print job: {job}", err=True)

        try:
            return print_with(peer.connect, files, settings, states, show)
        except KeyboardInterrupt:
            click.echo(
                "interrupted: the film session was deleted;"
                f" {counted(films, 'film')} printed before",
                err=True,
            )
            raise


def _report(peer: Peer, result: PrintResult, as_json: bool) -> None:
    for warning in result.warnings:
        click.echo(f"warning: {warning}", err=True)
    if as_json:
        click.echo(json.dumps(asdict(result), default=_plain))
    else:
        for film in result.films:
            job = f", job {film.job}" if film.job is not None else ""
            images = counted(len(film.images), "image")
            click.echo(f"film {film.number}: {images} in {film.boxes}{job}")
        click.echo(f"{counted(len(result.films), 'film')} accepted for printing")
    for film in result.films:
        if film.job is not None and film.job.status == "FAILURE":
            peer.report_failure(f"film {film.number}: print job {film.job}")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)
