"""Profiles, checked on objects."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, FileDataset

from iodize.config.errors import ConfigurationError
from iodize.config.profile import Profile, ProfileRule, load, read_path
from iodize.validation.engine import Validator


def rule(path: str, **keys: Any) -> ProfileRule:
    rule = ProfileRule(read_path(path, ""), "", "", "", False, (), "Criteria 4")
    return rule._replace(**keys)


def found(dataset: Dataset, *rules: ProfileRule) -> list[tuple[str, str]]:
    """Return the codes and paths of what profiles find, the same in memory and in a file."""
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


def test_type_1_demands_a_value(ct: FileDataset) -> None:
    ct.PatientComments = ""
    del ct.KVP

    assert found(
        ct,
        rule("PatientComments", type="1"),
        rule("KVP", type="1"),
        rule("Rows", type="1"),
    ) == [("profile-empty", "PatientComments"), ("profile-missing", "KVP")]


def test_type_2_demands_presence(ct: FileDataset) -> None:
    ct.PatientComments = ""
    del ct.KVP

    assert found(
        ct, rule("PatientComments", type="2"), rule("(0018,0060)", type="2")
    ) == [("profile-missing", "KVP")]


def test_what_is_forbidden_is_found_where_it_is(ct: FileDataset) -> None:
    assert found(
        ct, rule("PatientWeight", forbidden=True), rule("EchoTime", forbidden=True)
    ) == [("profile-forbidden", "PatientWeight")]


def test_values_are_narrowed(ct: FileDataset) -> None:
    ct.BodyPartExamined = "HEAD"
    ct.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ct.KVP = "120.0"

    assert found(
        ct,
        rule("BodyPartExamined", values=("CHEST", "ABDOMEN")),
        rule("ImageType", values=("ORIGINAL", "PRIMARY", "AXIAL")),
        rule("BitsAllocated", values=("8",)),
        rule("KVP", values=("120",)),
        rule("Rows", values=("128",)),
    ) == [("profile-value", "BodyPartExamined"), ("profile-value", "BitsAllocated")]


def test_a_path_leads_into_every_item(ct: FileDataset) -> None:
    first, second = Dataset(), Dataset()
    first.ScheduledProcedureStepID = "1"
    ct.RequestAttributesSequence = [first, second]
    path = "RequestAttributesSequence{}.ScheduledProcedureStepID"

    assert found(ct, rule(path.format(""), type="1")) == [
        ("profile-missing", path.format("[1]"))
    ]
    assert found(ct, rule(path.format("[0]"), type="1")) == []


def test_an_empty_sequence_is_empty(ct: FileDataset) -> None:
    ct.RequestAttributesSequence = []

    assert found(ct, rule("RequestAttributesSequence", type="1")) == [
        ("profile-empty", "RequestAttributesSequence")
    ]


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ({"iod": "CT Image"}, True),
        ({"iod": "CTImage"}, True),
        ({"iod": "MR Image"}, False),
        ({"sop_class": "1.2.840.10008.5.1.4.1.1.2"}, True),
        ({"sop_class": "1.2.840.10008.5.1.4.1.1.4"}, False),
    ],
)
def test_a_rule_is_for_some_objects(
    keys: dict[str, str], asked: bool, ct: FileDataset
) -> None:
    assert bool(found(ct, rule("PatientWeight", forbidden=True, **keys))) is asked


def test_a_finding_names_the_profile_and_its_reference(
    ct: FileDataset, tmp_path: Path
) -> None:
    path = tmp_path / "site.toml"
    path.write_text('name = "Archive"\n[[rule]]\npath = "EchoTime"\ntype = "1"\n')
    report = Validator(profiles=[load(path)]).check(ct)
    finding = next(one for one in report.findings if one.code == "profile-missing")

    assert finding.message == "absent; type 1 in Archive"
    assert (finding.module, finding.reference) == ("Archive", "Archive")
    assert (finding.keyword, finding.tag_text) == ("EchoTime", "(0018,0081)")


def test_a_keyword_must_be_known() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Validator(profiles=[Profile("Archive", (rule("PatientNmae", type="1"),))])

    assert "did you mean 'PatientName'?" in caught.value.hint
