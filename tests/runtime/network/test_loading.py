"""Imports of an association: few, and on first access."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("pynetdicom")

PROGRAM = """
import sys
import iodize.network
assert "pynetdicom" not in sys.modules
from iodize.network import StorageProvider, connect, serve
from iodize.services import Verification
with serve(0, []) as server:
    with connect("127.0.0.1", server.port, [Verification]) as association:
        association.echo()
print(*sorted(sys.modules))
"""
LATER = ("iods", "modules", "macros", "functional_groups", "dictionary", "templates")
"""Large modules of definitions that only instances and attribute lists need."""


def test_echo_imports_no_definitions_of_objects() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr[-2000:]
    loaded = done.stdout.split()
    assert "iodize.network.serving.dispatch" in loaded
    assert [name for name in LATER if f"iodize.generated.{name}" in loaded] == []
    assert "iodize.validation.engine.engine" not in loaded
