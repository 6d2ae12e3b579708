"""The servers that `benchmarks.network` measures, in processes of their own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {**os.environ, "TCP_NODELAY": "1"}
"""Setting of DCMTK that disables delays."""

SERVERS = {
    "iodize": """
import sys
from iodize.network import StorageProvider, serve
serve(int(sys.argv[1]), [StorageProvider(sys.argv[2], durable={durable})], asynchronous=8).wait()
""",
    "pynetdicom": """
import socket, sys
from pynetdicom import AE, evt, _config
from pynetdicom.sop_class import CTImageStorage
from pydicom.uid import ExplicitVRLittleEndian
_config.LOG_HANDLER_LEVEL = "none"
def store(event):
    with open(sys.argv[2] + "/" + event.request.AffectedSOPInstanceUID, "wb") as file:
        file.write(event.encoded_dataset())
    return 0
def opened(event):
    event.assoc.dul.socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
ae = AE()
ae.maximum_pdu_size = 1 << 17
ae.add_supported_context(CTImageStorage, ExplicitVRLittleEndian)
handlers = [(evt.EVT_C_STORE, store), (evt.EVT_CONN_OPEN, opened)]
ae.start_server(("127.0.0.1", int(sys.argv[1])), evt_handlers=handlers)
""",
    "worklist": """
import sys
from pydicom import dcmread
from pathlib import Path
from iodize.network import serve
from iodize.services import ModalityWorklist
items = [dcmread(path) for path in sorted(Path(sys.argv[2]).glob("*/*.wl"))]
class Worklist(ModalityWorklist.Provider):
    def find(self, query, call):
        for item in items:
            yield ModalityWorklist.Answer.from_dataset(item)
serve(int(sys.argv[1]), [Worklist()], check={check!r}).wait()
""",
    "pynetdicom worklist": """
import socket, sys
from pydicom import dcmread
from pathlib import Path
from pynetdicom import AE, evt, _config
from pynetdicom.sop_class import ModalityWorklistInformationFind
from pydicom.uid import ExplicitVRLittleEndian
_config.LOG_HANDLER_LEVEL = "none"
items = [dcmread(path) for path in sorted(Path(sys.argv[2]).glob("*/*.wl"))]
def find(event):
    for item in items:
        yield 0xFF00, item
def opened(event):
    event.assoc.dul.socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
ae = AE()
ae.add_supported_context(ModalityWorklistInformationFind, ExplicitVRLittleEndian)
handlers = [(evt.EVT_C_FIND, find), (evt.EVT_CONN_OPEN, opened)]
ae.start_server(("127.0.0.1", int(sys.argv[1])), evt_handlers=handlers)
""",
}


class Running(NamedTuple):
    """A server that runs."""

    port: int
    process: int

    def seconds(self) -> float:
        """Return the processor time that it has used, and its children that ended."""
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{self.process}/stat").read_text()
            ticks = sum(map(int, text.rpartition(")")[2].split()[11:15]))
            return ticks / os.sysconf("SC_CLK_TCK")
        return float("nan")


@contextlib.contextmanager
def running(command: Callable[[int], list[str]]) -> Iterator[Running]:
    """Run a server as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        command(port),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port), timeout=1),
            ):
                break
            time.sleep(0.05)
        yield Running(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def python(program: str, folder: Path, **options: object) -> Callable[[int], list[str]]:
    """Return the command of a program of SERVERS."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SERVERS[program]
    for name, value in options.items():
        text = text.replace(f"{{{name}}}", str(value)).replace(
            f"{{{name}!r}}", repr(value)
        )
    return lambda port: [sys.executable, "-c", text, str(port), str(folder)]
