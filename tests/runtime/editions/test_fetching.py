"""Fetching an edition: downloaded or copied, checked, recorded, and kept."""

import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from iodize.editions import records
from iodize.editions.errors import (
    CacheError,
    ChecksumError,
    LockFileError,
    MissingExtraError,
    NoChecksumError,
    NoSuchEditionError,
    NotOnServerError,
    PartError,
    SelectionError,
    UnsafeXmlError,
)
from iodize.editions.fetching import Fetched, copy, fetch

from .docbook import PARTS, write
from .server import Server, cut, replaced


def get(server: Server, edition: str, **options: Any) -> Fetched:
    return fetch(edition, mirror=server.url, pause=0.01, timeout=5, **options)


def served(server: Server, number: int, edition: str = "2021b") -> Path:
    stem = f"part{number:02}"
    return server.folder / edition / "source" / "docbook" / stem / f"{stem}.xml"


def test_parts_are_stored_and_recorded(server: Server, cache: Path) -> None:
    fetched = get(server, "2021b")

    lock = json.loads((cache / "editions.lock").read_text("utf-8"))
    assert fetched.edition == "2021b"
    assert [part.number for part in fetched.parts] == [*PARTS]
    assert [part.new for part in fetched.parts] == [True] * 4
    for part in fetched.parts:
        name = f"part{part.number:02}"
        assert part.path == cache / "docbook" / "2021b" / f"{name}.xml"
        assert part.path.read_bytes() == served(server, part.number).read_bytes()
        assert lock["editions"]["2021b"][f"{name}.xml"] == {
            "size": part.path.stat().st_size,
            "sha256": records.checksum_of(part.path).sha256,
            "url": f"{server.url}/2021b/source/docbook/{name}/{name}.xml",
        }


def test_parts_in_the_cache_are_not_requested_again(
    server: Server, cache: Path
) -> None:
    get(server, "2021b")
    server.requests.clear()
    fetched = get(server, "2021b")

    assert [part.new for part in fetched.parts] == [False] * 4
    assert server.requests == []


def test_refresh_requests_parts_in_the_cache(server: Server, cache: Path) -> None:
    get(server, "2021b")
    server.requests.clear()
    get(server, "2021b", refresh=True)

    assert len(server.requests) == 4


def test_damaged_part_in_the_cache_is_downloaded_again(
    server: Server, cache: Path
) -> None:
    damaged = get(server, "2021b").parts[0].path
    damaged.write_bytes(damaged.read_bytes()[:-1])
    fetched = get(server, "2021b")

    assert [part.number for part in fetched.parts if part.new] == [3]
    assert damaged.read_bytes() == served(server, 3).read_bytes()


def test_single_parts_can_be_fetched(server: Server, cache: Path) -> None:
    assert [part.number for part in get(server, "2021b", parts=[6]).parts] == [6]
    assert len(server.requests) == 1


def test_current_is_resolved_to_the_edition_of_its_parts(
    server: Server, cache: Path
) -> None:
    fetched = get(server, "current")

    assert fetched.edition == "2021b"
    assert sorted(records.read(cache / "editions.lock")) == ["2021b"]
    assert [folder.name for folder in (cache / "docbook").iterdir()] == ["2021b"]
    assert [part.path.parent.name for part in fetched.parts] == ["2021b"] * 4


def test_interrupted_download_is_continued_by_the_next_run(
    server: Server, cache: Path
) -> None:
    # Part 3 is cut twice; the second run has the rest.
    server.faults = [cut(20_000)]
    with pytest.raises(Exception, match="interrupted"):
        get(server, "2021b", parts=[3], attempts=1)
    assert not (cache / "docbook" / "2021b" / "part03.xml").exists()
    fetched = get(server, "2021b", parts=[3])

    assert server.requests[-1].range == "bytes=20000-"
    assert fetched.parts[0].path.read_bytes() == served(server, 3).read_bytes()


@pytest.mark.parametrize(
    ("changed", "error", "problem"),
    [
        (lambda data: data[:-100], PartError, "malformed"),
        (lambda data: data.replace(b"PS3.3 2021b", b"PS3.4 2021b"), PartError, "PS3.4"),
        (lambda data: data.replace(b"2021b", b"2021c"), PartError, "2021c"),
        (lambda data: b"<html/>", PartError, "<html>"),
        (lambda data: b"", PartError, "malformed"),
        (
            lambda data: data.replace(b"<book", b"<!DOCTYPE book><book", 1),
            UnsafeXmlError,
            "document type",
        ),
    ],
)
def test_file_that_is_not_the_part_is_not_stored(
    server: Server, cache: Path, changed: Any, error: type[Exception], problem: str
) -> None:
    server.faults = [replaced(changed(served(server, 3).read_bytes()))]
    with pytest.raises(error, match=problem) as caught:
        get(server, "2021b")

    assert "/2021b/source/docbook/part03/part03.xml" in str(caught.value)
    assert [*(cache / "docbook" / "2021b").iterdir()] == []


def test_missing_edition_names_the_nearest_ones(server: Server, cache: Path) -> None:
    with pytest.raises(NotOnServerError) as caught:
        get(server, "2021c")

    assert caught.value.nearest == ["2021d", "2021b", "2021e"]
    assert "2021b" in caught.value.hint


@pytest.mark.parametrize("name", ["2021f", "21b", "2012a", "", "../2021b", "latest"])
def test_name_that_is_not_of_an_edition_is_refused(
    server: Server, cache: Path, name: str
) -> None:
    with pytest.raises(NoSuchEditionError):
        get(server, name)

    assert server.requests == []


def test_nearest_names_of_an_unknown_edition_are_suggested(cache: Path) -> None:
    with pytest.raises(NoSuchEditionError, match="2021f") as caught:
        fetch("2021f")

    assert "did you mean 2021e or 2021d or 2021c?" in caught.value.hint


def test_locked_accepts_the_recorded_bytes(
    server: Server, cache: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "project.lock"
    get(server, "2021b", lock=lock)
    shutil.rmtree(cache)
    before = lock.read_bytes()
    get(server, "2021b", lock=lock, locked=True)

    assert lock.read_bytes() == before


def test_locked_refuses_other_bytes(
    server: Server, cache: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "project.lock"
    get(server, "2021b", lock=lock)
    shutil.rmtree(cache)
    file = served(server, 6)
    file.write_bytes(file.read_bytes() + b"<!-- changed -->")
    with pytest.raises(ChecksumError, match=r"PS3.6 2021b: sha256 .*project.lock"):
        get(server, "2021b", lock=lock, locked=True)

    assert not (cache / "docbook" / "2021b" / "part06.xml").exists()


def test_locked_refuses_parts_in_the_cache_with_other_bytes(
    server: Server, cache: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "project.lock"
    get(server, "2021b", lock=lock)
    file = served(server, 6)
    file.write_bytes(file.read_bytes() + b"<!-- changed -->")
    get(server, "2021b", refresh=True)
    with pytest.raises(ChecksumError):
        get(server, "2021b", lock=lock, locked=True)


def test_locked_needs_a_recorded_checksum(server: Server, cache: Path) -> None:
    with pytest.raises(NoChecksumError, match=r"PS3\.3 2021b"):
        get(server, "2021b", locked=True)


def test_changed_bytes_are_recorded_and_reported_without_locked(
    server: Server, cache: Path
) -> None:
    get(server, "2021b")
    file = served(server, 6)
    file.write_bytes(file.read_bytes() + b"<!-- changed -->")
    fetched = get(server, "2021b", refresh=True)

    assert [part.number for part in fetched.parts if part.differs] == [6]
    assert records.read(cache / "editions.lock")["2021b"][6].checksum == (
        records.checksum_of(file)
    )


def test_shipped_checksum_is_compared(demo: Path, cache: Path, tmp_path: Path) -> None:
    """PS3.7 of 2020a is known; the demo standard states the same number and edition."""
    write(demo, tmp_path / "docbook", "2020a")
    fetched = copy(tmp_path / "docbook")

    assert [part.number for part in fetched.parts if part.differs] == [7]
    with pytest.raises(ChecksumError, match="checksums of iodize"):
        copy(
            tmp_path / "docbook" / "part07.xml", lock=tmp_path / "no.lock", locked=True
        )


@pytest.mark.parametrize("content", ["{", "[]", '{"editions": {"2021b": 1}}'])
def test_lock_file_of_another_format_is_refused(
    server: Server, cache: Path, tmp_path: Path, content: str
) -> None:
    lock = tmp_path / "project.lock"
    lock.write_text(content)
    with pytest.raises(LockFileError, match=r"project.lock: not a lock file"):
        get(server, "2021b", lock=lock)


def test_parts_of_a_folder_are_copied(demo: Path, cache: Path, tmp_path: Path) -> None:
    source = write(demo, tmp_path / "docbook", "2021b")
    fetched = copy(source)

    assert fetched.edition == "2021b"
    assert [part.number for part in fetched.parts] == [*PARTS]
    assert (source / "part03.xml").is_file()
    assert sorted(records.read(cache / "editions.lock")["2021b"]) == [*PARTS]


def test_one_part_is_copied_from_its_file(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    source = write(demo, tmp_path / "docbook", "2021b")
    (source / "part06.xml").rename(tmp_path / "names.xml")

    assert [p.number for p in copy(tmp_path / "names.xml", "2021b").parts] == [6]


def test_folder_of_an_edition_is_found_in_a_folder_of_editions(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    for edition in ("2021a", "2021b"):
        write(demo, tmp_path / "all" / edition, edition)

    assert copy(tmp_path / "all", "2021a").edition == "2021a"
    with pytest.raises(SelectionError, match="2021a, 2021b"):
        copy(tmp_path / "all")


def test_copied_parts_must_be_of_the_same_edition(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    source = write(demo, tmp_path / "docbook", "2021b")
    write(demo, tmp_path / "other", "2021c")
    shutil.copy(tmp_path / "other" / "part07.xml", source)

    with pytest.raises(PartError, match=r"holds PS3\.7 2021c, not PS3\.7 2021b"):
        copy(source)
    with pytest.raises(PartError, match="2021b"):
        copy(source / "part03.xml", "2021d")
    assert not (cache / "docbook").exists()


def test_folder_without_parts_is_refused(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(PartError, match=r"has none of part03.xml"):
        copy(tmp_path)


def test_cache_that_cannot_be_created_is_reported(
    server: Server, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IODIZE_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(CacheError, match="not usable") as caught:
        get(server, "2021b")

    assert "IODIZE_CACHE" in caught.value.hint


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, "no space left"), (errno.EACCES, "not usable: Permission denied")],
)
def test_cache_that_cannot_be_written_is_reported(
    server: Server,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    problem: str,
) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(CacheError, match=problem):
        get(server, "2021b")


def test_missing_client_is_reported(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match="needs httpx") as caught:
        get(server, "2021b")

    assert "iodize[fetch]" in caught.value.hint


def test_malformed_part_as_published_is_refused(
    real_docbook: Path, cache: Path
) -> None:
    with pytest.raises(PartError, match="malformed XML in line 8474"):
        copy(real_docbook / "2013" / "part06.xml")


def test_known_checksums_are_those_of_the_published_parts(
    real_docbook: Path, cache: Path
) -> None:
    assert copy(real_docbook, "2022d", locked=True).edition == "2022d"
