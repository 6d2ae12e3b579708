"""Paths of objects stay in the folder for any UIDs."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.emulator.data.folder_layout import FolderLayout, file_name


@pytest.fixture
def layout(tmp_path: Path) -> FolderLayout:
    return FolderLayout(tmp_path / "data")


@pytest.mark.parametrize(
    "uid",
    [
        "../../escaped",
        "/etc/passwd",
        "..",
        ".",
        "1..2",
        "1.2.3/../../4",
        "a" * 300,
        "1\x00",
    ],
)
def test_no_uid_names_a_path_outside(layout: FolderLayout, uid: str) -> None:
    for parts in ((uid, "1", "1"), ("1", uid, "1"), ("1", "1", uid), (uid, uid, uid)):
        path = layout.instance(*parts)
        assert path.resolve().is_relative_to(layout.objects.resolve())
        assert len(path.relative_to(layout.objects).parts) == 3


def test_valid_uid_is_the_name_of_its_file(layout: FolderLayout) -> None:
    path = layout.instance("1.2", "1.2.3", "1.2.3.4")

    assert layout.name(path) == "objects/1.2/1.2.3/1.2.3.4.dcm"


def test_different_invalid_uids_have_different_names() -> None:
    assert file_name("../1") != file_name("../2")
    assert file_name("1." * 40 + "1") != file_name("1." * 41 + "1")


def test_object_without_study_and_series_has_a_folder(layout: FolderLayout) -> None:
    assert layout.name(layout.instance("", "", "1.2")) == "objects/none/1.2.dcm"


def test_names_in_the_index_survive_moving_the_folder(tmp_path: Path) -> None:
    before, after = FolderLayout(tmp_path / "a"), FolderLayout(tmp_path / "b")
    name = before.name(before.instance("1", "2", "3"))

    assert after.stored(name) == after.instance("1", "2", "3")


def test_partly_received_files_are_removed(layout: FolderLayout) -> None:
    (layout.incoming / "x.dcm").write_bytes(b"")

    layout.clear()

    assert list(layout.incoming.iterdir()) == []
