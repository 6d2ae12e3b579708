"""The applications of pynetdicom."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .processes import HOST, Done, Server, run, serving

TITLE = "PYNETDICOM"
_APPS = (sys.executable, "-m", "pynetdicom")


@contextlib.contextmanager
def echoscp(folder: Path) -> Iterator[Server]:
    """Run a server for Verification."""
    with serving(
        lambda port: (*_APPS, "echoscp", "-ba", HOST, str(port)), folder, name="echoscp"
    ) as server:
        yield server


@contextlib.contextmanager
def storescp(folder: Path) -> Iterator[Server]:
    """Run a storage SCP; received objects are in `folder`."""
    with serving(
        lambda port: (*_APPS, "storescp", "-ba", HOST, "-od", folder, str(port)),
        folder,
        name="pynetdicom-storescp",
    ) as server:
        yield server


@contextlib.contextmanager
def qrscp(folder: Path, *, movers: Mapping[str, int] | None = None) -> Iterator[Server]:
    """Run an empty archive.

    Args:
        movers: Ports of C-MOVE destinations on this host, by AE title.
    """
    config = folder / "qrscp.ini"
    sections = [
        f"[{title}]\naddress: {HOST}\nport: {port}\n"
        for title, port in (movers or {}).items()
    ]

    def command(port: int) -> list[str | Path]:
        config.write_text(
            f"[DEFAULT]\nae_title: {TITLE}\nport: {port}\nmax_pdu: 16382\n"
            "acse_timeout: 30\ndimse_timeout: 30\nnetwork_timeout: 30\n"
            f"bind_address: {HOST}\n"
            f"instance_location: {folder / 'instances'}\n"
            f"database_location: {folder / 'instances.sqlite'}\n"
            "log_identifier: True\n\n" + "\n".join(sections)
        )
        return [*_APPS, "qrscp", "-v", "-c", config]

    with serving(command, folder, name="qrscp") as server:
        yield server


def client(
    name: str,
    port: int,
    *options: str | Path,
    files: Iterable[Path] = (),
    called: str = "IODIZE",
    folder: Path | None = None,
) -> Done:
    """Run echoscu, storescu, findscu, movescu or getscu against a port of this host."""
    return run(
        *_APPS,
        *(name, HOST, str(port)),
        *files,
        *("-v", "-aet", TITLE, "-aec", called, "-ta", "10", "-td", "30"),
        *options,
        folder=folder,
    )
