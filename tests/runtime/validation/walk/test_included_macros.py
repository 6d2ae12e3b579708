"""Items below an attribute that several macros of a content item define."""

from __future__ import annotations

import pytest
from pydicom import Dataset

from iodize.validation.engine.engine import Validator
from tests.runtime.validation.structure.objects import content, item, report

INSTANCE = {"ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2"}
INSTANCE["ReferencedSOPInstanceUID"] = "1.2.3"


def found(
    validator: Validator, value_type: str, *references: Dataset
) -> set[tuple[str, str]]:
    document = report()
    document.ContentSequence = [
        content("CONTAINS", value_type, ReferencedSOPSequence=[*references])
    ]
    begin = "ContentSequence[0].ReferencedSOPSequence"
    return {
        (finding.code, finding.path.removeprefix(begin))
        for finding in validator.check(document).findings
        if finding.path.startswith(begin) and finding.code != "evidence-missing"
    }


@pytest.mark.parametrize("value_type", ["IMAGE", "COMPOSITE", "WAVEFORM"])
def test_referenced_instance_is_checked(validator: Validator, value_type: str) -> None:
    assert found(validator, value_type, item(**INSTANCE)) == set()

    empty = item(ReferencedSOPClassUID="")
    assert found(validator, value_type, empty) == {
        ("type1-empty", "[0].ReferencedSOPClassUID"),
        ("type1-missing", "[0].ReferencedSOPInstanceUID"),
    }
    assert found(validator, value_type) == {("type1-empty", "")}
    two = found(validator, value_type, item(**INSTANCE), item(**INSTANCE))
    assert two == {("item-count", "")}
