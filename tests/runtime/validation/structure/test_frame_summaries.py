"""Values of Image Type that summarize those of the frames, in all kinds of images."""

from collections.abc import Callable, Sequence
from copy import deepcopy

import pytest
from pydicom import Dataset

from iodize import example

Codes = Callable[[Dataset], list[tuple[str, str]]]

A = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
B = ["DERIVED", "PRIMARY", "STATIC", "MEAN"]
MIXED = ["MIXED", "PRIMARY", "VOLUME", "MIXED"]
GROUPS = {
    "EnhancedMRImage": "MRImageFrameTypeSequence",
    "EnhancedCTImage": "CTImageFrameTypeSequence",
    "EnhancedPETImage": "PETFrameTypeSequence",
    "EnhancedXAImage": "FramePixelDataPropertiesSequence",
    "XRay3DAngiographicImage": "XRay3DFrameTypeSequence",
}


def image(iod: str, kind: list[str], frames: Sequence[list[str]]) -> Dataset:
    """Return an image whose frames have their own types."""
    dataset = example.build(iod)
    dataset.ImageType = kind
    shared = dataset.SharedFunctionalGroupsSequence[0]
    group = shared[GROUPS[iod]].value
    del shared[GROUPS[iod]]
    for frame, words in zip(
        dataset.PerFrameFunctionalGroupsSequence, frames, strict=True
    ):
        own = deepcopy(group)
        own[0].FrameType = words
        setattr(frame, GROUPS[iod], own)
    return dataset


def related(structure: Codes, dataset: Dataset) -> list[str]:
    return [
        path
        for code, path in structure(dataset)
        if code == "frame-summary" and "Sequence" not in path
    ]


@pytest.mark.parametrize("iod", GROUPS)
@pytest.mark.parametrize(
    ("kind", "frames", "number"),
    [
        (A, (A, A), 0),
        ([*A[:2], "DYNAMIC", A[3]], (A, A), 0),
        (MIXED, (A, B), 0),
        (A, (A, B), 2),
        (MIXED, (A, A), 2),
        (B, (A, A), 2),
        (MIXED, (MIXED, A), 0),
        (A, (["", *A[1:]], A), 0),
    ],
)
def test_image_type_is_that_of_the_frames_or_mixed(
    structure: Codes,
    iod: str,
    kind: list[str],
    frames: tuple[list[str], ...],
    number: int,
) -> None:
    assert related(structure, image(iod, kind, frames)) == ["ImageType"] * number


def test_attributes_beside_the_image_type_follow_the_frames(structure: Codes) -> None:
    dataset = image("EnhancedMRImage", A, (A, A))
    assert related(structure, dataset) == []

    dataset.VolumetricProperties = "SAMPLED"
    assert related(structure, dataset) == ["VolumetricProperties"]


def test_shared_frame_type_is_that_of_the_image(structure: Codes) -> None:
    dataset = example.build("EnhancedMRImage")
    shared = dataset.SharedFunctionalGroupsSequence[0].MRImageFrameTypeSequence[0]
    dataset.ImageType = A
    shared.FrameType = A
    assert related(structure, dataset) == []

    shared.FrameType = B
    assert related(structure, dataset) == ["ImageType"] * 2
