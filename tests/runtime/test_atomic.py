"""A file is replaced as a whole, or stays as it was."""

from __future__ import annotations

import ast
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from iodize.atomic import Draft, move_new, write_bytes, write_text, writing

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")


def fail_while_writing(path: Path) -> None:
    def fail() -> None:
        with writing(path) as file:
            file.write(b"half")
            raise ValueError("cannot be encoded")

    with pytest.raises(ValueError, match="cannot be encoded"):
        fail()


class TestFailure:
    def test_existing_file_stays_as_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "a.dcm"
        path.write_bytes(b"before")

        fail_while_writing(path)

        assert path.read_bytes() == b"before"
        assert os.listdir(tmp_path) == ["a.dcm"]

    def test_no_file_is_left_where_there_was_none(self, tmp_path: Path) -> None:
        fail_while_writing(tmp_path / "a.dcm")

        assert os.listdir(tmp_path) == []

    def test_interruption_removes_the_temporary_file(self, tmp_path: Path) -> None:
        with pytest.raises(KeyboardInterrupt), writing(tmp_path / "a.dcm"):
            raise KeyboardInterrupt

        assert os.listdir(tmp_path) == []

    def test_rename_that_fails_removes_the_temporary_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(source: Path, target: str) -> None:
            raise OSError(errno.EBUSY, "Device or resource busy", target)

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="busy"):
            write_bytes(tmp_path / "a.dcm", b"new")

        assert os.listdir(tmp_path) == []

    def test_error_of_a_missing_folder_names_the_target(self, tmp_path: Path) -> None:
        path = tmp_path / "missing" / "a.dcm"

        with pytest.raises(FileNotFoundError) as caught:
            write_bytes(path, b"new")

        assert caught.value.filename == str(path.resolve())

    def test_folder_is_not_replaced(self, tmp_path: Path) -> None:
        with pytest.raises(IsADirectoryError):
            write_bytes(tmp_path, b"new")

    @posix
    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write any file")
    def test_read_only_file_is_not_replaced(self, tmp_path: Path) -> None:
        path = tmp_path / "a.dcm"
        path.write_bytes(b"before")
        path.chmod(0o444)

        with pytest.raises(PermissionError):
            write_bytes(path, b"new")

        assert path.read_bytes() == b"before"


class TestTarget:
    def test_file_has_the_new_content_only_after_the_block(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.dcm"
        path.write_bytes(b"before")

        with writing(path) as file:
            file.write(b"new")
            file.flush()
            assert path.read_bytes() == b"before"

        assert path.read_bytes() == b"new"

    def test_text_is_written_in_utf_8_with_its_line_ends(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a.txt", "ä\nb\r\n")

        assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa4\nb\r\n"

    @posix
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
    def test_existing_file_keeps_its_permissions(
        self, tmp_path: Path, mode: int
    ) -> None:
        path = tmp_path / "a.dcm"
        path.touch()
        path.chmod(mode)

        write_bytes(path, b"new")

        assert stat.S_IMODE(path.stat().st_mode) == mode

    @posix
    def test_new_file_has_the_permissions_of_a_plain_write(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "plain").write_bytes(b"")

        write_bytes(tmp_path / "a.dcm", b"new")

        assert (tmp_path / "a.dcm").stat().st_mode == (
            tmp_path / "plain"
        ).stat().st_mode

    @posix
    def test_symbolic_link_stays_one(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        target, link = tmp_path / "folder" / "a.dcm", tmp_path / "link"
        target.write_bytes(b"before")
        link.symlink_to(target)

        write_bytes(link, b"new")

        assert link.is_symlink()
        assert target.read_bytes() == b"new"

    @posix
    def test_symbolic_link_to_nothing_creates_what_it_names(
        self, tmp_path: Path
    ) -> None:
        link = tmp_path / "link"
        link.symlink_to("a.dcm")

        write_bytes(link, b"new")

        assert (tmp_path / "a.dcm").read_bytes() == b"new"

    @posix
    def test_pipe_is_written_to_directly(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

        write_bytes(path, b"new")

        assert os.read(reader, 9) == b"new"
        assert stat.S_ISFIFO(path.stat().st_mode)
        os.close(reader)

    @posix
    def test_device_stays_a_device(self) -> None:
        write_bytes("/dev/null", b"new")

        assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


class TestNoOverwrite:
    def test_existing_file_is_refused_before_anything_is_written(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.dcm"
        path.write_bytes(b"before")

        with pytest.raises(FileExistsError), writing(path, overwrite=False):
            pytest.fail("the block runs")

        assert path.read_bytes() == b"before"

    def test_file_that_appears_during_the_write_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.dcm"

        def write_late() -> None:
            with writing(path, overwrite=False) as file:
                file.write(b"new")
                path.write_bytes(b"another")

        with pytest.raises(FileExistsError):
            write_late()

        assert path.read_bytes() == b"another"
        assert os.listdir(tmp_path) == ["a.dcm"]

    def test_new_file_is_moved_without_hard_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(source: Path, target: Path) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
        (tmp_path / "a").write_bytes(b"new")

        move_new(tmp_path / "a", tmp_path / "b")

        assert (tmp_path / "b").read_bytes() == b"new"
        (tmp_path / "a").write_bytes(b"newer")
        with pytest.raises(FileExistsError):
            move_new(tmp_path / "a", tmp_path / "b")


def test_content_is_on_disk_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "fsync", lambda number: order.append("content"))

    def renamed(*names: str) -> None:
        order.append("name")
        replace(*names)

    monkeypatch.setattr(os, "replace", renamed)
    draft = Draft(tmp_path)

    draft.keep(tmp_path / "a.dcm", sync_folder=lambda: order.append("folder"))

    assert order == ["content", "name", "folder"]


ALLOWED = {
    # Modules of packages that are imported once, in temporary folders.
    ("generator/emit/preview.py", "write_text"),
    ("generator/importing.py", "write_bytes"),
    # Pages of a folder that is renamed when it is complete.
    ("runtime/browse/folders.py", "write_text"),
    ("runtime/browse/site.py", "write_bytes"),
    # A stream that the caller has opened.
    ("runtime/objects/files.py", "dcmwrite"),
    # A file without content, whose lock counts.
    ("runtime/editions/locking.py", "open"),
}
"""Writes that need not be atomic."""


class TestEveryWrite:
    """All of the package writes files through `iodize.atomic`."""

    @pytest.mark.source
    def test_no_other_module_opens_a_file_for_writing(self, root: Path) -> None:
        found = {
            (file.relative_to(root).as_posix(), name)
            for folder in ("runtime", "generator")
            for file in (root / folder).rglob("*.py")
            if file != root / "runtime" / "atomic.py"
            for name in writes(ast.parse(file.read_text("utf-8")))
        }

        assert found == ALLOWED

    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("open(path, 'wb')", "open"),
            ("open(path, mode='a')", "open"),
            ("path.open('x')", "open"),
            ("path.write_text('a')", "write_text"),
            ("path.write_bytes(b'a')", "write_bytes"),
            ("dataset.save_as(path)", "save_as"),
            ("dcmwrite(path, dataset)", "dcmwrite"),
            ("NamedTemporaryFile()", "NamedTemporaryFile"),
            ("tempfile.mkstemp()", "mkstemp"),
        ],
    )
    def test_write_elsewhere_is_found(self, source: str, name: str) -> None:
        assert list(writes(ast.parse(source))) == [name]

    @pytest.mark.parametrize(
        "source",
        [
            "open(path)",
            "path.open('rb')",
            "write_text(path, 'a')",
            "with writing(path) as file:\n    dataset.save_as(file)",
            "file = BytesIO()\ndataset.save_as(file)",
        ],
    )
    def test_reading_and_atomic_writes_are_allowed(self, source: str) -> None:
        assert list(writes(ast.parse(source))) == []


def writes(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the functions that a module writes files with."""
    opened = {*_opened(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        method = isinstance(node.func, ast.Attribute)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if (
            (name == "open" and _mode(node, method).strip("rbt"))
            or (name in ("write_text", "write_bytes") and method)
            or name in ("NamedTemporaryFile", "mkstemp")
        ):
            yield name
        elif name in ("save_as", "dcmwrite"):
            target = node.args[0]
            if not isinstance(target, ast.Name) or target.id not in opened:
                yield name


def _opened(tree: ast.Module) -> Iterator[str]:
    """Yield the names of files in memory, and of those opened by `writing`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            for item in node.items:
                if _calls(item.context_expr, "writing"):
                    assert isinstance(item.optional_vars, ast.Name)
                    yield item.optional_vars.id
        elif isinstance(node, ast.Assign) and _calls(node.value, "BytesIO"):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))


def _calls(node: ast.expr, name: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
    )


def _mode(call: ast.Call, method: bool) -> str:
    named = [each.value for each in call.keywords if each.arg == "mode"]
    found = named or call.args[0 if method else 1 :][:1]
    return str(found[0].value) if found and isinstance(found[0], ast.Constant) else "r"
