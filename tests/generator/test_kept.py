"""Outputs that are kept for runs with the same inputs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from iodize.editions import cache
from iodize.generator import cli, generate, kept, snapshot
from iodize.generator.checkout import Checkout
from iodize.generator.inputs import Inputs
from iodize.generator.output import Output, Tree

from .demo import Reading

INPUTS = Inputs("0" * 64, {"generated/__init__.py": "one", "generated/x.pyi": "two"})
TOP = Path("top")
OUTPUT = Output(
    (
        Tree(TOP / "standard_xml", {"2020a/part03.xml": b"<part/>\n"}),
        Tree(TOP / "generated", {"__init__.py": 'µ = """\r\n"""'.encode()}),
    ),
    ("edition 2020a",),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the outputs in an empty cache."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "outputs"


@pytest.fixture(scope="module")
def checkout(reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with all facts, which has no package yet."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "pyproject.toml").write_text('[project]\nname = "iodize"\n')
    snapshot.write(reading.standard, folder / "standard_xml" / "2020a")
    made = generate.make_from_facts(Checkout.at(folder), None, verbose=False)
    made.trees[0].write()
    return folder


class TestFiles:
    def test_an_output_is_read_as_it_was_written(self) -> None:
        assert kept.read(INPUTS, TOP) is None
        kept.write(INPUTS, TOP, OUTPUT)

        assert kept.read(INPUTS, TOP) == OUTPUT

    def test_that_it_was_imported_is_kept(self) -> None:
        kept.write(INPUTS, TOP, OUTPUT)
        kept.write(INPUTS, TOP, evolve(OUTPUT, importable=True))

        assert kept.read(INPUTS, TOP) == evolve(OUTPUT, importable=True)

    def test_another_checkout_has_it_in_its_own_folders(self) -> None:
        kept.write(INPUTS, TOP, OUTPUT)

        other = kept.read(INPUTS, Path("other"))

        assert other is not None
        assert other.trees[0].folder == Path("other", "standard_xml")

    def test_other_inputs_have_another_output(self) -> None:
        kept.write(INPUTS, TOP, OUTPUT)

        assert kept.read(evolve(INPUTS, key="1" * 64), TOP) is None

    def test_a_module_of_the_bundled_edition_that_was_imported_has_changed(
        self,
    ) -> None:
        kept.write(INPUTS, TOP, OUTPUT)

        changed = evolve(INPUTS, bundled={"generated/__init__.py": "another"})
        removed = evolve(INPUTS, bundled={})
        others = evolve(INPUTS, bundled={"generated/__init__.py": "one"})

        assert kept.read(changed, TOP) is None
        assert kept.read(removed, TOP) is None
        assert kept.read(others, TOP) == OUTPUT

    @pytest.mark.parametrize(
        "damage",
        [
            lambda content: b"",
            lambda content: content[:-1],
            lambda content: content[:40],
            lambda content: content + b"\0",
            lambda content: b"\0" * len(content),
            lambda content: content[:50] + bytes([content[50] ^ 1]) + content[51:],
            lambda content: bytes([content[0] ^ 1]) + content[1:],
        ],
    )
    def test_a_damaged_file_is_as_none(
        self, folder: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        kept.write(INPUTS, TOP, OUTPUT)
        file = folder / INPUTS.key
        file.write_bytes(damage(file.read_bytes()))

        assert kept.read(INPUTS, TOP) is None
        kept.write(INPUTS, TOP, OUTPUT)
        assert kept.read(INPUTS, TOP) == OUTPUT

    def test_those_that_were_not_used_for_the_longest_time_are_removed(
        self, folder: Path
    ) -> None:
        several = [evolve(INPUTS, key=f"{n:064}") for n in range(kept.MOST)]
        for age, inputs in enumerate(several):
            kept.write(inputs, TOP, OUTPUT)
            os.utime(folder / inputs.key, (age, age))
        assert kept.read(several[0], TOP) is not None
        unfinished = folder / ".iodize-0.part"
        unfinished.write_bytes(b"")
        os.utime(unfinished, (0, 0))

        kept.write(evolve(INPUTS, key="f" * 64), TOP, OUTPUT)

        assert len([*folder.iterdir()]) == kept.MOST  # without the unfinished one
        assert kept.read(several[0], TOP) is not None
        assert kept.read(several[1], TOP) is None

    def test_several_may_write_and_read_at_the_same_time(self) -> None:
        def use(number: int) -> Output | None:
            inputs = evolve(INPUTS, key=f"{number % 3:064}")
            kept.write(inputs, TOP, OUTPUT)
            return kept.read(inputs, TOP)

        with ThreadPoolExecutor(8) as pool:
            assert {found is not None for found in pool.map(use, range(60))} == {True}

    def test_a_cache_that_cannot_be_used_is_as_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))

        kept.write(INPUTS, TOP, OUTPUT)

        assert kept.read(INPUTS, TOP) is None

    def test_without_a_folder_nothing_is_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cache, "folder", lambda: None)

        kept.write(INPUTS, TOP, OUTPUT)

        assert kept.read(INPUTS, TOP) is None


class TestCommand:
    @pytest.fixture
    def facts(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Path:
        """The facts in a copy of the checkout, which is the current folder."""
        shutil.copytree(checkout, tmp_path, dirs_exist_ok=True)
        monkeypatch.chdir(tmp_path)
        return tmp_path / "standard_xml" / "2020a" / "part03.xml"

    @pytest.fixture
    def made(self, monkeypatch: pytest.MonkeyPatch) -> list[Output]:
        """The outputs that were made, not read."""
        outputs: list[Output] = []

        def make(*given: object) -> Output:
            outputs.append(actual(*given))  # type: ignore[arg-type]
            return outputs[-1]

        actual = generate.make_from_facts
        monkeypatch.setattr(generate, "make_from_facts", make)
        return outputs

    def run(self, *options: str, status: int = 0) -> Result:
        result = CliRunner().invoke(cli.generate, options)
        assert result.exit_code == status, result.output
        return result

    def test_a_kept_output_is_that_which_was_made(
        self, facts: Path, made: list[Output]
    ) -> None:
        first = self.run()
        written = {file: file.read_bytes() for file in Path("generated").rglob("*.py*")}
        for file in written:
            file.unlink()

        second = self.run()

        assert len(made) == 1
        assert written
        assert {file: file.read_bytes() for file in written} == written
        report = first.output.partition("standard_xml: ")[0]
        assert second.output.startswith(f"{report}standard_xml: ")
        assert "up to date" in self.run("--check").output
        assert len(made) == 1

    def test_a_package_is_imported_before_it_is_written(
        self, facts: Path, made: list[Output], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        imported: list[Path] = []
        monkeypatch.setattr(
            "iodize.generator.importing.check_importable", imported.append
        )

        self.run("--check", status=1)
        assert imported == []
        self.run()
        assert len(imported) == 2
        self.run()

        assert len(imported) == 2
        assert len(made) == 1

    def test_files_that_were_edited_are_found(
        self, facts: Path, made: list[Output]
    ) -> None:
        self.run()
        edited, extra = Path("generated/__init__.py"), Path("generated/extra.py")
        edited.write_text("EDITION = None\n")
        extra.write_text("")

        result = self.run("--check", status=1)

        assert f"{edited}: differs" in result.output
        assert f"{extra}: obsolete, or not generated" in result.output
        assert edited.read_text() == "EDITION = None\n"
        assert len(made) == 1

    def test_changed_facts_are_read_again(
        self, facts: Path, made: list[Output]
    ) -> None:
        self.run("--check", status=1)
        text = facts.read_text("utf-8")
        facts.write_text(text.replace("Demo Subject", "Demo Object"), "utf-8")

        self.run("--check", status=1)
        self.run("--check", "--verbose", status=1)

        first, second, third = made
        assert first.trees != second.trees == third.trees

    def test_facts_that_change_during_a_run_are_read_again(
        self,
        facts: Path,
        made: list[Output],
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        actual = generate.make_from_facts

        def make(*given: object) -> Output:
            facts.write_text(f"{facts.read_text('utf-8')}\n", "utf-8")
            return actual(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(generate, "make_from_facts", make)

        self.run("--check", status=1)

        assert not folder.exists()

    def test_rows_that_are_not_understood_are_reported_by_each_run(
        self, facts: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        actual = generate.make_from_facts
        monkeypatch.setattr(
            generate,
            "make_from_facts",
            lambda *given: evolve(actual(*given), problems=1),
        )

        result = self.run(status=1)

        assert "1 row was not understood" in result.stderr
        assert not folder.exists()
