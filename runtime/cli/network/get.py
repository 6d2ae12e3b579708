"""`iodize get`: retrieve instances on the same association."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ...render.wording import counted
from ..failures import Failure
from .arguments.registered import STORAGE_SOP_CLASS
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .progress import Bar
from .retrieving import report_failed, retrieval_options

if TYPE_CHECKING:
    from ...network import Progress

_STORAGE_CONTEXTS: Final = 126
"""Presentation contexts that are available for storage: PS3.8 9.3.2.2 allows 128."""


@click.command(cls=PeerCommand)
@peer_options()
@retrieval_options("C-GET")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Folder for the files.  [default: the current folder]",
)
@click.option(
    "--storage",
    multiple=True,
    type=STORAGE_SOP_CLASS,
    metavar="NAME|UID",
    help="Storage SOP class to accept, such as CTImageStorage; may be repeated.  [default:"
    f" the first {_STORAGE_CONTEXTS} of the edition, as an association allows no more]",
)
@click.pass_context
def get(
    context: click.Context,
    peer: Peer,
    retrieve: Any,
    folder: Path,
    storage: tuple[str, ...],
) -> None:
    """Retrieve instances from a DICOM system with C-GET.

    KEY is a unique key: StudyInstanceUID=1.2.3, with the unique keys of higher levels.
    Separate several UIDs by backslashes. The default level is STUDY.

    Files are named after their SOP Instance UIDs. Files with the same names are replaced.

    Exit status: 0 if all instances were retrieved, 1 if some were not or the peer responded
    with a failure, 2 if the command failed.
    """
    from ...network import StorageProvider
    from ...tables.editions import bundled

    stored: list[Path] = []
    outcome: list[Progress] = []
    storing = StorageProvider(
        folder,
        sop_classes=storage or list(bundled().sop_classes)[:_STORAGE_CONTEXTS],
        stored=lambda path, call: stored.append(path),
    )
    _check_writable(folder)

    with peer.report_failed_status(), Bar("retrieving") as bar:

        def show(progress: Progress) -> None:
            outcome[:] = [progress]
            bar.show(progress)

        with peer.connect([retrieve.sop_class, storing]) as association:
            for _ in association.retrieve(retrieve, on_progress=show):
                pass
    click.echo(f"{counted(len(stored), 'instance')} in {folder}")
    for last in outcome:
        report_failed(peer, last)
    context.exit(peer.status)


def _check_writable(folder: Path) -> None:
    """Write to a folder before the peer sends anything.

    Raises:
        Failure: The folder is not writable.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Failure(f"{folder}: {error.strerror or error}") from error
