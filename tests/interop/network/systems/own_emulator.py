"""The emulator of iodize in this process, and its findings."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from iodize.emulator.outbox import Address
from iodize.emulator.run import Run

from .processes import HOST, wait_until

SERVICES = ("storage", "qr", "worklist", "mpps", "commit", "ups")


class OwnEmulator:
    """A running emulator."""

    def __init__(self, run: Run, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder
        """Its folder: "objects", "worklist"."""
        self._run = run

    def findings(self) -> list[str]:
        """Return its findings so far: message, path, code and text of each."""
        return [
            f"{file.path}: {finding.path}: {finding.code}: {finding.message}"
            for file in self._run.journal.report("").files
            for finding in file.findings
        ]

    def reports(self, *parts: str) -> bool:
        """Wait for a finding with all these parts; return True if there is one.

        It writes its journal after its response.
        """
        return wait_until(
            lambda: any(
                all(part in line for part in parts) for line in self.findings()
            ),
            5,
        )


@contextlib.contextmanager
def own_emulator(
    folder: Path,
    addresses: Mapping[str, int] | None = None,
    *,
    notified: Sequence[str] = (),
    strict: bool = False,
) -> Iterator[OwnEmulator]:
    """Run an emulator until the block ends.

    Args:
        folder: Folder for its data.
        addresses: Ports of peers on this host, by AE title.
        notified: AE titles to notify of performed procedure steps.
        strict: Refuse requests with errors in their attributes.
    """
    run = Run(
        folder,
        SERVICES,
        addresses=[Address(ae, HOST, port) for ae, port in (addresses or {}).items()],
        notified=notified,
        strict=strict,
        validates=False,
    )
    try:
        with run.serving() as port:
            yield OwnEmulator(run, port, folder)
    finally:
        run.emulator.close()
