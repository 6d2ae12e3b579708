"""Profiles, as they are written."""

from pathlib import Path

import pytest

from iodize.config.errors import ConfigurationError
from iodize.config.profile import ProfileRule, load
from iodize.findings.paths import Step


def write(folder: Path, text: str) -> Path:
    path = folder / "site.toml"
    path.write_text(text, "utf-8")
    return path


def test_profile_rule_is_read(tmp_path: Path) -> None:
    profile = load(
        write(
            tmp_path,
            """
            name = "Archive"
            reference = "Criteria 4"
            [[rule]]
            iod = "CT Image"
            path = "RequestAttributesSequence[0].(0040,0009)"
            type = "1"
            [[rule]]
            sop-class = "1.2.840.10008.5.1.4.1.1.2"
            path = "BodyPartExamined"
            values = ["HEAD", "CHEST"]
            reference = "Criteria 5"
            """,
        )
    )

    assert profile.name == "Archive"
    assert profile.rules == (
        ProfileRule(
            (Step("RequestAttributesSequence", 0), Step("00400009", None)),
            "CT Image",
            "",
            "1",
            False,
            (),
            "Criteria 4",
        ),
        ProfileRule(
            (Step("BodyPartExamined", None),),
            "",
            "1.2.840.10008.5.1.4.1.1.2",
            "",
            False,
            ("HEAD", "CHEST"),
            "Criteria 5",
        ),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "has no name"),
        ("name = ''", "must be a non-empty string"),
        ("name = 'A'\nrules = 1", "unknown key 'rules'"),
        ("name = 'A'\nrule = 1", "must be an array of tables"),
        ("name = 'A'\n[[rule]]\ntype = '1'", "rule 1: has no path"),
        ("name = 'A'\n[[rule]]\npath = 'KVP'", "must have either a requirement or"),
        ("name = 'A'\n[[rule]]\npath = 'KVP'\ntype = '3'", "not '3'"),
        ("name = 'A'\n[[rule]]\npath = 'K V'\ntype = '1'", "'K V' is not a valid path"),
        ("name = 'A'\n[[rule]]\npath = 'KVP'\ntpye = '1'", "unknown key 'tpye'"),
        (
            "name = 'A'\n[[rule]]\npath = 'KVP'\ntype = '1'\nforbidden = true",
            "must have either a requirement or forbidden = true",
        ),
    ],
)
def test_invalid_profile_is_reported(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"site\.toml") as caught:
        load(write(tmp_path, text))

    assert problem in str(caught.value)
