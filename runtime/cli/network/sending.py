"""`iodize store`: send instances."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..render.wording import counted
from ..validation.findings import Severity
from .connecting import Peer, in_words
from .outbox import Outbox
from .peer_options import PeerCommand, peer_options
from .progress import Bar

if TYPE_CHECKING:
    from ..network.sending import Sent
    from .instances import InstanceFile

_WINDOW = 16
"""Most instances that are sent before the first is answered, where the peer agrees to it."""
_PATIENCE = 3
"""Associations that may be aborted one after another, each at its first instance."""


@click.command(cls=PeerCommand)
@peer_options(check="off")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@click.option("--quiet", is_flag=True, help="Print the summary only, and what failed.")
@click.pass_context
def store(
    context: click.Context, peer: Peer, paths: tuple[Path, ...], quiet: bool
) -> None:
    """Send instances to a DICOM system: C-STORE.

    PATH is a file or a folder, which stands for all instances below it. What the files
    are decides which SOP classes and transfer syntaxes are proposed.

    With --check raise, every instance is validated before, and one with errors is not
    sent; with --check warn it is, and the errors are printed.

    Exits 0 if all were stored, also with warnings; 1 if some were not; 2 if the work could
    not be done.
    """
    from .instances import instance_files

    sending = _Sending(peer, quiet, instance_files(paths))
    try:
        sending.send()
    finally:
        sending.conclude()
    context.exit(peer.status)


class _Sending:
    """Sends files, and counts."""

    def __init__(self, peer: Peer, quiet: bool, files: Iterator[InstanceFile]) -> None:
        self._peer = peer
        self._quiet = quiet
        self._outbox = Outbox(files if peer.check == "off" else self._checked(files))
        self._stored = 0
        self._warnings = 0
        self._failed = 0
        self._bytes = 0
        self._begun = time.perf_counter()

    @property
    def _done(self) -> int:
        return self._stored + self._failed

    @property
    def _total(self) -> int | None:
        remaining = self._outbox.remaining
        return None if remaining is None else self._done + remaining

    def send(self) -> None:
        """Send the files.

        Where an association is aborted the rest goes on another one: peers abort for one
        instance.

        Raises:
            AssociationAbortedError: It is aborted every time.
        """
        from ..network import AssociationAbortedError

        outbox = self._outbox
        window = _WINDOW
        aborted = 0
        with Bar("storing") as bar:
            while outbox.look_ahead():
                association = self._peer.connect(
                    outbox.proposals(self._peer.transfer_syntaxes),
                    asynchronous_window=(window, 1),
                )
                try:
                    with association:
                        for sent in association.store_all(outbox.take()):
                            self._take(outbox.answered(), sent)
                            aborted = 0
                            bar.update(self._done, self._total)
                except AssociationAbortedError as error:
                    outbox.put_back()
                    if association.window > 1:
                        window = 1  # sent one at a time, it is clear for which one
                        continue
                    aborted += 1
                    if aborted == _PATIENCE:
                        raise
                    self._fail(outbox.drop(), error)

    def _checked(self, files: Iterable[InstanceFile]) -> Iterator[InstanceFile]:
        """Yield the files to be sent, after a look at what is wrong with them."""
        from ..validation.confidential import masked
        from ..validation.engine import Validator

        validator = Validator()
        for file in files:
            found = validator.check(file.path).findings
            errors = [each for each in found if each.severity is Severity.ERROR]
            if errors:
                self._peer.found(str(file.path), map(masked, errors))
            if errors and self._peer.check == "raise":
                self._fail(file, "not sent; --check warn sends it nevertheless")
            else:
                yield file

    def _take(self, file: InstanceFile, sent: Sent) -> None:
        """Count what became of a file, and tell it."""
        if sent.error is not None:
            self._fail(file, in_words(sent.error))
            return
        outcome = sent.outcome
        assert outcome is not None
        self._stored += 1
        self._bytes += file.path.stat().st_size
        self._warnings += outcome.is_warning
        if outcome.is_warning or not self._quiet:
            label = outcome.status.label if outcome.status else ""
            click.echo(f"{file.path}: {outcome.code:04X} {label}".rstrip())

    def _fail(self, file: InstanceFile, why: object) -> None:
        self._failed += 1
        self._peer.failure(f"{file.path}: {why}")

    def conclude(self) -> None:
        """Print what came of it."""
        if not self._done:
            return  # what kept all of them is told as an error
        took = time.perf_counter() - self._begun
        total = counted(self._total or self._done, "instance")
        parts = [f"{self._stored} of {total} stored"]
        if self._warnings:
            parts.append(counted(self._warnings, "warning"))
        if self._failed:
            parts.append(f"{self._failed} failed")
        click.echo(f"{', '.join(parts)}; {self._bytes / 1e6:.1f} MB in {took:.1f} s")
