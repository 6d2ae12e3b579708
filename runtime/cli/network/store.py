"""`iodize store`: send instances."""

from __future__ import annotations

from pathlib import Path

import click

from .connecting import Peer
from .peer_options import PeerCommand, peer_options


@click.command(cls=PeerCommand)
@peer_options(check="off")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@click.option("--quiet", is_flag=True, help="Print only failures and the summary.")
@click.pass_context
def store(
    context: click.Context, peer: Peer, paths: tuple[Path, ...], quiet: bool
) -> None:
    """Send instances to a DICOM system with C-STORE.

    PATH is a file, or a folder that is searched for instances. The SOP classes and transfer
    syntaxes of the files are proposed.

    With --check raise, every instance is validated first, and instances with errors are not
    sent. With --check warn they are sent, and the errors are printed.

    Exit status: 0 if all instances were stored, possibly with warnings; 1 if some were not;
    2 if the command failed.
    """
    from .arguments.instances import instance_files
    from .sending import Sender

    sender = Sender(peer, quiet, instance_files(paths))
    try:
        sender.send()
    finally:
        sender.print_summary()
    context.exit(peer.status)
