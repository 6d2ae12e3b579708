from pathlib import Path

import pytest

from iodize.generator.output import MARK, Tree

HEAD = b"# " + MARK + b" from DICOM 2020a.\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(
        tmp_path / "generated", {"a.py": HEAD + b"A = 1\n", "b/c.xml": HEAD + b"<c/>"}
    )


def test_a_tree_is_written_once(tree: Tree) -> None:
    assert tree.write() == 2
    assert (tree.folder / "b" / "c.xml").read_bytes() == HEAD + b"<c/>"
    assert tree.write() == 0
    assert list(tree.differences()) == []


def test_missing_changed_and_extra_files_differ(tree: Tree) -> None:
    tree.write()
    (tree.folder / "a.py").unlink()
    (tree.folder / "b" / "c.xml").write_bytes(b"<d/>")
    (tree.folder / "old.py").write_bytes(HEAD)

    assert list(tree.differences()) == [
        f"{tree.folder / 'a.py'}: missing",
        f"{tree.folder / 'b' / 'c.xml'}: differs",
        f"{tree.folder / 'old.py'}: obsolete, or not generated",
    ]


def test_only_generated_files_are_removed(tree: Tree) -> None:
    tree.write()
    old, mine, note = (tree.folder / name for name in ("old.py", "mine.py", "note.md"))
    old.write_bytes(HEAD)
    mine.write_bytes(b"x = 1\n")
    note.write_bytes(HEAD)

    assert tree.write() == 1
    assert (old.exists(), mine.exists(), note.exists()) == (False, True, True)


def test_checking_writes_nothing(tree: Tree) -> None:
    assert len(list(tree.differences())) == 2
    assert not tree.folder.exists()
