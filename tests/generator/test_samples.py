"""The examples of a generated package are built and validated in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping

from iodize.generator.importing import preview
from iodize.generator.pipeline import render_python
from iodize.generator.report import Report
from iodize.generator.samples import Samples, samples_of

from .demo import Reading


def sampled(sources: Mapping[str, bytes]) -> Samples | None:
    with preview(sources) as package:
        return samples_of(package)


def test_every_iod_is_tried(reading: Reading) -> None:
    found = sampled(render_python(reading.standard, Report()))

    assert found is not None
    assert found.iods == len(reading.standard.iods)
    assert 0 < found.built <= found.iods
    assert found.conformant + len(found.failures) == found.iods


def test_package_without_iods_has_no_examples() -> None:
    assert sampled({"facts.xml": b""}) is None


def test_package_that_fails_is_reported() -> None:
    found = sampled({"__init__.py": b"", "iods/__init__.py": b"raise ValueError(1)"})

    assert found is not None
    assert found.iods == 0
    assert found.failures


def test_failures_are_listed_if_verbose() -> None:
    samples = Samples(3, 2, 1, (("A", "no"), ("B", "bad")))

    assert samples.lines(False) == ["examples: 2 of 3 IODs built, 1 without errors"]
    assert samples.lines(True)[1:] == ["  A: no", "  B: bad"]
