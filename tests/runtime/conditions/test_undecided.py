"""The reasons why a condition is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import iodize
from iodize import example
from iodize.conditions import Requirement, parse
from iodize.conditions.facts import FACTS, FILE_FACTS
from iodize.conditions.plain import plain_view
from iodize.conditions.reasons import KINDS, reason
from iodize.conditions.undecided import reasons
from iodize.findings.finding import Undecided

from .test_evaluation import Nothing

ROOT = Path(__file__).resolve().parents[3]


def named(text: str, dataset: dict[str, Any]) -> list[str]:
    """Return the names of the reasons of a condition."""
    requirement = Requirement(parse(text))
    found = reasons(requirement, plain_view(dataset), Nothing())
    assert all(each.explanation for each in found)
    return [each.name for each in found]


@pytest.mark.parametrize(
    ("text", "dataset", "names"),
    [
        ('unknown("contrast-used")', {}, ["contrast-used"]),
        ('unknown("yes")', {}, []),
        ('unknown("cine") and unknown("no")', {}, []),
        ('unknown("cine") and unknown("yes")', {}, ["cine"]),
        ('unknown("cine") or (unknown("policy") and unknown("no"))', {}, ["cine"]),
        ('not unknown("policy")', {}, ["policy"]),
        ('not Modality == "CT"', {}, ["no-value"]),
        ('not Modality == "CT"', {"Modality": "MR"}, []),
        ('some(A, unknown("cine"))', {"A": [{}, {}]}, ["cine"]),
        ('some(A, unknown("cine"))', {}, []),
        ("referenced(N, Items.Number, present(KVP))", {"N": 1}, ["no-item"]),
        (
            'referenced(N, Items.Number, not KVP == "1")',
            {"N": 1, "Items": [{"Number": 1}]},
            ["no-value"],
        ),
        ('points(P, "sequence")', {"P": "00091001"}, ["pointer"]),
        ('points(P, "sequence")', {"P": "00081140"}, []),
        (
            'coded(C, ("1", "SCT"))',
            {"C": [{"CodeValue": "2", "CodingSchemeDesignator": "SRT"}]},
            ["retired-code"],
        ),
        ("flat(P)", {"P": [1.0, 2.0]}, ["not-points"]),
        ("first()", {}, ["position"]),
    ],
)
def test_reasons_are_the_unknown_parts(
    text: str, dataset: dict[str, Any], names: list[str]
) -> None:
    assert named(text, dataset) == names


def test_missing_value_is_named() -> None:
    (found,) = reasons(
        Requirement(parse('not A.Modality == "CT"')), plain_view({}), Nothing()
    )
    assert "A.Modality has no value" in found.explanation


def test_fact_is_explained_by_its_option() -> None:
    assert "--fact contrast-used=" in reason("contrast-used").explanation
    assert reason("policy").explanation.startswith("no fact decides it: ")


def test_every_kind_of_the_standard_has_an_explanation() -> None:
    stated = {
        name
        for file in (ROOT / "standard_xml").rglob("*.xml")
        for name in re.findall(r"unknown\(&quot;([\w-]+)&quot;\)", file.read_text())
    }
    assert len(stated) > 50
    assert stated <= FACTS.keys() | KINDS.keys()
    assert not FACTS.keys() & KINDS.keys()
    assert FILE_FACTS.keys() <= KINDS.keys()


OBJECTS = (
    "CTImage",
    "EnhancedMRImage",
    "RTBeamsTreatmentRecord",
    "HangingProtocol",
    "ComprehensiveSR",
    "Segmentation",
)


def unknown_rules(
    keyword: str, facts: dict[str, bool] | None = None
) -> Iterator[Undecided]:
    report = iodize.validate(example.build(keyword), explain=True, facts=facts or {})
    yield from report.files[0].unknowns


@pytest.mark.parametrize("keyword", OBJECTS)
def test_every_unknown_rule_names_a_fact_or_the_reason_without_one(
    keyword: str,
) -> None:
    for rule in unknown_rules(keyword):
        assert len(rule.reasons) == len(rule.explanations) > 0
        for name, explanation in zip(rule.reasons, rule.explanations, strict=True):
            start = f"decided by --fact {name}" if name in FACTS else "no fact decides"
            assert explanation.startswith(start), rule


@pytest.mark.parametrize("keyword", OBJECTS)
def test_named_fact_decides_the_rule(keyword: str) -> None:
    rules = {
        (rule.path, rule.reference): rule.reasons[0]
        for rule in unknown_rules(keyword)
        if len(rule.reasons) == 1 and rule.reasons[0] in FACTS
    }
    assert rules
    left = []
    for value in (False, True):
        facts = dict.fromkeys(rules.values(), value)
        after = {
            (rule.path, rule.reference): rule.reasons
            for rule in unknown_rules(keyword, facts)
        }
        assert all(facts.keys().isdisjoint(names) for names in after.values())
        left.append(rules.keys() & after.keys())
    assert not left[0] & left[1]
