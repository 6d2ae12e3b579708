"""Replacing a folder of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.browse.folders import MARKER, FolderError, replacing


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def fail(folder: Path) -> None:
    with replacing(folder, "2023a") as draft:
        (draft / "page.html").write_text("two", "utf-8")
        raise ZeroDivisionError


def interfere(folder: Path) -> None:
    with replacing(folder, "2023a"):
        folder.mkdir()
        (folder / "cat.jpg").write_text("cat")


def fill(folder: Path, text: str) -> None:
    with replacing(folder, "2023a") as draft:
        (draft / "page.html").write_text(text, "utf-8")


def test_folder_of_earlier_pages_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    fill(folder, "one")
    (folder / "left-over.html").write_text("")
    fill(folder, "two")

    assert set(files(folder)) == {"page.html", MARKER}
    assert files(folder)["page.html"] == "two"
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    fill(tmp_path / "site", "one")

    assert "page.html" in files(tmp_path / "site")


def test_failure_keeps_the_earlier_pages(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    fill(folder, "one")
    with pytest.raises(ZeroDivisionError):
        fail(folder)

    assert files(folder)["page.html"] == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "cat.jpg").write_text("cat")
    with pytest.raises(FolderError, match="did not write") as caught:
        fill(folder, "one")

    assert "--out" in caught.value.hint
    assert files(tmp_path) == {"photos/cat.jpg": "cat"}


def test_files_that_appear_while_pages_are_written_are_kept(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        interfere(tmp_path / "site")

    assert files(tmp_path) == {"site/cat.jpg": "cat"}


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(FolderError, match="not a folder"):
        fill(tmp_path / "site", "one")
    with pytest.raises(FolderError, match="cannot write"):
        fill(tmp_path / "site" / "below", "one")

    assert files(tmp_path) == {"site": "a file"}


def test_symbolic_link_leads_to_the_replaced_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    fill(tmp_path / "site", "one")

    assert (tmp_path / "site").is_symlink()
    assert "page.html" in files(tmp_path / "real")
