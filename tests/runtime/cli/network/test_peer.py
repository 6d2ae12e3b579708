"""The command `iodize peer`."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from pynetdicom import AE

from iodize.cli.network.peer import peer
from iodize.emulator.data.archive import Archive
from iodize.emulator.data.database import Database
from iodize.emulator.data.folder_layout import FolderLayout
from iodize.emulator.data.schema import SCHEMA

CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
MPPS = "1.2.840.10008.3.1.2.3.3"
VERIFICATION = "1.2.840.10008.1.1"
PATIENCE = 60


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the command; yield its process and port."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "iodize", "peer", "--port", "0"),
            *("--data", str(folder), *options),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    try:
        assert process.stderr is not None
        found = re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())
        assert found
        yield process, int(found[1])
    finally:
        process.kill()
        process.communicate()


def associate(port: int, *, wrong: bool) -> None:
    from pydicom.dataset import Dataset

    ae = AE("CT1")
    ae.add_requested_context(MPPS)
    ae.add_requested_context(VERIFICATION)
    association = ae.associate("127.0.0.1", port)
    assert association.is_established
    association.send_c_echo()
    if wrong:
        step = Dataset()
        step.PerformedProcedureStepStatus = "IN PROGRESS"
        step.PatientName = "Roe^Jane"
        association.send_n_create(step, MPPS, "1.2.3")
    association.release()


def test_errors_are_printed_live_and_reported_at_the_end(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with started(tmp_path / "data", "--once", "--strict", "--report", str(report)) as (
        process,
        port,
    ):
        associate(port, wrong=True)
        output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert "#1 CT1 from 127.0.0.1" in output
    assert "N-CREATE-RQ Modality Performed Procedure Step: 0120" in output
    assert "PerformedProcedureStepID (0040,0253): absent; type 1" in output
    assert re.search(r"CT1 +1 +2 +\d+ +0", output)
    files = json.loads(report.read_text("utf-8"))["files"]
    assert [len(each["findings"]) > 0 for each in files] == [False, True]


def test_association_without_errors_exits_0(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--once", "--format", "csv") as (process, port):
        associate(port, wrong=False)
        output, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert output.startswith("file,") or "severity" in output.splitlines()[0]
    assert "C-ECHO-RQ" in errors  # live output is not in the report


def test_sigterm_stops_the_emulator_with_a_summary(tmp_path: Path) -> None:
    with started(tmp_path / "data") as (process, _):
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "no associations" in output


def test_acknowledged_objects_survive_a_killed_process(tmp_path: Path) -> None:
    """The process is killed while it receives; the next one has the acknowledged objects."""
    from iodize import example

    scan = example.build("CTImage")
    acknowledged = []
    with started(tmp_path / "data", "--no-objects") as (process, port):
        ae = AE("CT1")
        ae.add_requested_context(CT_IMAGE)
        ae.network_timeout = ae.dimse_timeout = 5
        association = ae.associate("127.0.0.1", port)
        for number in range(200):
            scan.SOPInstanceUID = f"1.2.3.{number}"
            scan.file_meta.MediaStorageSOPInstanceUID = scan.SOPInstanceUID
            if number == 20:
                process.kill()
            if not association.is_established:
                break
            status = association.send_c_store(scan)
            if status and status.Status == 0:
                acknowledged.append(scan.SOPInstanceUID)

    places = FolderLayout(tmp_path / "data")
    database = Database(places.index, SCHEMA)
    found = {each.uid for each in Archive(database, places).entries(acknowledged)}
    database.close()
    assert len(acknowledged) >= 20
    assert found == set(acknowledged)


def test_emulator_stops_after_the_given_time(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        peer, ["--port", "0", "--data", str(tmp_path / "data"), "--for", "0.1"]
    )

    assert result.exit_code == 0, result.output


def test_folder_in_use_is_rejected(tmp_path: Path) -> None:
    with started(tmp_path / "data"):
        second = subprocess.run(
            [
                *(sys.executable, "-m", "iodize", "peer"),
                *("--port", "0", "--data", str(tmp_path / "data")),
            ],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    assert second.returncode == 2
    assert "in use by another emulator" in second.stderr
    assert "help:" in second.stderr


def test_services_are_listed_and_unknown_ones_rejected(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "data")]
    listed = CliRunner().invoke(peer, ["--services", "help"])
    unknown = subprocess.run(
        [sys.executable, "-m", "iodize", "peer", "--services", "fax", *data],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert listed.exit_code == 0
    assert "worklist" in listed.output
    assert unknown.returncode == 2
    assert "unknown service 'fax'" in unknown.stderr


def test_invalid_options_are_named(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "data"), "--port", "0", "--for", "0.1"]
    network = CliRunner().invoke(peer, ["--allow", "10.1", *data])
    notified = CliRunner().invoke(peer, ["--notify", "RIS", *data])
    nothing = CliRunner().invoke(peer, ["--services", " ,", *data])
    same = ["--ae", "CT1=a:104", "--ae", "CT1=b:104"]
    twice = CliRunner().invoke(peer, [*same, *data])

    assert (network.exit_code, notified.exit_code) == (2, 2)
    assert (nothing.exit_code, twice.exit_code) == (2, 2)
    assert "at least one service is required" in nothing.output
    assert "--ae CT1 is used more than once" in twice.output
    assert (
        "'10.1' is not an IP address or network, such as 10.1.0.0/16" in network.output
    )
    assert "--notify RIS needs --ae RIS=HOST:PORT" in notified.output


def test_page_of_films_is_named_and_ends_with_the_command(tmp_path: Path) -> None:
    options = ("--services", "print", "--web", "--custom-layout", "1=AAB/AAC")
    with started(tmp_path / "data", *options) as (process, _):
        assert process.stderr is not None
        found = re.search(
            r"films are listed on (http://\S+)", process.stderr.readline()
        )
        assert found
        with urlopen(found[1], timeout=PATIENCE) as response:
            assert b"No films yet." in response.read()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    with pytest.raises(URLError):
        urlopen(found[1], timeout=PATIENCE)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--web",), "--web needs the service print"),
        (("--custom-layout", "AAB"), "must be NUMBER=DRAWING"),
        (("--custom-layout", "x=AAB"), "must be NUMBER=DRAWING"),
        (("--custom-layout", "1=AB/BA"), "is not a rectangle; draw rows of letters"),
    ],
)
def test_wrong_option_of_the_printer_is_refused(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    done = CliRunner().invoke(peer, ["--data", str(tmp_path / "data"), *options])

    assert done.exit_code == 2
    assert message in " ".join(done.output.replace("│", "").split())
