"""Messages for errors of the user and failures of the peer."""

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
from iodize.dimse.queries.matching import answer
from iodize.network import Server, StorageProvider, serve
from iodize.network.serving.storing import FileSink

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
    """Stores instances, and sends one image for every retrieval."""
    folder = tmp_path_factory.mktemp("stored")
    services_ = [StorageProvider(folder), Gets(), Finds()]
    with serve(0, services_, ae_title="PACS", called_ae=True) as server:
        yield server


def output_of(command: str, status: int, server: Server | None = None) -> str:
    """Return the output of a command with an exit status; {peer} is HOST and PORT."""
    peer = f"127.0.0.1 {server.port if server else 1}"
    result = CliRunner().invoke(cli, command.format(peer=peer).split())
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def test_unknown_host_is_reported() -> None:
    output = output_of("echo nowhere.invalid 104", 2)
    assert "error: cannot connect to nowhere.invalid:104" in output
    assert "help: check the host name:" in output


def test_traceback_of_an_error_is_printed_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IODIZE_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        cli(["echo", "nowhere.invalid", "104"])
    assert "UnreachableError" in capsys.readouterr().err


def test_rejected_called_ae_title_is_reported_with_its_option(archive: Server) -> None:
    output = output_of("echo {peer} --called RIS", 2, archive)
    assert "help: the peer's AE title is not RIS (--called)" in output


def test_service_that_the_peer_lacks_is_reported_with_its_ae_title(
    archive: Server,
) -> None:
    hint = "help: check that the peer supports it under the AE title PACS (--called)"
    assert hint in output_of("worklist {peer} --called PACS", 2, archive)


def test_model_that_the_peer_lacks_is_reported_by_name(
    archive: Server, tmp_path: Path
) -> None:
    """The hundred storage SOP classes that were accepted are not listed."""
    command = "get {peer} --called PACS --root composite SOPInstanceUID=1.2 --out "
    output = output_of(f"{command}{tmp_path}", 2, archive)
    name = services.CompositeInstanceRootGet.name
    assert output.splitlines()[0] == f"error: the peer did not accept {name}"


def test_invalid_key_of_a_retrieval_lists_the_valid_ones() -> None:
    output = output_of("move {peer} --to ELSE PatientName=DOE", 2)
    assert "help: its attributes are QueryRetrieveLevel, StudyInstanceUID" in output


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("StudyDate=2026-01-31", "use a date such as 20260131, or a range:"),
        ("StudyDate=20260101-2026013", "use a date such as 20260131, or a range:"),
        ("StudyTime=9:30", "use a time such as 0930"),
    ],
)
def test_invalid_date_or_time_is_reported_with_the_format(key: str, form: str) -> None:
    assert f"help: {form}" in output_of(f"find {{peer}} {key}", 2)


def test_query_that_is_not_sent_prints_no_count(archive: Server) -> None:
    command = "find {peer} --called PACS StudyDate=20260131-20260101"
    output = output_of(command, 2, archive)
    assert "a range that ends before it starts" in output
    assert "0 answers" not in output


def test_finding_of_an_answer_is_printed_once(archive: Server) -> None:
    output = output_of("find {peer} --called PACS PatientID=P1", 1, archive)
    assert output.count("PatientID") == 1, output


@pytest.mark.filterwarnings("error")
def test_invalid_uid_is_rejected() -> None:
    assert "'x.y' is not a valid UID" in output_of("mpps complete {peer} x.y", 2)


def test_set_without_attributes_is_rejected() -> None:
    assert "Use NAME=VALUE or --from FILE" in output_of("mpps set {peer} 1.2.3", 2)


@pytest.mark.parametrize("keyword", ["SeriesInstanceUID", "SOPClassUID"])
def test_image_without_a_required_uid_is_rejected(keyword: str, tmp_path: Path) -> None:
    image = dcmread(CT)
    delattr(image, keyword)
    path = tmp_path / "image.dcm"
    image.save_as(path, enforce_file_format=False)
    output = output_of(f"mpps complete {{peer}} 1.2 --images {path}", 2)
    message = f"error: {path}: {keyword} is missing; the performed step requires it"
    assert message in output


def test_empty_item_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.touch()
    output = output_of(f"mpps start {{peer}} --from {path}", 2)
    assert "is not a data set in the DICOM JSON model: it is empty" in output


@pytest.mark.parametrize("command", ["create", "start", "set", "complete"])
def test_unknown_attribute_of_a_step_refers_to_keys(command: str) -> None:
    uid = "1.2" if command in ("set", "complete") else ""
    assert "list the attributes with --keys" in output_of(
        f"mpps {command} {{peer}} {uid} Foo=1", 2
    )
    assert "PerformedSeriesSequence.ProtocolName" in output_of(
        f"mpps {command} --keys", 0
    )


def test_unwritable_folder_is_reported_before_the_retrieval(
    archive: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**options: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "made-up-name")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    command = f"get {{peer}} --called PACS StudyInstanceUID=1.2 --out {tmp_path}"
    output = output_of(command, 2, archive)
    assert output == f"error: {tmp_path}: Permission denied\n"


def test_full_disk_fails_the_instance(
    archive: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(*arguments: Any, **options: Any) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSink, "keep", keep)
    command = f"get {{peer}} --called PACS StudyInstanceUID=1.2 --out {tmp_path}"
    output = output_of(command, 1, archive)
    assert "could not be stored: [Errno 28] No space left on device" in output
    assert "failure: 1 instance not sent" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("{peer} --passcode X", "--passcode needs --user"),
        (f"{{peer}} --tls-key {CT}", "--tls-key needs --tls-certificate"),
    ],
)
def test_option_without_its_required_option_is_rejected(
    arguments: str, words: str
) -> None:
    assert words in output_of(f"echo {arguments}", 2)


def test_passcode_of_the_environment_is_ignored_without_user(
    archive: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IODIZE_PASSCODE", "X")
    output_of("echo {peer} --called PACS", 0, archive)


def test_empty_host_is_rejected() -> None:
    result = CliRunner().invoke(cli, ["echo", "", "104"])
    assert result.exit_code == 2
    assert "'' is not a host name or IP address" in result.output


@pytest.mark.parametrize("command", ["echo", "store", "find", "mpps start"])
def test_help_page_lists_own_options_before_connection_options(command: str) -> None:
    page = output_of(f"{command} --help", 0)
    own, connection = page.index("\nOptions:"), page.index("\nConnection:")
    assert own < page.index("--help ") < connection < page.index("--calling")
