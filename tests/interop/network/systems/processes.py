"""Programs that run beside a test: started on a free port, stopped again whatever happens.

Nothing here waits without an end, and nothing outlives the test: a server has a process
group of its own, which is ended as a whole (dcmqrscp forks for each association).
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
    """A program that listens."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    """What it wrote to its standard output and error."""

    def text(self) -> str:
        """Return what it has written so far."""
        return self.log.read_text("latin-1")


class Done(NamedTuple):
    """How a client ended."""

    status: int
    text: str
    """Its standard output and error."""


class NotStartedError(AssertionError):
    """A server ended, or did not listen in time."""


def free_port() -> int:
    """Return a port that nobody listens on.

    Drawn at random, so that tests that run beside each other seldom draw the same, and from
    the system, as others may seed `random`; who starts a server tries again if it was taken
    meanwhile.
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
        command: Gives the command for a port.
        folder: Where it is started, and where its log is written.
        name: Of the log.
        patient: Ask it to end before it is made to.
        environment: Variables beside those of this process.
        ready: Whether it also answers elsewhere; asked once it listens.

    Raises:
        NotStartedError: With what the server wrote.
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
    raise NotStartedError(f"{name} does not answer: {server.text()}")


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
    """Return whether a claim comes true in time.

    For what a server does after it has answered: Orthanc commits on another association,
    a log is written late.
    """
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _surroundings(environment: Mapping[str, str] | None) -> dict[str, str]:
    # DCMTK waits for an acknowledgement amid each message otherwise, 40 ms of it
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
    """Whether anybody listens, told by the kernel's table.

    A connection would tell too, but servers that take one association after another
    (storescp, simple_storage) would have to get over it first.
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
    with contextlib.suppress(ProcessLookupError):  # children that took no notice
        os.killpg(process.pid, signal.SIGKILL)
