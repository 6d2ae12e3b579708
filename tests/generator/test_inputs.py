"""The checksums of everything that an output depends on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from iodize.generator import inputs
from iodize.generator.inputs import Inputs

FILES = {
    "code/atomic.py": "runtime",
    "code/generator/cli.py": "generator",
    "code/generator/emit/templates/iod.py.jinja": "template",
    "code/generator/conditions/grammar.lark": "grammar",
    "code/generator/retired/part04.xml": "retired services",
    "facts/2020a/part03.xml": "facts",
    "facts/2019a/part03.xml": "facts of another edition",
}
BUNDLED = "code/generated/statuses.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the inputs of a run."""
    for path, text in {**FILES, BUNDLED: "statuses"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(inputs, "CODE", tmp_path / "code")
    return tmp_path


@pytest.fixture
def now(folder: Path) -> Callable[..., Inputs]:
    return lambda *options: Inputs.of(folder / "facts", *options)


def test_equal_files_have_equal_inputs(now: Callable[..., Inputs]) -> None:
    assert now("2020a", False) == now("2020a", False)


@pytest.mark.parametrize("path", FILES)
def test_changed_new_and_removed_files_change_the_key(
    folder: Path, now: Callable[..., Inputs], path: str
) -> None:
    keys = [now().key]
    for change in (
        lambda: (folder / path).write_text("changed"),
        lambda: (folder / path).with_name("new.py").write_text(""),
        lambda: (folder / path).unlink(),
    ):
        change()
        keys.append(now().key)

    assert len(set(keys)) == 4


def test_options_change_the_key(now: Callable[..., Inputs]) -> None:
    options = [(None, False), (None, True), ("2020a", False), ("2019a", False)]

    assert len({now(*each).key for each in options}) == 4


def test_python_and_the_installed_packages_change_the_key(
    now: Callable[..., Inputs], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [now().key]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "4.0")
        keys.append(now().key)
    installed: list[Distribution] = []
    monkeypatch.setattr(inputs, "distributions", lambda: installed)
    keys.append(now().key)

    assert len(set(keys)) == 3


def test_bytecode_is_no_input(folder: Path, now: Callable[..., Inputs]) -> None:
    before = now()
    (folder / "code" / "__pycache__").mkdir()
    (folder / "code" / "__pycache__" / "atomic.pyc").write_bytes(b"code")

    assert now() == before


def test_the_bundled_edition_is_an_input_where_it_is_imported(
    folder: Path, now: Callable[..., Inputs]
) -> None:
    (folder / "code" / "generated" / "never_imported.py").write_text("")
    before = now()
    (folder / BUNDLED).write_text("changed")

    assert [*before.imported()] == ["generated/statuses.py"]
    assert before.include(before.imported())
    assert now().key == before.key
    assert not now().include(before.imported())
    assert now() != before
