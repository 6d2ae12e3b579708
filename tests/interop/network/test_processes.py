"""Processes end with their test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .systems.processes import NotStartedError, serving, wait_until

# Listens, with a child that sleeps longer than any test.
_SERVER = """
import socket, subprocess, sys, time
child = subprocess.Popen(["sleep", "600"])
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print(child.pid, flush=True)
time.sleep(600)
"""


def test_server_ends_with_its_children(tmp_path: Path) -> None:
    with serving(
        lambda port: (sys.executable, "-c", _SERVER, str(port)), tmp_path, name="server"
    ) as server:
        assert wait_until(lambda: server.text().strip() != "")
        child = Path("/proc", server.text().strip())
        assert child.exists()

    assert server.process.poll() is not None
    assert wait_until(lambda: not child.exists() or _is_zombie(child))


def test_server_that_does_not_start_is_an_error_with_its_output(tmp_path: Path) -> None:
    with (
        pytest.raises(NotStartedError, match="no such thing"),
        serving(
            lambda port: (sys.executable, "-c", "raise SystemExit('no such thing')"),
            tmp_path,
            name="server",
        ),
    ):
        pass


def _is_zombie(process: Path) -> bool:
    """True if a process has ended but still has an entry."""
    return "\nState:\tZ" in (process / "status").read_text("ascii")
