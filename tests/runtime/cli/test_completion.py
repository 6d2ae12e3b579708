"""Shell completion, as a shell requests it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from iodize.cli import cli
from iodize.conditions.facts import FACTS
from iodize.findings.codes import CODES


def completed(*words: str) -> list[str]:
    """Return the completions of the last word."""
    *before, last = words
    shell = ShellComplete(cli, {}, "iodize", "_IODIZE_COMPLETE")
    return [item.value for item in shell.get_completions(before, last)]


def test_codes_are_completed() -> None:
    assert completed("rules", "type2-") == ["type2-missing"]
    assert completed("validate", "--select", "") == list(CODES)
    assert completed("validate", "--ignore", "vr-un,type2-") == ["vr-un,type2-missing"]


def test_severities_are_completed() -> None:
    assert completed("validate", "--set-severity", "type2-") == ["type2-missing="]
    assert completed("validate", "--set-severity", "type2-missing=w") == [
        "type2-missing=warning"
    ]


def test_facts_are_completed() -> None:
    assert completed("validate", "--fact", "contrast") == [
        "contrast-used=yes",
        "contrast-used=no",
    ]
    assert len(completed("validate", "--fact", "")) == 2 * len(FACTS)


def test_iods_and_sop_classes_are_completed() -> None:
    assert {"CTImage", "CTImageStorage"} <= {*completed("example", "ctimage")}
    assert "PatientName" in completed("show", "PatientN")


def test_configured_systems_are_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "iodize.toml"
    settings.write_text('[network.hosts.pacs]\nhost = "h"\nport = 104\n', "utf-8")
    assert completed("echo", "p") == ["pacs"]

    settings.write_text("wrong = 1", "utf-8")
    assert completed("echo", "p") == []
