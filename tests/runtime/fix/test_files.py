"""Writing repaired files."""

from pathlib import Path

import pytest

from iodize.fix.files import CopyExistsError, target, write_copy


def test_structure_of_a_folder_is_kept(tmp_path: Path) -> None:
    given = tmp_path / "in"
    (given / "a").mkdir(parents=True)

    assert target(str(given / "a" / "x"), str(given), Path("out")) == Path("out/a/x")
    assert target("some/where/x", "some/where/x", Path("out")) == Path("out/x")


def test_copy_does_not_replace_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out" / "x"
    write_copy(b"new", path)
    with pytest.raises(CopyExistsError, match="already exists"):
        write_copy(b"newer", path)

    assert path.read_bytes() == b"new"
