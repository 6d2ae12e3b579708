"""UIDs of the standard in place of assigned ones, and UIDs of two entities."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.tables import editions
from iodize.validation.structure.relations.uids import (
    FRAMES_OF_REFERENCE,
    INSTANCES,
    OTHERS,
)
from tests.runtime.validation.structure.objects import (
    enhanced_ct,
    item,
    secondary_capture,
)

Codes = Callable[[Dataset], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "keyword", ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"]
)
def test_uid_of_the_standard_is_reported(structure: Codes, keyword: str) -> None:
    image = secondary_capture()
    assert structure(image) == []

    setattr(image, keyword, "1.2.840.10008.6.1.624")
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    assert structure(image) == [("uid-reserved", keyword)]


def test_uid_of_another_arc_is_not_reserved(structure: Codes) -> None:
    image = secondary_capture()
    image.StudyInstanceUID = "1.2.840.100081.1"

    assert structure(image) == []


def test_wellknown_frame_of_reference_is_allowed(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.FrameOfReferenceUID = "1.2.840.10008.1.4.1.1"
    assert structure(ct) == []

    ct.FrameOfReferenceUID = "1.2.840.10008.5.1.4.1.1.2"
    assert structure(ct) == [("uid-reserved", "FrameOfReferenceUID")]


def test_wellknown_instance_is_allowed_where_instances_are(structure: Codes) -> None:
    image = secondary_capture()
    printer = item(
        ReferencedSOPClassUID="1.2.840.10008.5.1.1.16",
        ReferencedSOPInstanceUID="1.2.840.10008.5.1.1.17",
    )
    image.ReferencedImageSequence = [printer]
    assert structure(image) == []

    printer.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.1.16"
    path = "ReferencedImageSequence[0].ReferencedSOPInstanceUID"
    assert structure(image) == [("uid-reserved", path)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("StudyInstanceUID", "SeriesInstanceUID"),
        ("StudyInstanceUID", "SOPInstanceUID"),
        ("SeriesInstanceUID", "SOPInstanceUID"),
    ],
)
def test_shared_uid_is_reported(structure: Codes, first: str, second: str) -> None:
    image = secondary_capture()
    setattr(image, second, getattr(image, first))
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID

    assert structure(image) == [("uid-shared", second)]


def test_tags_are_uids_of_the_edition() -> None:
    edition = editions.bundled()
    for tag in INSTANCES | FRAMES_OF_REFERENCE | OTHERS:
        element = edition.element(tag)
        assert element is not None
        assert element.vr == "UI"
