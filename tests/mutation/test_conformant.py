"""An object made only from the definitions does not violate them."""

from __future__ import annotations

from io import BytesIO

import pytest

from iodize.example import Construction
from iodize.findings.finding import Severity
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator

from .objects import BUILT, CORE, EDITION, built

NAMED = [pytest.param(uid, id=f"{EDITION.sop_classes[uid]}-{uid}") for uid in BUILT]


@pytest.mark.parametrize("uid", NAMED)
def test_a_built_object_has_no_error(uid: str, validator: Validator) -> None:
    report = validator.check(built(uid).dataset)

    assert errors(report) == []


def test_a_built_object_has_no_error_as_a_file(
    constructions: list[Construction], validator: Validator
) -> None:
    """The object in memory equals the object in a file."""
    found = {}
    for made in constructions:
        file = BytesIO()
        made.dataset.save_as(file, enforce_file_format=True)
        file.seek(0)
        if problems := errors(validator.check(file)):
            found[made.iod.__name__] = problems

    assert found == {}


def test_the_common_objects_are_among_them(constructions: list[Construction]) -> None:
    names = {made.iod.__name__ for made in constructions}

    assert set(CORE) <= names
    assert len(names) > 150


def errors(report: FileReport) -> list[str]:
    """Return the problems with their places."""
    return [
        f"{found.code} {found.path}: {found.message}"
        for found in report.findings
        if found.severity is Severity.ERROR
    ]
