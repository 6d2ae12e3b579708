"""Sending files to a peer, on as many associations as are needed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import click

from ...findings.finding import Severity
from ...render.wording import counted
from .connecting import Peer, message_of
from .outbox import Outbox
from .progress import Bar

if TYPE_CHECKING:
    from ...network.requests.sending import Sent
    from .arguments.instances import InstanceFile

_WINDOW: Final = 16
"""Maximum number of outstanding requests to negotiate."""
_MAX_ABORTS: Final = 3
"""Number of consecutive associations that may be aborted at their first instance."""


class Sender:
    """Sends files to a peer, prints the result of each, and counts."""

    def __init__(self, peer: Peer, quiet: bool, files: Iterator[InstanceFile]) -> None:
        self._peer = peer
        self._quiet = quiet
        self._outbox = Outbox(files if peer.check == "off" else self._checked(files))
        self._stored = 0
        self._warnings = 0
        self._failed = 0
        self._bytes = 0
        self._started = time.perf_counter()

    @property
    def _done(self) -> int:
        return self._stored + self._failed

    @property
    def _total(self) -> int | None:
        remaining = self._outbox.remaining
        return None if remaining is None else self._done + remaining

    def send(self) -> None:
        """Send the files.

        If the peer aborts an association because of one instance, the remaining instances
        are sent on another association.

        Raises:
            AssociationAbortedError: Several associations in a row were aborted.
        """
        from ...network import AssociationAbortedError

        outbox = self._outbox
        window = _WINDOW
        aborts = 0
        with Bar("storing") as bar:
            while outbox.look_ahead():
                association = self._peer.connect(
                    outbox.proposals(self._peer.transfer_syntaxes),
                    asynchronous_window=(window, 1),
                )
                try:
                    with association:
                        for sent in association.store_all(outbox.take()):
                            self._count(outbox.answered(), sent)
                            aborts = 0
                            bar.update(self._done, self._total)
                except AssociationAbortedError as error:
                    outbox.put_back()
                    if association.window > 1:
                        window = 1  # one at a time identifies the instance
                        continue
                    aborts += 1
                    if aborts == _MAX_ABORTS:
                        raise
                    self._fail(outbox.drop(), error)

    def _checked(self, files: Iterable[InstanceFile]) -> Iterator[InstanceFile]:
        """Validate files, and yield those to send."""
        from ...findings.masking import masked
        from ...validation.engine.engine import Validator

        validator = Validator()
        for file in files:
            findings = validator.check(file.path).findings
            errors = [each for each in findings if each.severity is Severity.ERROR]
            if errors:
                self._peer.report_findings(file.path, map(masked, errors))
            if errors and self._peer.check == "raise":
                self._fail(file, "not sent because of errors; --check warn sends it")
            else:
                yield file

    def _count(self, file: InstanceFile, sent: Sent) -> None:
        """Count and print the result of a file."""
        if sent.error is not None:
            self._fail(file, message_of(sent.error))
            return
        outcome = sent.outcome
        assert outcome is not None
        self._stored += 1
        self._bytes += file.path.stat().st_size
        self._warnings += outcome.is_warning
        if outcome.is_warning or not self._quiet:
            label = outcome.status.label if outcome.status else ""
            click.echo(f"{file.path}: {outcome.code:04X} {label}".rstrip())

    def _fail(self, file: InstanceFile, reason: object) -> None:
        self._failed += 1
        self._peer.report_failure(f"{file.path}: {reason}")

    def print_summary(self) -> None:
        """Print the counts, unless nothing was sent because of an error."""
        if not self._done:
            return
        seconds = time.perf_counter() - self._started
        total = counted(self._total or self._done, "instance")
        parts = [f"{self._stored} of {total} stored"]
        if self._warnings:
            parts.append(counted(self._warnings, "warning"))
        if self._failed:
            parts.append(f"{self._failed} failed")
        megabytes = self._bytes / 1e6
        click.echo(f"{', '.join(parts)}; {megabytes:.1f} MB in {seconds:.1f} s")
