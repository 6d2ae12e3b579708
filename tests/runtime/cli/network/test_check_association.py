"""The command `iodize check-association`, between two systems."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.cli import cli
from iodize.network import Server, StorageProvider, connect, serve
from iodize.network.link.contexts import VERIFICATION
from iodize.services import CTImageStorage

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))
TIMEOUT = 30.0


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Server]:
    with serve(0, [StorageProvider(tmp_path / "stored")]) as server:
        yield server


class Proxy:
    """A proxy in another process."""

    def __init__(self, target: int, *options: str | Path) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "iodize", "check-association"),
                *("--listen", "0", "--to", f"127.0.0.1:{target}"),
                *map(str, options),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        found = re.search(r"listening on 127\.0\.0\.1:(\d+),", line)
        assert found, line
        self.port = int(found[1])

    def end(self, number: signal.Signals | None = None) -> tuple[int, str, str]:
        """Wait for the end; return the exit status and the output."""
        if number is not None:
            self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=TIMEOUT)
        return self.process.returncode, output, errors


@contextmanager
def proxy(target: int, *options: str | Path) -> Iterator[Proxy]:
    running = Proxy(target, *options)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


def echo(port: int) -> None:
    with connect("127.0.0.1", port, [VERIFICATION]) as association:
        association.echo()


def test_messages_are_printed_live_until_interrupted(archive: Server) -> None:
    with proxy(archive.port) as running:
        echo(running.port)
        status, output, errors = running.end(signal.SIGINT)

    assert status == 0
    lines = [line[12:].strip() for line in output.splitlines()]
    assert "1 → A-ASSOCIATE-RQ  IODIZE to ANY-SCP, 1 presentation context" in lines
    assert "1 ← C-ECHO-RSP  1, Verification SOP Class  0000 Success" in lines
    assert errors.splitlines()[-1] == "1 association, 0 errors, 0 warnings, 0 info"


def test_errors_are_reported_and_determine_the_exit_status(
    archive: Server, tmp_path: Path
) -> None:
    image = dcmread(CT)
    del image.KVP
    path = tmp_path / "broken.dcm"
    image.save_as(path)
    report = tmp_path / "report.json"
    options = ("--associations", "1", "--quiet", "--report", report)
    with proxy(archive.port, *options) as running:
        with connect("127.0.0.1", running.port, [CTImageStorage]) as association:
            association.store(path)
        status, output, _ = running.end()

    assert status == 1
    assert "KVP (0018,0060): absent; type 2 in CT Image" in output
    assert "A-ASSOCIATE-RQ" not in output
    first, message = json.loads(report.read_text())["files"]
    assert first["path"].startswith("association 1: IODIZE to ANY-SCP")
    assert message["path"] == "association 1, 3: requestor C-STORE-RQ"
    assert message["iod"] == "CT Image"
    assert "type2-missing" in [each["code"] for each in message["findings"]]


def test_standard_output_has_only_a_machine_readable_report(
    archive: Server,
) -> None:
    options = ("--associations", "1", "--format", "json")
    with proxy(archive.port, *options) as running:
        echo(running.port)
        status, output, errors = running.end()

    assert status == 0
    assert json.loads(output)["files"][0]["findings"] == []
    assert "C-ECHO-RQ" in errors


def test_findings_can_be_ignored(archive: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        unused = server.getsockname()[1]
    options = ("--associations", "1", "--ignore", "association")
    with (
        proxy(unused, *options) as running,
        socket.create_connection(("127.0.0.1", running.port), TIMEOUT),
    ):
        status, _, errors = running.end()
    assert status == 0
    assert errors.splitlines()[-1] == "1 association, 0 errors, 0 warnings, 0 info"


def test_messages_are_recorded_in_a_folder(archive: Server, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    with proxy(archive.port, "--associations", "1", "--record", folder) as running:
        with connect("127.0.0.1", running.port, [CTImageStorage]) as association:
            association.store(CT)
        running.end()

    (association_folder,) = folder.iterdir()
    names = sorted(path.name for path in association_folder.iterdir())
    assert names[:4] == [
        "0001-requestor-A-ASSOCIATE-RQ.pdu",
        "0002-acceptor-A-ASSOCIATE-AC.pdu",
        "0003-requestor-C-STORE-RQ.dcm",
        "0003-requestor-C-STORE-RQ.json",
    ]
    kept = dcmread(association_folder / names[2])
    assert kept.PixelData == dcmread(CT).PixelData
    command = json.loads((association_folder / names[3]).read_text())
    assert command["00000100"]["Value"] == [1]


def test_reverse_associations_are_in_the_same_report(
    archive: Server, tmp_path: Path
) -> None:
    """The archive reports storage commitment on an association that it opens."""
    report = tmp_path / "report.json"
    with serve(0, []) as modality:
        options = ("--associations", "2", "--report", report)
        reverse = ("--reverse", f"0=127.0.0.1:{modality.port}")
        with proxy(archive.port, *options, *reverse) as running:
            assert running.process.stderr is not None
            line = running.process.stderr.readline()
            assert line.endswith(f", relaying to 127.0.0.1:{modality.port}\n")
            echo(running.port)
            echo(int(line.split(",")[0].rpartition(":")[2]))
            status, _, errors = running.end()

    assert status == 0
    assert errors.splitlines()[-1] == "2 associations, 0 errors, 0 warnings, 0 info"
    assert len(json.loads(report.read_text())["files"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--listen", "x", "--to", "pacs:104"], "'x': 'x' is not a port number"),
        (["--listen", "0", "--to", "104"], "'104' must be HOST:PORT"),
        (["--listen", "0", "--to", "pacs:0"], "the port must be 1 to 65535"),
        (["--reverse", "0"], "'0' must be PORT=HOST:PORT"),
        (["--reverse", "0=104"], "'104' must be HOST:PORT"),
    ],
)
def test_invalid_addresses_are_rejected(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, ["check-association", *arguments])
    assert result.exit_code == 2
    assert message in result.output


def test_port_in_use_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        result = CliRunner().invoke(
            cli, ["check-association", "--listen", port, "--to", "127.0.0.1:1"]
        )
    assert result.exit_code == 2
    assert f"error: cannot listen on 127.0.0.1:{port}" in result.output
    assert "help: choose another port" in result.output


@pytest.mark.skipif(
    not (shutil.which("storescu") and shutil.which("storescp")),
    reason="needs DCMTK",
)
def test_dcmtk_programs_work_through_the_proxy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    receiver = subprocess.Popen(
        ["storescp", "--output-directory", str(tmp_path), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with proxy(port, "--associations", "1") as running:
            sent = subprocess.run(
                [
                    "storescu",
                    "--max-send-pdu",
                    "4096",
                    "127.0.0.1",
                    str(running.port),
                    str(CT),
                ],
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
            status, output, _ = running.end()
    finally:
        receiver.kill()
        receiver.wait()

    assert sent.returncode == 0, sent.stderr
    assert status == 0, output
    (stored,) = tmp_path.glob("CT*")
    assert dcmread(stored).PixelData == dcmread(CT).PixelData
