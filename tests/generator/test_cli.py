"""`iodize generate`: one package is generated as a user does, the others in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from iodize import generated
from iodize.cli import cli as commands
from iodize.editions import stamp
from iodize.generator import cli
from iodize.generator.importing import UnimportablePackageError
from iodize.generator.pipeline import render_python
from iodize.tables import editions

from .demo import Copy

Result = subprocess.CompletedProcess[str]
Generate = Callable[..., Result]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def generate(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Run the command in an empty folder, or in another one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def run(*arguments: object, cwd: Path = tmp_path) -> Result:
        given = ["generate", *map(str, arguments)]
        monkeypatch.chdir(cwd)
        done = CliRunner().invoke(commands, given)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return Result(given, done.exit_code, done.stdout, done.stderr)

    return run


def failed(result: Result, *words: str) -> None:
    """Check that a command failed with a message that contains some words."""
    assert result.returncode == 2
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr


class TestPackage:
    def test_package_is_independent_of_the_bundled_one(
        self, cache: Path, demo: Path, tmp_path: Path
    ) -> None:
        options = ["--from", demo, "--out", "packages", "--package", "demo_2020a"]
        result = subprocess.run(
            [sys.executable, "-m", "iodize", "generate", *map(str, options)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        )

        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith("edition 2020a: PS3.3 2020a, PS3.4 2020a")
        assert "not understood: 0" in result.stdout
        folder = tmp_path / "packages" / "demo_2020a"
        assert "102 files, 102 changed" in result.stdout
        assert (folder / "iods" / "demo_image.py").is_file()

    @pytest.mark.parametrize("edition", ["bundled", "other"])
    def test_type_checkers_use_its_types(
        self, generate: Generate, demo: Path, tmp_path: Path, edition: str
    ) -> None:
        source = ("--from", demo) if edition == "other" else ()
        arguments = (*source, "--out", ".", "--package", "p")
        assert generate(*arguments).returncode == 0
        marker = tmp_path / "p" / "py.typed"
        assert marker.read_bytes() == b""

        marker.unlink()
        result = generate(*arguments, "--check")
        assert result.returncode == 1
        assert "p/py.typed: missing\n1 files differ" in result.stdout

    def test_it_is_imported_beside_the_bundled_one(
        self, generate: Generate, demo: Path, tmp_path: Path
    ) -> None:
        generate("--from", demo, "--out", ".", "--package", "another_name")
        script = (
            "from iodize.tables import editions;"
            "from another_name.iods import DemoImage;"
            "from iodize.generated.iods import CTImage;"
            "other = editions.load('another_name');"
            "assert other.iod_of('1.2.3.4.1') is DemoImage;"
            "assert editions.bundled().iod('CTImage') is CTImage;"
            "print(other.name)"
        )
        paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]

        result = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

        assert (result.stdout, result.stderr) == ("2020a\n", "")

    def test_part_of_another_edition_is_reported(
        self, generate: Generate, copy: Copy
    ) -> None:
        copy.edit(7, "DICOM PS3.7 2020a", "DICOM PS3.7 2019b")

        result = generate(
            "--from", copy.folder, f"--part=7={copy.file(7)}", "--out=.", "--package=p"
        )

        assert result.returncode == 0
        assert "PS3.7 2019b" in result.stdout.splitlines()[0]

    def test_what_is_not_understood_is_listed(
        self, generate: Generate, copy: Copy
    ) -> None:
        copy.edit(3, "M - Only one for all frames.", "perhaps")
        copy.edit(3, 'linkend="table_C.17-7"', 'linkend="table_C.17-99"')

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        assert result.returncode == 1
        assert result.stderr == "2 rows were not understood; their content is missing\n"
        lines = result.stdout.splitlines()
        assert "p: 102 files, 102 changed" in lines
        assert "not understood: 2" in lines
        assert "  PS3.3 Table A.5-2 row 1: usage not understood: 'perhaps'" in lines
        assert (
            "  PS3.3 Table C.17-5: includes Table C.17-99, which lists no attributes"
            in lines
        )

    def test_another_edition_than_the_bundled_one_needs_its_docbook(
        self, generate: Generate
    ) -> None:
        result = generate("--edition", "1999z", "--out", ".", "--package", "p")

        failed(result, "1999z", f"known: {editions.bundled().name}", "--from DIR")

    def test_the_bundled_edition_is_copied_without_docbook(
        self, generate: Generate, tmp_path: Path
    ) -> None:
        result = generate("--out", ".", "--package", "p")
        bundled = Path(generated.__path__[0])

        assert (result.returncode, result.stderr) == (0, "")
        for name in ("iods/ct_image.py", "iods/ct_image.pyi", "paragraphs.txt"):
            expected = (bundled / name).read_bytes()
            assert (tmp_path / "p" / name).read_bytes() == expected


class TestCheckout:
    @pytest.fixture
    def checkout(self, generate: Generate, demo: Path, tmp_path: Path) -> Path:
        """A checkout whose generated folders contain the demo standard."""
        folder = tmp_path / "checkout"
        folder.mkdir()
        (folder / "pyproject.toml").write_text('[project]\nname = "iodize"\n')
        assert generate("--from", demo, cwd=folder).returncode == 0
        return folder

    def test_facts_and_package_are_written(self, checkout: Path) -> None:
        assert (checkout / "standard_xml" / "2020a" / "part03.xml").is_file()
        assert (checkout / "standard_xml" / "standard.rng").is_file()
        assert (checkout / "generated" / "iods" / "demo_image.py").is_file()
        assert not (checkout / "generated" / "py.typed").exists()

    def test_a_second_run_changes_nothing(
        self, generate: Generate, checkout: Path
    ) -> None:
        result = generate(cwd=checkout)

        assert result.returncode == 0
        assert result.stdout.count(" 0 changed") == 2

    def test_check_succeeds_without_differences(
        self, generate: Generate, checkout: Path
    ) -> None:
        result = generate("--check", cwd=checkout)

        assert result.returncode == 0
        assert result.stdout.splitlines()[-1] == (
            "generated/ and standard_xml/ are up to date"
        )

    @pytest.mark.parametrize(
        "path", ["generated/iods/demo_image.py", "standard_xml/standard.rng"]
    )
    def test_check_lists_the_changed_file(
        self, generate: Generate, checkout: Path, path: str
    ) -> None:
        with (checkout / path).open("a") as file:
            file.write("\n")
        changed = (checkout / path).read_bytes()

        result = generate("--check", cwd=checkout)

        assert result.returncode == 1
        assert f"{path}: differs" in result.stdout.splitlines()
        assert (checkout / path).read_bytes() == changed

    def test_check_lists_facts_that_differ_from_their_source(
        self, generate: Generate, checkout: Path, copy: Copy
    ) -> None:
        copy.edit(3, "<para>Demo Subject</para>", "<para>Demo Object</para>")

        result = generate("--check", "--from", copy.folder, cwd=checkout)

        assert result.returncode == 1
        assert "standard_xml/2020a/part03.xml: differs" in result.stdout


class TestBadInput:
    def test_malformed_xml(self, generate: Generate, copy: Copy) -> None:
        copy.edit(6, "<title>PS3.6</title>", "<title>PS3.6</titel>")

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        line = copy.line_of(6, "</titel>")
        failed(result, f"{copy.file(6)}:{line}:", "malformed XML", "download")

    @pytest.mark.parametrize("part", [3, 4, 6, 7])
    def test_a_missing_part(self, generate: Generate, copy: Copy, part: int) -> None:
        copy.file(part).unlink()

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        failed(result, f"PS3.{part} is missing", f"--part {part}=FILE")

    def test_a_part_of_another_edition(self, generate: Generate, copy: Copy) -> None:
        copy.edit(7, "DICOM PS3.7 2020a", "DICOM PS3.7 2019b")

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        failed(result, "PS3.7 of 2019b", "--part 7=")

    def test_another_part_under_a_name(self, generate: Generate, copy: Copy) -> None:
        result = generate(
            "--from", copy.folder, f"--part=7={copy.file(4)}", "--out=.", "--package=p"
        )

        failed(result, "contains PS3.4", "give the file of PS3.7")

    def test_a_table_of_another_shape(self, generate: Generate, copy: Copy) -> None:
        copy.edit(
            4,
            "IOD Specification (defined in PS3.3)</para></th><th>",
            "IOD</para></th><th>",
        )

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        assert result.returncode == 1
        assert "Table B.5-1: columns are" in result.stdout
        assert "expected SOP Class Name" in result.stdout

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--out", "."], "--out and --package must be given together"),
            (["--package", "p"], "--out and --package must be given together"),
            (["--without", "7"], "require --from"),
            (["--part", "7"], "is not of the form NUMBER=FILE"),
            (["--without", "3"], "'3' is not one of '4', '7'"),
            ([], "not a checkout of iodize"),
            (["--check"], "not a checkout of iodize"),
            (["--from", "nowhere", "--out", ".", "--package", "p"], "PS3.3 is missing"),
        ],
    )
    def test_contradicting_options_are_rejected(
        self, generate: Generate, arguments: list[str], words: str
    ) -> None:
        failed(generate(*arguments), words)

    @pytest.mark.parametrize("name", ["two words", "class", "2022d", "../up"])
    def test_invalid_package_name_is_rejected(
        self, generate: Generate, demo: Path, tmp_path: Path, name: str
    ) -> None:
        result = generate("--from", demo, "--out", ".", "--package", name)

        failed(result, "is not a valid name for a Python package", "dicom_2022d")
        assert not (tmp_path.parent / "up").exists()

    def test_a_package_that_cannot_be_imported_is_not_written(
        self, copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "iodize.generator.generate.render_python",
            lambda *given: {**render_python(*given), "bad.py": b"1 / 0"},
        )
        monkeypatch.chdir(tmp_path)

        arguments = ["--from", str(copy.folder), "--out", ".", "--package", "p"]
        result = CliRunner().invoke(cli.generate, arguments)

        assert isinstance(result.exception, UnimportablePackageError)
        assert result.exception.file == "bad.py"
        assert not (tmp_path / "p").exists()

    def test_an_edition_under_another_name_is_generated(
        self, generate: Generate, copy: Copy, tmp_path: Path
    ) -> None:
        for part in (3, 4, 6, 7):
            copy.edit(part, f"DICOM PS3.{part} 2020a", f"DICOM PS3.{part} 2020b")
        copy.edit(3, "C - Required if the patient drank the agent.", "K - Required")

        result = generate("--from", copy.folder, "--out", ".", "--package", "p")

        assert (result.returncode, result.stdout[:13]) == (1, "edition 2020b")
        assert "1 row was not understood" in result.stderr
        page = (tmp_path / "p" / "iods" / "demo_image.py").read_text("utf-8")
        assert """when=when('unknown("not-understood")')""" in page

    def test_a_place_that_cannot_be_written(
        self, generate: Generate, demo: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("in the way")

        result = generate("--from", demo, "--out", "file/below", "--package", "p")

        assert result.returncode == 2
        assert "file/below" in result.stderr

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0,
        reason="root may write everywhere",
    )
    def test_a_folder_without_permission(
        self, generate: Generate, demo: Path, tmp_path: Path
    ) -> None:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)

        result = generate("--from", demo, "--out", locked, "--package", "p")

        assert result.returncode == 2
        assert "Permission denied" in result.stderr


@pytest.mark.slow
class TestWhole:
    """A real edition."""

    def test_2022d_is_generated_beside_the_bundled_edition(
        self, cache_of_2022d: Path
    ) -> None:
        """The command made the package of the cache, where it can be imported alone."""
        (package,) = cache_of_2022d.glob("packages/*/e2022d")
        made = stamp.read(package)

        assert made is not None
        assert made.notes == ""  # no row was not understood
        script = (
            "from iodize.tables import editions;"
            "other = editions.load('e2022d');"
            "folders = ('iods', 'modules', 'macros', 'functional_groups');"
            "assert all(len(list(other.definitions(f))) > 25 for f in folders);"
            "assert other.iod('CTImage') is not editions.bundled().iod('CTImage');"
            "print(other.name, editions.bundled().name)"
        )
        paths = [str(package.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        imported = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        assert (imported.stdout, imported.stderr) == ("2022d 2023a\n", "")
