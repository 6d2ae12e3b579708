"""The examples of docs/configuration.md work."""

import re
from pathlib import Path

import pytest

from iodize.config import connections, files, profile


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "configuration.md").read_text("utf-8")


def examples(page: str) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def rows(page: str, heading: str) -> set[str]:
    """Return the first cells of the table with a heading."""
    table = page.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE))


def test_documented_settings_can_be_loaded(page: str, tmp_path: Path) -> None:
    path = tmp_path / "iodize.toml"
    path.write_text(examples(page)[0], "utf-8")

    assert files.load(path).facts == {
        "contrast-used": False,
        "procedure-scheduled": True,
    }


def test_documented_profile_can_be_loaded(page: str, tmp_path: Path) -> None:
    path = tmp_path / "archive.toml"
    path.write_text(examples(page)[2], "utf-8")

    assert len(profile.load(path).rules) == 4


def test_documented_systems_can_be_loaded(page: str, tmp_path: Path) -> None:
    path = tmp_path / "iodize.toml"
    (text,) = (one for one in examples(page) if "[network]" in one)
    path.write_text(text, "utf-8")

    network = files.load(path).network
    assert network is not None
    assert network.options_of("pacs")["called"] == "ARCHIVE"


def test_every_settings_key_is_documented(page: str) -> None:
    assert rows(page, "key") == files.KEYS
    assert rows(page, "key of a system") == connections.HOST_KEYS
    assert rows(page, "key of a rule") == set(profile.RULE_KEYS)
