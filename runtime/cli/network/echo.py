"""`iodize echo`: verify the connection to a DICOM system."""

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
    help="Send N requests on the same association.",
)
@click.pass_context
def echo(context: click.Context, peer: Peer, repeat: int) -> None:
    """Verify the connection to a DICOM system with C-ECHO.

    Exit status: 0 for a successful response, 1 if the peer responded with a failure, 2 if
    there was no association.
    """
    # Imported before the time measurement starts.
    from ...network.connecting import connect  # noqa: F401
    from ...network.link.contexts import VERIFICATION

    with peer.report_failed_status():
        started = time.perf_counter()
        with peer.connect([VERIFICATION]) as association:
            established = time.perf_counter()
            for _ in range(repeat):
                before = time.perf_counter()
                outcome = association.echo()
                milliseconds = (time.perf_counter() - before) * 1000
                click.echo(
                    f"{peer.called_ae} at {peer.host}:{peer.port}:"
                    f" {outcome.code:04X} in {milliseconds:.1f} ms"
                )
        milliseconds = (established - started) * 1000
        click.echo(f"association established in {milliseconds:.1f} ms", err=True)
    context.exit(peer.status)
