"""Generated packages in the cache: made once, whole, and again if they are not usable."""

import os
import subprocess
import sys
import threading
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import iodize
from iodize.editions import cache as places
from iodize.editions import generating, load, records
from iodize.editions.errors import (
    CacheError,
    DamagedPartError,
    GenerationError,
    IncompleteEditionError,
    MissingExtraError,
    NoSuchEditionError,
    NotFetchedError,
)
from iodize.editions.fetching import copy
from iodize.editions.records import Record
from iodize.errors import UnknownEditionError
from iodize.objects.rows import edition_of
from iodize.tables import editions

from .docbook import write

EDITION = "2021b"


def fetched(demo: Path, tmp_path: Path) -> Path:
    """Copy the edition into the cache; return the folder of the copy."""
    return copy(write(demo, tmp_path / "docbook", EDITION)).parts[0].path.parent


def test_edition_is_generated_once(demo: Path, cache: Path, tmp_path: Path) -> None:
    fetched(demo, tmp_path)
    lines: list[str] = []
    edition = load(EDITION, lines.append)
    again = load(EDITION, lines.append)

    assert edition.name == EDITION
    assert again is edition
    assert lines[0] == f"generating edition {EDITION}, once"
    assert sum("generating" in line for line in lines) == 1
    assert edition.iod("DemoImage").__module__ == (
        f"iodize.editions.e{EDITION}.iods.demo_image"
    )


def test_generated_edition_needs_neither_docbook_nor_generator(
    generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in places.docbook(EDITION).iterdir():
        file.unlink()
    monkeypatch.setattr("subprocess.run", None)

    assert load(EDITION).name == EDITION


def test_search_path_and_finders_are_unchanged(generated: Path) -> None:
    path, finders = [*sys.path], [*sys.meta_path]
    load(EDITION)

    assert (sys.path, sys.meta_path) == (path, finders)


def test_classes_are_imported_from_the_cache(generated: Path) -> None:
    iods = import_module(f"iodize.editions.e{EDITION}.iods")

    assert edition_of(iods.DemoImage).name == EDITION
    assert Path(str(iods.__file__)).is_relative_to(generated)


def test_edition_that_is_not_generated_cannot_be_imported(cache: Path) -> None:
    assert find_spec(f"iodize.editions.e{EDITION}") is None


def test_bundled_edition_is_loaded_by_its_name(cache: Path) -> None:
    assert load(editions.bundled().name) is editions.bundled()
    assert not (cache / "packages").exists()


def test_edition_that_is_not_fetched_names_the_command(cache: Path) -> None:
    with pytest.raises(NotFetchedError, match="not in the cache") as caught:
        load(EDITION)

    assert f"iodize fetch {EDITION}" in caught.value.hint
    assert isinstance(caught.value, UnknownEditionError)


def test_unknown_edition_suggests_the_nearest(cache: Path) -> None:
    with pytest.raises(NoSuchEditionError, match="available: 2023a") as caught:
        load("2021x")

    assert "2021e" in caught.value.hint


def test_edition_without_a_necessary_part_is_incomplete(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    (fetched(demo, tmp_path) / "part06.xml").unlink()
    with pytest.raises(IncompleteEditionError, match=r"PS3\.6 missing"):
        load(EDITION)


def test_edition_without_services_and_messages_is_generated(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    folder = fetched(demo, tmp_path)
    for name in ("part04.xml", "part07.xml"):
        (folder / name).unlink()

    assert load(EDITION).part("dictionary").ELEMENTS


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("__init__.py", "missing"),
        ("iods/demo_image.py", "cut"),
        ("iods/demo_image.py", "changed"),
        ("stamp.json", "cut"),
        ("stamp.json", "missing"),
    ],
)
def test_damaged_package_is_generated_again(
    generated: Path, name: str, damage: str
) -> None:
    file = generated / name
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        other = bytes([content[0] ^ 1]) + content[1:]
        file.write_bytes(content[:-10] if damage == "cut" else other)
    lines: list[str] = []
    load(EDITION, lines.append)

    assert lines
    assert file.read_bytes() == content or name == "stamp.json"
    assert generating.generated(EDITION) == generated


def test_package_of_another_version_is_not_used(
    generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "key", lambda: "0.0.1-0")

    assert generating.generated(EDITION) is None
    assert load(EDITION).name == EDITION
    assert generating.generated(EDITION) == (
        generated.parent.parent / "0.0.1-0" / f"e{EDITION}"
    )


def test_package_of_replaced_docbook_is_generated_again(
    generated: Path, demo: Path, tmp_path: Path
) -> None:
    assert generating.generated(EDITION) == generated
    changes = {"Demo Dictionary": "Changed Dictionary"}
    copy(write(demo, tmp_path / "new", EDITION, changes))

    assert generating.generated(EDITION) is None


def test_key_identifies_the_version_of_iodize() -> None:
    version, _, digest = places.key().partition("-")

    assert version == iodize.__version__
    assert len(digest) == 12


def test_folder_of_a_killed_process_is_removed(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    fetched(demo, tmp_path)
    left_over = cache / "packages" / places.key() / f".{EDITION}-killed"
    (left_over / "iods").mkdir(parents=True)
    load(EDITION)

    assert not left_over.exists()


def test_docbook_that_cannot_be_generated_is_reported(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    folder = fetched(demo, tmp_path)
    part = folder / "part03.xml"
    part.write_text("<book/>")
    records.add(
        places.lock_file(), EDITION, 3, Record(records.checksum_of(part), "test")
    )
    with pytest.raises(GenerationError, match=r"part03\.xml") as caught:
        load(EDITION)

    assert "help:" not in str(caught.value)
    assert "--refresh" in caught.value.hint
    assert [*cache.glob("packages/*/e*")] == []
    assert [*cache.glob("packages/*/.*-*")] == []  # the temporary folder


def test_damaged_docbook_is_not_generated(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    folder = fetched(demo, tmp_path)
    (folder / "part07.xml").write_bytes(b"")
    with pytest.raises(DamagedPartError, match=r"part07\.xml: damaged") as caught:
        load(EDITION)

    assert f"iodize fetch {EDITION}" in caught.value.hint


def test_missing_generator_is_reported(
    demo: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(demo, tmp_path)
    monkeypatch.setitem(sys.modules, "lark", None)
    monkeypatch.setattr(
        generating, "find_spec", lambda name: None if name == "lark" else object()
    )
    with pytest.raises(MissingExtraError, match="needs lark") as caught:
        load(EDITION)

    assert "iodize[generator]" in caught.value.hint


def test_folder_of_packages_that_cannot_be_written_is_reported(
    demo: Path, cache: Path, tmp_path: Path
) -> None:
    fetched(demo, tmp_path)
    (cache / "packages").write_text("")
    with pytest.raises(CacheError, match="not usable"):
        load(EDITION)


def test_threads_generate_once(demo: Path, cache: Path, tmp_path: Path) -> None:
    fetched(demo, tmp_path)
    lines: list[str] = []
    found: list[Path] = []
    threads = [
        threading.Thread(
            target=lambda: found.append(generating.generate(EDITION, lines.append))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    assert len(found) == 3
    assert sum("generating" in line for line in lines) == 1


def test_processes_generate_once(demo: Path, cache: Path, tmp_path: Path) -> None:
    fetched(demo, tmp_path)
    program = (
        "from iodize.editions import load\n"
        f"print(load({EDITION!r}, print).iod('DemoImage').__name__)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "IODIZE_CACHE": str(cache)},
        )
        for _ in range(3)
    ]
    outputs = [process.communicate(timeout=120)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(output.endswith("DemoImage\n") for output in outputs)
    assert sum("generating edition" in output for output in outputs) == 1


def test_edition_is_removed_with_all_its_packages(generated: Path, cache: Path) -> None:
    old = cache / "packages" / "0.0.1-0" / f"e{EDITION}"
    old.mkdir(parents=True)
    removed = generating.remove(EDITION)

    assert {*removed} == {places.docbook(EDITION), old, generated}
    assert not any(place.exists() for place in removed)
    assert EDITION not in (cache / "editions.lock").read_text("utf-8")
    assert generating.remove(EDITION) == []


@pytest.mark.slow
def test_published_edition_is_generated_and_used(
    cache: Path, cache_of_2022d: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IODIZE_CACHE", str(cache_of_2022d))
    edition = load("2022d")

    assert edition.name == "2022d"
    assert edition.iod("CTImage").module_uses
