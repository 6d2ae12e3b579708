"""The committed folders, and the equivalence of both front ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.generator import snapshot
from iodize.generator.checkout import Checkout, NoCheckoutError
from iodize.generator.emit import format_all, render
from iodize.generator.generate import PackageNameError, check_package_name
from iodize.generator.output import SUFFIXES
from iodize.generator.report import Report
from iodize.generator.retired_services import with_retired

from .demo import Reading

IODS = ("ct_image", "enhanced_ct_image", "basic_text_sr", "basic_film_box")


@pytest.fixture(scope="module")
def sources(root: Path) -> dict[str, str]:
    """The source of every file of the bundled package, not yet laid out."""
    edition = snapshot.read(root / "standard_xml" / "2023a")
    return render(with_retired(edition, snapshot.read_retired()), Report())


class TestBothFrontEnds:
    """The facts in XML equal those in the DocBook."""

    def test_on_the_demo_standard(self, reading: Reading, tmp_path: Path) -> None:
        folder = tmp_path / "2020a"
        snapshot.write(reading.standard, folder)

        assert snapshot.read(folder) == reading.standard

    def test_on_2023a(self, reading_2023a: Reading, tmp_path: Path) -> None:
        folder = tmp_path / "2023a"
        snapshot.write(reading_2023a.standard, folder)

        assert snapshot.read(folder) == reading_2023a.standard

    def test_the_committed_facts_are_those_of_the_docbook(
        self, reading_2023a: Reading, root: Path
    ) -> None:
        folder = root / "standard_xml" / "2023a"

        assert snapshot.read(folder) == reading_2023a.standard
        for name, content in snapshot.render(reading_2023a.standard).items():
            assert (folder / name).read_bytes() == content


@pytest.mark.source
class TestCommitted:
    """`generated/` is up to date with `standard_xml/`."""

    @pytest.mark.parametrize("name", IODS)
    def test_an_iod(self, sources: dict[str, str], root: Path, name: str) -> None:
        path = f"iods/{name}.py"
        (page,) = format_all({path: sources[path]}).values()

        assert (root / "generated" / path).read_text("utf-8") == page

    def test_there_is_a_page_for_every_source_and_no_other(
        self, sources: dict[str, str], root: Path
    ) -> None:
        folder = root / "generated"
        pages = {
            file.relative_to(folder).as_posix()
            for file in folder.rglob("*.*")
            if file.suffix in SUFFIXES
        }

        assert pages == sources.keys()


class TestCheckout:
    def test_checkout_is_recognized(self, root: Path) -> None:
        assert Checkout.at(root).facts == root / "standard_xml"

    @pytest.mark.parametrize(
        "project", [None, "[project]\nname = 'other'", "[tool.x]", "not toml ="]
    )
    def test_other_folder_is_not_a_checkout(
        self, tmp_path: Path, project: str | None
    ) -> None:
        if project is not None:
            (tmp_path / "pyproject.toml").write_text(project)

        with pytest.raises(NoCheckoutError) as caught:
            Checkout.at(tmp_path)

        assert str(caught.value) == f"{tmp_path}: not a checkout of iodize"
        assert "--out DIR --package NAME" in caught.value.hint


@pytest.mark.parametrize("name", ["", "two words", "2022d", "class", "a.b", "../up"])
def test_invalid_package_name_is_rejected(name: str) -> None:
    with pytest.raises(PackageNameError) as caught:
        check_package_name(name)

    assert repr(name) in str(caught.value)
    assert "such as" in caught.value.hint
