"""The editions on this computer."""

import sys
from pathlib import Path

import pytest

from iodize.editions import available
from iodize.editions.fetching import copy
from iodize.editions.inventory import entries

from .docbook import write


def test_bundled_edition_is_available_without_a_cache(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert available() == ["2023a"]
    assert [entry.kind for entry in entries()] == ["bundled"]
    monkeypatch.delenv("IODIZE_CACHE")
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    assert available() == ["2023a"]
    assert [entry.edition for entry in entries()] == ["2023a"]


def test_fetched_and_generated_editions_are_listed(
    generated: Path, demo: Path, cache: Path, tmp_path: Path
) -> None:
    source = write(demo, tmp_path / "more", "2019a")
    (source / "part04.xml").unlink()
    copy(source)
    (cache / "packages" / "0.0.1-0" / "e2021b").mkdir(parents=True)
    found = entries()

    assert [(entry.edition, entry.kind, entry.note) for entry in found] == [
        ("2019a", "fetched", "PS3.3, PS3.6, PS3.7"),
        ("2021b", "fetched", "PS3.3, PS3.4, PS3.6, PS3.7"),
        ("2021b", "generated", "another version of iodize"),
        ("2021b", "generated", ""),
        ("2023a", "bundled", ""),
    ]
    assert all(entry.size > 10_000 for entry in found if entry.note[:1] != "a")
    assert available() == ["2019a", "2021b", "2023a"]


def test_edition_without_a_necessary_part_is_not_available(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    source = write(demo, tmp_path / "docbook", "2019a")
    (source / "part03.xml").unlink()
    copy(source)

    assert available() == ["2023a"]
    assert entries()[0].edition == "2019a"
