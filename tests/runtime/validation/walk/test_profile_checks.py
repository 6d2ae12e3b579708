"""Checks of the rules of profiles."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, FileDataset

from iodize.config.errors import ConfigurationError
from iodize.config.profile import Profile, ProfileRule, load, read_path
from iodize.validation.engine.engine import Validator


def rule(path: str, **keys: Any) -> ProfileRule:
    rule = ProfileRule(read_path(path, ""), "", "", "", False, (), "Criteria 4")
    return rule._replace(**keys)


def profile_findings(dataset: Dataset, *rules: ProfileRule) -> list[tuple[str, str]]:
    """Return codes and paths of profile findings, equal in memory and in a file."""
    validator = Validator(profiles=[Profile("Archive", rules)])
    file = BytesIO()
    dataset.save_as(file)
    file.seek(0)
    both = [
        [
            (one.code, one.path)
            for one in validator.check(source).findings
            if one.code.startswith("profile")
        ]
        for source in (file, dataset)
    ]
    assert both[0] == both[1]
    return both[0]


def test_type_1_requires_a_value(ct: FileDataset) -> None:
    ct.PatientComments = ""
    del ct.KVP

    assert profile_findings(
        ct,
        rule("PatientComments", type="1"),
        rule("KVP", type="1"),
        rule("Rows", type="1"),
    ) == [("profile-empty", "PatientComments"), ("profile-missing", "KVP")]


def test_type_2_requires_presence(ct: FileDataset) -> None:
    ct.PatientComments = ""
    del ct.KVP

    assert profile_findings(
        ct, rule("PatientComments", type="2"), rule("(0018,0060)", type="2")
    ) == [("profile-missing", "KVP")]


def test_forbidden_attribute_is_reported_if_present(ct: FileDataset) -> None:
    assert profile_findings(
        ct, rule("PatientWeight", forbidden=True), rule("EchoTime", forbidden=True)
    ) == [("profile-forbidden", "PatientWeight")]


def test_value_outside_the_values_of_a_rule_is_reported(ct: FileDataset) -> None:
    ct.BodyPartExamined = "HEAD"
    ct.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ct.KVP = "120.0"

    assert profile_findings(
        ct,
        rule("BodyPartExamined", values=("CHEST", "ABDOMEN")),
        rule("ImageType", values=("ORIGINAL", "PRIMARY", "AXIAL")),
        rule("BitsAllocated", values=("8",)),
        rule("KVP", values=("120",)),
        rule("Rows", values=("128",)),
    ) == [("profile-value", "BodyPartExamined"), ("profile-value", "BitsAllocated")]


def test_path_without_index_applies_to_every_item(ct: FileDataset) -> None:
    first, second = Dataset(), Dataset()
    first.ScheduledProcedureStepID = "1"
    ct.RequestAttributesSequence = [first, second]
    path = "RequestAttributesSequence{}.ScheduledProcedureStepID"

    assert profile_findings(ct, rule(path.format(""), type="1")) == [
        ("profile-missing", path.format("[1]"))
    ]
    assert profile_findings(ct, rule(path.format("[0]"), type="1")) == []


def test_sequence_without_items_is_empty(ct: FileDataset) -> None:
    ct.RequestAttributesSequence = []

    assert profile_findings(ct, rule("RequestAttributesSequence", type="1")) == [
        ("profile-empty", "RequestAttributesSequence")
    ]


@pytest.mark.parametrize(
    ("keys", "applies"),
    [
        ({"iod": "CT Image"}, True),
        ({"iod": "CTImage"}, True),
        ({"iod": "MR Image"}, False),
        ({"sop_class": "1.2.840.10008.5.1.4.1.1.2"}, True),
        ({"sop_class": "1.2.840.10008.5.1.4.1.1.4"}, False),
    ],
)
def test_rule_may_be_limited_to_iod_or_sop_class(
    keys: dict[str, str], applies: bool, ct: FileDataset
) -> None:
    assert (
        bool(profile_findings(ct, rule("PatientWeight", forbidden=True, **keys)))
        is applies
    )


def test_finding_contains_profile_and_reference(
    ct: FileDataset, tmp_path: Path
) -> None:
    path = tmp_path / "site.toml"
    path.write_text('name = "Archive"\n[[rule]]\npath = "EchoTime"\ntype = "1"\n')
    report = Validator(profiles=[load(path)]).check(ct)
    finding = next(one for one in report.findings if one.code == "profile-missing")

    assert finding.message == "absent; type 1 in Archive"
    assert (finding.module, finding.reference) == ("Archive", "Archive")
    assert (finding.keyword, finding.tag_text) == ("EchoTime", "(0018,0081)")


def test_rule_with_unknown_keyword_is_rejected() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Validator(profiles=[Profile("Archive", (rule("PatientNmae", type="1"),))])

    assert "did you mean 'PatientName'?" in caught.value.hint
