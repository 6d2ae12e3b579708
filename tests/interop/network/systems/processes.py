"""Programs that run during a test, on a free port.

All waits are limited, and no process outlives the test: the process group of a server is
terminated as a whole (dcmqrscp forks for each association).
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HOST = "127.0.0.1"

_PORTS = range(20000, 32000)  # below those that the system gives to clients
_START = 30.0  # seconds; Orthanc on a busy machine takes a few
_END = 5.0
_ATTEMPTS = 3


class Server(NamedTuple):
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    """Its standard output and error."""

    def text(self) -> str:
        """Return its output so far."""
        return self.log.read_text("latin-1")


class Done(NamedTuple):
    """The result of a client."""

    status: int
    text: str
    """Its standard output and error."""


class NotStartedError(AssertionError):
    """A server has ended, or does not listen in time."""


def free_port() -> int:
    """Return an unused port.

    Ports are random, so that concurrent tests rarely choose the same one. The source is the
    system, as tests may seed `random`. `serving` tries again if a port is occupied.
    """
    while True:
        port = random.SystemRandom().choice(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


@contextlib.contextmanager
def serving(
    command: Callable[[int], Sequence[str | Path]],
    folder: Path,
    *,
    name: str,
    environment: Mapping[str, str] | None = None,
    patient: bool = True,
    ready: Callable[[], bool] = lambda: True,
) -> Iterator[Server]:
    """Run a server until the block ends.

    Args:
        command: Returns the command for a port.
        folder: Working directory, and folder of the log.
        name: Name of the log.
        patient: Whether to terminate it before it is killed.
        environment: Additional environment variables.
        ready: True if it is ready; called once it listens.

    Raises:
        NotStartedError: With the output of the server.
    """
    log = folder / f"{name}.log"
    for _ in range(_ATTEMPTS):
        port = free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*map(str, command(port))],
                cwd=folder,
                env=_surroundings(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(port, process, log)
        try:
            if _wait_for_port(server) and _wait_until_ready(server, ready):
                yield server
                return
        finally:
            _end(process, patient)
    raise NotStartedError(f"{name} does not respond: {server.text()}")


def run(
    *command: str | Path,
    folder: Path | None = None,
    seconds: float = 60,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run a client to its end.

    Raises:
        subprocess.TimeoutExpired: It did not end in time; it is killed.
    """
    done = subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env=_surroundings(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("latin-1"))


def wait_until(claim: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait for a condition; return True if it becomes true in time.

    For actions of a server after its response, such as a log entry or a report on another
    association.
    """
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _surroundings(environment: Mapping[str, str] | None) -> dict[str, str]:
    # without it, DCMTK waits 40 ms for an acknowledgement within each message
    return {**os.environ, "TCP_NODELAY": "1", **(environment or {})}


def _wait_for_port(server: Server) -> bool:
    wait_until(
        lambda: server.process.poll() is not None or _listens(server.port), _START
    )
    return server.process.poll() is None and _listens(server.port)


def _wait_until_ready(server: Server, ready: Callable[[], bool]) -> bool:
    wait_until(lambda: server.process.poll() is not None or ready(), _START)
    return server.process.poll() is None and ready()


def _listens(port: int) -> bool:
    """True if a process listens on a port, by the kernel's table.

    A test connection would disturb servers that accept one association at a time
    (storescp, simple_storage).
    """
    place = f":{port:04X}"
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text("ascii").splitlines()[1:]:
                _, local, _, state, *_ = line.split()
                if state == "0A" and local.endswith(place):
                    return True
    return False


def _end(process: subprocess.Popen[bytes], patient: bool) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL) if patient else (signal.SIGKILL,):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_END)
            break
    with contextlib.suppress(ProcessLookupError):  # remaining children
        os.killpg(process.pid, signal.SIGKILL)
