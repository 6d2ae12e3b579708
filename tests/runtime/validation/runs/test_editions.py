"""The setting `edition`: its texts in Python, in the configuration and as an option."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pydicom.data import get_testdata_file

import iodize
from iodize.cli import cli
from iodize.editions.errors import NoSuchEditionError, NotFetchedError

CT = str(get_testdata_file("CT_small.dcm", download=False))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IODIZE_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("text", ["auto", "any", "any:2023a"])
def test_edition_is_chosen_in_python_and_by_settings(tmp_path: Path, text: str) -> None:
    config = tmp_path / "iodize.toml"
    config.write_text(f'edition = "{text}"\n')
    report = iodize.validate(CT, edition=text)
    configured = iodize.validate(CT, config=config)
    command = CliRunner().invoke(cli, ["validate", CT, "--config", str(config)])

    assert report.files == configured.files
    assert report.files[0].edition == "2023a"
    assert command.stdout == report.render("text") + "\n"


def test_editions_of_the_setting_must_be_available() -> None:
    with pytest.raises(NotFetchedError, match="2022d"):
        iodize.validate(CT, edition="2022d,2023a")
    with pytest.raises(NoSuchEditionError, match="2022x"):
        iodize.validate(CT, edition="2022x")


def test_baseline_needs_a_single_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "iodize.editions.loading.load", lambda name, notify: _renamed(name)
    )
    options = ["--edition", "2022d,2023a", "--write-baseline", str(tmp_path / "b.json")]
    result = CliRunner().invoke(cli, ["validate", CT, *options])

    assert result.exit_code == 2
    assert "single edition" in result.stderr


def _renamed(name: str) -> object:
    from iodize.tables.editions import BUNDLED, Edition

    edition = Edition(BUNDLED)
    edition.name = name
    return edition
