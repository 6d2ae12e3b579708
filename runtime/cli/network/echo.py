"""`iodize echo`: does a peer answer?"""

from __future__ import annotations

import time

import click

from .connecting import Peer
from .peer_options import PeerCommand, peer_options


@click.command(cls=PeerCommand)
@peer_options()
@click.option(
    "--repeat",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Ask N times on the same association.",
)
@click.pass_context
def echo(context: click.Context, peer: Peer, repeat: int) -> None:
    """Verify that a DICOM system answers: C-ECHO.

    Exits 0 if it did, 1 if it answered with a failure, 2 if there was no association.
    """
    # Imported before the clock starts.
    from ..network.connecting import connect  # noqa: F401
    from ..network.contexts import VERIFICATION

    with peer.answering():
        started = time.perf_counter()
        with peer.connect([VERIFICATION]) as association:
            made = time.perf_counter()
            for _ in range(repeat):
                before = time.perf_counter()
                outcome = association.echo()
                took = time.perf_counter() - before
                click.echo(
                    f"{peer.called_ae} at {peer.host}:{peer.port}:"
                    f" {outcome.code:04X} in {took * 1000:.1f} ms"
                )
        click.echo(f"association made in {(made - started) * 1000:.1f} ms", err=True)
    context.exit(peer.status)
