"""References of biplane and stereoscopic images to their other image."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize import example

from ..objects import ROOT, item

Codes = Callable[[Dataset], list[tuple[str, str]]]

PURPOSES = {"XRayAngiographicImage": "121314", "VLPhotographicImage": "121315"}
KINDS = {"XRayAngiographicImage": "BIPLANE A", "VLPhotographicImage": "STEREO L"}


def reference(purpose: str = "", **values: object) -> Dataset:
    other = item(
        ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.12.1",
        ReferencedSOPInstanceUID=f"{ROOT}.2",
        **values,
    )
    if purpose:
        code = item(CodeValue=purpose, CodingSchemeDesignator="DCM", CodeMeaning="Demo")
        other.PurposeOfReferenceCodeSequence = [code]
    return other


@pytest.mark.parametrize("iod", PURPOSES)
@pytest.mark.parametrize(
    ("purposes", "good"),
    [
        ([""], True),
        (["other"], True),
        (["other", "121311"], True),
        (["", ""], False),
        (["121311", "other"], False),
        (["other", "other"], False),
        (["121311", "121311"], False),
    ],
)
def test_first_of_several_references_is_the_other_image(
    structure: Codes, iod: str, purposes: list[str], good: bool
) -> None:
    image = example.build(iod)
    image.ImageType = ["ORIGINAL", "PRIMARY", KINDS[iod]]
    image.ReferencedImageSequence = [
        reference(PURPOSES[iod] if one == "other" else one) for one in purposes
    ]

    wrong = [("value-relation", "ReferencedImageSequence")]
    assert structure(image) == ([] if good else wrong)


def test_references_of_other_images_are_free(structure: Codes) -> None:
    image = example.build("XRayAngiographicImage")
    image.ImageType = ["ORIGINAL", "PRIMARY", "SINGLE PLANE"]
    image.ReferencedImageSequence = [reference(), reference()]

    assert structure(image) == []


def test_reference_to_the_other_plane_has_no_frame_number(structure: Codes) -> None:
    image = example.build("XRayAngiographicImage")
    image.ImageType = ["ORIGINAL", "PRIMARY", "BIPLANE B"]
    image.ReferencedImageSequence = [reference(ReferencedFrameNumber=1)]

    assert structure(image) == [("value-relation", "ReferencedImageSequence")]


@pytest.mark.parametrize(
    ("origin", "references", "good"),
    [
        ("FRAME", [{"ReferencedFrameNumber": 1}], True),
        ("FRAME", [{}], True),
        ("FRAME", [{"ReferencedFrameNumber": [1, 2]}], False),
        ("FRAME", [{}, {}], False),
        ("VOLUME", [{}], True),
        ("VOLUME", [{"ReferencedFrameNumber": 1}], False),
    ],
)
def test_coordinates_of_annotations_are_in_one_image(
    structure: Codes, origin: str, references: list[dict[str, object]], good: bool
) -> None:
    annotations = example.build("MicroscopyBulkSimpleAnnotations")
    annotations.AnnotationCoordinateType = "2D"
    annotations.PixelOriginInterpretation = origin
    annotations.ReferencedImageSequence = [reference("", **each) for each in references]

    found = [path for code, path in structure(annotations) if code == "value-relation"]
    assert found == ([] if good else ["ReferencedImageSequence"])
