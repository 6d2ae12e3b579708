"""A change that keeps an object conformant gives no new finding.

A usual run transforms one example of four and few varied objects; `--thorough` all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import UID

from iodize import example
from iodize.example import Customization
from iodize.example.freedoms import additions, choices, options
from iodize.findings.report import FileReport
from iodize.testing import datasets
from iodize.validation.engine.engine import Validator

from ..mutation.objects import BUILT, EDITION, built
from .extremes import highest, lowest
from .transformations import TRANSFER_SYNTAXES, TRANSFORMATIONS, encoded

KNOWN = frozenset(
    {("window and VOI LUT", "condition-not-met", "WindowCenter")}
    | {("window and VOI LUT", "condition-not-met", "VOILUTSequence")}
)
"""Defects that are not mended: PS3.3 C.8.11.3 permits both under a further condition."""

SYNTAX = frozenset({"transfer-syntax-retired"})
"""Findings about the transfer syntax itself."""

FRAMES = 3
ADDITIONS = 25
"""Number of optional attributes of a varied object."""

VARIED = 12
"""Of how many SOP classes a usual run varies one."""


class Original(NamedTuple):
    """An object before its transformations, checked once for all of them."""

    dataset: Dataset
    kinds: set[tuple[str, str]]
    """Codes and keywords of its findings."""


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


@pytest.fixture(scope="module")
def examples(one_of: int, validator: Validator) -> list[Original]:
    return [original(built(uid).dataset, validator) for uid in BUILT[::one_of]]


@pytest.fixture(scope="module")
def varied(one_of: int, validator: Validator) -> list[Original]:
    """Return objects with many optional parts, some frames, and several items."""
    step = 1 if one_of == 1 else VARIED
    return [
        original(with_optional_parts(uid).dataset, validator) for uid in BUILT[::step]
    ]


def original(dataset: Dataset, validator: Validator) -> Original:
    return Original(dataset, kinds(validator.check(dataset)))


def with_optional_parts(uid: str) -> example.Construction:
    keyword, random = EDITION.sop_classes[uid], Random(uid)
    made = built(uid)
    frames = made.root.value("NumberOfFrames") is not None
    values: dict[str, Any] = {"NumberOfFrames": FRAMES} if frames else {}
    custom = Customization(modules=frozenset(options(made)), values=values)
    made = example.construct(keyword, uid, custom=custom)
    possible = additions(made)
    added = random.sample(possible, min(ADDITIONS, len(possible)))
    custom = custom._replace(
        attributes=frozenset(each.path for each in added),
        items={each.path: 2 for each in added if each.is_sequence},
    )
    return example.construct(keyword, uid, custom=custom)


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_transformed_example_has_no_new_finding(
    name: str, examples: list[Original], validator: Validator
) -> None:
    assert [*new_findings(name, examples, validator)] == []


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_transformed_object_with_optional_parts_has_no_new_finding(
    name: str, varied: list[Original], validator: Validator
) -> None:
    assert [*new_findings(name, varied, validator)] == []


@pytest.mark.parametrize("transfer_syntax", TRANSFER_SYNTAXES)
def test_transfer_syntax_makes_no_finding(
    transfer_syntax: UID, examples: list[Original], validator: Validator
) -> None:
    found = {}
    for dataset, before in examples:
        file = encoded(dataset, transfer_syntax)
        if file is not None:
            new = kinds(validator.check(file)) - before
            found[dataset.SOPClassUID] = {each for each in new if each[0] not in SYNTAX}

    assert found
    assert not any(found.values()), found


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(datasets(), st.sampled_from(sorted(TRANSFORMATIONS)))
def test_transformed_drawn_object_has_no_new_finding(
    dataset: Dataset, name: str
) -> None:
    validator = Validator()
    drawn = original(dataset, validator)

    assert [*new_findings(name, [drawn], validator)] == []


@pytest.mark.parametrize("extreme", [lowest, highest])
def test_legal_extreme_values_make_no_finding(
    extreme: Any, one_of: int, validator: Validator
) -> None:
    step = 1 if one_of == 1 else VARIED
    found = {}
    for uid in BUILT[::step]:
        made = built(uid)
        values = {choice.path: extreme(choice) for choice in choices(made)}
        custom = Customization(values=values)
        changed = example.construct(EDITION.sop_classes[uid], uid, custom=custom)
        new = kinds(validator.check(changed.dataset)) - kinds(
            validator.check(made.dataset)
        )
        if new:
            found[made.iod.__name__] = new

    assert found == {}


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_transformation_applies_to_some_object(name: str) -> None:
    objects = [
        with_optional_parts("1.2.840.10008.5.1.4.1.1.2.1").dataset,  # Enhanced CT
        with_optional_parts("1.2.840.10008.5.1.4.1.1.4.1").dataset,  # Enhanced MR
        built("1.2.840.10008.5.1.4.1.1.7").dataset,  # Secondary Capture
    ]
    objects.append(deepcopy(objects[0]))
    TRANSFORMATIONS["groups of each frame"](objects[-1])

    assert any(TRANSFORMATIONS[name](each) for each in objects)


def new_findings(
    name: str, objects: Iterable[Original], validator: Validator
) -> Iterator[tuple[str, str, str]]:
    """Yield the SOP class, code and keyword of findings of transformed objects only."""
    for dataset, before in objects:
        changed = deepcopy(dataset)
        if not TRANSFORMATIONS[name](changed):
            continue
        new = kinds(validator.check(changed)) - before
        for code, keyword in sorted(new):
            if (name, code, keyword) not in KNOWN:
                yield EDITION.sop_classes[dataset.SOPClassUID], code, keyword


def kinds(report: FileReport) -> set[tuple[str, str]]:
    return {(found.code, found.keyword) for found in report.findings}
