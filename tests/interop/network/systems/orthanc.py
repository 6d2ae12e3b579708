"""Orthanc (Debian's `orthanc`), with a database of its own for each test.

What it does as a client it is told over its REST interface.
"""

from __future__ import annotations

import contextlib
import json
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from .peers import program
from .processes import HOST, Server, free_port, serving

TITLE = "ORTHANC"
OTHER = "other"
"""How Orthanc calls the peer under test in its REST interface."""

_WORKLISTS = Path("/usr/share/orthanc/plugins/libModalityWorklists.so")


class Orthanc(NamedTuple):
    """One that runs."""

    server: Server
    port: int
    """Of its DICOM server."""
    web: int
    worklists: Path
    """Folder of worklist files, `*.wl`, as wlmscpfs has them."""

    def ask(self, path: str, body: object = None, *, seconds: float = 30) -> Any:
        """Return what its REST interface answers, decoded.

        Args:
            path: Without the leading slash: "instances".
            body: Sent with POST as JSON; GET where it is None.

        Raises:
            urllib.error.HTTPError: It could not do it.
        """
        answer = self.read(path, body, seconds=seconds)
        return json.loads(answer)

    def read(self, path: str, body: object = None, *, seconds: float = 30) -> bytes:
        """Return what its REST interface answers, as it is: a file of an instance."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/{path}",
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return bytes(response.read())

    def instances(self) -> list[bytes]:
        """Return the files of all instances that it holds."""
        return [self.read(f"instances/{key}/file") for key in self.ask("instances")]

    def introduce(self, title: str, port: int) -> None:
        """Tell it where a peer is on this host: whom it connects to as `OTHER`."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/modalities/{OTHER}",
            data=json.dumps({"AET": title, "Host": HOST, "Port": port}).encode(),
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=30):
            pass

    def add(self, path: Path) -> None:
        """Give it an instance without DICOM's network."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/instances", data=path.read_bytes()
        )
        with urllib.request.urlopen(request, timeout=30):
            pass


@contextlib.contextmanager
def orthanc(folder: Path, **options: object) -> Iterator[Orthanc]:
    """Run an Orthanc that accepts what it can, and answers to whom it was introduced.

    Args:
        folder: For its configuration, database, worklists and log.
        options: Of its configuration file, beside those here.
    """
    worklists = folder / "worklists"
    worklists.mkdir()
    web = 0
    settings: Mapping[str, object] = {
        "Name": "interop",
        "StorageDirectory": str(folder / "database"),
        "IndexDirectory": str(folder / "database"),
        "RemoteAccessAllowed": True,  # else it asks for a password, on loopback too
        "AuthenticationEnabled": False,
        "HttpServerEnabled": True,
        "DicomAet": TITLE,
        "DicomCheckCalledAet": False,
        "DicomAlwaysAllowEcho": True,
        "DicomAlwaysAllowStore": True,
        "DicomAlwaysAllowFind": True,
        "DicomAlwaysAllowFindWorklist": True,
        "DicomAlwaysAllowGet": True,
        "DicomAlwaysAllowMove": True,
        "UnknownSopClassAccepted": True,
        "DicomScuTimeout": 10,
        "DicomScpTimeout": 30,
        "DicomAssociationCloseDelay": 0,
        "DicomThreadsCount": 2,
        "HttpThreadsCount": 4,
        "StableAge": 1,
        "SaveJobs": False,
        "Plugins": [str(_WORKLISTS)] if _WORKLISTS.exists() else [],
        "Worklists": {"Enable": True, "Database": str(worklists)},
        **options,
    }
    config = folder / "orthanc.json"

    def command(port: int) -> list[str | Path]:
        nonlocal web
        web = free_port()
        ports = {"DicomPort": port, "HttpPort": web}
        config.write_text(json.dumps({**settings, **ports}, indent=1))
        return [program("Orthanc") or "Orthanc", "--verbose", config]

    # it takes seconds to end in order, and its database is thrown away
    with serving(
        command, folder, name="orthanc", patient=False, ready=lambda: _answers(web)
    ) as server:
        yield Orthanc(server, server.port, web, worklists)


def _answers(web: int) -> bool:
    """Whether its REST interface is there; on another port, whatever is there is not it."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{web}/system", timeout=2) as answer:
            return bool(json.loads(answer.read())["Name"])
    except (OSError, HTTPException, ValueError):
        return False
