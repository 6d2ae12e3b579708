"""Structured reports: which item may relate to which, and how."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from .objects import BASIC_TEXT_SR, code, content, item, report

Codes = Callable[[Dataset], list[tuple[str, str]]]

EXTENSIBLE_SR = "1.2.840.10008.5.1.4.1.1.88.35"


def test_a_conformant_report_has_no_fault(structure: Codes) -> None:
    assert structure(report()) == []


def test_a_relationship_that_the_parent_may_not_have(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [content("CONTAINS", "TEXT", TextValue="x")]

    path = "ContentSequence[0].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


def test_a_value_type_that_the_relationship_may_not_lead_to(structure: Codes) -> None:
    """HAS CONCEPT MOD leads from any value type, but only to TEXT and CODE."""
    sr = report()
    modifier = sr.ContentSequence[1].ContentSequence[0]
    modifier.ValueType = "CONTAINER"
    del modifier.ConceptCodeSequence
    modifier.ContinuityOfContent = "SEPARATE"

    path = "ContentSequence[1].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


def test_a_rule_that_excepts_one_relationship(structure: Codes) -> None:
    """Extensible SR: any relationship but CONTAINS, which a container alone may have."""
    sr = report(EXTENSIBLE_SR)
    text = sr.ContentSequence[0]
    text.ContentSequence = [content("HAS PROPERTIES", "TEXT", TextValue="x")]
    assert structure(sr) == []

    text.ContentSequence[0].RelationshipType = "CONTAINS"
    path = "ContentSequence[0].ContentSequence[0].RelationshipType"
    assert structure(sr) == [("content-relationship", path)]


def test_the_root_is_a_container(structure: Codes) -> None:
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


def test_a_reference_to_another_item(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", 1, 2)]

    assert structure(sr) == []


def test_a_reference_whose_target_the_relationship_may_not_lead_to(
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
def test_a_reference_to_nothing_or_to_an_ancestor(
    structure: Codes, target: tuple[int, ...], fault: str
) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", *target)]

    assert structure(sr) == [(fault, REFERENCE)]


def test_an_iod_without_references(structure: Codes) -> None:
    sr = report(BASIC_TEXT_SR)
    assert structure(sr) == []
    sr.ContentSequence[0].ContentSequence = [by_reference("INFERRED FROM", 1, 2)]

    assert structure(sr) == [("content-by-reference", REFERENCE)]


def test_a_relationship_that_is_by_value_only(structure: Codes) -> None:
    sr = report()
    sr.ContentSequence[0].ContentSequence = [by_reference("HAS CONCEPT MOD", 1, 2)]

    assert structure(sr) == [("content-by-reference", REFERENCE)]
