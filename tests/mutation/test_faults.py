"""Every single fault that the tables allow is named, at its place.

Of some ten thousand faults of all SOP classes a usual run tries one of four;
`--thorough` tries all.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from random import Random
from typing import NamedTuple

import pytest

from iodize.example import Construction
from iodize.findings.finding import Severity
from iodize.validation.engine.engine import Validator

from .faults import Fault, made
from .injection import all_faults
from .objects import CORE
from .variants import all_variants

SAMPLE = 1500
"""Number of faults, and of variants, in the fast tests."""

SHARDS = 2
"""Into how many tests the faults are divided, so that they can run side by side."""

LEGAL = frozenset({"retired attribute", "unknown tag"})
"""Kinds that are suspicious and break no "shall": these are warnings."""


class Case(NamedTuple):
    """One fault of one object."""

    construction: Construction
    fault: Fault

    def __str__(self) -> str:
        return f"{self.construction.iod.__name__}: {self.fault}"


def test_common_faults_are_named(
    constructions: list[Construction], validator: Validator
) -> None:
    check_faults(sampled(faults_of(common(constructions))), validator)


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_fault_is_named(
    shard: int, one_of: int, constructions: list[Construction], validator: Validator
) -> None:
    cases = islice(faults_of(constructions), shard, None, SHARDS * one_of)

    check_faults(cases, validator)


def test_common_variants_have_no_error(
    constructions: list[Construction], validator: Validator
) -> None:
    cases = sampled(variants_of(common(constructions)))

    assert [str(case) for case in cases if is_error(case, validator)] == []


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_variant_has_an_error(
    shard: int, one_of: int, constructions: list[Construction], validator: Validator
) -> None:
    cases = islice(variants_of(constructions), shard, None, SHARDS * one_of)

    assert [str(case) for case in cases if is_error(case, validator)] == []


def test_every_kind_of_fault_is_injected(constructions: list[Construction]) -> None:
    kinds = {case.fault.kind for case in faults_of(common(constructions))}

    assert kinds >= {
        "RelationshipType not allowed",
        "ValueType not allowed",
        "forbidden attribute",
        "functional group of one frame removed",
        "functional group removed",
        "functional group twice",
        "high bit wrong",
        "impossible DA",
        "items against a number",
        "malformed UID",
        "module removed",
        "pixel data too long",
        "private without creator",
        "sequence as text",
        "too many items",
        "too many values",
        "type 1 removed nested",
        "type 1C emptied",
        "type 1C removed nested",
        "type 2C removed",
        "value not enumerated",
    }


def check_faults(cases: Iterable[Case], validator: Validator) -> None:
    """Check that 99 % of the faults are named, and 98.5 % as errors."""
    unnamed: list[str] = []
    mild: list[str] = []
    total = 0
    for case in cases:
        total += 1
        with made(case.construction.dataset, case.fault) as dataset:
            findings = validator.check(dataset).findings
        hits = [found for found in findings if case.fault.names(found)]
        if not hits:
            unnamed.append(str(case))
        if case.fault.kind not in LEGAL and not any(
            found.severity is Severity.ERROR for found in hits
        ):
            mild.append(str(case))
    assert total > 1000
    assert len(unnamed) <= 0.01 * total, unnamed
    assert len(mild) <= 0.015 * total, mild


def is_error(case: Case, validator: Validator) -> bool:
    """Return whether a harmless change is called an error."""
    with made(case.construction.dataset, case.fault) as dataset:
        findings = validator.check(dataset).findings
    return any(found.severity is Severity.ERROR for found in findings)


def faults_of(constructions: Iterable[Construction]) -> Iterable[Case]:
    return (Case(one, fault) for one in constructions for fault in all_faults(one))


def variants_of(constructions: Iterable[Construction]) -> Iterable[Case]:
    return (Case(one, fault) for one in constructions for fault in all_variants(one))


def common(constructions: list[Construction]) -> list[Construction]:
    return [one for one in constructions if one.iod.__name__ in CORE]


def sampled(cases: Iterable[Case]) -> list[Case]:
    """Return as many as a fast run takes, always the same ones."""
    found = [*cases]
    return Random(0).sample(found, min(SAMPLE, len(found)))
