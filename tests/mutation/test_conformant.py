"""An object made of nothing but the definitions breaks none of them."""

from __future__ import annotations

from io import BytesIO

import pytest

from iodize import editions
from iodize.report import FileReport
from iodize.validation.engine import Validator
from iodize.validation.findings import Severity

from .conformant import Builder, Construction
from .objects import CORE, UNBUILT

BUILT = [
    pytest.param(uid, id=f"{iod}-{uid}")
    for uid, iod in editions.bundled().sop_classes.items()
    if iod not in UNBUILT
]


@pytest.mark.parametrize("uid", BUILT)
def test_a_built_object_has_no_error(
    uid: str, builder: Builder, validator: Validator
) -> None:
    report = validator.check(builder.build(uid).dataset)

    assert errors(report) == []


def test_a_built_object_has_no_error_as_a_file(
    constructions: list[Construction], validator: Validator
) -> None:
    """What is checked in memory is what a file of it would hold."""
    found = {}
    for made in constructions:
        file = BytesIO()
        made.dataset.save_as(file, enforce_file_format=True)
        file.seek(0)
        if problems := errors(validator.check(file)):
            found[made.iod.__name__] = problems

    assert found == {}


def test_the_common_objects_are_among_them(constructions: list[Construction]) -> None:
    built = {made.iod.__name__ for made in constructions}

    assert set(CORE) <= built
    assert len(built) > 150


def test_building_twice_gives_the_same_object(builder: Builder) -> None:
    uid = "1.2.840.10008.5.1.4.1.1.2.1"

    assert builder.build(uid).dataset == builder.build(uid).dataset


def errors(report: FileReport) -> list[str]:
    """Return what is wrong, each with its place."""
    return [
        f"{found.code} {found.path}: {found.message}"
        for found in report.findings
        if found.severity is Severity.ERROR
    ]
