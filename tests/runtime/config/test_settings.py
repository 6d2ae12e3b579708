"""Two sources of settings."""

import pytest

from iodize.config.errors import ConfigurationError
from iodize.config.settings import Settings, read_codes, read_fact, read_pairs
from iodize.findings.finding import Severity


def test_settings_of_higher_precedence_win_key_by_key() -> None:
    strong = Settings(ignore=("type1",), jobs=4, facts={"contrast-used": True})
    weak = Settings(
        ignore=("type2",),
        select=("vm",),
        jobs=2,
        severity={"vm-wrong": Severity.INFO},
        facts={"contrast-used": False, "specimen-imaged": False},
    )

    assert strong.over(weak) == Settings(
        ignore=("type1",),
        select=("vm",),
        jobs=4,
        severity={"vm-wrong": Severity.INFO},
        facts={"contrast-used": True, "specimen-imaged": False},
    )


def test_edition_replaces_definitions() -> None:
    chosen = Settings(edition="2023a").over(Settings(definitions="dicom_2022d"))

    assert (chosen.edition, chosen.definitions) == ("2023a", None)


def test_codes_are_separated_by_commas() -> None:
    assert read_codes(("type1-missing, vm", "vr"), "x") == ("type1-missing", "vm", "vr")


def test_unknown_fact_is_rejected() -> None:
    assert read_fact("contrast-used", "no", "--fact") == ("contrast-used", False)
    with pytest.raises(ConfigurationError, match="unknown fact 'sunshine'"):
        read_fact("sunshine", "yes", "--fact")


def test_pair_without_equals_sign_is_rejected() -> None:
    assert read_pairs(("a=b=c",), "--fact") == [("a", "b=c")]
    with pytest.raises(ConfigurationError, match="has no ="):
        read_pairs(("contrast-used",), "--fact")
