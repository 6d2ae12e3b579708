"""Drawn objects are conformant."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from iodize import example
from iodize.definitions import CompositeIod, Iod
from iodize.example.freedoms import Choice
from iodize.findings.finding import Severity
from iodize.iods import CTImage, MRImage
from iodize.tables import editions
from iodize.testing import MAX_DIFFERENT, _some, _values, datasets, instances
from iodize.validation.engine.engine import Validator

EDITION = editions.bundled()

IODS = sorted(EDITION.sop_classes.values())
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
SHARDS = 4


@cache
def validator() -> Validator:
    return Validator()


def errors(dataset: Dataset) -> list[str]:
    return [
        f"{found.code} {found.path}: {found.message}"
        for found in validator().check(dataset).findings
        if found.severity is Severity.ERROR
    ]


@FEW
@given(datasets())
def test_object_of_any_iod_is_conformant(dataset: Dataset) -> None:
    assert errors(dataset) == []


@FEW
@given(datasets("CTImage"))
def test_object_of_a_given_iod_is_conformant(dataset: Dataset) -> None:
    assert errors(dataset) == []


@FEW
@given(datasets("EnhancedMRImage"))
def test_number_of_frames_is_that_of_the_functional_groups(dataset: Dataset) -> None:
    frames = dataset.PerFrameFunctionalGroupsSequence

    assert dataset.NumberOfFrames == len(frames)
    assert errors(dataset) == []


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_objects_of_every_iod_are_conformant(shard: int, one_of: int) -> None:
    number = 12 // one_of
    for iod in dict.fromkeys(IODS[shard::SHARDS]):

        @settings(FEW, max_examples=number, phases=[Phase.generate], database=None)
        @given(datasets(iod))
        def conform(dataset: Dataset) -> None:
            assert errors(dataset) == []

        conform()


@pytest.mark.parametrize("iod", ["CTImage", "EnhancedMRImage", None])
def test_no_draw_is_rejected(iod: str | None) -> None:
    begun: list[None] = []
    finished: list[None] = []

    @st.composite
    def counted(draw: st.DrawFn) -> Dataset:
        begun.append(None)
        return draw(datasets(iod))

    @settings(FEW, max_examples=20, phases=[Phase.generate], database=None)
    @given(counted())
    def finish(dataset: Dataset) -> None:
        finished.append(None)

    finish()

    assert len(finished) == len(begun) >= 20


TERM = Choice("A", "CS", 1, ("YES",))
KINDS = (
    TERM,
    TERM._replace(terms=("NO", "YES")),
    *(Choice("A", vr, 1) for vr in ("AS", "DA", "FD", "IS", "LO", "US")),
)


def _modules(draw: st.DrawFn) -> object:
    """Draw modules of IODs; some have none to add."""
    names = ["Cine", "Mask", "Overlay"]
    numbers = [draw(st.integers(0, 3)) for _ in range(4)]
    return [_some(draw, names[:each], 3, lambda name: name) for each in numbers]


def _attributes(draw: st.DrawFn) -> object:
    """Draw values of attributes of some kinds."""
    return _some(draw, KINDS, 8, lambda kind: _values(draw, kind))


@pytest.mark.parametrize(
    "changing", [_modules, _attributes], ids=["modules", "attributes"]
)
def test_number_of_draws_is_constant(changing: Callable[[st.DrawFn], object]) -> None:
    """Hypothesis drops varied objects that take more draws."""
    begun: list[None] = []
    finished: list[None] = []

    @st.composite
    def counted(draw: st.DrawFn) -> object:
        begun.append(None)
        return changing(draw)

    @settings(FEW, max_examples=200, phases=[Phase.generate], database=None)
    @given(counted())
    def finish(values: object) -> None:
        finished.append(None)

    finish()

    assert len(finished) == len(begun) >= 200


def test_many_values_of_an_attribute_are_few_different_ones() -> None:
    choice = Choice("GrayLookupTableData", "US", 4096)

    @st.composite
    def drawn(draw: st.DrawFn) -> list[int]:
        return [*_values(draw, choice)]

    @settings(FEW, database=None)
    @given(drawn())
    def hold(values: list[int]) -> None:
        assert len(values) == 4096
        assert len({*values}) <= MAX_DIFFERENT

    hold()


def test_simplest_object_is_the_example() -> None:
    """Hypothesis draws the simplest one first."""
    first = settings(FEW, phases=[Phase.generate], database=None)

    simplest = find(datasets("CTImage"), lambda _: True, settings=first)
    assert simplest == example.build("CTImage")
    assert find(instances(CTImage), lambda _: True, settings=first) == CTImage.example()


@FEW
@given(instances(CTImage), instances("MR Image Storage"), instances())
def test_typed_objects_are_of_the_requested_class(
    ct: CTImage, mr: Iod, stored: Iod
) -> None:
    assert type(ct) is CTImage
    assert ct.SOPClassUID == CTImage.example().SOPClassUID
    assert type(mr) is MRImage
    assert isinstance(stored, CompositeIod)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda dataset: "ContrastBolusAgent" in dataset,
        lambda dataset: "RequestAttributesSequence" in dataset,
        lambda dataset: dataset.PatientName != "Doe^Jane",
        lambda dataset: dataset.PatientSex == "O",
    ],
    ids=["a module", "a sequence", "a text", "a term"],
)
def test_drawn_objects_vary(wanted: object) -> None:
    assert callable(wanted)
    one = settings(
        FEW, max_examples=3000, phases=[Phase.generate]
    )  # any, not the least
    find(datasets("CTImage"), wanted, settings=one)
