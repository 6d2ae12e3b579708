"""Locks between processes and threads."""

import subprocess
import sys
from pathlib import Path

from iodize.editions.locking import exclusive

HOLD = """
import sys, time
from pathlib import Path
from iodize.editions.locking import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_process_waits_for_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "folder" / "lock"
    waited: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, lock],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        def release() -> None:
            waited.append("waiting")
            assert other.stdin is not None
            other.stdin.close()

        with exclusive(lock, release):
            assert other.wait(10) == 0

    assert waited == ["waiting"]


def test_lock_of_a_killed_process_is_released(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, lock],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        other.kill()
        other.wait(10)

    waited: list[str] = []
    with exclusive(lock, lambda: waited.append("waiting")):
        assert waited == []
