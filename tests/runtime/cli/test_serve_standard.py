"""The command `iodize serve-standard`; tests/runtime/assistants runs it."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from iodize.cli import cli


def test_protocol_is_required() -> None:
    result = CliRunner().invoke(cli, ["serve-standard"])

    assert result.exit_code == 2
    assert "--mcp" in result.stderr


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = CliRunner().invoke(cli, ["serve-standard", "--mcp"])

    assert result.exit_code == 2
    assert "needs mcp" in result.stderr
    assert 'pip install "iodize[mcp]"' in result.stderr


def test_unknown_edition_ends_before_the_server_starts() -> None:
    arguments = ["serve-standard", "--mcp", "--edition", "1993"]
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 2
    assert "2023a" in result.stderr


def test_server_ends_when_its_input_is_closed() -> None:
    pytest.importorskip("mcp")
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "serve-standard", "--mcp"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
