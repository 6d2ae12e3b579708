"""Structured reports: relationships between content items."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.findings.report import Report

from .objects import BASIC_TEXT_SR, code, content, item, report

Codes = Callable[[Dataset], list[tuple[str, str]]]

EXTENSIBLE_SR = "1.2.840.10008.5.1.4.1.1.88.35"


def test_conformant_report_has_no_finding(structure: Codes) -> None:
    assert structure(report()) == []


def test_relationship_not_allowed_for_parent_is_reported(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [content("CONTAINS", "TEXT", TextValue="x")]

    path = "ContentSequence[0].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


def test_target_value_type_not_allowed_for_relationship_is_reported(
    structure: Codes,
) -> None:
    """HAS CONCEPT MOD is allowed from any value type, but only to TEXT and CODE."""
    sr = report()
    modifier = sr.ContentSequence[1].ContentSequence[0]
    modifier.ValueType = "CONTAINER"
    del modifier.ConceptCodeSequence
    modifier.ContinuityOfContent = "SEPARATE"

    path = "ContentSequence[1].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


@pytest.mark.filterwarnings("ignore")
def test_relationship_of_unknown_value_type_is_not_reported(
    structure: Codes, check: Callable[[Dataset], Report]
) -> None:
    """The value type itself is reported."""
    sr = report()
    sr.ContentSequence[0].ValueType = "PERSON NAME"
    sr.ContentSequence[0].ContentSequence = [
        content("HAS PROPERTIES", "TEXT", TextValue="x")
    ]

    assert structure(sr) == []
    found = {each.path: each.code for each in check(sr).findings}
    assert found["ContentSequence[0].ValueType"] == "value-not-enumerated"


def test_relationship_excepted_from_any_is_reported(structure: Codes) -> None:
    """Extensible SR allows CONTAINS for containers only."""
    sr = report(EXTENSIBLE_SR)
    text = sr.ContentSequence[0]
    text.ContentSequence = [content("HAS PROPERTIES", "TEXT", TextValue="x")]
    assert structure(sr) == []

    text.ContentSequence[0].RelationshipType = "CONTAINS"
    path = "ContentSequence[0].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


def test_root_other_than_container_is_reported(structure: Codes) -> None:
    sr = report()
    sr.ValueType = "TEXT"
    sr.ContentSequence = [
        content("HAS CONCEPT MOD", "CODE", ConceptCodeSequence=[code()])
    ]

    assert structure(sr) == [("content-root", "ValueType")]


def by_reference(relationship: str, *target: int) -> Dataset:
    return item(
        RelationshipType=relationship, ReferencedContentItemIdentifier=list(target)
    )


def test_reference_to_another_item_has_no_finding(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", 1, 2)]

    assert structure(sr) == []


def test_reference_to_disallowed_target_is_reported(
    structure: Codes,
) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", 1, 3)]
    sr.ContentSequence[1].ContentSequence = [by_reference("SELECTED FROM", 1, 1)]

    assert (
        "content-relationship",
        "ContentSequence[1].ContentSequence[0].RelationshipType",
    ) in structure(sr)


REFERENCE = "ContentSequence[0].ContentSequence[0].ReferencedContentItemIdentifier"


@pytest.mark.parametrize(
    ("target", "fault"),
    [((1, 9), "content-target"), ((1, 1), "content-loop"), ((1,), "content-loop")],
)
def test_reference_to_missing_item_or_ancestor_is_reported(
    structure: Codes, target: tuple[int, ...], fault: str
) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", *target)]

    assert structure(sr) == [(fault, REFERENCE)]


def test_reference_in_iod_without_references_is_reported(structure: Codes) -> None:
    sr = report(BASIC_TEXT_SR)
    assert structure(sr) == []
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", 1, 2)]

    assert structure(sr) == [("content-by-reference", REFERENCE)]


def test_reference_for_by_value_relationship_is_reported(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("HAS CONCEPT MOD", 1, 2)]

    assert structure(sr) == [("content-by-reference", REFERENCE)]
