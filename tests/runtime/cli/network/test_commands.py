"""The commands that speak to a peer, and a real one on loopback."""

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
from iodize.dimse.matching import answer, matches
from iodize.dimse.providers import Refused
from iodize.network import Server, StorageProvider, serve

CT = str(get_testdata_file("CT_small.dcm", download=False))
STUDY = "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322"
SUCCESS, OUT_OF_RESOURCES = 0x0000, 0xA700


def run(command: str, server: Server | int, *arguments: str | Path) -> Result:
    """Run a command; those with a subcommand have it behind a space."""
    port = server if isinstance(server, int) else server.port
    return CliRunner().invoke(
        cli,
        [*command.split(), "127.0.0.1", str(port), *map(str, arguments)],
    )


def told(result: Result, status: int) -> str:
    """Return what a command printed, if it ended as it should."""
    assert result.exit_code == status, result.output
    return result.output


class Studies(services.StudyRootFind.Provider):
    """Has one study, or refuses to say so."""

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
    """Moves nothing."""

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
    """Keeps what it is told of steps."""

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
    """Tells the result of every request on the same association."""

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
def nobody() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])


def test_echo(peer: Server) -> None:
    assert ": 0000 in " in told(run("echo", peer), 0)


def test_nobody_is_there(nobody: int) -> None:
    output = told(run("echo", nobody, "--timeout", "5"), 2)
    assert f"error: no connection to 127.0.0.1:{nobody}" in output
    assert "Traceback" not in output


def test_store_files_and_folders(peer: Server, tmp_path: Path) -> None:
    image = dcmread(CT)
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3.4")
    image.save_as(tmp_path / "one.dcm")
    (tmp_path / "notes.txt").write_text("no DICOM")

    output = told(run("store", peer, tmp_path, CT), 0)
    assert "2 of 2 instances stored" in output


def test_what_is_no_instance_is_not_sent(peer: Server, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no DICOM")

    assert "no DICOM file" in told(run("store", peer, path), 2)
    assert "no DICOM instances in" in told(run("store", peer, tmp_path), 2)


def test_an_instance_with_errors_is_not_sent_if_that_is_wanted(
    peer: Server, tmp_path: Path
) -> None:
    image = dcmread(CT)
    del image.KVP
    path = tmp_path / "broken.dcm"
    image.save_as(path)

    assert "0 of 1 instance stored, 1 failed" in told(
        run("store", peer, path, "--check", "raise"), 1
    )
    output = told(run("store", peer, path, "--check", "warn"), 1)
    assert "KVP (0018,0060)" in output
    assert "1 of 1 instance stored" in output
    assert "1 of 1 instance stored" in told(run("store", peer, path), 0)


def test_find_prints_a_table(peer: Server) -> None:
    output = told(run("find", peer, "PatientID=1CT1"), 0)
    assert STUDY in output
    assert "1 answer" in output


def test_find_prints_json_and_writes_files(peer: Server, tmp_path: Path) -> None:
    result = run("find", peer, "--json", "--out", tmp_path)
    told(result, 0)
    (line,) = (each for each in result.output.splitlines() if each.startswith("{"))

    assert json.loads(line)["0020000D"]["Value"] == [STUDY]
    assert dcmread(tmp_path / "000001.dcm").StudyInstanceUID == STUDY


def test_no_match_is_no_failure(peer: Server) -> None:
    assert "0 answers" in told(run("find", peer, "PatientID=ELSE"), 0)


def test_a_refused_query_is_a_failure(
    peer: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Studies, "refuse", True)
    output = told(run("find", peer), 1)
    assert "failure: C-FIND" in output
    assert "A700" in output
    assert "busy" in output


def test_keys_are_listed_without_a_peer(nobody: int) -> None:
    output = told(run("find", nobody, "--keys", "--level", "SERIES"), 0)
    assert "(0020,000E) SeriesInstanceUID" in output


def test_a_model_without_the_level(nobody: int) -> None:
    output = told(run("find", nobody, "--level", "PATIENT"), 2)
    assert "no level PATIENT" in output
    assert "STUDY, SERIES, IMAGE" in output


def test_a_destination_that_is_not_known(peer: Server) -> None:
    output = told(run("move", peer, "--to", "ELSE", f"StudyInstanceUID={STUDY}"), 1)
    assert "A801" in output


def test_get_writes_files(peer: Server, tmp_path: Path) -> None:
    output = told(
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


def test_a_storage_sop_class_that_is_none(nobody: int) -> None:
    output = told(
        run("get", nobody, "--storage", "CTImageStorag", "StudyInstanceUID=1"), 2
    )
    assert "Did you mean CTImageStorage?" in output


def test_a_step_from_the_worklist_to_its_end(
    peer: Server, steps: Steps, tmp_path: Path
) -> None:
    listed = run("worklist", peer, "Modality=CT", "--json")
    told(listed, 0)
    item = tmp_path / "item.json"
    item.write_text(next(s for s in listed.output.splitlines() if s[0] == "{"))

    output = told(run("mpps start", peer, "--from", item, "PatientSex=F"), 0)
    uid = output.splitlines()[-1]
    made = steps.made[uid]
    assert (made.PatientID, made.PatientSex) == ("P1", "F")
    assert made.PerformedProcedureStepStatus == "IN PROGRESS"

    told(run("mpps complete", peer, uid, "--images", CT), 0)
    assert made.PerformedProcedureStepStatus == "COMPLETED"
    assert len(made.PerformedSeriesSequence) == 1

    output = told(run("mpps discontinue", peer, uid), 1)
    assert "0110" in output
    assert "it has ended" in output


def test_a_step_that_breaks_the_standard_is_not_created(
    peer: Server, steps: Steps
) -> None:
    before = len(steps.made)
    output = told(run("mpps create", peer, "Modality=CT"), 2)
    assert "PerformedProcedureStepStatus: absent; type 1" in output
    assert "--check warn" in output
    assert len(steps.made) == before


def test_an_item_that_is_no_data_set(nobody: int, tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text("[1, 2]")
    assert "no data set in the DICOM JSON model" in told(
        run("mpps start", nobody, "--from", path), 2
    )


def test_commit(peer: Server) -> None:
    output = told(run("commit", peer, CT, "--wait", "10"), 0)
    assert "1 of 1 instance committed" in output


def test_what_is_not_kept_is_a_failure(
    peer: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Commitment, "fails", True)
    output = told(run("commit", peer, CT, "--wait", "10"), 1)
    assert "0112 no such object instance" in output
    assert "0 of 1 instance committed" in output


def test_a_result_that_does_not_come(
    peer: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Commitment, "request_storage_commitment", lambda self, request, call: None
    )
    output = told(run("commit", peer, CT, "--wait", "0.3"), 2)
    assert "no result of" in output
    assert "--listen" in output


def test_a_transfer_syntax_that_is_none(nobody: int) -> None:
    output = told(run("echo", nobody, "--transfer-syntax", "JPEG2000Lossles"), 2)
    assert "Did you mean JPEG2000Lossless" in output


@pytest.mark.parametrize("title", ["A" * 17, "", "A\\B"])
def test_an_ae_title_that_is_none(nobody: int, title: str) -> None:
    assert "AE titles" in told(run("echo", nobody, "--called", title), 2)


def test_the_page_of_the_commands_has_them_all() -> None:
    from iodize.cli import COMMANDS

    page = (Path(__file__).parents[3] / "docs" / "commands-network.md").read_text()
    wanted = {name for name, one in COMMANDS.items() if "[network]" in one.summary}
    assert wanted >= {"echo", "peer", "check-association"}
    assert {name for name in wanted if f"`iodize {name}" not in page} == set()


def test_a_worklist_tells_what_is_to_be_done_where_and_when(peer: Server) -> None:
    head, item, *_ = told(run("worklist", peer), 0).splitlines()

    for title in ("Modality", "Scheduled Station AE Title", "Start Date", "Start Time"):
        assert title in head
    for value in ("DOE^JANE", "CT01", "20260102", "1000", "Head"):
        assert value in item


def test_a_peer_that_does_not_answer_is_waited_for_as_long_as_the_option_says() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        output = told(run("echo", silent.getsockname()[1], "--timeout", "0.2"), 2)

    assert "no answer within 0.2 s" in output
    assert "--timeout" in output
