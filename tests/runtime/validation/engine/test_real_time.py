"""Objects of real-time communication are checked against their IODs."""

from __future__ import annotations

import pytest

from iodize import example, validate
from iodize.findings.finding import Severity
from iodize.tables import editions
from iodize.tables.editions import REAL_TIME

CURRENT_FRAME = "CurrentFrameFunctionalGroupsSequence"

BUNDLED = editions.bundled()


def errors(iod: str, *, without: int | None = None) -> list[tuple[str, str]]:
    """Return the codes and places of the errors of an example."""
    dataset = example.build(BUNDLED.iod(iod))
    if without is not None:
        del dataset[without]
    findings = validate(dataset, edition=BUNDLED).findings
    return [(f.code, f.path) for f in findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize("iod", sorted(REAL_TIME.values()))
def test_example_of_a_real_time_iod_conforms(iod: str) -> None:
    assert errors(iod) == []


@pytest.mark.parametrize("iod", [i for i in REAL_TIME.values() if "RealTime" in i])
def test_functional_groups_of_the_current_frame_are_required(iod: str) -> None:
    assert ("type1-missing", CURRENT_FRAME) in errors(iod, without=0x00060001)
