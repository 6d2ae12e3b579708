"""Presentation states of many images, and refused ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ImageCms

from iodize import build
from iodize.build import Graphic, Text
from iodize.iods import ColorSoftcopyPresentationState, ComprehensiveSR
from iodize.modules import VOILUT

from .checks import conforms
from .sources import cine, colored, enhanced, radiograph, series

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_windows_of_the_images_are_kept(tmp_path: Path) -> None:
    images = [
        *series(2, voi_lut=VOILUT(WindowCenter=[40], WindowWidth=[400])),
        *series(1, voi_lut=VOILUT(WindowCenter=[40, 300], WindowWidth=[400, 1500])),
        *series(1, voi_lut=None),
    ]
    dataset = conforms(build.presentation_state(images), tmp_path)
    first, second = dataset.SoftcopyVOILUTSequence
    assert len(first.ReferencedImageSequence) == 2
    assert [*second.WindowCenter] == [40, 300]


def test_images_of_several_sizes_have_their_own_areas(tmp_path: Path) -> None:
    images = [*series(2), *series(1, 5, 8)]
    dataset = conforms(build.presentation_state(images, window=(0, 1)), tmp_path)
    corners = [
        [*item.DisplayedAreaBottomRightHandCorner]
        for item in dataset.DisplayedAreaSelectionSequence
    ]
    assert corners == [[9, 6], [8, 5]]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("is_flipped", [False, True])
def test_rotated_and_flipped_images_are_shown_whole(
    rotation: Any, is_flipped: bool, tmp_path: Path
) -> None:
    conforms(
        build.presentation_state(series(), rotation=rotation, is_flipped=is_flipped),
        tmp_path,
    )


def test_annotations_of_all_kinds(tmp_path: Path) -> None:
    images = series()
    notes: list[Text | Graphic] = [
        Text("all", (1, 1)),
        Text("one", (0.5, 5.5), images[2], layer="TEXT", is_anchor_visible=True),
        Graphic("POINT", [(1, 1)]),
        Graphic("POLYLINE", [(1, 1), (2, 2)], images[:2]),
        Graphic("POLYLINE", [(1, 1), (2, 2), (2, 1), (1, 1)], is_filled=True),
        Graphic("INTERPOLATED", [(1, 1), (2, 2), (2, 1)]),
        Graphic("CIRCLE", np.array([(4, 3), (5, 3)])),
        Graphic("ELLIPSE", [(1, 3), (5, 3), (3, 1), (3, 5)], is_filled=True),
    ]
    dataset = conforms(build.presentation_state(images, annotations=notes), tmp_path)
    assert [item.GraphicLayer for item in dataset.GraphicLayerSequence] == [
        "ANNOTATIONS",
        "TEXT",
    ]
    assert len(dataset.GraphicAnnotationSequence[0].ReferencedImageSequence) == 4


@pytest.mark.parametrize("source", [radiograph, cine, lambda: enhanced(series())])
def test_other_gray_images_are_taken(source: Any, tmp_path: Path) -> None:
    conforms(build.presentation_state(source(), window=(100, 200)), tmp_path)


def test_inverted_image_stays_inverted(tmp_path: Path) -> None:
    image = radiograph().replace(PhotometricInterpretation="MONOCHROME1")
    dataset = conforms(build.presentation_state(image, window=(1, 2)), tmp_path)
    assert dataset.PresentationLUTShape == "INVERSE"


def test_color_images_have_a_profile(tmp_path: Path) -> None:
    conforms(
        build.presentation_state(
            colored(),
            iod=ColorSoftcopyPresentationState,
            icc_profile=SRGB,
            annotations=[Text("spot", (1, 1))],
        ),
        tmp_path,
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"window": (0, 0)}, "width 0"),
        ({"annotations": [Text("a", (99, 0))]}, "outside"),
        ({"annotations": [Text("a", (-1, 0))]}, "outside"),
        ({"annotations": [Text("a", (1, 1), radiograph())]}, "not one of"),
        ({"annotations": [Graphic("POINT", [(1, 1), (2, 2)])]}, "1 points, got 2"),
        ({"annotations": [Graphic("CIRCLE", [(1, 1)])]}, "2 points"),
        ({"annotations": [Graphic("POLYLINE", [(1, 1)])]}, "2 points"),
        ({"annotations": [Graphic("POLYLINE", [(1, 1, 1), (2, 2, 2)])]}, "column"),
        (
            {"annotations": [Graphic("POLYLINE", [(1, 1), (2, 2)], is_filled=True)]},
            "not closed",
        ),
    ],
)
def test_arguments_that_do_not_match_are_refused(given: Any, message: str) -> None:
    with pytest.raises(build.BuildError, match=message):
        build.presentation_state(series(), **given)


def test_images_that_do_not_match_are_refused() -> None:
    gray, (first, *_) = series(1), series(1)
    other = first.replace(RescaleSlope=2)
    inverted = first.replace(PhotometricInterpretation="MONOCHROME1")
    cases: list[tuple[Any, dict[str, Any], str]] = [
        (colored(), {}, "iod=ColorSoftcopyPresentationState"),
        (gray, {"iod": ColorSoftcopyPresentationState}, "iod=Grayscale"),
        (colored(), {"iod": ColorSoftcopyPresentationState}, "icc_profile"),
        ([first, other], {}, "rescale"),
        ([first, inverted], {}, "MONOCHROME1"),
        (ComprehensiveSR.example(), {}, "not an image"),
        ([], {}, "at least one"),
    ]
    for images, given, message in cases:
        with pytest.raises(build.BuildError, match=message):
            build.presentation_state(images, **given)
