"""Settings from a file."""

from pathlib import Path

import pytest

from iodize.config.errors import ConfigurationError
from iodize.config.files import find, load
from iodize.config.settings import Settings
from iodize.findings.finding import Severity

ALL = """
select = ["type1", "type2"]
ignore = "type1c,type2-missing"
format = "sarif"
edition = "2023a"
jobs = 2
profile = "site.toml"
baseline = "known.json"
consistency = true

[severity]
"attribute-outside" = "warning"

[facts]
contrast-used = "no"
procedure-scheduled = true
"""


def write(folder: Path, text: str, name: str = "iodize.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_documented_key_is_read(tmp_path: Path) -> None:
    assert load(write(tmp_path, ALL)) == Settings(
        select=("type1", "type2"),
        ignore=("type1c", "type2-missing"),
        severity={"attribute-outside": Severity.WARNING},
        format="sarif",
        edition="2023a",
        jobs=2,
        profile=(str(tmp_path / "site.toml"),),
        facts={"contrast-used": False, "procedure-scheduled": True},
        baseline=str(tmp_path / "known.json"),
        consistency=True,
    )


def test_pyproject_has_settings_in_a_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.iodize]\nignore = ["type1"]\n'
    path = write(tmp_path, text, "pyproject.toml")

    assert find(tmp_path) == path
    assert load(path).ignore == ("type1",)


def test_nearest_settings_file_is_used(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = write(tmp_path, "jobs = 2")
    write(tmp_path / "a", '[project]\nname = "x"\n', "pyproject.toml")
    assert find(inner) == outer

    nearer = write(tmp_path / "a", "jobs = 3")
    assert find(inner) == nearer


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("ingore = 'type1'", "unknown key 'ingore'", "did you mean 'ignore'?"),
        ("ignore = 'typ1-missing'", "unknown code", "did you mean 'type1-missing'?"),
        ("format = 'html5'", "unknown format 'html5'", "did you mean 'html'?"),
        ("jobs = 0", "jobs: must be a positive integer or 'auto', not 0", ""),
        ("jobs = true", "jobs: must be a positive integer or 'auto', not True", ""),
        ("consistency = 'yes'", "must be true or false, not 'yes'", ""),
        ("select = 3", "must be a string or a list", ""),
        ("severity = 'error'", "severity: must be a table", ""),
        ("[severity]\ntype1 = 'err'", "unknown severity 'err'", "mean 'error'?"),
        ("[facts]\ncontrast = 'no'", "unknown fact", "did you mean 'contrast-used'?"),
        ("[facts]\ncontrast-used = 'maybe'", "must be yes or no, not 'maybe'", ""),
        ("edition = '2023a'\ndefinitions = 'x'", "exclude each other", "one"),
        ("jobs = ", "is not valid TOML", ""),
    ],
)
def test_invalid_setting_is_reported_with_a_suggestion(
    text: str, problem: str, hint: str, tmp_path: Path
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load(path)

    assert str(caught.value).startswith(str(path))
    assert problem in str(caught.value)
    assert hint in caught.value.hint
