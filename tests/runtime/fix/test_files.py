"""Where repaired copies go."""

import os
from pathlib import Path

import pytest

from iodize.fix.files import CopyExistsError, replace, target, write_copy


def test_a_folder_keeps_its_structure(tmp_path: Path) -> None:
    given = tmp_path / "in"
    (given / "a").mkdir(parents=True)

    assert target(str(given / "a" / "x"), str(given), Path("out")) == Path("out/a/x")
    assert target("some/where/x", "some/where/x", Path("out")) == Path("out/x")


def test_a_copy_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out" / "x"
    write_copy(b"new", path)
    with pytest.raises(CopyExistsError, match="exists already"):
        write_copy(b"newer", path)

    assert path.read_bytes() == b"new"


def test_a_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    os.chmod(path, 0o640)
    replace(b"new", path)

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["x"]
