"""The editions that come with iodize can be listed and read."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve

from iodize.generator import snapshot
from iodize.generator.model import Part
from iodize.generator.snapshot import UnknownSnapshotError, bundle
from iodize.generator.snapshot.parts import CONTENT

from .samples import STANDARD


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two editions, in place of the one that comes with iodize."""
    package = ModuleType(bundle.PACKAGE)
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, bundle.PACKAGE, package)
    snapshot.write(STANDARD, tmp_path / "2023a")
    other_parts = {name: () for part in (4, 6, 7) for name in CONTENT[part]}
    older = evolve(STANDARD, edition="2022d", parts=(Part(3, "2022d"),), **other_parts)
    snapshot.write(older, tmp_path / "2022d")
    (tmp_path / "drafts").mkdir()
    return tmp_path


def test_the_editions_are_listed_in_order(shelf: Path) -> None:
    assert snapshot.editions() == ["2022d", "2023a"]


def test_an_embedded_edition_can_be_read(shelf: Path) -> None:
    assert snapshot.embedded("2023a") == shelf / "2023a"
    assert snapshot.read(snapshot.embedded("2023a")) == STANDARD


def test_an_edition_that_is_not_embedded_is_unknown(shelf: Path) -> None:
    with pytest.raises(UnknownSnapshotError, match="known: 2022d, 2023a"):
        snapshot.embedded("1993")


def test_every_edition_that_comes_with_iodize_is_readable() -> None:
    for edition in snapshot.editions():
        standard = snapshot.read(snapshot.embedded(edition))

        assert standard.edition == edition
        assert standard.iods


def test_no_edition_is_listed_without_part_3(shelf: Path) -> None:
    (shelf / "2022d" / "part03.xml").unlink()

    assert snapshot.editions() == ["2023a"]
