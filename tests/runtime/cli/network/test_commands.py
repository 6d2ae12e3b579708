"""The network commands, with a peer on loopback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from iodize import services
from iodize.cli import cli
from iodize.dimse.queries.matching import answer, matches
from iodize.dimse.services.sides import Refused
from iodize.network import Server, StorageProvider, serve

CT = str(get_testdata_file("CT_small.dcm", download=False))
STUDY = "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322"
SUCCESS, OUT_OF_RESOURCES = 0x0000, 0xA700


def run(command: str, server: Server | int, *arguments: str | Path) -> Result:
    """Run a command. A subcommand follows after a space."""
    port = server if isinstance(server, int) else server.port
    return CliRunner().invoke(
        cli,
        [*command.split(), "127.0.0.1", str(port), *map(str, arguments)],
    )


def output_of(result: Result, status: int) -> str:
    """Return the output of a command with an exit status."""
    assert result.exit_code == status, result.output
    return result.output


class Studies(services.StudyRootFind.Provider):
    """Has one study, or refuses queries."""

    refuse = False

    def find(self, query: Any, call: Any) -> Iterable[Any]:
        if self.refuse:
            raise Refused(OUT_OF_RESOURCES, "busy")
        study = Dataset()
        study.StudyInstanceUID, study.PatientID = STUDY, "1CT1"
        study.RetrieveAETitle = "IODIZE"
        if matches(query, study):
            yield answer(query, study)


class Moves(services.StudyRootMove.Provider):
    """Refuses every destination."""

    def move(self, request: Any, call: Any) -> Any:
        raise Refused(0xA801, "unknown destination")


class Gets(services.StudyRootGet.Provider):
    """Sends one image."""

    def get_instances(self, request: Any, call: Any) -> Iterable[Any]:
        return [Path(CT)]


class Worklist(services.ModalityWorklist.Provider):
    """Has one item."""

    def find(self, query: Any, call: Any) -> Iterable[Any]:
        item, step = Dataset(), Dataset()
        item.PatientName, item.PatientID = "DOE^JANE", "P1"
        item.StudyInstanceUID = "1.2.3"
        item.RequestedProcedureID = "R1"
        item.RequestedProcedureDescription = "Head"
        step.Modality, step.ScheduledStationAETitle = "CT", "CT01"
        step.ScheduledProcedureStepStartDate = "20260102"
        step.ScheduledProcedureStepStartTime = "1000"
        step.ScheduledProcedureStepID = "S1"
        step.ScheduledProcedureStepDescription = "Head"
        item.ScheduledProcedureStepSequence = Sequence([step])
        yield answer(query, item)


class Steps(services.ModalityPerformedProcedureStep.Provider):
    """Stores performed procedure steps."""

    def __init__(self) -> None:
        self.made: dict[str, Dataset] = {}

    def create(self, request: Any, call: Any) -> None:
        self.made[call.sop_instance_uid] = request.to_dataset()

    def set(self, request: Any, call: Any) -> None:
        step = self.made[call.sop_instance_uid]
        if step.PerformedProcedureStepStatus != "IN PROGRESS":
            raise Refused(0x0110, "it has ended", error_id=0xA710)
        step.update(request.to_dataset())


class Commitment(services.StorageCommitmentPushModel.Provider):
    """Reports the result of every request on the same association."""

    fails = False

    def request_storage_commitment(self, request: Any, call: Any) -> None:
        event = Dataset()
        event.TransactionUID = request.TransactionUID
        asked = request.to_dataset().ReferencedSOPSequence
        kind: Any = (
            services.StorageCommitmentPushModel.StorageCommitmentRequestSuccessful
        )
        if self.fails:
            kind = _failures_exist()
            for item in asked:
                item.FailureReason = 0x0112
            event.FailedSOPSequence = Sequence(asked)
        else:
            event.ReferencedSOPSequence = Sequence(asked)
        threading.Timer(0.1, lambda: call.report(kind.from_dataset(event))).start()


def _failures_exist() -> Any:
    (operation,) = (
        each
        for each in services.StorageCommitmentPushModel.operations
        if each.service == "N-EVENT-REPORT"
    )
    return next(each for each in operation.requests if each.type_id == 2)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def steps() -> Steps:
    return Steps()


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory, steps: Steps) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("stored")
    handlers = [
        StorageProvider(folder),
        Studies(),
        Moves(),
        Gets(),
        Worklist(),
        steps,
        Commitment(),
    ]
    with serve(0, handlers) as server:
        yield server


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])


def test_echo_prints_the_status_and_the_time(peer: Server) -> None:
    assert ": 0000 in " in output_of(run("echo", peer), 0)


@pytest.mark.parametrize("port", [[], ["PORT"]])
def test_system_of_the_settings_is_named(
    peer: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    stated = 1 if port else peer.port
    (tmp_path / "iodize.toml").write_text(
        '[network]\ncalling = "CT7"\n[network.hosts.pacs]\nhost = "127.0.0.1"\n'
        f'port = {stated}\ncalled = "ARCHIVE"\n',
        "utf-8",
    )
    given = [str(peer.port) for _ in port]
    result = CliRunner().invoke(
        cli, ["find", "--timeout", "20", "pacs", *given, "PatientID", "--json"]
    )
    assert STUDY in output_of(result, 0)

    echo = CliRunner().invoke(cli, ["echo", "pacs", *given, "--called", "OTHER"])
    assert f"OTHER at 127.0.0.1:{peer.port}" in output_of(echo, 0)


def test_unreachable_peer_exits_2(unused_port: int) -> None:
    output = output_of(run("echo", unused_port, "--timeout", "5"), 2)
    assert f"error: cannot connect to 127.0.0.1:{unused_port}" in output
    assert "Traceback" not in output


def test_store_sends_files_and_folders(peer: Server, tmp_path: Path) -> None:
    image = dcmread(CT)
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3.4")
    image.save_as(tmp_path / "one.dcm")
    (tmp_path / "notes.txt").write_text("no DICOM")

    output = output_of(run("store", peer, tmp_path, CT), 0)
    assert "2 of 2 instances stored" in output


def test_file_that_is_not_an_instance_is_not_sent(peer: Server, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no DICOM")

    assert "is not a DICOM file" in output_of(run("store", peer, path), 2)
    assert "no DICOM instances in" in output_of(run("store", peer, tmp_path), 2)


def test_instance_with_errors_is_not_sent_with_check_raise(
    peer: Server, tmp_path: Path
) -> None:
    image = dcmread(CT)
    del image.KVP
    path = tmp_path / "broken.dcm"
    image.save_as(path)

    assert "0 of 1 instance stored, 1 failed" in output_of(
        run("store", peer, path, "--check", "raise"), 1
    )
    output = output_of(run("store", peer, path, "--check", "warn"), 1)
    assert "KVP (0018,0060)" in output
    assert "1 of 1 instance stored" in output
    assert "1 of 1 instance stored" in output_of(run("store", peer, path), 0)


def test_find_prints_a_table(peer: Server) -> None:
    output = output_of(run("find", peer, "PatientID=1CT1"), 0)
    assert STUDY in output
    assert "1 answer" in output


def test_find_prints_json_and_writes_files(peer: Server, tmp_path: Path) -> None:
    result = run("find", peer, "--json", "--out", tmp_path)
    output_of(result, 0)
    (line,) = (each for each in result.output.splitlines() if each.startswith("{"))

    assert json.loads(line)["0020000D"]["Value"] == [STUDY]
    assert dcmread(tmp_path / "000001.dcm").StudyInstanceUID == STUDY


def test_query_without_matches_exits_0(peer: Server) -> None:
    assert "0 answers" in output_of(run("find", peer, "PatientID=ELSE"), 0)


def test_refused_query_exits_1(peer: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Studies, "refuse", True)
    output = output_of(run("find", peer), 1)
    assert "failure: C-FIND" in output
    assert "A700" in output
    assert "busy" in output


def test_keys_are_listed_without_a_connection(unused_port: int) -> None:
    output = output_of(run("find", unused_port, "--keys", "--level", "SERIES"), 0)
    assert "(0020,000E) SeriesInstanceUID" in output


def test_level_that_the_model_lacks_is_rejected(unused_port: int) -> None:
    output = output_of(run("find", unused_port, "--level", "PATIENT"), 2)
    assert "no level PATIENT" in output
    assert "STUDY, SERIES, IMAGE" in output


def test_unknown_move_destination_exits_1(peer: Server) -> None:
    output = output_of(
        run("move", peer, "--to", "ELSE", f"StudyInstanceUID={STUDY}"), 1
    )
    assert "A801" in output


def test_get_writes_files(peer: Server, tmp_path: Path) -> None:
    output = output_of(
        run(
            "get",
            peer,
            "--out",
            tmp_path,
            "--storage",
            "CTImageStorage",
            f"StudyInstanceUID={STUDY}",
        ),
        0,
    )
    assert "1 instance in" in output
    (file,) = tmp_path.iterdir()
    assert dcmread(file).SOPInstanceUID == dcmread(CT).SOPInstanceUID


def test_unknown_storage_sop_class_is_rejected(unused_port: int) -> None:
    output = output_of(
        run("get", unused_port, "--storage", "CTImageStorag", "StudyInstanceUID=1"), 2
    )
    assert "Did you mean CTImageStorage?" in output


def test_performed_step_from_worklist_to_completion(
    peer: Server, steps: Steps, tmp_path: Path
) -> None:
    listed = run("worklist", peer, "Modality=CT", "--json")
    output_of(listed, 0)
    item = tmp_path / "item.json"
    item.write_text(next(s for s in listed.output.splitlines() if s[0] == "{"))

    output = output_of(run("mpps start", peer, "--from", item, "PatientSex=F"), 0)
    uid = output.splitlines()[-1]
    made = steps.made[uid]
    assert (made.PatientID, made.PatientSex) == ("P1", "F")
    assert made.PerformedProcedureStepStatus == "IN PROGRESS"

    output_of(run("mpps complete", peer, uid, "--images", CT), 0)
    assert made.PerformedProcedureStepStatus == "COMPLETED"
    assert len(made.PerformedSeriesSequence) == 1

    output = output_of(run("mpps discontinue", peer, uid), 1)
    assert "0110" in output
    assert "it has ended" in output


def test_step_with_errors_is_not_created(peer: Server, steps: Steps) -> None:
    before = len(steps.made)
    output = output_of(run("mpps create", peer, "Modality=CT"), 2)
    assert "PerformedProcedureStepStatus: absent; type 1" in output
    assert "--check warn" in output
    assert len(steps.made) == before


def test_item_that_is_not_a_data_set_is_rejected(
    unused_port: int, tmp_path: Path
) -> None:
    path = tmp_path / "item.json"
    path.write_text("[1, 2]")
    assert "is not a data set in the DICOM JSON model" in output_of(
        run("mpps start", unused_port, "--from", path), 2
    )


def test_commit_prints_the_number_of_committed_instances(peer: Server) -> None:
    output = output_of(run("commit", peer, CT, "--wait", "10"), 0)
    assert "1 of 1 instance committed" in output


def test_instance_that_is_not_committed_exits_1(
    peer: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Commitment, "fails", True)
    output = output_of(run("commit", peer, CT, "--wait", "10"), 1)
    assert "0112 no such object instance" in output
    assert "0 of 1 instance committed" in output


def test_missing_result_of_commitment_exits_2(
    peer: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Commitment, "request_storage_commitment", lambda self, request, call: None
    )
    output = output_of(run("commit", peer, CT, "--wait", "0.3"), 2)
    assert "no result of" in output
    assert "--listen" in output


def test_unknown_transfer_syntax_is_rejected(unused_port: int) -> None:
    output = output_of(
        run("echo", unused_port, "--transfer-syntax", "JPEG2000Lossles"), 2
    )
    assert "Did you mean JPEG2000Lossless" in output


@pytest.mark.parametrize("title", ["A" * 17, "", "A\\B"])
def test_invalid_ae_title_is_rejected(unused_port: int, title: str) -> None:
    assert "is not a valid AE title" in output_of(
        run("echo", unused_port, "--called", title), 2
    )


def test_documentation_lists_all_network_commands(root: Path) -> None:
    from iodize.cli import COMMANDS

    page = (root / "docs" / "commands-network.md").read_text()
    commands = {name for name, entry in COMMANDS.items() if entry.extra == "network"}
    assert commands >= {"echo", "peer", "check-association"}
    assert {name for name in commands if f"`iodize {name}" not in page} == set()


def test_worklist_table_has_procedure_station_and_start(peer: Server) -> None:
    head, item, *_ = output_of(run("worklist", peer), 0).splitlines()

    for title in ("Modality", "Scheduled Station AE Title", "Start Date", "Start Time"):
        assert title in head
    for value in ("DOE^JANE", "CT01", "20260102", "1000", "Head"):
        assert value in item


def test_timeout_option_limits_the_wait_for_a_response() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        output = output_of(run("echo", silent.getsockname()[1], "--timeout", "0.2"), 2)

    assert "no response within 0.2 s" in output
    assert "--timeout" in output
