"""The classes express every conformant object: each IOD's example, and drawn ones."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pydicom import dcmread

import iodize.iods
from iodize.definitions import CompositeIod, DirectoryIod, Iod, NormalizedIod
from iodize.example import sop_classes
from iodize.findings.finding import Severity
from iodize.tables import editions
from iodize.tables.editions import BUNDLED, Edition
from iodize.testing import instances
from iodize.validation.engine.engine import Validator

from .walking import read_all, rebuilt, same

EDITION = editions.bundled()
IODS = [iod for iod in EDITION.definitions("iods") if issubclass(iod, Iod)]
each_iod = pytest.mark.parametrize("iod", IODS, ids=lambda iod: iod.__name__)

SHARDS = 8
FEW = settings(
    max_examples=5,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)


@cache
def validator() -> Validator:
    """Return a validator that also supports SOP classes that are not stored."""
    edition = Edition(BUNDLED)
    edition.__dict__["sop_classes"] = sop_classes(EDITION)
    return Validator(edition)


def errors(instance: Iod) -> Iterator[str]:
    dataset = instance.to_dataset()
    if not hasattr(
        dataset, "file_meta"
    ):  # real-time: the SOP class is in the meta information
        dataset.file_meta = instance.example().to_dataset().file_meta
    for found in validator().check(dataset).findings:
        if found.severity is Severity.ERROR:
            yield f"{found.code} {found.path}: {found.message}"


def test_every_iod_has_a_class() -> None:
    kinds = [CompositeIod, NormalizedIod, DirectoryIod]
    numbers = [sum(issubclass(iod, kind) for iod in IODS) for kind in kinds]

    assert numbers == [169, 30, 1]
    for iod in IODS:
        assert getattr(iodize.iods, iod.__name__) is iod


@each_iod
def test_what_is_read_and_asked_for_is_written_as_it_was(iod: type[Iod]) -> None:
    read = iod.example()
    source = copy.deepcopy(read._source)

    read_all(read)

    assert read.to_dataset() == source


@each_iod
def test_an_example_is_made_again_from_keywords(iod: type[Iod]) -> None:
    example = iod.example()

    made = rebuilt(example)

    assert not same(example.to_dataset(), made.to_dataset())
    assert not [*errors(made)]


@each_iod
def test_an_example_is_the_same_for_the_same_seed(iod: type[Iod]) -> None:
    one, other = iod.example(7), iod.example(7)

    assert isinstance(one, iod)
    assert one == other
    assert one is not other
    assert iod.example(8) != one


@each_iod
def test_an_example_is_copied(iod: type[Iod]) -> None:
    example = iod.example()
    file = BytesIO()
    example.to_dataset().save_as(file, enforce_file_format=True)
    file.seek(0)  # what pydicom has not read itself, it cannot always pickle
    read = iod.from_dataset(dcmread(file))

    for instance in (read, rebuilt(example)):
        for other in (
            copy.copy(instance),
            copy.deepcopy(instance),
            pickle.loads(pickle.dumps(instance)),
        ):
            assert type(other) is iod
            assert other == instance


@each_iod
def test_an_example_is_described_in_short(iod: type[Iod]) -> None:
    example = iod.example()

    for instance in (example, rebuilt(example)):
        text = repr(instance)
        assert text.startswith(f"{iod.__name__}(")
        assert len(text) < 1000


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_drawn_objects_survive(shard: int, one_of: int) -> None:
    for iod in IODS[shard::SHARDS]:

        @settings(FEW, max_examples=24 // one_of)
        @given(instances(iod))
        def survive(instance: Iod) -> None:
            dataset = instance.to_dataset()
            read_all(instance)
            assert instance.to_dataset() == dataset
            text = instance.to_json()
            again = type(instance).from_json(text).to_json()
            assert json.loads(again) == json.loads(text)  # of DS, not the very digits

        survive()
