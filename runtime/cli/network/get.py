"""`iodize get`: retrieve instances on the same association."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..render.wording import counted
from .connecting import Peer
from .failures import Failure
from .models import ROOTS
from .peer_options import PeerCommand, peer_options
from .progress import Bar
from .registered import STORAGE_SOP_CLASS
from .retrieving import retrieval_options, tell_failed

if TYPE_CHECKING:
    from ..network import Progress

_ROOM = 126
"""Contexts of an association that are left for storage: PS3.8 9.3.2.2 has 128."""


@click.command(cls=PeerCommand)
@peer_options()
@retrieval_options("C-GET", list(ROOTS))
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Folder for the files.  [default: this one]",
)
@click.option(
    "--storage",
    multiple=True,
    type=STORAGE_SOP_CLASS,
    metavar="NAME|UID",
    help="Storage SOP class of what is retrieved, such as CTImageStorage; several. Without"
    " it, as many as an association has room for, the newest left out.",
)
@click.pass_context
def get(
    context: click.Context,
    peer: Peer,
    retrieve: Any,
    folder: Path,
    storage: tuple[str, ...],
) -> None:
    """Retrieve instances from a DICOM system: C-GET.

    KEY is a unique key: StudyInstanceUID=1.2.3, with those of the levels above it. Several
    UIDs have backslashes between them. Without --level, studies are retrieved.

    Files are named after their SOP Instance UIDs; one of the same name is replaced.

    Exits 0 if all were retrieved; 1 if some were not, or the peer answered with a failure;
    2 if the work could not be done.
    """
    from ..editions import bundled
    from ..network import StorageProvider

    stored: list[Path] = []
    outcome: list[Progress] = []
    keeping = StorageProvider(
        folder,
        sop_classes=storage or list(bundled().sop_classes)[:_ROOM],
        stored=lambda path, call: stored.append(path),
    )
    _try(folder)

    with peer.answering(), Bar("retrieving") as bar:

        def told(progress: Progress) -> None:
            outcome[:] = [progress]
            bar.show(progress)

        with peer.connect([retrieve.sop_class, keeping]) as association:
            for _ in association.retrieve(retrieve, on_progress=told):
                pass
    click.echo(f"{counted(len(stored), 'instance')} in {folder}")
    for last in outcome:
        tell_failed(peer, last)
    context.exit(peer.status)


def _try(folder: Path) -> None:
    """Write to a folder before a peer sends what it is for.

    Raises:
        Failure: That is not allowed, or there is no room.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Failure(f"{folder}: {error.strerror or error}") from error
