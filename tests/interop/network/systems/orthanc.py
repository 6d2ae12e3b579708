"""Orthanc (Debian's `orthanc`), with a new database for each test.

As an SCU it is controlled by its REST interface.
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
"""Name of the peer under test in the REST interface."""

_WORKLISTS = Path("/usr/share/orthanc/plugins/libModalityWorklists.so")


class Orthanc(NamedTuple):
    """A running Orthanc."""

    server: Server
    port: int
    """Port of its DICOM server."""
    web: int
    worklists: Path
    """Folder of worklist files, `*.wl`, in the form of wlmscpfs."""

    def request(self, path: str, body: object = None, *, seconds: float = 30) -> Any:
        """Return a decoded response of its REST interface.

        Args:
            path: Without the leading slash: "instances".
            body: Sent with POST as JSON; None for GET.

        Raises:
            urllib.error.HTTPError: The request failed.
        """
        answer = self.read(path, body, seconds=seconds)
        return json.loads(answer)

    def read(self, path: str, body: object = None, *, seconds: float = 30) -> bytes:
        """Return the bytes of a response of its REST interface."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/{path}",
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return bytes(response.read())

    def instances(self) -> list[bytes]:
        """Return the files of all its instances."""
        return [self.read(f"instances/{key}/file") for key in self.request("instances")]

    def introduce(self, title: str, port: int) -> None:
        """Configure the address of `OTHER`, a peer on this host."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/modalities/{OTHER}",
            data=json.dumps({"AET": title, "Host": HOST, "Port": port}).encode(),
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=30):
            pass

    def add(self, path: Path) -> None:
        """Add an instance by its REST interface."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.web}/instances", data=path.read_bytes()
        )
        with urllib.request.urlopen(request, timeout=30):
            pass


@contextlib.contextmanager
def orthanc(folder: Path, **options: object) -> Iterator[Orthanc]:
    """Run an Orthanc that accepts all services.

    Args:
        folder: Folder for its configuration, database, worklists and log.
        options: Further options of its configuration file.
    """
    worklists = folder / "worklists"
    worklists.mkdir()
    web = 0
    settings: Mapping[str, object] = {
        "Name": "interop",
        "StorageDirectory": str(folder / "database"),
        "IndexDirectory": str(folder / "database"),
        "RemoteAccessAllowed": True,  # otherwise it requires a password, also on loopback
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

    # a regular end takes seconds, and its database is not needed
    with serving(
        command, folder, name="orthanc", patient=False, ready=lambda: _answers(web)
    ) as server:
        yield Orthanc(server, server.port, web, worklists)


def _answers(web: int) -> bool:
    """True if its REST interface responds on a port."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{web}/system", timeout=2) as answer:
            return bool(json.loads(answer.read())["Name"])
    except (OSError, HTTPException, ValueError):
        return False
