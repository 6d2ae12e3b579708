"""`iodize store`: send instances."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..render.wording import counted
from ..validation.findings import Severity
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .progress import Bar

if TYPE_CHECKING:
    from ..network import Association, Proposal
    from .instances import InstanceFile

_MOST = 128
"""Presentation contexts of an association: PS3.8 9.3.2.2."""
_PATIENCE = 3
"""Associations that may be aborted one after another, each at its first instance."""
_PLAIN = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
"""Explicit and Implicit VR Little Endian, which can be converted to each other."""


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

    files = instance_files(paths)
    if peer.check != "off":
        files = list(_checked(peer, files))
    sending = _Sending(peer, quiet, len(files))
    try:
        for batch in _batches(files):
            sending.send(batch, peer.transfer_syntaxes)
    finally:
        sending.conclude()
    context.exit(peer.status)


class _Sending:
    """Sends files, and counts."""

    def __init__(self, peer: Peer, quiet: bool, total: int) -> None:
        self._peer = peer
        self._quiet = quiet
        self._total = total
        self._stored = 0
        self._warnings = 0
        self._failed = 0
        self._bytes = 0
        self._begun = time.perf_counter()

    def send(
        self, files: Sequence[InstanceFile], syntaxes: tuple[str, ...] | None
    ) -> None:
        """Send the files that one association is for.

        Where it is aborted the rest goes on another one: peers abort for one instance.

        Raises:
            AssociationAbortedError: It is aborted every time.
        """
        from ..network import AssociationAbortedError

        waiting = deque(files)
        aborted = 0
        with Bar("storing", self._total) as bar:
            while waiting:
                try:
                    proposals = _proposals(waiting, syntaxes)
                    with self._peer.connect(proposals) as association:
                        while waiting:
                            self._one(association, waiting[0])
                            waiting.popleft()
                            aborted = 0
                            bar.update(self._stored + self._failed)
                except AssociationAbortedError as error:
                    aborted += 1
                    if aborted == _PATIENCE:
                        raise
                    self._fail(waiting.popleft(), error)

    def _fail(self, file: InstanceFile, error: Exception) -> None:
        self._failed += 1
        self._peer.failure(f"{file.path}: {error}")

    def _one(self, association: Association, file: InstanceFile) -> None:
        from ..network import FailedStatusError, NoPresentationContextError

        try:
            outcome = association.store(file.path)
        except (
            FailedStatusError,
            NoPresentationContextError,
            OSError,  # of the file: the network has errors of its own
            ValueError,
        ) as error:
            self._fail(file, error)
            return
        self._stored += 1
        self._bytes += file.path.stat().st_size
        self._warnings += outcome.is_warning
        if outcome.is_warning or not self._quiet:
            label = outcome.status.label if outcome.status else ""
            click.echo(f"{file.path}: {outcome.code:04X} {label}".rstrip())

    def conclude(self) -> None:
        """Print what came of it."""
        took = time.perf_counter() - self._begun
        parts = [f"{self._stored} of {counted(self._total, 'instance')} stored"]
        if self._warnings:
            parts.append(counted(self._warnings, "warning"))
        if self._failed:
            parts.append(f"{self._failed} failed")
        click.echo(f"{', '.join(parts)}; {self._bytes / 1e6:.1f} MB in {took:.1f} s")


def _checked(peer: Peer, files: Sequence[InstanceFile]) -> Iterator[InstanceFile]:
    """Yield the files to be sent, after a look at what is wrong with them."""
    from ..validation.confidential import masked
    from ..validation.engine import Validator

    validator = Validator()
    for file in files:
        found = validator.check(file.path).findings
        errors = [each for each in found if each.severity is Severity.ERROR]
        if errors:
            peer.found(str(file.path), map(masked, errors))
        if errors and peer.check == "raise":
            peer.failure(f"{file.path}: not sent; --check warn sends it nevertheless")
        else:
            yield file


def _batches(files: Sequence[InstanceFile]) -> Iterator[list[InstanceFile]]:
    """Yield files, so that each list needs no more contexts than an association has."""
    batch: list[InstanceFile] = []
    contexts: set[tuple[str, str]] = set()
    for file in files:
        context = file.sop_class_uid, file.transfer_syntax_uid
        if context not in contexts and len(contexts) == _MOST // 2:
            # Beside each compressed one there may be a plain one.
            yield batch
            batch, contexts = [], set()
        contexts.add(context)
        batch.append(file)
    if batch:
        yield batch


def _proposals(
    files: Iterable[InstanceFile], syntaxes: tuple[str, ...] | None
) -> list[Proposal]:
    """Return what an association is for: each SOP class as its files are encoded."""
    from ..network import Proposal

    wanted: dict[str, dict[str, None]] = {}
    for file in files:
        own = wanted.setdefault(file.sop_class_uid, {})
        own[file.transfer_syntax_uid] = None
        if syntaxes:
            own.update(dict.fromkeys(syntaxes))
        elif file.transfer_syntax_uid in _PLAIN:
            own.update(dict.fromkeys(_PLAIN))
    return [Proposal(uid, tuple(own)) for uid, own in wanted.items()]
