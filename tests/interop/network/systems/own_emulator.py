"""`iodize peer` in this process, and what it finds wrong with whoever calls it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from iodize.peer.outbox import Address
from iodize.peer.running import Run

from .processes import HOST, wait_until

SERVICES = ("storage", "qr", "worklist", "mpps", "commit", "ups")


class OwnPeer:
    """One that runs."""

    def __init__(self, run: Run, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder
        """Its data: "objects", "worklist"."""
        self._run = run

    def findings(self) -> list[str]:
        """Return what it has found so far: message, path, code and words of each."""
        return [
            f"{file.path}: {finding.path}: {finding.code}: {finding.message}"
            for file in self._run.journal.report("").files
            for finding in file.findings
        ]

    def tells(self, *parts: str) -> bool:
        """Whether it has a finding with all these parts, soon.

        It writes its journal after it has answered.
        """
        return wait_until(
            lambda: any(
                all(part in line for part in parts) for line in self.findings()
            ),
            5,
        )


@contextlib.contextmanager
def own_peer(
    folder: Path,
    addresses: Mapping[str, int] | None = None,
    *,
    notified: Sequence[str] = (),
) -> Iterator[OwnPeer]:
    """Run a peer until the block ends.

    Args:
        folder: For its data.
        addresses: Ports on this host by AE title: of whom it may call.
        notified: AE titles that are told of performed procedure steps.
    """
    run = Run(
        folder,
        SERVICES,
        addresses=[Address(ae, HOST, port) for ae, port in (addresses or {}).items()],
        notified=notified,
        validates=False,
    )
    try:
        with run.serving() as port:
            yield OwnPeer(run, port, folder)
    finally:
        run.peer.close()
