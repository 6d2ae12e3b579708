"""What a user is told who gets something wrong, or whose peer does."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from iodize import services
from iodize.cli import cli
from iodize.dimse.matching import answer
from iodize.network import Server, StorageProvider, serve
from iodize.network.storing import FileSink

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))


class Gets(services.StudyRootGet.Provider):
    """Sends one image."""

    def get_instances(self, request: Any, call: Any) -> Any:
        return [CT]


class Finds(services.StudyRootFind.Provider):
    """Finds a study of another patient."""

    def find(self, query: Any, call: Any) -> Any:
        study = Dataset()
        study.StudyInstanceUID, study.PatientID = "1.2.3", "OTHER"
        study.RetrieveAETitle = "PACS"
        yield answer(query, study)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Stores, and gives back one image."""
    folder = tmp_path_factory.mktemp("stored")
    services_ = [StorageProvider(folder), Gets(), Finds()]
    with serve(0, services_, ae_title="PACS", called_ae=True) as server:
        yield server


def told(command: str, status: int, server: Server | None = None) -> str:
    """Return what a command prints that ends as it should; {peer} is HOST and PORT."""
    peer = f"127.0.0.1 {server.port if server else 1}"
    result = CliRunner().invoke(cli, command.format(peer=peer).split())
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def test_a_host_that_is_unknown() -> None:
    output = told("echo nowhere.invalid 104", 2)
    assert "error: no connection to nowhere.invalid:104" in output
    assert "help: is the host's name right?" in output


def test_where_an_error_comes_from_is_printed_if_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IODIZE_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        cli(["echo", "nowhere.invalid", "104"])
    assert "UnreachableError" in capsys.readouterr().err


def test_ae_titles_that_the_peer_does_not_know(archive: Server) -> None:
    output = told("echo {peer} --called RIS", 2, archive)
    assert "help: --called is who is called: the peer is not RIS" in output


def test_a_service_that_the_peer_does_not_offer(archive: Server) -> None:
    hint = "help: does it offer that as PACS, which --called names?"
    assert hint in told("worklist {peer} --called PACS", 2, archive)


def test_a_model_that_the_peer_does_not_offer(archive: Server, tmp_path: Path) -> None:
    """The storage that was accepted with it, of a hundred classes, is not told of."""
    command = "get {peer} --called PACS --root composite SOPInstanceUID=1.2 --out "
    output = told(f"{command}{tmp_path}", 2, archive)
    name = services.CompositeInstanceRootGet.name
    assert output.splitlines()[0] == f"error: the peer did not accept {name}"


def test_a_key_that_retrievals_do_not_have() -> None:
    output = told("move {peer} --to ELSE PatientName=DOE", 2)
    assert "help: it has QueryRetrieveLevel, StudyInstanceUID" in output


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("StudyDate=2026-01-31", "a date is like 20260131, a range like"),
        ("StudyDate=20260101-2026013", "a date is like 20260131, a range like"),
        ("StudyTime=9:30", "a time is like 0930"),
    ],
)
def test_what_dates_and_times_look_like(key: str, form: str) -> None:
    assert f"help: {form}" in told(f"find {{peer}} {key}", 2)


def test_a_query_that_is_not_sent_has_no_answers(archive: Server) -> None:
    command = "find {peer} --called PACS StudyDate=20260131-20260101"
    output = told(command, 2, archive)
    assert "a range that ends before it begins" in output
    assert "0 answers" not in output


def test_what_is_wrong_with_an_answer_is_told_once(archive: Server) -> None:
    output = told("find {peer} --called PACS PatientID=P1", 1, archive)
    assert output.count("PatientID") == 1, output


@pytest.mark.filterwarnings("error")
def test_a_uid_that_is_none() -> None:
    assert "'x.y' is no UID" in told("mpps complete {peer} x.y", 2)


def test_a_change_that_changes_nothing() -> None:
    assert "Name what changes" in told("mpps set {peer} 1.2.3", 2)


@pytest.mark.parametrize("keyword", ["SeriesInstanceUID", "SOPClassUID"])
def test_an_image_that_does_not_say_what_a_step_has_to_name(
    keyword: str, tmp_path: Path
) -> None:
    image = dcmread(CT)
    delattr(image, keyword)
    path = tmp_path / "image.dcm"
    image.save_as(path, enforce_file_format=False)
    output = told(f"mpps complete {{peer}} 1.2 --images {path}", 2)
    assert f"error: {path}: no {keyword}, which the step has to name" in output


def test_an_item_that_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.touch()
    output = told(f"mpps start {{peer}} --from {path}", 2)
    assert "no data set in the DICOM JSON model: it is empty" in output


@pytest.mark.parametrize("command", ["create", "start", "set", "complete"])
def test_a_name_that_steps_do_not_have_is_looked_up_with_keys(command: str) -> None:
    uid = "1.2" if command in ("set", "complete") else ""
    assert "--keys lists" in told(f"mpps {command} {{peer}} {uid} Foo=1", 2)
    assert "PerformedSeriesSequence.ProtocolName" in told(f"mpps {command} --keys", 0)


def test_a_folder_that_cannot_be_written(
    archive: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**options: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "made-up-name")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    command = f"get {{peer}} --called PACS StudyInstanceUID=1.2 --out {tmp_path}"
    output = told(command, 2, archive)
    assert output == f"error: {tmp_path}: Permission denied\n"


def test_a_disk_that_is_full(
    archive: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(*arguments: Any, **options: Any) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSink, "keep", keep)
    command = f"get {{peer}} --called PACS StudyInstanceUID=1.2 --out {tmp_path}"
    output = told(command, 1, archive)
    assert "could not be stored: [Errno 28] No space left on device" in output
    assert "failure: 1 instance not sent" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("{peer} --passcode X", "--passcode needs --user"),
        (f"{{peer}} --tls-key {CT}", "--tls-key needs --tls-certificate"),
    ],
)
def test_an_option_without_the_one_it_belongs_to(arguments: str, words: str) -> None:
    assert words in told(f"echo {arguments}", 2)


def test_a_passcode_of_the_environment_is_for_whoever_has_a_user(
    archive: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IODIZE_PASSCODE", "X")
    told("echo {peer} --called PACS", 0, archive)


def test_a_host_without_a_name() -> None:
    result = CliRunner().invoke(cli, ["echo", "", "104"])
    assert result.exit_code == 2
    assert "'' is no name or address of a host" in result.output


@pytest.mark.parametrize("command", ["echo", "store", "find", "mpps start"])
def test_a_help_page_has_the_command_s_own_options_first(command: str) -> None:
    page = told(f"{command} --help", 0)
    own, connection = page.index("\nOptions:"), page.index("\nConnection:")
    assert own < page.index("--help ") < connection < page.index("--calling")
