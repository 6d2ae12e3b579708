"""The commands `iodize fetch` and `iodize editions`, and `--edition` of a fetched edition."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from pydicom.data import get_testdata_file

from iodize.cli import cli

PARTS = (3, 4, 6, 7)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("IODIZE_CACHE", str(folder))
    return folder


@pytest.fixture
def docbook(demo: Path, tmp_path: Path) -> Path:
    """Return a site with the demo standard as edition 2021b."""
    for number in PARTS:
        stem = f"part{number:02}"
        text = (demo / f"{stem}.xml").read_text("utf-8").replace("2020a", "2021b")
        folder = tmp_path / "site" / "2021b" / "source" / "docbook" / stem
        folder.mkdir(parents=True)
        (folder / f"{stem}.xml").write_text(text, "utf-8")
    return tmp_path / "site"


@pytest.fixture
def mirror(docbook: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a server with that site."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(docbook))  # type: ignore[arg-type]

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


def iodize(cache: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, which imports the packages of the cache."""
    return subprocess.run(
        [sys.executable, "-m", "iodize", *map(str, arguments)],
        env={**os.environ, "IODIZE_CACHE": str(cache)},
        capture_output=True,
        text=True,
    )


def test_edition_is_fetched_generated_and_used(cache: Path, mirror: str) -> None:
    fetched = run("fetch", "2021b", "--mirror", mirror)
    first = iodize(cache, "show", "DemoImage", "--edition", "2021b")
    second = iodize(cache, "show", "DemoImage", "--edition", "2021b")

    assert fetched.exit_code == 0
    assert "2021b PS3.3: 0.1 MB, stored" in fetched.stdout
    assert str(cache / "docbook" / "2021b") in fetched.stdout
    assert "generating edition 2021b, once" in first.stderr
    assert second.stderr == ""
    assert first.stdout == second.stdout
    assert "DICOM 2021b" in first.stdout


def test_address_of_the_mirror_is_read_from_the_environment(
    cache: Path, mirror: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IODIZE_MIRROR", mirror)

    assert run("fetch", "2021b", "--part", "6", "--part", "7").exit_code == 0
    assert {file.name for file in (cache / "docbook" / "2021b").iterdir()} == {
        "part06.xml",
        "part07.xml",
    }


def test_parts_are_copied_from_a_folder(cache: Path, docbook: Path) -> None:
    source = docbook / "2021b" / "source" / "docbook" / "part06" / "part06.xml"
    result = run("fetch", "--from-file", source)

    assert result.exit_code == 0
    assert "2021b PS3.6" in result.stdout


def test_offline_computer_gets_one_sentence(cache: Path) -> None:
    result = run("fetch", "2021b", "--mirror", "http://127.0.0.1:9", "--timeout", "1")
    error, hint = result.stderr.splitlines()

    assert result.exit_code == 2
    assert error.startswith("error: cannot connect to 127.0.0.1:9: check the network")
    assert "--from-file" in hint


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["fetch"], "Missing argument"),
        (["fetch", "2021f"], "did you mean 2021e"),
        (["fetch", "--from-file", ".", "--part", "3"], "do not apply"),
        (["editions", "--remove", "2021b"], "not in the cache"),
        (["editions", "--remove", "2023a"], "bundled"),
        (["editions", "--remove", "2023a", "--generate", "2023a"], "either"),
        (["editions", "--generate", "2021b"], "iodize fetch 2021b"),
        (["validate", "x.dcm", "--edition", "2021b"], "iodize fetch 2021b"),
        (["validate", "x.dcm", "--edition", "2021b,2023a"], "iodize fetch 2021b"),
        (["show", "CTImage", "--edition", "any"], "a single edition"),
    ],
)
def test_command_that_cannot_work_says_what_to_do(
    cache: Path, arguments: list[str], problem: str
) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert problem in result.stderr


def test_published_editions_are_listed(cache: Path) -> None:
    lines = run("fetch", "--list").stdout.splitlines()

    assert "2023a  bundled" in lines
    assert "2022d" in lines


def test_editions_are_listed_and_removed(cache: Path, mirror: str) -> None:
    run("fetch", "2021b", "--mirror", mirror)
    made = iodize(cache, "editions", "--generate", "2021b")
    listed = run("editions")
    data = json.loads(run("editions", "--format", "json").stdout)
    removed = run("editions", "--remove", "2021b")

    folder = Path(made.stdout.strip())
    assert folder.is_relative_to(cache)
    assert [line.split()[:2] for line in listed.stdout.splitlines()[:3]] == [
        ["2021b", "fetched"],
        ["2021b", "generated"],
        ["2023a", "bundled"],
    ]
    assert [(each["edition"], each["kind"]) for each in data] == [
        ("2021b", "fetched"),
        ("2021b", "generated"),
        ("2023a", "bundled"),
    ]
    assert data[1]["path"] == str(folder)
    assert data[1]["size"] > 0
    assert str(folder) in removed.stdout
    assert run("editions").stdout.split()[:2] == ["2023a", "bundled"]


def test_fetched_edition_is_generated_as_a_package_to_commit(
    cache: Path, mirror: str, tmp_path: Path
) -> None:
    run("fetch", "2021b", "--mirror", mirror)
    options = ("--edition", "2021b", "--out", tmp_path, "--package", "mydicom")
    result = run("generate", *options)

    assert result.exit_code == 0, result.stderr
    assert 'EDITION = "2021b"' in (tmp_path / "mydicom" / "__init__.py").read_text()


def test_locked_refuses_changed_bytes(cache: Path, mirror: str, docbook: Path) -> None:
    run("fetch", "2021b", "--mirror", mirror)
    file = docbook / "2021b" / "source" / "docbook" / "part03" / "part03.xml"
    file.write_bytes(file.read_bytes() + b"\n")
    changed = ("fetch", "2021b", "--mirror", mirror, "--refresh")
    refused = run(*changed, "--locked")
    accepted = run(*changed)

    assert refused.exit_code == 2
    assert "differs from" in refused.stderr
    assert accepted.exit_code == 0
    assert "warning: sha256" in accepted.stderr


@pytest.mark.slow
def test_file_is_validated_against_an_edition_that_is_not_bundled(
    tmp_path: Path, cache: Path, real_docbook: Path, cache_of_2022d: Path
) -> None:
    """The commands of the README; the parts are copied instead of downloaded."""
    ct = get_testdata_file("CT_small.dcm", download=False)
    copy = shutil.copy(str(ct), tmp_path / "copy.dcm")
    shutil.copytree(cache_of_2022d, cache)
    run("fetch", "2022d", "--from-file", real_docbook)
    compared = iodize(
        cache, "validate", "-v", "--full", "--edition", "2022d,2023a", str(ct)
    )
    found = iodize(
        cache, "validate", "-v", "--edition", "any", "--jobs", "2", str(ct), str(copy)
    )
    dated = iodize(cache, "validate", "-v", "--edition", "auto", str(ct))

    assert "CT Image\n  2022d    2023a\n" in compared.stdout
    assert found.stdout.count("CT Image, 2023a") == 2
    assert "CT Image, 2022d" in dated.stdout
    assert [compared.returncode, found.returncode, dated.returncode] == [0, 0, 0]
