"""dciodvfy accepts the examples, except for explained differences."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path

import pytest

from iodize import example
from iodize.tables import editions
from tests.mutation.objects import BUILT

from . import dciodvfy
from .differences import EXPLAINED, NOT_KNOWN

EDITION = editions.bundled()


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Skip where dciodvfy is missing, unless `.ci/run` installed it."""
    if not dciodvfy.is_installed():
        if os.environ.get("IODIZE_TOOLS") == "required":
            pytest.fail("dciodvfy is missing: apt-get install dicom3tools")
        pytest.skip("dciodvfy is not installed: Debian package dicom3tools")


@pytest.fixture(scope="module")
def objections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the keywords of what dciodvfy objects to in the examples, by IOD."""
    folder = tmp_path_factory.mktemp("objects")
    found: dict[str, set[str]] = {}
    for uid in BUILT:
        iod = EDITION.sop_classes[uid]
        path = folder / f"{uid}.dcm"
        example.build(iod, uid).save_as(path, enforce_file_format=True)
        complaints = [c for c in dciodvfy.check(path) if c.severity == "Error"]
        if not any(NOT_KNOWN in complaint.text for complaint in complaints):
            keywords = found.setdefault(iod, set())
            keywords.update(_subject(complaint) for complaint in complaints)
    return found


def test_it_objects_to_nothing_unexplained(objections: dict[str, set[str]]) -> None:
    unexplained = {
        iod: sorted(left)
        for iod, keywords in objections.items()
        if (left := {keyword for keyword in keywords if not _explained(iod, keyword)})
    }

    assert unexplained == {}


def test_it_has_no_objection_to_most(objections: dict[str, set[str]]) -> None:
    clean = [iod for iod, keywords in objections.items() if not keywords]

    assert len(clean) >= 85


def test_no_explanation_is_left_over(objections: dict[str, set[str]]) -> None:
    for difference in EXPLAINED:
        met: set[str] = set()
        for iod, keywords in objections.items():
            if _matches(iod, difference.iods):
                met |= keywords
        assert set(difference.keywords) <= met, difference


def test_its_output_is_read(tmp_path: Path) -> None:
    ct = example.build("CTImage")
    del ct.SamplesPerPixel
    path = tmp_path / "ct.dcm"
    ct.save_as(path, enforce_file_format=True)

    errors = [c for c in dciodvfy.check(path) if c.severity == "Error"]

    assert 0x00280002 in {complaint.tag for complaint in errors}


def _subject(complaint: dciodvfy.Complaint) -> str:
    element = None if complaint.tag is None else EDITION.element(complaint.tag)
    return complaint.text if element is None else element.keyword


def _explained(iod: str, keyword: str) -> bool:
    return any(
        _matches(iod, difference.iods) and keyword in difference.keywords
        for difference in EXPLAINED
    )


def _matches(iod: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(iod, pattern) for pattern in patterns)
