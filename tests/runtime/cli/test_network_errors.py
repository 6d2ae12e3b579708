"""What a user is told who gets something wrong, or whose peer does."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydicom.data import get_testdata_file

from iodize import services
from iodize.cli import cli
from iodize.network import Server, StorageProvider, serve
from iodize.network.storing import FileSink

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))


class Gets(services.StudyRootGet.Provider):
    """Sends one image."""

    def get_instances(self, request: Any, call: Any) -> Any:
        return [CT]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Stores, and gives back one image."""
    folder = tmp_path_factory.mktemp("stored")
    services_ = [StorageProvider(folder), Gets()]
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


def test_ae_titles_that_the_peer_does_not_know(archive: Server) -> None:
    output = told("echo {peer} --called RIS", 2, archive)
    assert "help: --called is who is called: the peer is not RIS" in output


def test_a_service_that_the_peer_does_not_offer(archive: Server) -> None:
    hint = "help: does it offer that as PACS, which --called names?"
    assert hint in told("find {peer} --called PACS", 2, archive)


def test_a_model_that_the_peer_does_not_offer(archive: Server, tmp_path: Path) -> None:
    """The storage that was accepted with it, of a hundred classes, is not told of."""
    command = "get {peer} --called PACS --root composite SOPInstanceUID=1.2 --out "
    output = told(f"{command}{tmp_path}", 2, archive)
    name = services.CompositeInstanceRootGet.name
    assert output.splitlines()[0] == f"error: the peer did not accept {name}"


def test_a_key_that_retrievals_do_not_have() -> None:
    output = told("move {peer} --to ELSE PatientName=DOE", 2)
    assert "help: it has QueryRetrieveLevel, StudyInstanceUID" in output


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
