"""`iodize get`: retrieve instances on the same association."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..render.wording import counted
from .connecting import Peer, peer_options
from .keywords import retrieval_of
from .models import ROOTS, level_option, request_of
from .progress import Bar

if TYPE_CHECKING:
    from ..network import Progress

_RETRIEVALS = list(ROOTS)
_ROOM = 126
"""Contexts of an association that are left for storage: PS3.8 9.3.2.2 has 128."""


@click.command()
@peer_options()
@click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
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
    metavar="NAME|UID",
    help="Storage SOP class of what is retrieved, such as CTImageStorage; several. Without"
    " it, as many as an association has room for, the newest left out.",
)
@click.option(
    "--root",
    type=click.Choice(_RETRIEVALS),
    default="study",
    show_default=True,
    metavar="MODEL",
    help=f"Information model: {', '.join(_RETRIEVALS)}.",
)
@level_option
@click.pass_context
def get(
    context: click.Context,
    peer: Peer,
    keys: tuple[str, ...],
    folder: Path,
    storage: tuple[str, ...],
    root: str,
    level: str | None,
) -> None:
    """Retrieve instances from a DICOM system: C-GET.

    KEY is a unique key: StudyInstanceUID=1.2.3, with those of the levels above it. Several
    UIDs have backslashes between them. Without --level, studies are retrieved.

    Files are named after their SOP Instance UIDs; one of the same name is replaced.

    Exits 0 if all were retrieved; 1 if some were not, or the peer answered with a failure;
    2 if the work could not be done.
    """
    from ..network import StorageProvider

    message = request_of(root, "C-GET", level)
    model = message.sop_class
    retrieve = retrieval_of(message, keys, model.name)
    stored: list[Path] = []
    outcome: list[Progress] = []
    keeping = StorageProvider(
        folder,
        sop_classes=_storage_classes(storage),
        stored=lambda path, call: stored.append(path),
    )

    with peer.answering(), Bar("retrieving") as bar:

        def told(progress: Progress) -> None:
            outcome[:] = [progress]
            bar.show(progress)

        with peer.connect([model, keeping]) as association:
            for _ in association.retrieve(retrieve, on_progress=told):
                pass
    click.echo(f"{counted(len(stored), 'instance')} in {folder}")
    if outcome and outcome[0].failed:
        peer.failure(f"{counted(outcome[0].failed, 'instance')} not sent")
        for uid in outcome[0].failed_uids:
            click.echo(f"  {uid}", err=True)
    context.exit(peer.status)


def _storage_classes(names: tuple[str, ...]) -> list[str]:
    """Return the UIDs of storage SOP classes.

    Raises:
        click.BadParameter: A name is none of one.
    """
    from .. import editions

    edition = editions.bundled()
    uids = list(edition.sop_classes)
    if not names:
        return uids[:_ROOM]
    known = {}
    for uid in uids:
        registered = edition.uid(uid)
        if registered is not None:
            known[registered.keyword.lower()] = uid
    found = []
    for name in names:
        uid = name if name in uids else known.get(name.lower(), "")
        if not uid:
            from difflib import get_close_matches  # only where something is wrong

            meant = get_close_matches(name.lower(), known, n=1)
            hint = f" Did you mean {_keyword(known[meant[0]])}?" if meant else ""
            raise click.BadParameter(f"{name!r} is no storage SOP class.{hint}")
        found.append(uid)
    return found


def _keyword(uid: str) -> str:
    from .. import editions

    registered = editions.bundled().uid(uid)
    return registered.keyword if registered else uid
